"""gurukul_desktop.session.desk: choices reach the studio, the file and whoever watches."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gurukul_desktop.errors import DeviceKind, MediaFault
from gurukul_desktop.media.choice import Choice, Reason, Turn
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.studio import Studio
from gurukul_desktop.media.voice.chain import VoiceSwitches
from gurukul_desktop.preferences import PreferenceFile, Preferences
from gurukul_desktop.session.desk import Desk, choices
from gurukul_desktop.session.equipment import Equipment
from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Snapshot
from tests.media.collecting import Collector


class Seen:
    """Who watches the desk."""

    def __init__(self) -> None:
        self.changes = 0
        self.turns: list[tuple[DeviceKind, str, Turn]] = []

    def on_devices(self) -> None:
        self.changes += 1

    def on_turn(self, kind: DeviceKind, choice: Choice, turn: Turn) -> None:
        self.turns.append((kind, choice.name, turn))


class Bench:
    def __init__(self, path: Path) -> None:
        self.changed: Collector[None] = Collector()
        self.studio = Studio("test:a", "test:440", "none", on_change=lambda: self.changed(None))
        self.preferences = PreferenceFile(path)
        self.tried: list[None] = []
        self.seen = Seen()
        self.desk = Desk(
            self.studio,
            Equipment(self.studio, Presenter(Snapshot())),
            self.preferences,
            {"camera": Choice("test:a"), "microphone": Choice("test:440")},
            play_test=lambda: self.tried.append(None),
        )
        self.desk.join(self.seen)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "preferences-1.json")
    yield bench
    bench.desk.preview(False)
    bench.studio.close()
    assert bench.studio.join(5)


def absent_camera(tmp_path: Path) -> Device:
    return Device("camera", "Gone", str(tmp_path / "video0"))


def test_a_refused_choice_is_taken_back_and_not_remembered(bench: Bench, tmp_path: Path) -> None:
    pictures: Collector[Any] = Collector()
    bench.studio.camera.subscribe(pictures)
    bench.desk.preview(True)
    pictures.wait_for(1)
    bench.desk.listed("camera", [absent_camera(tmp_path)])
    bench.desk.choose("camera", str(tmp_path / "video0"))
    assert bench.preferences.now.camera.name == "Gone"
    bench.changed.wait_for(1)
    bench.desk.refresh()
    assert bench.desk.refusals["camera"].fault is MediaFault.ABSENT
    assert bench.desk.choice("camera") == Choice("test:a")
    assert bench.preferences.now.camera == Choice(), "what was typed is for one run"
    pictures.wait_for(len(pictures.items) + 2)
    bench.desk.preview(False)
    assert bench.desk.refusals == {}, "nobody looks at them any more"


def test_only_what_is_listed_can_be_chosen(bench: Bench) -> None:
    for spec in ("file:/etc/passwd", "test:b", "pulse:nobody", "none"):
        bench.desk.choose("microphone", spec)
        assert bench.desk.choice("microphone") == Choice("test:440")


@pytest.mark.parametrize("name", ["test:660", "file:x.wav", "none", "default", "", " x "])
def test_a_device_that_is_called_like_something_else_is_not_offered(
    bench: Bench, name: str
) -> None:
    bench.desk.listed("microphone", [Device("microphone", name, name)])
    assert bench.desk.devices("microphone") == []


def test_devices_that_go_and_come_are_told(bench: Bench) -> None:
    usual = Device("speaker", "Built-in", "pulse:a", default=True)
    headset = Device("speaker", "Headset", "pulse:b")
    bench.desk.listed("speaker", [usual, headset])
    bench.desk.choose("speaker", "pulse:b")
    bench.desk.listed("speaker", [usual])
    assert bench.desk.away("speaker")
    bench.desk.listed("speaker", [usual, headset])
    assert bench.seen.turns == [
        ("speaker", "Headset", Turn("", Reason.LOST)),
        ("speaker", "Headset", Turn("pulse:b", Reason.BACK)),
    ]
    changes = bench.seen.changes
    bench.desk.listed("speaker", [usual, headset])
    assert bench.seen.changes == changes


def test_the_level_is_heard_only_in_a_preview(bench: Bench) -> None:
    sounds: Collector[Any] = Collector()
    bench.studio.microphone.subscribe(sounds)
    assert bench.desk.level() == 0
    bench.desk.preview(True)
    sounds.wait_for(3)
    assert bench.desk.level() > 0.5
    bench.desk.preview(False)
    assert bench.studio.microphone.join(2), "it is released"


def test_switches_and_the_wish_to_hide_are_remembered(bench: Bench) -> None:
    assert bench.desk.switches == VoiceSwitches()
    bench.desk.set_switches(VoiceSwitches(noise=False))
    assert bench.studio.voice.switches == VoiceSwitches(noise=False)
    assert bench.preferences.now.noise is False
    bench.desk.on_snapshot(Snapshot(hide_address=False))
    assert bench.preferences.now.hide_address is False
    assert bench.seen.changes == 1


def test_the_sound_is_tried(bench: Bench) -> None:
    bench.desk.test_sound()
    assert bench.tried == [None]


def test_what_was_typed_beats_what_is_remembered() -> None:
    remembered = Preferences(version=1, camera=Choice("/dev/video0", "Webcam"))
    typed: dict[DeviceKind, str | None] = {
        "camera": None,
        "microphone": " test ",
        "speaker": "default",
    }
    assert choices(remembered, typed) == {
        "camera": Choice("/dev/video0", "Webcam"),
        "microphone": Choice("test"),
        "speaker": Choice(),
    }
    assert choices(remembered, typed | {"camera": "none"})["camera"] == Choice("none")
