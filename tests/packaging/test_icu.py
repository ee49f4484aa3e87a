"""ICU's data, in a package that was made up and in a library that is linked from it."""

import ctypes
import shutil
import struct
import sys
from pathlib import Path

import icu
import pytest

HEADER = struct.pack("<HBBHHBBBB4s4s4s", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD", b"\1", b"\3")
HEADER = HEADER.ljust(32, b"\0")
KEPT = {
    "icudt73l/cnvalias.icu": b"names of character sets",
    "icudt73l/coll/de.res": b"the order of German letters",
    "icudt73l/coll/ucadata.icu": b"the order of all letters",
    "icudt73l/hi_IN.res": b"Hindi",
    "icudt73l/root.res": b"what every language has",
    "icudt73l/supplementalData.res": b"what goes with no language",
    "icudt73l/zone/hi.res": b"time zones in Hindi",
    "icudt73l/zone/pool.res": b"names that bundles share",
}
LEFT_OUT = {
    "icudt73l/brkitr/khmerdict.dict": b"Khmer words",
    "icudt73l/curr/en.res": b"currencies",
    "icudt73l/de_AT.res": b"German",
    "icudt73l/euc-jp-2007.cnv": b"a character set",
    "icudt73l/rfc3920node.spp": b"XMPP",
    "icudt73l/unames.icu": b"names of characters",
    "icudt73l/zone/de.res": b"time zones in German",
}
needs_binutils = pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, icu.TOOLS)), reason="needs binutils"
)


@pytest.mark.parametrize("name", KEPT)
def test_what_qt_may_ask_for_is_kept(name: str) -> None:
    assert icu.wanted(name)


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_qt_never_asks_for_is_left_out(name: str) -> None:
    assert not icu.wanted(name)


def test_a_package_is_read_as_it_was_written() -> None:
    package = icu.Package(HEADER, KEPT | LEFT_OUT)
    read = icu.Package.read(package.written())
    assert read.header == HEADER
    assert list(read.items) == sorted(KEPT | LEFT_OUT)
    # Between two items there may be bytes that fill up to the next multiple of 16.
    assert {name: data.rstrip(b"\0") for name, data in read.items.items()} == KEPT | LEFT_OUT
    assert icu.Package.read(read.written()).items == read.items


def test_items_lie_where_icu_may_read_numbers() -> None:
    data = icu.Package(HEADER, KEPT).written()
    (count,) = struct.unpack_from("<I", data, len(HEADER))
    offsets = [offset for _, offset in struct.iter_unpack("<II", data[36 : 36 + 8 * count])]
    assert count == len(KEPT)
    assert all((len(HEADER) + offset) % 16 == 0 for offset in offsets)


def test_only_what_is_wanted() -> None:
    assert icu.Package(HEADER, KEPT | LEFT_OUT).only(icu.wanted).items == KEPT


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 200, HEADER.replace(b"CmnD", b"ResB") + b"\0" * 64, HEADER + b"\xff\0\0\0\0\0"],
    ids=["nothing", "zeros", "another kind", "cut off"],
)
def test_something_else_is_no_package(data: bytes) -> None:
    with pytest.raises((icu.IcuFormatError, struct.error)):
        icu.Package.read(data)


@needs_binutils
def test_a_library_is_linked_anew(tmp_path: Path) -> None:
    library = tmp_path / "libicudata.so.73"
    library.write_bytes(bytes(4096) + icu.Package(HEADER, KEPT | LEFT_OUT).written())
    made = icu.smaller(library, folder(tmp_path))
    expected = icu.Package(HEADER, KEPT).written()
    data = (ctypes.c_char * len(expected)).in_dll(ctypes.CDLL(str(made)), "icudt73_dat")
    assert made != library
    assert bytes(data) == expected


@needs_binutils
def test_two_libraries_of_the_same_data_are_the_same(tmp_path: Path) -> None:
    library = tmp_path / "libicudata.so.73"
    library.write_bytes(icu.Package(HEADER, KEPT).written())
    made = [icu.smaller(library, folder(tmp_path, name)).read_bytes() for name in ("a", "b b")]
    assert made[0] == made[1]


def test_without_the_tools_all_data_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    library = tmp_path / "libicudata.so.73"
    assert icu.smaller(library, folder(tmp_path)) == library


def folder(parent: Path, name: str = "made") -> Path:
    made = parent / name
    made.mkdir()
    return made
