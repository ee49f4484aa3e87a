"""One sentence to a student who started the app without a terminal.

Whoever types ``gurukul`` reads the error output. Whoever presses an icon sees nothing of it: there
the sentence is put into a dialog of the system. A dialog that nobody can press would only hold a
script up, so one is opened only where the error output leads to no reader:

============================  ==============================================================
the error output is           a dialog?
============================  ==============================================================
not there                     yes: a Windows program without a console
a terminal                    no; nor where the input is one, as in ``gurukul 2>/dev/null``
a pipe                        no: a program reads it, as a test, a CI job or an IDE does
a file                        no, but for the log that a desktop session writes for itself
a socket, or ``/dev/null``    yes: a desktop's, which hands it to the journal or drops it
============================  ==============================================================

On Linux a display has to be named, too. Qt opens no dialog here, for it may be Qt that cannot
start; the system's own programs do it, and without one the sentence stays in the log.
"""

import ctypes
import html
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from gurukul_desktop import system_programs

TITLE: Final = "Gurukul"
MOST_CHARACTERS: Final = 600
ANSWER_SECONDS: Final = 120.0
"""How long a dialog stays if nobody presses it: the app has nothing more to do."""
AT_ONCE_SECONDS: Final = 1.0
"""A program that fails sooner has shown nothing; later, somebody has closed what it showed."""

_SESSION_LOGS: Final = (
    ".xsession-errors",
    ".local/share/sddm/xorg-session.log",
    ".local/share/sddm/wayland-session.log",
)
"""Where display managers without a journal put what desktop programs print."""

_APPLESCRIPT: Final = (
    "on run arguments\n"
    "display dialog (item 1 of arguments) with title (item 2 of arguments) "
    'buttons {"OK"} default button 1 with icon caution\n'
    "end run"
)


def unread(environment: Mapping[str, str] | None = None, output: int = 2, source: int = 0) -> bool:
    """Whether nobody reads this process's error output; the table above is the rule.

    Args:
        environment: in place of this process's environment.
        output, source: the descriptors of the error output and the input.
    """
    if sys.stderr is None or sys.platform == "win32":
        return sys.stderr is None
    environment = os.environ if environment is None else environment
    if _is_terminal(output) or _is_terminal(source):
        return False
    try:
        status = os.fstat(output)
    except OSError:
        return True  # closed
    if stat.S_ISREG(status.st_mode):
        return _is_session_log(status, environment)
    return not stat.S_ISFIFO(status.st_mode)


def show(sentence: str) -> bool:
    """Put a sentence into a dialog and wait until it was pressed; False if there was none.

    Never raises, and never waits longer than :data:`ANSWER_SECONDS` for each way to do it.
    """
    text = " ".join(sentence.replace("\0", "").split())[:MOST_CHARACTERS]
    if sys.platform == "win32":
        return _message_box(text)
    if sys.platform != "darwin" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False
    return any(_run(command) for command in commands(text))


def commands(text: str, find: Callable[[str], str | None] = shutil.which) -> list[list[str]]:
    """The system's programs that can show a text as it is, the best first."""
    if sys.platform == "darwin":
        return [["/usr/bin/osascript", "-e", _APPLESCRIPT, text, TITLE]]
    # kdialog and notify-send read \n and the like; and markup is read by kdialog where it looks
    # like some, and by notify-send's other side wherever it wants.
    escaped = text.replace("\\", "\\\\")
    marked = html.escape(escaped, quote=False)
    known = [
        [
            "zenity",
            "--error",
            "--no-markup",
            "--width=420",
            f"--title={TITLE}",
            f"--text={text}",
        ],
        ["kdialog", "--title", TITLE, "--error", f"<qt>{marked}</qt>"],
        ["xmessage", "-center", "-title", TITLE, "-buttons", "OK:0", "-default", "OK", f" {text}"],
        ["notify-send", "--urgency=critical", f"--app-name={TITLE}", "--", TITLE, marked],
    ]
    return [[path, *rest] for program, *rest in known if (path := find(program)) is not None]


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def _is_session_log(status: os.stat_result, environment: Mapping[str, str]) -> bool:
    for name in _SESSION_LOGS:
        with suppress(OSError):
            if os.path.samestat(status, Path(environment.get("HOME", "/"), name).stat()):
                return True
    return False


def _run(command: list[str]) -> bool:
    began = time.monotonic()
    try:
        done = subprocess.run(
            command,
            env=system_programs.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=ANSWER_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True  # it was there, and nobody pressed it
    except OSError:
        return False
    return done.returncode == 0 or time.monotonic() - began > AT_ONCE_SECONDS


def _message_box(text: str) -> bool:
    """Windows' own, on a thread: where nobody is at the screen it would wait for ever."""
    thread = threading.Thread(target=_press_message_box, args=(text,), daemon=True)
    thread.start()
    thread.join(ANSWER_SECONDS)
    return True


def _press_message_box(text: str) -> None:
    if sys.platform == "win32":
        kind = 0x10 | 0x10000 | 0x40000  # MB_ICONERROR, MB_SETFOREGROUND, MB_TOPMOST
        ctypes.windll.user32.MessageBoxW(None, text, TITLE, kind)
