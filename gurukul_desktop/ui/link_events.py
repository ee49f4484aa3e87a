"""Links that the system hands to the running app.

On macOS a click on a ``gurukul://`` link is no argument but an event, and it may come before
there is a window.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent, QGuiApplication


class LinkEvents(QObject):
    """Takes the links out of an application's events, and keeps early ones.

    It sees every event, so it is made only where links come as events.
    """

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._follow: Callable[[str], None] | None = None
        self._early: list[str] = []
        application.installEventFilter(self)

    def join(self, follow: Callable[[str], None]) -> None:
        """Tell ``follow`` of each link from now on, beginning with the last of the early ones."""
        self._follow = follow
        early, self._early = self._early, []
        for link in early[-1:]:
            follow(link)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook; the event of a link goes no further."""
        if not isinstance(event, QFileOpenEvent):
            return False
        link = event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if self._follow is None:
            self._early.append(link)
        else:
            self._follow(link)
        return True
