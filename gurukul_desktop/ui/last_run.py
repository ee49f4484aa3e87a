"""What the student is told of the last run, and the report of this one."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from gurukul_desktop.desktop.report import report
from gurukul_desktop.desktop.running import RunMark
from gurukul_desktop.preferences import PreferenceFile
from gurukul_desktop.session.snapshot import Notice, Snapshot


class LastRun:
    """:class:`~gurukul_desktop.ui.desktop_model.DesktopCommands` on a real run.

    As an observer of the session it learns whose names are not to be told.
    """

    def __init__(
        self,
        mark: RunMark,
        preferences: PreferenceFile,
        log: Path,
        devices: Callable[[], list[str]],
    ) -> None:
        self._mark = mark
        self._preferences = preferences
        self._log = log
        self._devices = devices
        self._names: set[str] = set()
        self._told = False

    @property
    def crashed(self) -> bool:
        return self._mark.crashed is not None and not self._told

    def dismiss(self) -> None:
        self._told = True

    def on_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.partner is not None:
            self._names.add(snapshot.partner.name)
        self._names.update(buddy.name for buddy in snapshot.buddies)
        self._names.update(snapshot.topics)

    def on_notice(self, notice: Notice, name: str) -> None:
        """Nothing depends on it."""

    def report(self) -> str:
        now = self._preferences.now
        names = {*self._names, now.name, *now.topics, *now.known_topics, *self._devices()}
        about = [
            ("Qt", qVersion()),
            ("Platform", QGuiApplication.platformName()),
            ("Graphics", QQuickWindow.graphicsApi().name),
            ("Installed app", str(getattr(sys, "frozen", False))),
            (
                "Last run",
                "ended in order" if self._mark.crashed is None else "did not end in order",
            ),
        ]
        return report(now, self._log, crash=self._mark.trace, names=names, about=about)
