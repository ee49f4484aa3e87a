"""What a bundle asks of the system, read from ELF files that were made up and from real ones."""

import sys
from pathlib import Path

import elf
import pytest

from tests.packaging.elf_file import BASE, elf_file

WEAK = 2


def test_what_a_library_links_to() -> None:
    read = elf.read(elf_file("libours.so.1", ["libc.so.6", "libm.so.6"], [("GLIBC_2.17", 0)]))
    assert read.soname == "libours.so.1"
    assert read.needed == ("libc.so.6", "libm.so.6")
    assert read.versions == {"GLIBC_2.17"}
    assert read.loads


def test_a_version_that_may_be_missing_is_not_asked_for() -> None:
    read = elf.read(elf_file(versions=[("GLIBC_2.17", 0), ("GLIBC_2.38", WEAK)]))
    assert read.versions == {"GLIBC_2.17"}


@pytest.mark.parametrize(
    ("alignment", "address", "loads"),
    [(4096, BASE, True), (0x10000, BASE + 0x1000, False), (4096, BASE + 512, False)],
)
def test_a_segment_lies_in_the_file_as_its_address_asks(
    alignment: int, address: int, loads: bool
) -> None:
    assert elf.read(elf_file(alignment=alignment, address=address)).loads is loads


@pytest.mark.parametrize(
    "content",
    [b"", b"#!/bin/sh\n", elf_file()[:100], elf_file("libours.so.1")[:-40], b"\x7fELF\x01\x01"],
    ids=["empty", "script", "cut headers", "cut strings", "32 bits"],
)
def test_what_is_no_elf_file(content: bytes) -> None:
    with pytest.raises(elf.NotElfError):
        elf.read(content)


def test_the_floor_is_the_newest_version_that_any_file_asks_for(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "program").write_bytes(elf_file(versions=[("GLIBC_2.9", 0)]))
    (inside / "library.so").write_bytes(
        elf_file(versions=[("GLIBC_2.35", 0), ("GLIBCXX_3.4.30", 0), ("GLIBC_PRIVATE", 0)])
    )
    (inside / "notes.txt").write_text("GLIBC_2.99")
    assert elf.glibc_floor(tmp_path) == (2, 35)


def test_packed_relocations_ask_for_the_glibc_that_knows_them(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(elf_file(versions=[("GLIBC_ABI_DT_RELR", 0)]))
    assert elf.glibc_floor(tmp_path) == (2, 36)


def test_a_bundle_without_programs_runs_on_any_glibc(tmp_path: Path) -> None:
    assert elf.glibc_floor(tmp_path) == (0, 0)


def test_what_the_bundle_holds_is_not_asked_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "libours.so.1.2").write_bytes(elf_file("libours.so.1", ["libc.so.6"]))
    (tmp_path / "libours.so.1").symlink_to("libours.so.1.2")
    (tmp_path / "program").write_bytes(elf_file(needed=["libours.so.1", "libX11.so.6"]))
    assert elf.needed_from_system(tmp_path) == {"libc.so.6", "libX11.so.6"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere programs are no ELF files")
def test_the_program_that_runs_this() -> None:
    read = elf.read(Path(sys.executable).read_bytes())
    assert read.loads
    assert "libc.so.6" in read.needed
    assert any(version.startswith("GLIBC_") for version in read.versions)
