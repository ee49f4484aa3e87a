"""Libraries that look for others in a folder of the building machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rpath

needs_patchelf = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("patchelf") is None, reason="needs patchelf"
)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("libpulse.so.0", "$ORIGIN"),
        ("python3.11/lib-dynload/_json.so", "$ORIGIN/../.."),
    ],
)
def test_a_library_looks_into_the_bundle_from_where_it_lies(name: str, folder: str) -> None:
    assert rpath.in_bundle(name) == folder


def library(folder: Path, looks_into: str) -> Path:
    """A copy of a library of this environment that looks into a folder."""
    import msgspec._core as core

    assert core.__file__ is not None
    made = folder / "library.so"
    shutil.copy2(core.__file__, made)
    subprocess.run(["patchelf", "--set-rpath", looks_into, str(made)], check=True)
    return made


def asked(path: str) -> str:
    command = ["patchelf", "--print-rpath", path]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@needs_patchelf
def test_a_folder_of_the_machine_is_forgotten(tmp_path: Path) -> None:
    outside = library(tmp_path, "/opt/some/python/lib")
    before = outside.read_bytes()
    entries = [("a/b/library.so", str(outside), "EXTENSION"), ("link.so", "a/b/x", "SYMLINK")]
    (tmp_path / "made" / "of an earlier build").mkdir(parents=True)
    made = rpath.relocated(entries, tmp_path / "made")
    assert made[1] == entries[1]
    name, path, kind = made[0]
    assert (name, kind) == (entries[0][0], "EXTENSION")
    assert asked(path) == "$ORIGIN/../.."
    assert b"/opt/some/python" not in Path(path).read_bytes()
    assert outside.read_bytes() == before
    assert os.listdir(tmp_path / "made") == ["a"]


@needs_patchelf
def test_a_library_that_looks_beside_itself_stays(tmp_path: Path) -> None:
    inside = library(tmp_path, "$ORIGIN/../msgspec.libs")
    entries = [("library.so", str(inside), "BINARY")]
    assert rpath.relocated(entries, tmp_path / "made") == entries


def test_the_missing_tool_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="patchelf is missing"):
        rpath.relocated([("a.so", str(tmp_path / "a.so"), "BINARY")], tmp_path / "made")
