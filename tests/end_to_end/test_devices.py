"""Microphone and speaker are changed in a call, pulled out and plugged in again, as in a room.

The sound server is the tests' own: its sinks are the speakers, its sources the microphones.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from gurukul_desktop.demo.sound import VirtualSound, speaker_of
from tests.end_to_end.conftest import Ground
from tests.end_to_end.hearing import Ear
from tests.end_to_end.programs import Seat, Student, until

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]

AUDIO = ("--audio-only",)  # pictures would take both cores, and nothing here is about them
HEADSET = "My_Headset"
GONE = f"{HEADSET} is not connected any more. The system’s default is used instead."
BACK = f"{HEADSET} is back and is used again."


class Room:
    """The sound server's devices, as they are plugged in and out."""

    def __init__(self, sound: VirtualSound) -> None:
        self._environment = {**os.environ, **sound.environment}
        self.load("sine-source", "source_name=low", "frequency=500", "rate=48000")
        self.load("sine-source", "source_name=high", "frequency=900", "rate=48000")
        self.say("set-default-source", "low")
        self.say("set-default-sink", speaker_of(0))

    def say(self, *words: str) -> str:
        done = subprocess.run(
            ["pactl", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
        return done.stdout.strip()

    def load(self, module: str, *options: str) -> str:
        return self.say("load-module", f"module-{module}", *options)

    def plug_in(self) -> str:
        """A headset; it becomes nobody's default by itself."""
        name = f"sink_properties=device.description={HEADSET}"
        module = self.load(
            "null-sink", "sink_name=headset", name, "rate=48000", "channels=2", "norewinds=1"
        )
        self.say("set-default-sink", speaker_of(0))
        return module

    def pull_out(self, module: str) -> None:
        self.say("unload-module", module)

    def ear(self) -> Ear:
        """Listens at the headset, as long as it is there."""
        return Ear({**self._environment, "PULSE_SINK": "headset"})


@pytest.fixture
def sound() -> Iterator[VirtualSound]:
    with VirtualSound(sinks=2) as sound:
        yield sound


@pytest.fixture
def room(sound: VirtualSound) -> Room:
    return Room(sound)


@pytest.fixture
def seats(seats: list[Seat], sound: VirtualSound, room: Room) -> Iterator[list[Seat]]:
    """Two of the seats, with the devices of this room: the first uses the system's defaults.

    They listen when the room is ready: who records the default follows it to another one.
    """
    with ExitStack() as stack:
        ears = [
            stack.enter_context(Ear({**os.environ, **sound.environment_for(number)}))
            for number in range(2)
        ]
        yield [
            Seat(seats[0].display, sound.environment, ears[0]),
            Seat(seats[1].display, sound.environment_for(1), ears[1]),
        ]


def choose(student: Student, kind: str, name: str) -> None:
    """Open the list of a kind of device and take one of them."""
    student.window.press(student.window.wait_for_text(f"{kind}: "))
    student.window.press(name)
    student.window.wait_for(f"{kind}: {name}")


def hears(ear: Ear, frequency: float, seconds: float = 10.0) -> None:
    def heard() -> bool:
        sound = ear.listen(0.3)
        return sound.rms > 0.003 and abs(sound.peak_hz - frequency) < 8

    until(heard, f"{frequency} Hz is heard", seconds)


def test_devices_change_go_and_come_back_in_a_call(
    ground: Ground, room: Room, tmp_path: Path
) -> None:
    headset = room.plug_in()
    # A steady tone is noise, and the echo of its own.
    settings = tmp_path / "Asha" / "preferences-1.json"
    settings.parent.mkdir()
    switches = {"version": 1, "echo": False, "noise": False, "gain": False}
    settings.write_text(json.dumps(switches))
    server = ground.server()
    asha = ground.student("Asha", 0, server, 440, "--microphone", "default", *AUDIO)
    ravi = ground.student("Ravi", 1, server, 660, *AUDIO)
    asha.find()
    ravi.find()
    asha.wait_connected("Ravi")
    ravi.wait_connected("Asha")
    ravi.wait_hears(500)
    asha.wait_hears(660)

    # Another microphone, without a new call: the partner hears it.
    asha.window.press("Camera and sound")
    asha.window.wait_for("Microphone level")
    other = next(name for name in devices(room, "sources") if "900" in name)
    choose(asha, "Microphone", other)
    ravi.wait_hears(900)

    # Another speaker: the partner is heard there and nowhere else.
    choose(asha, "Speaker", HEADSET)
    with room.ear() as ear:
        hears(ear, 660)
        asha.wait_silence()

    # It is pulled out: the default takes over. It is plugged in again, and used again.
    room.pull_out(headset)
    asha.window.wait_for(GONE)
    asha.wait_hears(660)
    asha.window.wait_for(f"Speaker: {HEADSET} (not connected)")
    room.plug_in()
    asha.window.wait_for(BACK)
    with room.ear() as ear:
        hears(ear, 660)
        asha.wait_silence()

    # A muted microphone is released, so that the system shows nobody listening.
    asha.window.press("Mute")
    ravi.wait_silence()
    until(lambda: not recorders(room, asha), "Asha's microphone is released", 5)
    asha.window.press("Unmute")
    ravi.wait_hears(900)

    # The choice is there in the next run.
    assert asha.stop() == 0
    assert json.loads(settings.read_text())["speaker"]["name"] == HEADSET
    again = ground.student("Asha", 0, server, 440, *AUDIO)
    again.window.press("Check sound")
    again.window.wait_for(f"Speaker: {HEADSET}")


def devices(room: Room, kind: str) -> list[str]:
    """What people call the devices of a kind."""
    return [entry["description"] for entry in json.loads(room.say("-f", "json", "list", kind))]


def recorders(room: Room, student: Student) -> list[str]:
    """The streams by which a student's app records."""
    listed = json.loads(room.say("-f", "json", "list", "source-outputs"))
    number = str(student.process.pid)
    return [
        entry["index"]
        for entry in listed
        if entry["properties"].get("application.process.id") == number
    ]
