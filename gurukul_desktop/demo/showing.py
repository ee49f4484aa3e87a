"""The real window on stand-ins, put into one scene after the other."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

import shiboken6
from PySide6.QtCore import Q_ARG, QEvent, QMetaObject, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from gurukul_desktop.demo.film import Film
from gurukul_desktop.demo.offline import OfflineSession, World
from gurukul_desktop.demo.pace import Pace
from gurukul_desktop.demo.scene import IDLE, Call, Put, Scene
from gurukul_desktop.session.snapshot import Notice, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui.window import Window

OWN: Final = "a"
THEIRS: Final = "b"
"""The variants of the pattern that are seen on a walk."""


class Showing(QObject):
    """One window on stand-ins.

    Args:
        moving: whether the pictures move and Find leads on; else all stands still.
        clock: the one that a call's length is read from.
        today: the day that the history ends with.
        pace: how long a walk stays on a page.
    """

    def __init__(
        self,
        *,
        moving: bool,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], date] = date.today,
        pace: Pace | None = None,
    ) -> None:
        super().__init__()
        self._clock = clock
        session = OfflineSession(self._show, self._tell, self._later, clock, pace or Pace())
        self.world = World(session, clock, today)
        self.window = Window(self.world.services)
        self.world.desk.on_change = self.window.devices.on_devices
        self.world.updates.on_change = self.window.about.refresh
        self.world.settings.on_change = self.window.settings.on_settings
        self._local = Film(self.window.local, moving=moving, parent=self)
        self._remote = Film(self.window.remote, moving=moving, parent=self)
        self._staged = False
        self.scene: Scene | None = None

    def begin(self) -> None:
        """Stand at the start of a walk: idle, and Find finds somebody."""
        self._leave()
        self.scene = None
        self.world.session.put(IDLE)

    def enter(self, scene: Scene) -> None:
        """Show ``scene``.

        Raises:
            LookupError: one of its steps names what is not there.
        """
        self._leave()
        self.scene = scene
        scene.prepare(self.world)
        self._refresh()
        snapshot = scene.snapshot
        if scene.talked is not None:
            snapshot = replace(snapshot, connected_at=self._clock() - scene.talked)
        if scene.next_in is not None:
            snapshot = replace(snapshot, next_at=self._clock() + scene.next_in)
        self._staged = True
        self._local.show(scene.shows)
        self._remote.show(scene.sees)
        self.world.session.put(snapshot)
        QGuiApplication.processEvents()  # the page is made by now, and the pictures are there
        for step in scene.steps:
            self._carry_out(step)
        # What opens may want a picture of its own anew.
        self._local.show(scene.shows)
        if scene.notice is not None:
            self._tell(*scene.notice)
        QGuiApplication.processEvents()

    def _leave(self) -> None:
        """Close everything, and begin afresh on the idle page."""
        for popup in list(open_popups(self.window.window)):
            QMetaObject.invokeMethod(popup, "close")
        self._carry_out(Call("Toasts", "clear"))
        self._carry_out(Call("LobbyModel", "setPreviewing", (False,)))
        self._staged = False
        self.world.begin_afresh()
        self._refresh()
        self.world.session.put(IDLE)
        QGuiApplication.processEvents()
        # The page before is only gone with this, and its parts are not found any more.
        QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _refresh(self) -> None:
        """Have every view model read its stand-in anew."""
        self.window.devices.on_devices()
        self.window.about.refresh()
        self.window.settings.on_settings()
        self.window.desktop.crashChanged.emit()

    def close(self) -> None:
        """Take the window down. Idempotent."""
        self._local.stop()
        self._remote.stop()
        self.window.close()

    # What the stand-ins ask for

    def _show(self, snapshot: Snapshot) -> None:
        if not self._staged:
            searched = snapshot.state in (State.SEARCHING, State.CONNECTING, State.CONNECTED)
            video = (snapshot.call_media or snapshot.media) == "video"
            self._local.show(OWN if video and snapshot.camera else None)
            connected = snapshot.state is State.CONNECTED
            self._remote.show(THEIRS if connected and searched and video else None)
        self.window.on_snapshot(snapshot)

    def _tell(self, notice: Notice, name: str) -> None:
        self.window.on_notice(notice, name)

    def _later(self, seconds: float, then: Callable[[], None]) -> Callable[[], None]:
        timer = QTimer()  # whoever may stop it keeps it
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        timer.start(round(seconds * 1000))
        return timer.stop

    # Steps

    def find(self, kind: str) -> QObject:
        """The one QML object of this type.

        Raises:
            LookupError: there is none, or more than one.
        """
        found: dict[int, QObject] = {}
        for where in (_seen, _owned):
            found = {
                shiboken6.getCppPointer(element)[0]: element
                for element in where(self.window.window)
                if element.metaObject().className().startswith(f"{kind}_QML")
            }
            if found:
                break
        if len(found) != 1:
            raise LookupError(f"there are {len(found)} of {kind}, not one")
        return next(iter(found.values()))

    def _carry_out(self, step: Call | Put) -> None:
        models = {type(model).__name__: model for model in self.window.children()}
        if isinstance(step, Call) and step.type in models:
            getattr(models[step.type], step.function)(*step.arguments)
            return
        element = self.find(step.type)
        if isinstance(step, Put):
            if not element.setProperty(step.name, step.value):
                raise LookupError(f"{step.type} has no property {step.name}")
            return
        arguments: list[Any] = [Q_ARG(type(argument), argument) for argument in step.arguments]
        if not QMetaObject.invokeMethod(element, step.function, *arguments):
            raise LookupError(f"{step.type} has no function {step.function}")


def open_popups(window: QQuickWindow) -> Iterator[QObject]:
    """Whatever lies over the page; each is the owner of an item of the overlay."""
    for item in window.contentItem().childItems():
        if item.inherits("QQuickOverlay"):
            for part in item.childItems():
                popup = part.parent()
                if popup is not None and popup.inherits("QQuickPopup"):
                    yield popup


def _seen(window: QQuickWindow) -> Iterator[QObject]:
    """The window's own parts, and all that is drawn in it.

    To ask each item for the objects that it owns takes thirty times as long.
    """
    yield from window.children()
    waiting = [window.contentItem()]
    while waiting:
        item = waiting.pop()
        yield item
        waiting += item.childItems()


def _owned(window: QQuickWindow) -> Iterator[QObject]:
    """What is owned by what is drawn, as a popup is that was never open."""
    for element in list(_seen(window)):
        yield from element.children()
