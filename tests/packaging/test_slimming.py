"""Libraries that lose their debug symbols, and those that would not load without."""

import importlib.util
import shutil
import sys
from pathlib import Path

import elf
import pytest
import slimming

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("strip") is None, reason="needs binutils"
)


def installed(pattern: str) -> Path:
    """A library of this environment, by a pattern below the folder of packages."""
    spec = importlib.util.find_spec("numpy")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parents[1].glob(pattern))


def test_a_library_with_symbols_loses_them(tmp_path: Path) -> None:
    library = installed("aiohttp/_http_parser*.so")
    made = slimming.stripped(library, tmp_path / library.name)
    assert made == tmp_path / library.name
    assert made.stat().st_size <= library.stat().st_size - slimming.WORTH_BYTES
    one, other = elf.read(library.read_bytes()), elf.read(made.read_bytes())
    assert other.loads
    assert (other.needed, other.versions) == (one.needed, one.versions)


def test_what_was_made_with_patchelf_still_loads(tmp_path: Path) -> None:
    library = installed("numpy.libs/libgfortran*")
    made = slimming.stripped(library, tmp_path / library.name)
    assert elf.read(made.read_bytes()).loads


def test_entries_get_the_paths_of_the_smaller_files(tmp_path: Path) -> None:
    library = installed("aiohttp/_http_parser*.so")
    small = installed("multidict/_multidict*.so")
    entries = [
        (f"aiohttp/{library.name}", str(library), "EXTENSION"),
        ("link.so", f"aiohttp/{library.name}", "SYMLINK"),
        (f"multidict/{small.name}", str(small), "EXTENSION"),
    ]
    folder = tmp_path / "slim"
    (folder / "of an earlier build").mkdir(parents=True)
    made = slimming.slimmed(entries, folder)
    assert [(name, kind) for name, _, kind in made] == [(name, kind) for name, _, kind in entries]
    assert made[0][1] == str(folder / "aiohttp" / library.name)
    assert made[1] == entries[1]
    assert made[2][1] in (str(small), str(folder / "multidict" / small.name))
    assert not (folder / "of an earlier build").exists()


def test_without_the_tool_a_library_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = installed("aiohttp/_http_parser*.so")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert slimming.stripped(library, tmp_path / "made.so") == library
