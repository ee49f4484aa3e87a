"""gurukul_desktop.media.sound_devices: what a real sound server has, as it comes and goes."""

import os
import subprocess
import threading
from collections.abc import Iterator

import pytest

from gurukul_desktop.demo.sound import VirtualSound
from gurukul_desktop.errors import DeviceKind
from gurukul_desktop.media import sound_server
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.sound_devices import SoundDevices, client, devices_now
from tests.media.collecting import Collector

HOSTILE = "\u202emike\u0007 " + "W" * 900


@pytest.fixture
def server(sound: VirtualSound, monkeypatch: pytest.MonkeyPatch) -> VirtualSound:
    monkeypatch.setenv("PULSE_SERVER", sound.environment["PULSE_SERVER"])
    return sound


def pactl(sound: VirtualSound, *words: str) -> str:
    done = subprocess.run(
        ["pactl", *words],
        env=dict(os.environ) | sound.environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    )
    return done.stdout.strip()


class Lists:
    """The newest list of each kind, and a way to wait for one."""

    def __init__(self) -> None:
        self.told: Collector[tuple[DeviceKind, list[Device]]] = Collector()

    def __call__(self, kind: DeviceKind, devices: list[Device]) -> None:
        self.told((kind, devices))

    def wait(self, kind: DeviceKind, names: list[str], default: str) -> None:
        def there(items: list[tuple[DeviceKind, list[Device]]]) -> bool:
            newest = next((devices for k, devices in reversed(items) if k == kind), [])
            usual = [device.name for device in newest if device.default]
            return [device.name for device in newest] == names and usual == [default]

        self.told.wait_until(there)


@pytest.fixture
def lists(server: VirtualSound) -> Iterator[Lists]:
    lists = Lists()
    watch = SoundDevices(lists)
    watch.start()
    yield lists
    watch.stop()
    watch.stop()
    assert not any(thread.name == "sound devices" for thread in threading.enumerate())


NULL = ["speaker0", "microphone0", "speaker1", "microphone1"]


def test_a_speaker_comes_becomes_the_default_and_goes(server: VirtualSound, lists: Lists) -> None:
    lists.wait("speaker", NULL, "speaker0")
    module = pactl(
        server,
        *("load-module", "module-null-sink", "sink_name=headset"),
        "sink_properties=device.description=Headset",
    )
    lists.wait("speaker", [*NULL, "Headset"], "speaker0")
    pactl(server, "set-default-sink", "headset")
    lists.wait("speaker", [*NULL, "Headset"], "Headset")
    pactl(server, "set-default-sink", "speaker0")
    lists.wait("speaker", [*NULL, "Headset"], "speaker0")
    pactl(server, "unload-module", module)
    lists.wait("speaker", NULL, "speaker0")


def test_a_microphone_has_its_name_and_what_a_speaker_plays_is_none(server: VirtualSound) -> None:
    library = client()
    assert library is not None
    assert devices_now(library, "microphone") == []
    module = pactl(
        server,
        *("load-module", "module-remap-source", "source_name=mike", "master=microphone0.monitor"),
        f"source_properties=\"device.description='{HOSTILE}'\"",
    )
    pactl(server, "set-default-source", "mike")
    (mike,) = devices_now(library, "microphone")
    pactl(server, "unload-module", module)
    assert (mike.kind, mike.spec, mike.default) == ("microphone", "pulse:mike", True)
    assert mike.name == HOSTILE


def test_a_server_that_dies_is_waited_for_and_left(monkeypatch: pytest.MonkeyPatch) -> None:
    library = client()
    assert library is not None
    lists = Lists()
    with VirtualSound(sinks=1) as doomed:
        monkeypatch.setenv("PULSE_SERVER", doomed.environment["PULSE_SERVER"])
        watch = SoundDevices(lists)
        watch.start()
        lists.wait("speaker", NULL[:2], "speaker0")
    assert devices_now(library, "speaker") == []
    watch.stop()


def test_without_the_library_nothing_is_listed() -> None:
    lists = Lists()
    watch = SoundDevices(lists, load=lambda: None)
    watch.start()
    watch.stop()
    assert lists.told.items == []


def test_whether_there_is_a_server(tmp_path: object) -> None:
    assert sound_server.running({"PULSE_SERVER": "unix:/nowhere"})
    assert not sound_server.running({"XDG_RUNTIME_DIR": str(tmp_path)})
    assert not sound_server.running({})


def test_names_of_the_server() -> None:
    assert sound_server.name_of(sound_server.spec_of("alsa_output.pci")) == "alsa_output.pci"
    for other in ("pulse", "pulse:", "default", "Headset", ""):
        assert sound_server.name_of(other) is None
