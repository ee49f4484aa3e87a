"""Stand-ins at the edges of the user interface, and eyes to look at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import msgspec
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from gurukul_desktop.call.ports import Usage
from gurukul_desktop.errors import DeviceKind, MediaError
from gurukul_desktop.media.choice import Choice
from gurukul_desktop.media.devices import Device
from gurukul_desktop.media.ports import Samples
from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.media.voice.chain import VoiceSwitches
from gurukul_desktop.preferences import VERSION, Preferences
from gurukul_desktop.protocol.messages import Media, Mode, ReportReason, SessionId, UserId
from gurukul_desktop.session.settings import Typed
from gurukul_desktop.ui.window import Window
from gurukul_desktop.updates.watch import UpdateState


@dataclass
class Commands:
    """A session that only writes down what it is asked."""

    calls: list[tuple[object, ...]] = field(default_factory=list)

    def find(self) -> None:
        self.calls.append(("find",))

    def cancel(self) -> None:
        self.calls.append(("cancel",))

    def skip(self) -> None:
        self.calls.append(("skip",))

    def end(self) -> None:
        self.calls.append(("end",))

    def set_mode(self, mode: Mode) -> None:
        self.calls.append(("set_mode", mode))

    def set_media(self, media: Media) -> None:
        self.calls.append(("set_media", media))

    def set_topics(self, topics: tuple[str, ...]) -> None:
        self.calls.append(("set_topics", topics))

    def set_hide_address(self, on: bool) -> None:
        self.calls.append(("set_hide_address", on))

    def set_microphone(self, on: bool) -> None:
        self.calls.append(("set_microphone", on))

    def set_camera(self, on: bool) -> None:
        self.calls.append(("set_camera", on))

    def retry_link(self) -> None:
        self.calls.append(("retry_link",))

    def retry_devices(self) -> None:
        self.calls.append(("retry_devices",))

    def add_buddy(self) -> None:
        self.calls.append(("add_buddy",))

    def decline_buddy(self) -> None:
        self.calls.append(("decline_buddy",))

    def remove_buddy(self, user: UserId) -> None:
        self.calls.append(("remove_buddy", user))

    def report(self, session: SessionId, reason: ReportReason, note: str) -> None:
        self.calls.append(("report", session, reason, note))

    def block(self, session: SessionId) -> None:
        self.calls.append(("block", session))

    def unblock(self, user: UserId) -> None:
        self.calls.append(("unblock", user))


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeDesk:
    """Devices that are only lists; it writes down what it is asked."""

    lists: dict[DeviceKind, list[Device]] = field(default_factory=dict)
    chosen: dict[DeviceKind, Choice] = field(default_factory=dict)
    gone: set[DeviceKind] = field(default_factory=set)
    refusals: dict[DeviceKind, MediaError] = field(default_factory=dict)
    switches: VoiceSwitches = field(default_factory=VoiceSwitches)
    loudness: float = 0.0
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def devices(self, kind: DeviceKind) -> list[Device]:
        return self.lists.get(kind, [])

    def choice(self, kind: DeviceKind) -> Choice:
        return self.chosen.get(kind, Choice())

    def away(self, kind: DeviceKind) -> bool:
        return kind in self.gone

    def choose(self, kind: DeviceKind, spec: str) -> None:
        self.calls.append(("choose", kind, spec))

    def preview(self, on: bool) -> None:
        self.calls.append(("preview", on))

    def level(self) -> float:
        return self.loudness

    def look(self) -> None:
        self.calls.append(("look",))

    def test_sound(self) -> None:
        self.calls.append(("test_sound",))

    def set_switches(self, switches: VoiceSwitches) -> None:
        self.calls.append(("set_switches", switches))


@dataclass
class FakeTogether:
    """Chat, goals and timer that reach nobody; it writes down what it is asked."""

    calls: list[tuple[object, ...]] = field(default_factory=list)
    takes: bool = True

    def write(self, text: str) -> bool:
        self.calls.append(("write", text))
        return self.takes

    def look(self, on: bool) -> None:
        self.calls.append(("look", on))

    def set_goal(self, text: str) -> None:
        self.calls.append(("set_goal", text))

    def start_focus(self, focus_minutes: int, break_minutes: int) -> None:
        self.calls.append(("start_focus", focus_minutes, break_minutes))

    def pause_focus(self) -> None:
        self.calls.append(("pause_focus",))

    def resume_focus(self) -> None:
        self.calls.append(("resume_focus",))

    def end_focus(self) -> None:
        self.calls.append(("end_focus",))


@dataclass
class FakeUpdates:
    """Looks for no updates; it writes down what it is asked."""

    state: UpdateState = field(default_factory=UpdateState)
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def set_on(self, on: bool) -> None:
        self.calls.append(("set_on", on))

    def dismiss(self) -> None:
        self.calls.append(("dismiss",))


@dataclass
class FakeAftercall:
    """Writes down what it is asked after a call."""

    calls: list[tuple[object, ...]] = field(default_factory=list)

    def stay(self) -> None:
        self.calls.append(("stay",))

    def set_find_next(self, on: bool) -> None:
        self.calls.append(("set_find_next", on))


@dataclass
class FakeSharing:
    """Shares nothing; it writes down what it is asked."""

    there: tuple[ScreenTarget, ...] = ()
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def targets(self) -> tuple[ScreenTarget, ...]:
        self.calls.append(("targets",))
        return self.there

    def share(self, target: ScreenTarget) -> None:
        self.calls.append(("share", target.key))

    def stop(self) -> None:
        self.calls.append(("stop",))


@dataclass
class FakeUsage:
    """Uses no line; it writes down what it is asked."""

    calls: list[Usage] = field(default_factory=list)

    def choose(self, usage: Usage) -> None:
        self.calls.append(usage)


@dataclass
class FakeSettings:
    """Keeps what is set for as long as the test lasts; it writes down what it is asked."""

    now: Preferences = field(default_factory=lambda: Preferences(version=VERSION))
    typed: Typed = field(default_factory=Typed)
    typed_devices: frozenset[DeviceKind] = frozenset()
    waits: bool = False
    ringers: list[Device] = field(default_factory=list)
    ringer_away: bool = False
    ringer_error: MediaError | None = None
    copy: Path | None = None
    calls: list[tuple[object, ...]] = field(default_factory=list)
    tell: Callable[[], None] = lambda: None

    def change(self, **changes: Any) -> None:
        self.now = msgspec.structs.replace(self.now, **changes)
        self.calls.append(("change", changes))
        self.tell()

    def choose_ringer(self, spec: str) -> None:
        self.calls.append(("choose_ringer", spec))

    def test_ring(self) -> None:
        self.calls.append(("test_ring",))

    def reset(self) -> Path | None:
        self.now = Preferences(version=VERSION)
        self.calls.append(("reset",))
        self.tell()
        return self.copy


@dataclass
class Voice:
    """A sound of :class:`Output`."""

    samples: Samples
    gain: float
    loop: bool
    stopped: bool = False

    def stop(self) -> None:
        self.stopped = True


@dataclass
class Output:
    """A speaker that writes down what it is given."""

    voices: list[Voice] = field(default_factory=list)

    def play(self, samples: Samples, *, gain: float = 1.0, loop: bool = False) -> Voice:
        self.voices.append(Voice(samples, gain, loop))
        return self.voices[-1]


def elements(window: Window) -> Iterator[QAccessibleInterface]:
    """Everything that a screen reader finds on the screen."""
    waiting = [QAccessible.queryAccessibleInterface(window.window)]
    while waiting:
        element = waiting.pop()
        if element.state().invisible:
            continue
        yield element
        waiting += [element.child(index) for index in range(element.childCount())]


def scrolled_away(element: QAccessibleInterface) -> bool:
    """Whether it lies, if only in part, beyond the edge of something that scrolls."""
    item = element.object()
    if not isinstance(item, QQuickItem):
        return False
    area = item.mapRectToScene(item.boundingRect())
    above = item.parentItem()
    while above is not None:
        if above.inherits("QQuickFlickable"):
            view = above.mapRectToScene(above.boundingRect())
            if not view.contains(area):
                return True
        above = above.parentItem()
    return False


def names(window: Window) -> list[str]:
    """What a screen reader would read out."""
    return [element.text(QAccessible.Text.Name) for element in elements(window)]


def control(window: Window, name: str) -> QAccessibleInterface:
    """The button of this name."""
    roles = (QAccessible.Role.Button, QAccessible.Role.RadioButton)
    found = [
        element
        for element in elements(window)
        if element.role() in roles and element.text(QAccessible.Text.Name) == name
    ]
    assert len(found) == 1, f"{len(found)} buttons {name!r} among {names(window)}"
    return found[0]


def press(window: Window, name: str) -> None:
    """What a screen reader does to a button."""
    control(window, name).actionInterface().doAction("Press")


def click(window: Window, name: str) -> None:
    """What a mouse does to a button."""
    where = window.window.mapFromGlobal(control(window, name).rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(window.window, left, none, where)


def plain_picture(rgb: tuple[int, int, int], width: int = 320, height: int = 180) -> av.VideoFrame:
    """A picture of one colour, as a camera gives it."""
    pixels = np.full((height, width, 3), rgb, dtype=np.uint8)
    return av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
