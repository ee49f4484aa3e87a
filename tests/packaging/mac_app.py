"""An ``.app`` as PyInstaller lays it out, of programs that hold nothing but their header."""

import plistlib
import struct
from pathlib import Path

from macos import bundle_plist

ARM64, X86_64 = 0x0100000C, 0x01000007


def thin(processor: int = ARM64) -> bytes:
    """A Mach-O file for one processor."""
    return struct.pack("<IiiIIIII", 0xFEEDFACF, processor, 0, 6, 0, 0, 0, 0)


def fat(*parts: tuple[int, bytes]) -> bytes:
    """A Mach-O file for several processors."""
    header = struct.pack(">II", 0xCAFEBABE, len(parts))
    offset = len(header) + 20 * len(parts)
    body = b""
    for processor, part in parts:
        header += struct.pack(">IIIII", processor, 0, offset + len(body), len(part), 0)
        body += part
    return header + body


def make(folder: Path) -> Path:
    """The app, with a library, an extension, Qt's and Python's frameworks, data and links."""
    app = folder / bundle_plist.BUNDLE
    contents = app / "Contents"
    _write(contents / "Info.plist", plistlib.dumps(bundle_plist.info_plist("1.2.3")))
    _write(contents / "MacOS" / "gurukul", thin())
    libraries = contents / "Frameworks"
    _write(libraries / "libportaudio.dylib", thin())
    _write(libraries / "numpy" / "core.so", fat((X86_64, thin(X86_64)), (ARM64, thin())))
    _framework(libraries / "Python.framework", "3.13")
    _framework(libraries / "PySide6" / "Qt" / "lib" / "QtCore.framework", "A")
    _write(contents / "Resources" / "gurukul.icns", b"icns")
    (contents / "Resources" / "libportaudio.dylib").symlink_to("../Frameworks/libportaudio.dylib")
    return app


def _framework(folder: Path, version: str) -> None:
    _write(folder / "Versions" / version / folder.stem, thin())
    _write(folder / "Versions" / version / "Resources" / "Info.plist", plistlib.dumps({}))
    (folder / "Versions" / "Current").symlink_to(version)
    (folder / folder.stem).symlink_to(f"Versions/Current/{folder.stem}")


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
