"""The installer and the portable archive for Windows, made of the app that PyInstaller built.

What is signed is signed where ``GURUKUL_WINDOWS_CERTIFICATE`` names a certificate
(:mod:`windows.tools`); without one Windows warns whoever opens the installer.
"""

import os
import runpy
import subprocess
import sys
import sysconfig
import time
import zipfile
from pathlib import Path
from typing import Final

import icons
from build import commit_time
from windows import tools
from windows.version_resource import numbers

ROOT: Final = Path(__file__).resolve().parent.parent.parent
SCRIPT: Final = Path(__file__).resolve().with_name("gurukul.iss")

ARCHITECTURES: Final = {"win-amd64": "x64", "win-arm64": "arm64"}
"""What Python was built for, and so what PyInstaller builds for, and what we call it."""

LONGEST_NAME: Final = 150
"""Characters of a file's path below the app. Where the machine does not allow longer ones, a
path has at most 259, and ``C:\\Users\\NAME\\AppData\\Local\\Programs\\Gurukul\\`` takes 41 beside
the NAME."""

_INNO_SETUP_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Inno Setup 6_is1"
_EARLIEST_IN_ZIP: Final = 315_532_800.0
"""1980 began then, and with it the clock of ZIP archives."""


def build(app: Path, out: Path) -> list[Path]:
    """Make ``Gurukul-VERSION-windows-ARCH.exe`` and ``…-portable.zip``; returns both.

    Args:
        app: the folder that PyInstaller made.
        out: where the files go.

    Raises:
        tools.ToolMissingError: Inno Setup is not installed, or what signing needs.
        ValueError: a file's path is too long to be installed everywhere.
        subprocess.CalledProcessError: signing or compiling failed.
    """
    version = str(runpy.run_path(str(ROOT / "gurukul_desktop" / "__init__.py"))["__version__"])
    architecture = ARCHITECTURES[sysconfig.get_platform()]
    check_lengths(app)
    signing = tools.signing(os.environ)
    iscc = tools.compiler(os.environ, registered())
    if signing is None:
        print(f"The programs are not signed: {tools.CERTIFICATE_VARIABLE} names no certificate.")
    else:
        subprocess.run(signing.command(sorted(app.glob("*.exe"))), check=True)
    name = f"Gurukul-{version}-windows-{architecture}"
    definitions = {
        "Version": version,
        "Numbers": ".".join(map(str, numbers(version))),
        "Arch": architecture,
        "App": str(app),
        "Icon": str(icons.write(out / "work" / "icons")["ico"]),
    }
    subprocess.run(tools.compile_command(iscc, SCRIPT, definitions, out, name, signing), check=True)
    archive = out / f"{name}-portable.zip"
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH") or commit_time())
    write_archive(app, archive, f"Gurukul-{version}", seconds)
    return [out / f"{name}.exe", archive]


def check_lengths(app: Path) -> None:
    """See that every file can be installed where paths are short.

    Raises:
        ValueError: one is longer than :data:`LONGEST_NAME`.
    """
    longest = max((str(path.relative_to(app)) for path in app.rglob("*")), key=len, default="")
    if len(longest) > LONGEST_NAME:
        raise ValueError(f"{longest} has {len(longest)} characters, {LONGEST_NAME} at most may be")


def write_archive(app: Path, archive: Path, top: str, seconds: float) -> None:
    """Put the app in a ZIP archive, the same for the same files and time.

    Args:
        top: the one folder that it unpacks to.
        seconds: the time that all files in it get, since 1970.
    """
    moment = time.gmtime(max(seconds, _EARLIEST_IN_ZIP))[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in sorted(path for path in app.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{top}/{path.relative_to(app).as_posix()}", moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, path.read_bytes())


def registered() -> list[Path]:
    """Where the registry says that Inno Setup is: for one user, or for all."""
    folders: list[Path] = []
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            access = winreg.KEY_READ | winreg.KEY_WOW64_32KEY
            try:
                with winreg.OpenKey(root, _INNO_SETUP_KEY, 0, access) as key:
                    folders.append(Path(winreg.QueryValueEx(key, "InstallLocation")[0]))
            except FileNotFoundError:
                continue
    return folders
