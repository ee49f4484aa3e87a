"""The window in front of the others, or asking to be."""

import os
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

_TOKEN: Final = "XDG_ACTIVATION_TOKEN"


class Foreground:
    """Whether the student looks at the window, and the ways to ask for it."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window

    @property
    def taken(self) -> bool:
        """Whether this app is what the student works with now."""
        return QGuiApplication.focusWindow() is not None and self._window.isVisible()

    def call(self) -> None:
        """Have the window marked in the task bar, until the student looks at it."""
        self._window.alert(0)

    def come(self, token: str = "") -> None:
        """Bring it to the front; ``token`` is what lets it, where the desktop asks for one."""
        if token:
            os.environ[_TOKEN] = token  # Qt takes it from here, and takes it away
        states = self._window.windowStates()
        self._window.setWindowStates(states & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.requestActivate()
