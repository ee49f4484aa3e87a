"""Tests for gurukul_desktop.alert."""

import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from gurukul_desktop import alert

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a desktop of another system"
)

HOSTILE = "<b>bold</b> & \\n --text=x 'quoted' \"$HOME\" गणित"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path)}


class Ends:
    """Descriptors of every kind that a program's output can be."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack = stack
        self.terminal = self._own(*os.openpty())
        self.pipe = self._own(*os.pipe())
        self.nothing = self._own(os.open(os.devnull, os.O_RDWR))
        self.file = self._own(os.open(folder / "a.log", os.O_CREAT | os.O_WRONLY))
        self.session_log = self._own(os.open(folder / ".xsession-errors", os.O_CREAT | os.O_WRONLY))
        near, far = socket.socketpair()
        stack.callback(near.close)
        stack.callback(far.close)
        self.socket = near.fileno()

    def _own(self, *descriptors: int) -> int:
        for descriptor in descriptors:
            self._stack.callback(os.close, descriptor)
        return descriptors[-1]


@pytest.fixture
def ends(tmp_path: Path) -> Iterator[Ends]:
    with ExitStack() as stack:
        yield Ends(stack, tmp_path)


@pytest.mark.parametrize(
    ("output", "source", "unread"),
    [
        ("nothing", "nothing", True),
        ("socket", "nothing", True),
        ("session_log", "nothing", True),
        ("terminal", "nothing", False),
        ("nothing", "terminal", False),
        ("pipe", "nothing", False),
        ("file", "nothing", False),
    ],
)
def test_who_reads_the_error_output(
    ends: Ends, home: dict[str, str], output: str, source: str, unread: bool
) -> None:
    assert alert.unread(home, getattr(ends, output), getattr(ends, source)) is unread


def test_without_an_error_output_nobody_reads_it(
    monkeypatch: pytest.MonkeyPatch, home: dict[str, str], ends: Ends
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert alert.unread(home, ends.pipe, ends.pipe)


def test_a_closed_descriptor_is_read_by_nobody(home: dict[str, str], ends: Ends) -> None:
    with tempfile.TemporaryFile() as file:
        closed = os.dup(file.fileno())
    os.close(closed)
    assert alert.unread(home, closed, ends.nothing)


def test_words_are_shown_as_they_are() -> None:
    zenity, kdialog, xmessage, notify = alert.commands(HOSTILE, lambda name: f"/bin/{name}")
    doubled = HOSTILE.replace("\\", "\\\\")
    marked = doubled.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert zenity[0] == "/bin/zenity"
    assert zenity[-1] == f"--text={HOSTILE}"
    assert "--no-markup" in zenity
    assert kdialog[-1] == f"<qt>{marked}</qt>"
    assert xmessage[-1] == f" {HOSTILE}"  # no option begins with a space
    assert notify[-3:] == ["--", "Gurukul", marked]
    assert alert.commands(HOSTILE, lambda name: None) == []


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found, on a machine with a display."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":7")
    return folder


def program(folder: Path, name: str, *lines: str) -> Path:
    said = folder / f"{name}.said"
    path = folder / name
    path.write_text("\n".join(["#!/bin/sh", f'printf "%s\\n" "$@" > "{said}"', *lines, ""]))
    path.chmod(0o755)
    return said


def test_a_program_that_fails_at_once_gives_way_to_the_next(programs: Path) -> None:
    first = program(programs, "zenity", "exit 1")
    second = program(programs, "xmessage")
    third = program(programs, "notify-send")
    assert alert.show("No display.\nReally\0.")
    assert "--text=No display. Really." in first.read_text()
    assert second.read_text().endswith(" No display. Really.\n")
    assert not third.exists()


def test_a_dialog_that_was_closed_is_not_shown_again(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert, "AT_ONCE_SECONDS", 0.0)
    program(programs, "zenity", "exit 1")
    second = program(programs, "xmessage")
    assert alert.show("Once.")
    assert not second.exists()


def test_nobody_presses_and_it_ends(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alert, "ANSWER_SECONDS", 0.3)
    program(programs, "zenity", "exec /bin/sleep 60")
    second = program(programs, "xmessage")
    began = time.monotonic()
    assert alert.show("Is anybody there?")
    assert time.monotonic() - began < 10
    assert not second.exists()


def test_without_a_program_or_a_display_nothing_is_shown(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not alert.show("Nobody can show it.")
    (programs / "zenity").write_text("no program")
    (programs / "zenity").chmod(0o755)
    assert not alert.show("A file that does not run.")
    said = program(programs, "zenity")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not alert.show("Nobody would see it.")
    assert not said.exists()


def test_a_long_sentence_is_cut(programs: Path) -> None:
    said = program(programs, "zenity")
    alert.show("x" * 5000)
    assert len(said.read_text()) < alert.MOST_CHARACTERS + 200
