"""gurukul_desktop.media.portaudio: which device is meant, and when the list is made anew."""

import os
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
import sounddevice

from gurukul_desktop.errors import MediaError, MediaFault
from gurukul_desktop.media.portaudio import DeviceList, addressed


class Library:
    """PortAudio with devices of our own."""

    PortAudioError = sounddevice.PortAudioError

    def __init__(self, *devices: tuple[str, int, int], usual: int = 0) -> None:
        self.devices = [
            {
                "index": index,
                "name": name,
                "hostapi": system,
                "max_output_channels": channels,
                "max_input_channels": 0,
            }
            for index, (name, system, channels) in enumerate(devices)
        ]
        self.default = SimpleNamespace(hostapi=usual)

    def query_devices(self, name: str | None = None, kind: str = "") -> Any:
        if name is None and not kind:
            return self.devices
        if name is None:
            return self.devices[0]
        found = [entry for entry in self.devices if name.lower() in entry["name"].lower()]
        if len(found) != 1:
            raise ValueError(f"{len(found)} devices match")
        return found[0]


def number(library: Any, name: str) -> int | None:
    with addressed(library, name, "output") as device:
        return device


def test_a_device_that_windows_lists_for_each_sound_system_is_the_usual_ones() -> None:
    library = Library(("Headset", 0, 2), ("Screen", 1, 2), ("Headset", 1, 2), usual=1)
    assert number(library, "headset") == 2
    assert number(library, "Screen") == 1


def test_a_part_of_a_name_does_and_no_name_is_the_default() -> None:
    library = Library(("USB: Audio (hw:1,0)", 0, 2), ("Screen", 0, 2))
    assert number(library, "hw:1,0") == 0
    assert number(library, "") is None


@pytest.mark.parametrize("name", ["nothing", "e", "\x00", "x" * 1000])
def test_a_name_that_none_or_several_have(name: str) -> None:
    library = Library(("Headset", 0, 2), ("Screen", 0, 2))
    with pytest.raises(MediaError) as caught:
        number(library, name)
    assert caught.value.fault is MediaFault.ABSENT


def test_a_device_of_the_sound_server_is_the_servers_while_it_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PULSE_SINK", "usual")
    monkeypatch.delenv("PIPEWIRE_NODE", raising=False)
    library = Library(("HDA (hw:0,0)", 0, 2), ("default", 0, 32), ("pulse", 0, 32))
    with addressed(library, "pulse:my.headset", "output") as device:
        assert device == 2
        assert os.environ["PULSE_SINK"] == os.environ["PIPEWIRE_NODE"] == "my.headset"
    assert os.environ["PULSE_SINK"] == "usual"
    assert "PIPEWIRE_NODE" not in os.environ


def test_the_list_is_made_anew_when_nobody_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(sounddevice, "_terminate", lambda: made.append("terminate"))
    monkeypatch.setattr(sounddevice, "_initialize", lambda: made.append("initialize"))
    devices = DeviceList()
    devices.enter()
    devices.changed()
    devices.enter()
    assert (made, devices.stale) == ([], True)
    devices.leave()
    devices.leave()
    devices.enter()
    assert (made, devices.stale) == (["terminate", "initialize"], False)


def test_sounddevice_can_still_be_initialised_anew() -> None:
    sounddevice._terminate()
    sounddevice._initialize()
    sounddevice.query_devices()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it is in the wheel")
def test_where_it_is_missing_every_thread_is_told_so() -> None:
    """Python hands half a module to who waits for an import that fails."""
    code = """
import ctypes.util, threading
ctypes.util.find_library = lambda name: None
from gurukul_desktop.errors import MediaError
from gurukul_desktop.media.portaudio import portaudio
together = threading.Barrier(8)
told = []
def use():
    together.wait()
    try:
        portaudio()
    except MediaError as error:
        told.append(str(error))
threads = [threading.Thread(target=use) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(told) == 8, told
assert all("install libportaudio2" in one for one in told), told
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
