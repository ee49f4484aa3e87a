"""packaging/licences.py: every part of a bundle is named with its licence, or the build stops."""

import importlib.metadata
import json
import re
import shutil
import sys
import sysconfig
from pathlib import Path

import licences
import pytest
from licensing import document, spdx, system_packages, table
from licensing.inventory import Entry, Installed

from gurukul_desktop.paths import LICENCE_HEADING, licence_notice

ROOT = Path(__file__).resolve().parents[2]
TABLE = table.read()
MIT = "Permission is hereby granted, free of charge, to any person."


class Bundle:
    """A made-up bundle: distributions in a folder of their own, and files of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.entries: list[Entry] = []

    def distribution(
        self,
        name: str,
        metadata: str = "License-Expression: MIT\n",
        licence: str = MIT,
        files: tuple[str, ...] = (),
    ) -> None:
        """Install a distribution with one module, its licence and further files; bundle it all."""
        info = self._folder / f"{name}-1.0.dist-info"
        (info / "licenses").mkdir(parents=True)
        (info / "licenses" / "LICENSE").write_text(licence, encoding="utf-8")
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{metadata}", encoding="utf-8"
        )
        listed = [f"{name}/__init__.py", *files]
        for file in listed:
            (self._folder / file).parent.mkdir(parents=True, exist_ok=True)
            (self._folder / file).write_bytes(b"")
        rows = [*listed, *(f"{info.name}/{each}" for each in ("METADATA", "licenses/LICENSE"))]
        (info / "RECORD").write_text("".join(f"{row},,\n" for row in rows), encoding="utf-8")
        self.entries.append((name, str(self._folder / listed[0]), "PYMODULE"))
        self.entries += [(file, str(self._folder / file), "BINARY") for file in files]

    def list_also(self, file: str, content: bytes) -> Path:
        """A further file of the one distribution; it is not in the bundle."""
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        (record,) = self._folder.glob("*.dist-info/RECORD")
        record.write_text(f"{record.read_text(encoding='utf-8')}{file},,\n", encoding="utf-8")
        return path

    def add(self, name: str, kind: str = "BINARY") -> None:
        """A file that no distribution brings."""
        self.entries.append((name, str(self._folder.parent / name), kind))

    def notice(self) -> str:
        found = importlib.metadata.distributions(path=[str(self._folder)])
        return licences.notice(self.entries, Installed(found))

    def problem(self) -> str:
        with pytest.raises(licences.UnaccountedError) as caught:
            self.notice()
        return str(caught.value)


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    return Bundle(tmp_path / "site-packages")


def sections(notice: str) -> dict[str, str]:
    """The notice as the About sheet takes it apart."""
    first, *others = re.split(rf"^{re.escape(LICENCE_HEADING)}", notice, flags=re.MULTILINE)
    assert "GNU General Public License, version 3" in first
    return {title: body for title, _, body in (each.partition("\n") for each in others)}


def test_a_distribution_is_named_with_its_licence_and_source(bundle: Bundle) -> None:
    bundle.distribution(
        "one", "License-Expression: MIT\nProject-URL: Source, https://one.example/git\n"
    )
    found = sections(bundle.notice())
    assert list(found) == [f"Gurukul Desktop {licences.__version__} (MIT)", "one 1.0 (MIT)"]
    assert "Source: https://one.example/git" in found["one 1.0 (MIT)"]
    assert MIT in found["one 1.0 (MIT)"]


def test_a_text_stands_there_once(bundle: Bundle) -> None:
    bundle.distribution("one")
    bundle.distribution("two", licence=MIT.replace(" ", "\n"))
    bundle.distribution("three", licence=MIT + " And more.")
    found = sections(bundle.notice())
    assert found["two 1.0 (MIT)"].count("Permission") == 0
    assert "The same text as under: one 1.0 (MIT), LICENSE" in found["two 1.0 (MIT)"]
    assert "And more." in found["three 1.0 (MIT)"]


def test_a_licence_with_a_standard_text_refers_to_it(bundle: Bundle) -> None:
    bundle.distribution("one", "License-Expression: Apache-2.0\n", table.text("Apache-2.0"))
    found = sections(bundle.notice())
    assert "The same text as under: Apache License, version 2.0" in found["one 1.0 (Apache-2.0)"]
    assert "TERMS AND CONDITIONS FOR USE" in found["Apache License, version 2.0 (Apache-2.0)"]


def test_no_line_of_a_text_looks_like_a_heading(bundle: Bundle) -> None:
    bundle.distribution("one", licence=f"{LICENCE_HEADING}not a heading\n\f{MIT}\r\n")
    notice = bundle.notice()
    assert len(sections(notice)) == 2
    assert "not a heading" in notice
    assert not re.search("[\f\r]", notice)


def test_the_notice_is_the_same_in_any_order(bundle: Bundle) -> None:
    bundle.distribution("one")
    bundle.distribution("two", files=("two.libs/libx264-1a2b.so.165", "two.libs/libopus.so.0"))
    notice = bundle.notice()
    bundle.entries.reverse()
    assert bundle.notice() == notice


def test_a_library_in_a_wheel_is_a_part_of_its_own(bundle: Bundle) -> None:
    bundle.distribution("two", files=("two.libs/libx264-1a2b.so.165",))
    found = sections(bundle.notice())
    assert "From: inside two 1.0" in found["x264 (GPL-2.0-or-later)"]
    assert "two.libs/libx264-1a2b.so.165" in found["x264 (GPL-2.0-or-later)"]
    # Under version 2 "or later" both texts are needed: the app is distributed under 3.
    assert {name for name in found if name.startswith("GNU General")} == {
        "GNU General Public License, version 2 (GPL-2)",
        "GNU General Public License, version 3 (GPL-3)",
    }


def test_what_is_compiled_into_a_module_is_a_part_too(bundle: Bundle) -> None:
    bundle.distribution("pylibsrtp")
    module = bundle.list_also(
        "pylibsrtp/_binding.abi3.so", b"\0libsrtp2 2.7.0\0OpenSSL 3.5.4 30 Sep 2025\0"
    )
    bundle.entries.append(("pylibsrtp/_binding.abi3.so", str(module), "EXTENSION"))
    assert {"libsrtp 2.7.0 (BSD-3-Clause)", "OpenSSL 3.5.4 (Apache-2.0)"} <= set(
        sections(bundle.notice())
    )


@pytest.mark.parametrize(
    ("licences_named", "named", "problem"),
    [
        ([{"expression": "MIT OR Apache-2.0"}], "pem 4.0 (MIT OR Apache-2.0)", ""),
        ([{"license": {"id": "MIT"}}, {"license": {"id": "ISC"}}], "pem 4.0 ((MIT) AND (ISC))", ""),
        ([{"expression": "GPL-2.0-only"}], "", "pem 4.0 in cryptography 1.0: GPL-2.0-only may not"),
    ],
)
def test_a_bill_of_materials_is_named_and_judged(
    bundle: Bundle, licences_named: list[object], named: str, problem: str
) -> None:
    bundle.distribution("cryptography")
    bundle.list_also(
        "cryptography-1.0.dist-info/sboms/rust.json",
        json.dumps(
            {"components": [{"name": "pem", "version": "4.0", "licenses": licences_named}]}
        ).encode(),
    )
    if problem:
        assert problem in bundle.problem()
    else:
        assert named in sections(bundle.notice())["cryptography 1.0 (MIT)"]


def test_a_bill_of_materials_that_is_missing_stops_the_build(bundle: Bundle) -> None:
    bundle.distribution("cryptography")
    assert "cryptography 1.0: its bill of materials is not in" in bundle.problem()


def test_python_and_this_project_are_told_from_their_places(bundle: Bundle) -> None:
    library = Path(sysconfig.get_path("stdlib"))
    bundle.entries += [
        ("json", str(library / "json" / "__init__.py"), "PYMODULE"),
        ("base_library.zip", str(ROOT / "build" / "base_library.zip"), "DATA"),
        ("runtime_hook", str(ROOT / "packaging" / "runtime_hook.py"), "PYSOURCE"),
        ("gurukul_desktop.cli", str(ROOT / "gurukul_desktop" / "cli.py"), "PYMODULE"),
        ("gurukul_desktop/assets/sounds/ring.wav", str(ROOT / "assets/sounds/ring.wav"), "DATA"),
        ("gurukul_desktop/assets/address.txt", str(ROOT / "dist" / "address.txt"), "DATA"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
    ]
    python = f"Python {'.'.join(map(str, sys.version_info[:3]))} (Python-2.0)"
    assert python in sections(bundle.notice())


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="Debian's and Ubuntu's packages")
def test_a_library_of_the_system_comes_with_its_packages_licence(bundle: Bundle) -> None:
    """Also where a link in the path hides the name that the package knows it by."""
    # Whatever this system has of it, under the name of a library in the table.
    bundle.entries.append(("libz.so.1", "/bin/sh", "BINARY"))
    package = system_packages.packages(["/bin/sh", "/nowhere"])["/bin/sh"]
    found = sections(bundle.notice())[f"zlib {package.version} (Zlib)"]
    assert f"the source package {package.source} {package.version} of {package.system}" in found
    assert package.copyright.splitlines()[0] in found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("libstranger.so.1", "BINARY"),
        ("av.libs/libfdk-aac-1a2b.so.2", "BINARY"),
        ("_sounddevice_data/portaudio-binaries/libportaudio64bit-asio.dll", "BINARY"),
        ("_sounddevice_data/portaudio-binaries/libportaudio64bit-asio.dll", "DATA"),
        ("stranger/_module.abi3.so", "EXTENSION"),
        ("stranger.fonts", "PYMODULE"),
        ("share/stranger.ttf", "DATA"),
    ],
)
def test_a_file_that_nobody_accounts_for_stops_the_build(
    bundle: Bundle, name: str, kind: str
) -> None:
    bundle.distribution("one")
    bundle.add(name, kind)
    assert f"{name}: no part is known that it belongs to" in bundle.problem()


def test_a_file_among_the_distributions_that_none_lists_stops_the_build(
    bundle: Bundle, tmp_path: Path
) -> None:
    bundle.distribution("one")
    bundle.entries.append(("late", str(tmp_path / "site-packages" / "late.py"), "PYMODULE"))
    assert "late: no part is known" in bundle.problem()


@pytest.mark.parametrize(
    ("metadata", "problem"),
    [
        ("", "one 1.0: its metadata names no licence"),
        ("License: Do what you want\n", "the licence Do is not known"),
        ("License-Expression: SSPL-1.0\n", "the licence SSPL-1.0 is not known"),
        ("License-Expression: GPL-2.0-only\n", "may not be part of a work under GPL-3"),
    ],
)
def test_a_licence_that_does_not_do_stops_the_build(
    bundle: Bundle, metadata: str, problem: str
) -> None:
    bundle.distribution("one", metadata)
    bundle.add("libstranger.so.1")
    words = bundle.problem()
    assert problem in words
    # All is told at once: a build takes minutes.
    assert "libstranger.so.1" in words


def test_the_packagers_offer_of_the_source_is_named(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle.distribution("one")
    assert "ask where you got it" in bundle.notice()
    monkeypatch.setenv("GURUKUL_SOURCE_OFFER_URL", "https://source.example/gurukul")
    assert "    https://source.example/gurukul" in bundle.notice()


def test_a_run_from_source_brings_no_parts_along() -> None:
    assert licence_notice() is None


@pytest.mark.parametrize(
    ("text", "compatible"),
    [
        ("MIT", True),
        ("GPL-2.0-only", False),
        ("Apache-2.0 OR GPL-2.0-only", True),
        ("MIT AND (BSD-3-Clause OR GPL-2.0-only)", True),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
    ],
)
def test_licence_expressions(text: str, compatible: bool) -> None:
    assert spdx.parse(text).compatible is compatible


@pytest.mark.parametrize("text", ["", "MIT AND", "(MIT", "MIT MIT", "MIT WITH Nothing", "Mine"])
def test_what_is_no_licence_expression(text: str) -> None:
    with pytest.raises(spdx.LicenceError):
        spdx.parse(text)


def test_every_licence_in_the_table_may_be_in_the_app() -> None:
    rows = {key: row.licence for key, row in TABLE.libraries.items()}
    rows |= {name: row.licence for name, row in TABLE.distributions.items() if row.licence}
    assert [key for key, licence in rows.items() if not spdx.parse(licence).compatible] == []


def test_every_text_is_there_and_used() -> None:
    named = {name for row in TABLE.libraries.values() for name in row.texts}
    named |= {name for row in TABLE.distributions.values() for name in row.texts}
    named |= {name for names in spdx.STANDARD_TEXTS.values() for name in names}
    assert named == {path.stem for path in table.TEXTS.iterdir()}
    assert set(document.TITLES) == {n for names in spdx.STANDARD_TEXTS.values() for n in names}
    assert all(
        key in TABLE.libraries for row in TABLE.distributions.values() for key in row.contains
    )


@pytest.mark.parametrize(
    ("path", "key"),
    [
        # As they are called in the wheels for Linux, macOS and Windows.
        ("av.libs/libavcodec-5e6b81c2.so.62.28.102", "ffmpeg"),
        ("av/.dylibs/libswresample.6.3.102.dylib", "ffmpeg"),
        ("av.libs/avutil-60-cc1777f859dcfd98b8019bdf459e774e.dll", "ffmpeg"),
        ("av.libs/swscale-9-0c9886c118598c54e159ef2267ff99f3.dll", "ffmpeg"),
        ("av/.dylibs/libx264.165.dylib", "x264"),
        ("av.libs/libx265-efe48a158520a59ef99c0a0b3eb835ae.dll", "x265"),
        ("av.libs/libSvtAv1Enc-c4dd99c98ddcdb013e820dbd68a30e26.dll", "svt-av1"),
        ("av/.dylibs/libsharpyuv.0.1.2.dylib", "libwebp"),
        ("av.libs/libhogweed-006f41d4.so.6.11", "nettle"),
        ("av.libs/libiconv-2-6ce5f4ff92ada49d6f23a8e413455502.dll", "libiconv"),
        ("av.libs/libwinpthread-1-02332fab016bf884a2a7a7b2ece22ffe.dll", "mingw-w64"),
        ("av.libs/libgcc_s_seh-1-4c0a762e4178b574f72d1ef1f8bb5fc9.dll", "gcc"),
        ("av.libs/zlib1-79e0c4f9db71cb511398c504b832d395.dll", "zlib"),
        ("av.libs/libxcb-shm-0be6dfbf.so.0.0.0", "libxcb"),
        ("numpy.libs/libscipy_openblas64_-63c857e738469261263c764a36be9436.dll", "openblas"),
        ("numpy.libs/msvcp140-a4c2229bdc2a2a630acdc095b4d86008.dll", "visual-cpp"),
        ("numpy/.dylibs/libquadmath.0.dylib", "libquadmath"),
        ("google_crc32c/extra-dll/crc32c.dll", "crc32c"),
        ("google_crc32c/.dylibs/libcrc32c.1.1.0.dylib", "crc32c"),
        ("_sounddevice_data/portaudio-binaries/libportaudio.dylib", "portaudio"),
        ("_sounddevice_data/portaudio-binaries/libportaudioarm64.dll", "portaudio"),
        ("PySide6/Qt/lib/libavcodec.so.61", "qt-ffmpeg"),
        ("PySide6/avformat-61.dll", "qt-ffmpeg"),
        ("PySide6/Qt/lib/libswscale.8.dylib", "qt-ffmpeg"),
        ("PySide6/Qt6Core.dll", "qt"),
        ("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", "qt"),
        ("PySide6/plugins/platforms/qwindows.dll", "qt"),
        ("PySide6/qml/QtQuick/qtquick2plugin.dll", "qt"),
        ("PySide6/Qt/lib/libicudata.so.73", "icu"),
        ("VCRUNTIME140_1.dll", "visual-cpp"),
        ("libcrypto-3.dll", "openssl"),
        ("python311.dll", "python"),
        ("Python.framework/Versions/3.12/Python", "python"),
        ("libpython3.11.so.1.0", "python"),
        ("libxcb-cursor.so.0", "xcb-util-cursor"),
        ("libxcb-render-util.so.0", "xcb-util-renderutil"),
        ("libxcb-render.so.0", "libxcb"),
        ("libX11-xcb.so.1", "libx11"),
    ],
)
def test_libraries_are_known_by_their_names(path: str, key: str) -> None:
    library = TABLE.library(path)
    assert library is not None
    assert library.key == key


def test_every_distribution_that_the_app_needs_has_a_licence(tmp_path: Path) -> None:
    text = (ROOT / "requirements" / "app.txt").read_text(encoding="utf-8")
    installed = Installed()
    wanted = {table.normalised(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    wanted &= installed.distributions.keys()
    assert len(wanted) > 30
    entries = [
        (file.as_posix(), str(found.locate_file(file)), "DATA")
        for found in map(installed.distributions.__getitem__, wanted)
        for file in found.files or ()
        if file.name == "METADATA"
    ]
    name, path, kind = licences.data(entries, tmp_path / "work")
    assert (name, kind) == ("gurukul_desktop/assets/licences.txt", "DATA")
    notice = Path(path).read_text(encoding="utf-8")
    for name in wanted:
        metadata = installed.distributions[name].metadata
        assert f"\n{LICENCE_HEADING}{metadata['Name']} {metadata['Version']} (" in notice
