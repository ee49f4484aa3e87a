"""Tests for gurukul_desktop.session.block_store."""

import json
import stat
import sys
from pathlib import Path

import pytest

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.session.block_store import (
    MOST_BLOCKED,
    MOST_BYTES,
    BlockedPerson,
    FileBlocks,
)


def person(number: int = 0, name: str = "Ravi") -> BlockedPerson:
    return BlockedPerson(UserId(f"u{number}"), name, 1000.0 + number)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "blocks-1.json"


def test_the_blocked_are_there_for_the_next_run(path: Path) -> None:
    assert FileBlocks(path).save([person(1, "रवि 😀 \"'"), person(2)])
    assert FileBlocks(path).load() == [person(1, "रवि 😀 \"'"), person(2)]


def test_no_file_is_nobody(path: Path) -> None:
    blocks = FileBlocks(path)
    assert (blocks.load(), blocks.set_aside) == ([], "")


@pytest.mark.skipif(sys.platform == "win32", reason="file modes of POSIX")
def test_only_this_user_can_read_it(path: Path) -> None:
    FileBlocks(path).save([person()])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_longest_list_fits(path: Path) -> None:
    people = [
        BlockedPerson(UserId(f"{number:064}"), "\x01" * 60, 1e9) for number in range(MOST_BLOCKED)
    ]
    FileBlocks(path).save(people)
    assert path.stat().st_size < MOST_BYTES
    assert FileBlocks(path).load() == people


BROKEN = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b'{"version":1}',
    b'{"version":1,"people":{}}',
    b" " * (MOST_BYTES + 1),
    b'{"version": 1, "x": ' + b"[" * 5000,
]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_set_aside_and_none_before_it_is_lost(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    for number in range(2):
        path.write_bytes(content)
        blocks = FileBlocks(path)
        assert blocks.load() == []
        assert blocks.set_aside == f"blocks-1.damaged-{number}.json"
        assert path.with_name(blocks.set_aside).read_bytes() == content
    assert blocks.save([person()])
    assert FileBlocks(path).load() == [person()]


@pytest.mark.parametrize(
    "damage",
    [
        {"version": 2},  # of the future: what can be read of it still protects
        {"people": [{"user": "u0", "name": "Ravi", "at": 1000.0}, {"user": "", "name": "x"}]},
        {"people": [{"user": "u0", "name": "Ravi", "at": 1000.0}, 7]},
        {"people": ["x", {"user": "u0", "name": "Ravi", "at": 1000.0}, {"user": "u" * 65}]},
    ],
)
def test_what_can_be_read_of_a_damaged_file_holds(path: Path, damage: dict[str, object]) -> None:
    path.parent.mkdir()
    whole = {"version": 1, "people": [{"user": "u0", "name": "Ravi", "at": 1000.0}]}
    path.write_text(json.dumps(whole | damage))
    blocks = FileBlocks(path)
    assert blocks.load() == [person()]
    assert blocks.set_aside
    again = FileBlocks(path)
    assert (again.load(), again.set_aside) == ([person()], "")


def test_a_file_that_cannot_be_read_is_not_written_over(path: Path) -> None:
    path.mkdir(parents=True)  # opening it fails
    blocks = FileBlocks(path)
    assert blocks.load() == []
    assert not blocks.save([person()])
    assert path.is_dir()


def test_a_folder_that_cannot_be_used_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    blocks = FileBlocks(tmp_path / "file" / "blocks.json")
    assert blocks.load() == []
    assert not blocks.save([person()])
