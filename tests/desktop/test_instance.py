"""Tests for gurukul_desktop.desktop.instance."""

import queue
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing.connection import Client
from pathlib import Path

import msgspec
import pytest

from gurukul_desktop.desktop import instance
from gurukul_desktop.desktop.instance import Instance, Request, claim, hand_over, request
from gurukul_desktop.errors import UsageError
from gurukul_desktop.link import MOST_CHARACTERS, parse

LINK = "gurukul://find?topic=algebra"


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)


def place(folder: Path) -> Instance:
    mine = claim(folder)
    assert mine is not None
    return mine


def test_the_second_hands_over_to_the_first(tmp_path: Path) -> None:
    first = place(tmp_path)
    heard: queue.Queue[Request] = queue.Queue()
    first.join(heard.put)
    assert claim(tmp_path) is None
    assert hand_over(tmp_path, request(LINK, "token"))
    assert heard.get(timeout=5) == Request(LINK, "token")
    first.close()
    first.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["instance.lock"]
    again = claim(tmp_path)
    assert again is not None
    again.close()


def test_what_came_before_there_was_a_window_is_kept(tmp_path: Path) -> None:
    first = place(tmp_path)
    assert hand_over(tmp_path, request("gurukul:find", ""))
    assert hand_over(tmp_path, request(LINK, ""))
    heard: list[Request] = []
    first.join(heard.append)
    first.close()
    assert heard == [Request(LINK)]


def test_a_file_that_cannot_be_taken_away_does_not_keep_the_place(tmp_path: Path) -> None:
    first = place(tmp_path)
    (tmp_path / "instance.json").unlink()
    (tmp_path / "instance.json").mkdir()
    first.close()
    (tmp_path / "instance.json").rmdir()
    place(tmp_path).close()


def test_another_data_folder_is_another_app(tmp_path: Path) -> None:
    first, other = place(tmp_path / "a"), place(tmp_path / "b")
    first.close()
    other.close()


def test_one_that_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    program = (
        "import sys, time, pathlib; from gurukul_desktop.desktop.instance import claim\n"
        "mine = claim(pathlib.Path(sys.argv[1])); print(mine, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert b"Instance" in other.stdout.readline()
        left = msgspec.json.decode((tmp_path / "instance.json").read_bytes())["address"]
        assert claim(tmp_path) is None
        other.send_signal(signal.SIGKILL)
    assert Path(left).exists()
    first = place(tmp_path)
    assert not Path(left).parent.exists()
    assert hand_over(tmp_path, request("", ""))
    first.close()


def test_one_that_does_not_answer_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = place(tmp_path)
    with socket.socket(socket.AF_UNIX) as deaf:
        monkeypatch.chdir(tmp_path)
        deaf.bind("s")
        deaf.listen()
        where = {"address": "s", "key": "x", "pid": 1}
        (tmp_path / "instance.json").write_bytes(msgspec.json.encode(where))
        began = time.monotonic()
        assert not hand_over(tmp_path, request("", ""), 0.3)
        assert time.monotonic() - began < 2
    first.close()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"nonsense",
        b'{"key": "guessed", "request": {"link": "gurukul:find"}}',
        b'{"key": "", "request": {"link": "%s"}}' % (b"x" * 5000),
        b"x" * (instance.MOST_BYTES + 1),
        b'{"x": ' + b"[" * 5000,
    ],
)
def test_what_is_no_second_start_is_not_obeyed(tmp_path: Path, said: bytes) -> None:
    first = place(tmp_path)
    heard: list[Request] = []
    first.join(heard.append)
    where = msgspec.json.decode((tmp_path / "instance.json").read_bytes())["address"]
    with Client(where) as connection, suppress(EOFError, OSError):
        connection.send_bytes(said)
        assert connection.recv_bytes() == b"", "it was answered"
    # And it goes on to hear those that are.
    assert hand_over(tmp_path, request(LINK, ""))
    assert heard == [Request(LINK)]
    first.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe there")
def test_only_this_user_can_speak_to_it(tmp_path: Path) -> None:
    first = place(tmp_path)
    assert (tmp_path / "instance.json").stat().st_mode & 0o777 == 0o600
    where = Path(msgspec.json.decode((tmp_path / "instance.json").read_bytes())["address"])
    assert where.parent.stat().st_mode & 0o777 == 0o700
    first.close()


def test_a_request_is_bounded() -> None:
    handed = request("gurukul:find?topic=a&topic=" + "x" * 9999, "a b")
    assert (len(handed.link), handed.activation) == (MOST_CHARACTERS + 1, "")
    with pytest.raises(UsageError):
        parse(handed.link)
    assert request("", "x" * 300).activation == ""


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        claim(tmp_path / "file" / "data")
