"""The virtual desktop that the end-to-end tests share, and the programs that a test starts on it.

Each student sits at a seat with a screen and a sound device of their own, so that what
is seen and heard there can only be theirs.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from gurukul_desktop.demo.display import VirtualDisplay
from gurukul_desktop.demo.sound import VirtualSound
from tests.end_to_end.accessibility import AccessibilityBus
from tests.end_to_end.hearing import Ear
from tests.end_to_end.programs import Program, Seat, Server, Student, free_port

SEATS = 3

if not sys.platform.startswith("linux"):
    collect_ignore_glob = ["test_*.py"]  # Xvfb, PulseAudio and AT-SPI are Linux's


@pytest.fixture(scope="session")
def display() -> Iterator[VirtualDisplay]:
    with VirtualDisplay(1280, 800) as display:
        yield display


@pytest.fixture(scope="session")
def bus() -> Iterator[AccessibilityBus]:
    with AccessibilityBus() as bus:
        yield bus


@pytest.fixture(scope="session")
def seats(display: VirtualDisplay) -> Iterator[list[Seat]]:
    with ExitStack() as stack:
        sound = stack.enter_context(VirtualSound(sinks=SEATS))
        displays = [display]
        displays += [stack.enter_context(VirtualDisplay(1280, 800)) for _ in range(SEATS - 1)]
        seats = []
        for number, screen in enumerate(displays):
            environment = sound.environment_for(number)
            ear = stack.enter_context(Ear({**os.environ, **environment}))
            seats.append(Seat(screen, environment, ear))
        yield seats


class Ground:
    """Starts programs, and afterwards ends them all and looks for what should not be."""

    def __init__(self, folder: Path, seats: list[Seat], bus: AccessibilityBus) -> None:
        self._folder = folder
        self._seats = seats
        self._bus = bus
        self._programs: list[Program] = []
        wishes = ("GURUKUL_", "DISPLAY", "WAYLAND_DISPLAY", "QT_", "PULSE_", "DBUS_")
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(wishes)
        }
        # Qt's software backend: drawing by llvmpipe would take both cores from the calls.
        self.environment["QT_QUICK_BACKEND"] = "software"

    def server(self, *options: str, port: int = 0) -> Server:
        """A matchmaking server; with the ``port`` of one that was killed, that one again."""
        server = Server(self._folder, port or free_port(), self.environment, options)
        self._programs.append(server)
        return server

    def student(self, name: str, seat: int, server: Server, tone: int, *more: str) -> Student:
        """An app whose camera is a moving picture and whose microphone is a tone."""
        options: Sequence[str] = [
            *("--camera", f"test:{name.lower()}", "--microphone", f"test:{tone}", *more)
        ]
        student = Student(
            name, self._seats[seat], self._bus, server.url, self._folder, self.environment, options
        )
        self._programs.append(student)
        return student

    def couple(self, server: Server, *more: str) -> tuple[Student, Student]:
        """Asha and Ravi, who have found each other."""
        asha = self.student("Asha", 0, server, 440, "--find", *more)
        ravi = self.student("Ravi", 1, server, 660, "--find", *more)
        asha.wait_connected("Ravi")
        ravi.wait_connected("Asha")
        return asha, ravi

    def newcomer(self, folder: str, seat: int, server: Server, *options: str) -> Student:
        """An app that nobody has told a name, so that it may be a first start."""
        student = Student(
            folder,
            self._seats[seat],
            self._bus,
            server.url,
            self._folder,
            self.environment,
            options,
            named=False,
        )
        self._programs.append(student)
        return student

    def close(self) -> list[str]:
        """End every program, the newest first; what was wrong with them."""
        faults = []
        for program in reversed(self._programs):
            status = program.stop()
            if not program.killed and status != 0:
                faults.append(f"{program.name} ended with status {status}")
            if "Traceback" in program.log or "Fatal Python error" in program.log:
                faults.append(f"{program.name} logged a traceback")
            if "QML" in program.log or ".qml" in program.log:
                faults.append(f"{program.name} logged a QML warning")
        return faults

    def logs(self) -> Iterator[tuple[str, str]]:
        for program in self._programs:
            yield program.name, program.log


@pytest.fixture
def ground(tmp_path: Path, seats: list[Seat], bus: AccessibilityBus) -> Iterator[Ground]:
    ground = Ground(tmp_path, seats, bus)
    try:
        yield ground
    finally:
        faults = ground.close()
        # pytest prints these with a failed test only.
        for name, log in ground.logs():
            sys.stdout.write(f"--- log of {name}\n{log[-8000:]}\n")
    assert faults == []
