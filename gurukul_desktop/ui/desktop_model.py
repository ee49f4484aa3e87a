"""What QML shows of the desktop around the window: the tray, a crash before, the report."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from gurukul_desktop import paths
from gurukul_desktop.desktop.tray import CHOICES, Choice, TrayView
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.ui import desktop_words
from gurukul_desktop.ui.qml import QmlUncreatable

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


class DesktopCommands(Protocol):
    """What is known of the last run, and of this one."""

    @property
    def crashed(self) -> bool:
        """Whether the last run did not end in order, and the student was not told."""

    def dismiss(self) -> None:
        """The student was told."""

    def report(self) -> str:
        """A text for whoever helps, without names, addresses and messages."""


class Undisturbed:
    """A run about which there is nothing to tell."""

    crashed = False

    def dismiss(self) -> None:
        """There was nothing."""

    def report(self) -> str:
        return ""


@QmlElement
@QmlUncreatable("made by the window")
class DesktopModel(QObject):
    """View model of the tray, the crash notice and the report.

    Args:
        commands: who knows of the last run.
        say: shows a toast.

    Attributes:
        chosen: an entry of the tray's menu was chosen.
        forward: the window is wanted in front.
        told: something is to be told on the desktop: a title and a text.
        linked: a link has filled in what to study.
    """

    viewChanged = Signal()
    crashChanged = Signal()
    chosen = Signal(str)
    forward = Signal()
    told = Signal(str, str)
    linked = Signal()

    def __init__(
        self,
        commands: DesktopCommands,
        say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._say = say
        self._view = desktop_words.tray_view(Snapshot())

    @property
    def view(self) -> TrayView:
        """What a tray shows."""
        return self._view

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        view = desktop_words.tray_view(snapshot)
        if view != self._view:
            self._view = view
            self.viewChanged.emit()

    # The tray

    @Property(QUrl, notify=viewChanged)
    def icon(self) -> QUrl:
        return QUrl.fromLocalFile(str(icon_file(self._view.mark)))

    @Property(str, notify=viewChanged)
    def tooltip(self) -> str:
        return f"{self._view.title}: {self._view.tooltip}"

    @Property(str, notify=viewChanged)
    def showWord(self) -> str:
        return self._view.menu[0].text

    @Property(str, notify=viewChanged)
    def mainWord(self) -> str:
        """Find, cancel or end, whatever is next."""
        return self._view.menu[1].text

    @Property(str, notify=viewChanged)
    def muteWord(self) -> str:
        return self._view.menu[2].text

    @Property(bool, notify=viewChanged)
    def canMute(self) -> bool:
        return self._view.menu[2].enabled

    @Property(str, notify=viewChanged)
    def quitWord(self) -> str:
        return self._view.menu[3].text

    @Slot(str)
    def choose(self, choice: Choice) -> None:
        """An entry of the menu: show, main, mute or quit."""
        if choice in CHOICES:
            self.chosen.emit(choice)

    @Slot()
    def bringForward(self) -> None:
        """The icon or a notification was pressed."""
        self.forward.emit()

    # The last run, and the report

    @Property(bool, notify=crashChanged)
    def crashed(self) -> bool:
        """Whether to tell that the last run did not end in order."""
        return self._commands.crashed

    @Slot()
    def dismissCrash(self) -> None:
        self._commands.dismiss()
        self.crashChanged.emit()

    @Slot()
    def copyReport(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._commands.report())

    @Slot()
    def reportCrash(self) -> None:
        """Put the report on the clipboard, tell what it holds, and no more of the crash."""
        self.copyReport()
        self._say(desktop_words.report_copied())
        self.dismissCrash()


def icon_file(mark: str) -> Path:
    """The app's icon with a mark of the state."""
    name = "app" if mark == "idle" else f"tray-{mark}"
    return paths.assets() / "ui" / "Gurukul" / "icons" / f"{name}.svg"
