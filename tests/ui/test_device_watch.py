"""gurukul_desktop.ui.device_watch: what the system has reaches the main thread."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gurukul_desktop.demo.sound import VirtualSound
from gurukul_desktop.errors import DeviceKind
from gurukul_desktop.media.devices import Device
from gurukul_desktop.ui.device_watch import DeviceWatch


@pytest.fixture(scope="module")
def sound() -> Iterator[VirtualSound]:
    with VirtualSound(sinks=1) as running:
        yield running


def test_every_kind_is_listed_on_the_main_thread(
    qtbot: QtBot, sound: VirtualSound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", sound.environment["PULSE_SERVER"])
    lists: dict[DeviceKind, list[Device]] = {}
    threads: set[int] = set()

    def listed(kind: DeviceKind, devices: list[Device]) -> None:
        lists[kind] = devices
        threads.add(threading.get_ident())

    watch = DeviceWatch(listed)
    watch.start()
    watch.start()
    assert lists == {}, "whoever shows the window does not wait for it"
    qtbot.waitUntil(lambda: len(lists) == 3)
    watch.stop()
    watch.stop()
    assert [device.spec for device in lists["speaker"]] == ["pulse:speaker0", "pulse:microphone0"]
    assert lists["microphone"] == []
    assert threads == {threading.get_ident()}


def test_without_a_sound_server_alsa_is_asked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    lists: dict[DeviceKind, list[Device]] = {}
    watch = DeviceWatch(lists.__setitem__)
    watch.start()
    qtbot.waitUntil(lambda: len(lists) == 3)
    assert all(not device.spec.startswith("pulse:") for device in lists["speaker"])
    watch.stop()
