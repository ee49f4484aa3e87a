"""Tests for gurukul_desktop.history."""

import errno
import stat
import sys
from pathlib import Path

import msgspec
import pytest

from gurukul_desktop import history as module
from gurukul_desktop.history import FileHistory, MemoryHistory, PastSession, fitted


def past(number: int = 0, **fields: object) -> PastSession:
    values = {"at": 1_700_000_000 + number, "offset": 330, "seconds": 60, "ending": "you"}
    return msgspec.convert(values | fields, PastSession)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "history-1.jsonl"


def asides(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if one != path)


def test_sessions_are_there_for_the_next_run(path: Path) -> None:
    first = past(partner="मीरा 😀", topics=["algebra"], own_goal="a\nb", rounds=2)
    FileHistory(path).add(first)
    FileHistory(path).add(past(1, ending="lost"))
    history = FileHistory(path)
    assert list(history.sessions()) == [first, past(1, ending="lost")]
    history.add(past(2))
    assert list(history.sessions()) == [first, past(1, ending="lost"), past(2)]
    assert (history.kept, history.damaged) == (True, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other ways to keep a file private")
def test_nobody_else_can_read_them(path: Path) -> None:
    history = FileHistory(path)
    history.add(past())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    history.remove(past(7))
    history.add(past(1))
    history.sessions()
    history.remove(past())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_session_whose_end_nobody_saw_is_there_for_the_next_run(path: Path) -> None:
    FileHistory(path).begin(past())
    history = FileHistory(path)
    history.begin(past(seconds=90, ending="lost"))
    history.add(past(1))
    assert list(FileHistory(path).sessions()) == [past(), past(1)], "once each, as it ended"
    FileHistory(path).begin(past(2, ending="lost"))
    for _ in range(2):
        assert list(FileHistory(path).sessions()) == [past(), past(1), past(2, ending="lost")]


def test_a_session_that_goes_on_is_as_private_and_goes_with_the_history(path: Path) -> None:
    history = FileHistory(path)
    history.begin(past())
    (going,) = path.parent.iterdir()
    assert sys.platform == "win32" or stat.S_IMODE(going.stat().st_mode) == 0o600
    history.clear()
    assert list(path.parent.iterdir()) == []
    going.write_bytes(b"\xff half a")
    assert list(FileHistory(path).sessions()) == []


def test_no_file_is_no_sessions(path: Path) -> None:
    assert list(FileHistory(path).sessions()) == []
    FileHistory(path).clear()
    assert not path.exists()


def test_one_is_removed_and_the_others_stay(path: Path) -> None:
    history = FileHistory(path)
    for number in (0, 1, 1, 2):
        history.add(past(number))
    history.remove(past(1))
    assert list(FileHistory(path).sessions()) == [past(0), past(1), past(2)]


def test_clearing_leaves_nothing_behind(path: Path) -> None:
    FileHistory(path).add(past())
    with path.open("ab") as file:
        file.write(b"what is this\n")
    history = FileHistory(path)
    assert len(history.sessions()) == 1
    assert asides(path) == ["history-1.damaged.jsonl"]
    history.clear()
    assert list(history.sessions()) == []
    assert list(path.parent.iterdir()) == []
    history.add(past(1))
    assert list(FileHistory(path).sessions()) == [past(1)]


@pytest.mark.parametrize(
    "damage",
    [
        b"junk\n",
        b'{"at":1}\n',
        b'{"at":1,"offset":0,"seconds":-5,"ending":"you"}\n',
        b'{"at":1,"offset":0,"seconds":5,"ending":"in tears"}\n',
        b'{"at":1e300,"offset":0,"seconds":5,"ending":"you"}\n',
        b'\xff\xfe\x00{"at"\n',
        b"[" * 5000 + b"\n",
        b'{"at":1,"offset":0,"seconds":5,"ending":"you","x":' + b"[" * 5000 + b"\n",
        b'{"at":1,"offset":0,"seconds":5,"ending":"you","partner":"\xff"}\n',
    ],
)
def test_a_damaged_line_is_set_aside_and_the_others_are_read(path: Path, damage: bytes) -> None:
    FileHistory(path).add(past())
    with path.open("ab") as file:
        file.write(damage)
    FileHistory(path).add(past(1))
    history = FileHistory(path)
    assert list(history.sessions()) == [past(), past(1)]
    assert history.damaged == 1
    assert path.with_name("history-1.damaged.jsonl").read_bytes() == damage
    again = FileHistory(path)
    assert list(again.sessions()) == [past(), past(1)]
    assert again.damaged == 0


def test_damaged_lines_that_cannot_be_set_aside_are_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "the disk is full")

    FileHistory(path).add(past())
    with path.open("ab") as file:
        file.write(b"junk\n")
    before = path.read_bytes()
    history = FileHistory(path)
    with monkeypatch.context() as disk:
        disk.setattr(module.os, "open", full)
        history.add(past(1))
        assert list(history.sessions()) == [past(), past(1)]
    history.add(past(2))
    assert list(history.sessions()) == [past(), past(1), past(2)]
    assert not history.kept
    assert path.read_bytes() == before


def test_a_line_that_was_not_finished_harms_no_other(path: Path) -> None:
    FileHistory(path).add(past())
    with path.open("ab") as file:
        file.write(b'{"at":17')  # the machine lost its power
    FileHistory(path).add(past(1))
    history = FileHistory(path)
    assert list(history.sessions()) == [past(), past(1)]
    assert history.damaged == 1


def test_a_later_version_may_know_more(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"at":1700000000,"offset":330,"seconds":60,"ending":"you","mood":"good"}\n')
    assert list(FileHistory(path).sessions()) == [past()]


def test_a_file_that_is_far_too_large_is_set_aside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    path.parent.mkdir()
    for number in (1, 2):
        path.write_bytes(b"x" * 1001)
        history = FileHistory(path)
        assert list(history.sessions()) == []
        assert history.damaged == 1
        assert len(asides(path)) == number
    history.add(past())
    assert list(FileHistory(path).sessions()) == [past()]


def test_the_oldest_go(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SESSIONS", 3)
    monkeypatch.setattr(module, "COMPACT_BYTES", 400)
    history = FileHistory(path)
    for number in range(30):
        history.add(past(number))
    wanted = [past(27), past(28), past(29)]
    assert list(history.sessions()) == wanted
    assert list(FileHistory(path).sessions()) == wanted
    assert path.stat().st_size < 600
    memory = MemoryHistory()
    for number in range(30):
        memory.add(past(number))
    assert list(memory.sessions()) == wanted


def test_what_cannot_be_written_is_written_later(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.write_text("in the way")
    path = folder / "history-1.jsonl"
    history = FileHistory(path)
    history.add(past())
    assert not history.kept
    assert list(history.sessions()) == [past()]
    folder.unlink()
    history.add(past(1))
    assert history.kept
    assert list(FileHistory(path).sessions()) == [past(), past(1)]


def test_what_cannot_be_read_is_not_written_over(path: Path) -> None:
    path.mkdir(parents=True)
    history = FileHistory(path)
    assert list(history.sessions()) == []
    assert not history.kept
    history.add(past())
    history.remove(past())
    assert list(history.sessions()) == []
    assert path.is_dir()


def test_memory_remembers_for_this_run() -> None:
    history = MemoryHistory([past()])
    history.add(past(1))
    history.remove(past())
    history.remove(past(9))
    assert list(history.sessions()) == [past(1)]
    history.clear()
    assert list(history.sessions()) == []
    assert not history.kept


def test_half_a_character_is_left_out() -> None:
    assert fitted("ab\ud83dcd", 3) == "abc"


@pytest.mark.parametrize(
    ("ending", "well"),
    [("you", True), ("moved_on", True), ("lost", False), ("partner_lost", False)],
)
def test_a_lost_call_did_not_end_well(ending: str, well: bool) -> None:
    assert past(ending=ending).well is well
