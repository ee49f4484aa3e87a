"""What QML tells of the app itself: its version, a newer one, its licences."""

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop import __version__
from gurukul_desktop.paths import licence_notice
from gurukul_desktop.ui.licences_model import LicencesModel
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.update_words import looking_sentence
from gurukul_desktop.updates.watch import UpdateState

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


class UpdateCommands(Protocol):
    """Who looks for updates."""

    @property
    def state(self) -> UpdateState:
        """What there is to be told now."""

    def set_on(self, on: bool) -> None:
        """Look for them, or no more."""

    def dismiss(self) -> None:
        """Say no more of the version that was found."""


@QmlElement
@QmlUncreatable("made by the window")
class AboutModel(QObject):
    """View model of the app itself.

    Args:
        updates: who looks for a newer version; it calls :meth:`refresh` at each change.
        browse: shows a page of the web; False if it could not.
        now: the wall clock, in seconds since 1970.
    """

    updatesChanged = Signal()
    licencesChanged = Signal()

    def __init__(
        self,
        updates: UpdateCommands,
        browse: Callable[[str], bool],
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._updates = updates
        self._now = now
        self._browse = browse
        self._bundled = licence_notice() is not None
        self._licences = LicencesModel(self)
        self._licences.changed.connect(self.licencesChanged)

    @Slot()
    def refresh(self) -> None:
        """Something that is told of updates is another one, or a day has gone by."""
        self.updatesChanged.emit()

    @Property(str, constant=True)
    def version(self) -> str:
        return __version__

    @Property(bool, constant=True)
    def bundled(self) -> bool:
        """Whether parts by others came along with this app."""
        return self._bundled

    @Property(LicencesModel, notify=licencesChanged)
    def licences(self) -> LicencesModel:
        return self._licences

    # Updates

    @Property(bool, notify=updatesChanged)
    def canSwitch(self) -> bool:
        """Whether this window is the one that would ask."""
        return self._updates.state.ability == "ready"

    @Property(bool, notify=updatesChanged)
    def looks(self) -> bool:
        """Whether the student wants it to."""
        return self._updates.state.on

    @Property(str, notify=updatesChanged)
    def looking(self) -> str:
        """One sentence on when it was asked last, or why it is not asked."""
        return looking_sentence(self._updates.state, self._now())

    @Property(str, notify=updatesChanged)
    def newer(self) -> str:
        """A version newer than this one; empty if none is known."""
        release = self._updates.state.release
        return release.version if release is not None else ""

    @Property(str, notify=updatesChanged)
    def offered(self) -> str:
        """The same while the student has not put it off."""
        state = self._updates.state
        return state.release.version if state.release is not None and not state.dismissed else ""

    @Property(bool, notify=updatesChanged)
    def hasPage(self) -> bool:
        """Whether there is a page where the newer version can be had."""
        release = self._updates.state.release
        return release is not None and release.page != ""

    @Slot(bool)
    def setLooks(self, on: bool) -> None:
        self._updates.set_on(on)

    @Slot()
    def dismiss(self) -> None:
        self._updates.dismiss()

    @Slot()
    def getNewer(self) -> None:
        """Show the page of the newer version in the browser, and ask no more."""
        release = self._updates.state.release
        if release is not None and release.page and self._browse(release.page):
            self._updates.dismiss()
