"""The list of a build's files, and what two builds differ in."""

import hashlib
from pathlib import Path

import files
import pytest

SMALL = hashlib.sha256(b"small").hexdigest()


@pytest.fixture
def app(tmp_path: Path) -> Path:
    folder = tmp_path / "app"
    (folder / "inside a folder").mkdir(parents=True)
    (folder / "inside a folder" / "गीत.wav").write_bytes(b"small")
    (folder / "program").write_bytes(b"the program")
    (folder / "link").symlink_to("program")
    return folder


def test_a_list_names_each_file_with_its_size_and_digest(app: Path) -> None:
    listed = files.read(files.files_list(app))
    assert list(listed) == ["inside a folder/गीत.wav", "program"]
    assert listed["inside a folder/गीत.wav"] == (5, SMALL)


def test_two_builds_that_are_the_same(
    app: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "one.files.txt"
    listed.write_text(files.files_list(app), "utf-8")
    assert files.main([str(listed), str(app)]) == 0
    assert capsys.readouterr().out == "The same: 2 files.\n"


def test_what_two_builds_differ_in(
    app: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "one.files.txt"
    listed.write_text(files.files_list(app), "utf-8")
    (app / "program").write_bytes(b"the other program")
    (app / "inside a folder" / "गीत.wav").rename(app / "new.wav")
    assert files.main([str(listed), str(app)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "only in the first   inside a folder/गीत.wav",
        "only in the second  new.wav",
        "not the same        program (11 and 17 bytes)",
    ]


def test_something_else_is_no_list() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        files.read("something else\n")
