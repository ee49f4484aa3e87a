"""The real programs of the end-to-end tests: ``gurukul server`` and the app, as processes."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from gurukul_desktop.demo.display import VirtualDisplay
from tests.end_to_end.accessibility import AccessibilityBus, AccessibleApp
from tests.end_to_end.hearing import Ear, Heard
from tests.end_to_end.screen import Pixels, changed, screenshot

START_SECONDS: Final = 30.0
STOP_SECONDS: Final = 10.0

MOVING: Final = 0.01
STILL: Final = 0.001
"""Shares of the pixels that differ between two looks at a picture that moves, or does not."""

# Words of the pages, as a screen reader says them.
IDLE: Final = "Ready to Study?"
SEARCHING: Final = "Finding a Partner…"
CONNECTING: Final = "Waiting for partner…"
ENDED: Final = "Call ended"
DONE: Final = "Done"
ONLINE: Final = "Online"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(look: Callable[[], bool], what: str, seconds: float) -> None:
    """Wait for something outside of this process that tells nobody of itself."""
    deadline = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


class Program:
    """One ``gurukul`` process, its output in a file."""

    def __init__(
        self, name: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        self.name = name
        self.log_file = log
        self.killed = False
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-X", "faulthandler", "-m", "gurukul_desktop", *arguments],
                env={**environment, "PYTHONUNBUFFERED": "1", "GURUKUL_LOG_LEVEL": "info"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace")

    def kill(self) -> None:
        """As when the machine loses its power."""
        self.killed = True
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end; the exit status, or minus 9 if it had to be forced."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode


class Server(Program):
    """``gurukul server`` on a port that it keeps when it is started again."""

    def __init__(
        self, folder: Path, port: int, environment: Mapping[str, str], options: Sequence[str] = ()
    ) -> None:
        self.port = port
        self.url = f"ws://127.0.0.1:{port}/ws"
        ports = ["--port", str(port), "--http-port", "none"]
        arguments = ["server", *ports, "--data-dir", str(folder), *options]
        super().__init__("server", arguments, environment, folder / "server.log")
        self.wait_until_listening()

    def wait_until_listening(self) -> None:
        def listening() -> bool:
            assert self.process.poll() is None, f"the server ended:\n{self.log}"
            with closing(socket.socket()) as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0

        until(listening, "the server listens", START_SECONDS)

    def wait_clients(self, count: int, seconds: float = 40.0) -> None:
        """Until exactly ``count`` apps are connected."""
        process = psutil.Process(self.process.pid)

        def connected() -> bool:
            links = process.net_connections("tcp")
            there = [link for link in links if link.status == psutil.CONN_ESTABLISHED]
            return len(there) == count

        until(connected, f"{count} apps are connected to the server", seconds)


@dataclass(frozen=True)
class Seat:
    """Where one student sits: a screen and a sound device of their own, and an ear at it."""

    display: VirtualDisplay
    sound: Mapping[str, str]
    ear: Ear


class Student(Program):
    """The app of one student, read and worked by its accessible names."""

    def __init__(
        self,
        name: str,
        seat: Seat,
        bus: AccessibilityBus,
        server: str,
        folder: Path,
        environment: Mapping[str, str],
        options: Sequence[str],
        *,
        named: bool = True,
    ) -> None:
        self.seat = seat
        arguments = ["--server", server, "--data-dir", str(folder / name), *options]
        if named:
            arguments = ["--name", name, *arguments]
        super().__init__(
            name,
            arguments,
            {**environment, **seat.display.environment, **bus.environment, **seat.sound},
            folder / f"{name}.log",
        )
        try:
            self.window = AccessibleApp(bus, self.process.pid, START_SECONDS)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> int:
        self.window.close()
        return super().stop()

    # The pages

    def find(self) -> None:
        """Press Find Partner once the app is ready. A partner may be found at once."""
        self.window.wait_for(ONLINE)
        self.window.press("Find Partner")
        self.window.wait_gone("Find Partner")

    def wait_connected(self, partner: str, seconds: float = 20.0) -> None:
        self.window.wait_for(f"Connected with {partner}", seconds)

    def wait_ended(self, seconds: float = 10.0) -> None:
        """The page that tells what the call was, which stays."""
        self.window.wait_for(DONE, seconds)

    def wait_idle(self, seconds: float = 10.0) -> None:
        """Until the lobby is there; a call that was one is put away first."""

        def idle() -> bool:
            if self.window.find("Find Partner"):
                return True
            if self.window.find(DONE):
                with suppress(AssertionError):  # it has gone meanwhile
                    self.window.press(DONE, 1.0)
            return False

        until(idle, f"{self.name} is idle", seconds)

    # What the student sees and hears

    def picture(self) -> Callable[[], Pixels]:
        """What shows the middle of the window: the partner, without buttons and self view."""
        frame = next(node for node in self.window.nodes() if node.role in ("frame", "window"))
        x, y, width, height = self.window.bounds(frame)
        framebuffer = self.seat.display.framebuffer
        assert framebuffer is not None
        rows = slice(y + height // 4, y + height * 5 // 8)
        columns = slice(x + width // 8, x + width * 5 // 8)
        assert screenshot(framebuffer)[rows, columns].size, "the window is not on the screen"
        return lambda: screenshot(framebuffer)[rows, columns]

    def wait_moving_picture(self, seconds: float = 10.0) -> None:
        """Until a good part of the partner's picture has changed, three times in a row."""
        look = self.picture()
        seen = look()
        for _ in range(3):
            until(
                lambda before=seen: changed(before, look()) > MOVING,
                f"{self.name} sees the partner move",
                seconds,
            )
            seen = look()

    def wait_still_picture(self, seconds: float = 5.0) -> None:
        """Until nothing moves there for half a second."""
        look = self.picture()
        deadline = time.monotonic() + seconds
        while True:
            before = look()
            time.sleep(0.5)  # the stretch of time that is looked at
            if changed(before, look()) < STILL:
                return
            assert time.monotonic() < deadline, f"{self.name} still sees something move"

    def hears(self, seconds: float = 0.5) -> Heard:
        return self.seat.ear.listen(seconds)

    def wait_hears(self, frequency: float, seconds: float = 10.0) -> None:
        """Until the partner's tone is what is heard."""
        deadline = time.monotonic() + seconds
        while True:
            heard = self.hears()
            if heard.rms > 0.003 and abs(heard.peak_hz - frequency) < 5 and heard.purity > 0.5:
                return
            assert time.monotonic() < deadline, f"{self.name} does not hear {frequency} Hz: {heard}"

    def wait_ringing(self, seconds: float = 5.0) -> None:
        until(lambda: self.hears().rms > 0.003, f"{self.name} hears it ring", seconds)

    def wait_silence(self, seconds: float = 5.0) -> None:
        deadline = time.monotonic() + seconds
        while (heard := self.hears()).rms > 0.0005:
            assert time.monotonic() < deadline, f"{self.name} still hears something: {heard}"
