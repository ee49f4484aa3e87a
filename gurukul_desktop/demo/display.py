"""A screen for a machine that has none: an X server that draws into memory (Xvfb)."""

import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from gurukul_desktop.errors import MissingLibraryError
from gurukul_desktop.system_programs import environment as system_environment

_START_SECONDS: Final = 20.0
_STOP_SECONDS: Final = 5.0


def needs_display(environment: Mapping[str, str] | None = None) -> bool:
    """Whether a window can be shown only on a virtual display: Linux with neither X nor Wayland."""
    environment = os.environ if environment is None else environment
    return sys.platform.startswith("linux") and not (
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    )


class VirtualDisplay:
    """One Xvfb on a free display number, from :meth:`start` (or ``with``) to :meth:`stop`.

    Attributes:
        environment: the variables that put a program's windows there; empty until started.
        framebuffer: the file that holds the screen's pixels, in the X Window Dump format
            (``XWDFile.h``); None until started.
    """

    def __init__(self, width: int = 1920, height: int = 1080) -> None:
        self.width = width
        self.height = height
        self.environment: dict[str, str] = {}
        self.framebuffer: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None

    def start(self) -> None:
        """Start the server and wait until it accepts windows. Does nothing if it runs already.

        Raises:
            MissingLibraryError: Xvfb is not installed, or does not start.
        """
        if self._process is not None:
            return
        program = shutil.which("Xvfb")
        if program is None:
            raise MissingLibraryError(
                "There is no display, and Xvfb, which would stand in for one, is not installed "
                "(Debian and Ubuntu: apt-get install xvfb)."
            )
        self._folder = Path(tempfile.mkdtemp(prefix="gurukul-display-"))
        ready, told = os.pipe()
        try:
            # The server picks a free number itself and writes it down once it listens. The log
            # goes to a file because nobody would read a pipe, and a full pipe blocks the writer.
            with (self._folder / "log").open("wb") as log:
                self._process = subprocess.Popen(
                    [
                        program,
                        *("-displayfd", str(told)),
                        *("-screen", "0", f"{self.width}x{self.height}x24"),
                        *("-fbdir", str(self._folder)),
                        *("-nolisten", "tcp"),
                        "-noreset",
                    ],
                    env=system_environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=(told,),
                    start_new_session=True,  # Ctrl-C is ours; the windows are closed first
                )
            os.close(told)
            told = -1
            number = _read_line(ready, _START_SECONDS)
        finally:
            os.close(ready)
            if told >= 0:
                os.close(told)
            if sys.exc_info()[0] is not None:
                self.stop()
        if not number:
            words = (self._folder / "log").read_text(errors="replace").strip().splitlines()
            self.stop()
            raise MissingLibraryError(
                "Xvfb did not start" + (f": {words[-1]}" if words else " in time.")
            )
        self.environment = {
            "DISPLAY": f":{number}",
            # Where Wayland is named too, Qt and GTK would choose it.
            "WAYLAND_DISPLAY": "",
            "XDG_SESSION_TYPE": "x11",
            "QT_QPA_PLATFORM": "xcb",
        }
        self.framebuffer = self._folder / "Xvfb_screen0"

    def stop(self) -> None:
        """Stop the server. Idempotent."""
        process, self._process = self._process, None
        folder, self._folder = self._folder, None
        self.environment = {}
        self.framebuffer = None
        if process is not None:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _read_line(descriptor: int, seconds: float) -> str:
    """The first line from a pipe; empty if it closes or the time runs out before there is one."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    text = b""
    while not text.endswith(b"\n"):
        if not poll.poll(seconds * 1000):
            return ""
        piece = os.read(descriptor, 64)
        if not piece:
            return ""
        text += piece
    return text.decode("ascii", "replace").strip()
