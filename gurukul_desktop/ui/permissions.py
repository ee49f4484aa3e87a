"""Asks the system, and through it the student, whether this app may use camera and microphone.

Linux and Windows say yes at once. macOS asks the student the first time, with the words of the
app's ``Info.plist`` (``packaging/macos/bundle_plist.py``), and remembers the answer. Without
those words Qt refuses in the system's name, so a run from source asks nothing: there the system
asks for the terminal, by itself, when the device is opened.
"""

import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol

from PySide6.QtCore import (
    QCameraPermission,
    QCoreApplication,
    QMicrophonePermission,
    QObject,
    QPermission,
    Qt,
    Signal,
    Slot,
)

from gurukul_desktop.errors import DeviceKind
from gurukul_desktop.media.permission import Answer, Permission, allowed

_PERMISSIONS: Final[Mapping[DeviceKind, Callable[[], Any]]] = MappingProxyType(
    {"camera": QCameraPermission, "microphone": QMicrophonePermission}
)


class Application(Protocol):
    """What asks; the real one is Qt's, of this process."""

    def checkPermission(self, permission: Any, /) -> Qt.PermissionStatus: ...
    def requestPermission(
        self, permission: Any, context: QObject, functor: Callable[..., Any], /
    ) -> None: ...


class SystemPermission(QObject):
    """A :data:`~gurukul_desktop.media.permission.Permission` by the system's own dialog.

    A speaker needs none.
    """

    _undetermined = Signal(str, object)

    def __init__(self, application: Application, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._waiting: dict[DeviceKind, list[Answer]] = {}
        # Qt lets any thread look, but takes a request on the main thread only.
        self._undetermined.connect(self._ask)

    def __call__(self, kind: DeviceKind, answer: Answer) -> None:
        if kind not in _PERMISSIONS:
            answer(True)
            return
        status = self._application.checkPermission(_PERMISSIONS[kind]())
        if status is Qt.PermissionStatus.Undetermined:
            self._undetermined.emit(kind, answer)
        else:
            answer(status is Qt.PermissionStatus.Granted)

    @Slot(str, object)
    def _ask(self, kind: DeviceKind, answer: Answer) -> None:
        if kind in self._waiting:  # the student is asked once, and the answer is for all
            self._waiting[kind].append(answer)
            return
        self._waiting[kind] = [answer]

        def answered(permission: QPermission) -> None:
            for waiting in self._waiting.pop(kind):
                waiting(permission.status() is Qt.PermissionStatus.Granted)

        self._application.requestPermission(_PERMISSIONS[kind](), self, answered)


def system_permission() -> Permission:
    """How this system is asked, by the Qt application of this process."""
    application = QCoreApplication.instance()
    if application is None or (sys.platform == "darwin" and not hasattr(sys, "frozen")):
        return allowed
    return SystemPermission(application)
