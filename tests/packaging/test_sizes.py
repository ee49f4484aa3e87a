"""Which part a file of the bundle belongs to, and the table of them."""

import random
from pathlib import Path

import pytest
import sizes

PLACES = {
    "gurukul": "the program: all modules in Python",
    "gurukul.exe": "the program: all modules in Python",
    "gurukul-console.exe": "the program: all modules in Python",
    "_internal/PySide6/Qt/lib/libQt6Core.so.6": "Qt",
    "_internal/PySide6/Qt6Core.dll": "Qt",
    "_internal/PySide6/Qt/plugins/platforms/libqxcb.so": "Qt",
    "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore": "Qt",
    "_internal/PySide6/QtCore.abi3.so": "PySide6: Qt for Python",
    "_internal/PySide6/QtCore.pyd": "PySide6: Qt for Python",
    "_internal/shiboken6/libshiboken6.abi3.so.6.11": "PySide6: Qt for Python",
    "_internal/PySide6/Qt/lib/libavcodec.so.61": "FFmpeg of Qt Multimedia",
    "_internal/PySide6/avcodec-61.dll": "FFmpeg of Qt Multimedia",
    "_internal/PySide6/Qt/lib/libicudata.so.73": "ICU, of Qt",
    "_internal/av.libs/libavcodec-5e6b81c2.so.62.28.102": "FFmpeg of PyAV",
    "_internal/av.libs/libx265-f5385bb8.so.216": "x265, of PyAV",
    "_internal/av.libs/libopus-114e2b1a.so.0.11.1": "PyAV's other codecs",
    "Contents/Frameworks/av/__dot__dylibs/libopus.0.dylib": "PyAV's other codecs",
    "_internal/av/codec/context.abi3.so": "PyAV itself",
    "_internal/numpy.libs/libscipy_openblas64_-32a4b2a6.so": "OpenBLAS, of NumPy",
    "_internal/numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so": "NumPy",
    "_internal/libpython3.11.so.1.0": "Python",
    "_internal/python3.11/lib-dynload/math.cpython-311-x86_64-linux-gnu.so": "Python",
    "_internal/python311.dll": "Python",
    "_internal/base_library.zip": "Python",
    "_internal/libcrypto.so.3": "libraries of the building system",
    "_internal/gurukul_desktop/assets/sounds/ring.wav": "Gurukul's QML, sounds, notices",
    "_internal/aiohttp/_http_parser.cpython-311-x86_64-linux-gnu.so": "other Python libraries",
}


@pytest.mark.parametrize(("name", "part"), PLACES.items())
def test_where_a_file_belongs(name: str, part: str) -> None:
    assert sizes.component(name) == part


@pytest.fixture
def app(tmp_path: Path) -> Path:
    noise = random.Random(1).randbytes
    for name, content in {
        "gurukul": noise(400_000),
        "_internal/PySide6/Qt/lib/libQt6Core.so.6": bytes(200_000) + noise(100_000),
        "_internal/libcrypto.so.3": noise(100_000),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "_internal" / "libQt6Core.so.6").symlink_to("PySide6/Qt/lib/libQt6Core.so.6")
    return tmp_path


def test_parts_are_summed_and_the_largest_comes_first(app: Path) -> None:
    found = sizes.parts(app)
    assert [(part.name, part.unpacked) for part in found] == [
        ("the program: all modules in Python", 400_000),
        ("Qt", 300_000),
        ("libraries of the building system", 100_000),
    ]
    everything = sizes.total(found)
    assert everything.unpacked == 800_000
    assert everything.compressed == pytest.approx(600_000, rel=0.01)


def test_the_table_shows_everything_and_what_is_allowed(app: Path) -> None:
    lines = sizes.table(app).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert lines[-2].split() == ["everything", "0.8", "MB", "0.6", "MB"]
    assert lines[-1].split() == ["allowed", "280.0", "MB", "110.0", "MB"]


def test_the_same_in_markdown(app: Path) -> None:
    lines = sizes.markdown(app).splitlines()
    assert lines[2] == "| the program: all modules in Python | 0.4 MB | 0.4 MB |"
    assert all(line.count("|") == 4 for line in lines)


def test_no_more_than_the_largest_are_named(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "LARGEST", 1)
    lines = sizes.table(app).splitlines()
    assert [line.split("  ")[0] for line in lines[1:]] == [
        "the program: all modules in Python",
        "the rest",
        "everything",
        "allowed",
    ]
