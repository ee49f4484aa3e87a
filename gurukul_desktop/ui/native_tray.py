"""The tray icon where Qt draws it: macOS and Windows.

On Linux Qt's own would need its widgets, eight megabytes that nothing else here uses; there
:mod:`gurukul_desktop.desktop.linux_tray` speaks to the desktop itself.
"""

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine

from gurukul_desktop import paths
from gurukul_desktop.desktop.tray import TrayView
from gurukul_desktop.ui.desktop_model import DesktopModel

FILE: Final = Path("Gurukul", "controls", "Tray.qml")

_log = logging.getLogger(__name__)


class NativeTray:
    """A :class:`~gurukul_desktop.desktop.tray.Tray`; where there is none it does nothing.

    What it shows it reads from the model by itself.

    Attributes:
        icon: Qt's; None when it was taken away.
    """

    def __init__(self, engine: QQmlEngine, model: DesktopModel) -> None:
        self._model = model
        url = QUrl.fromLocalFile(str(paths.assets() / "ui" / FILE))
        self._component = component = QQmlComponent(engine, url)  # what it made lives as long
        icon: QObject | None = component.createWithInitialProperties({"desktop": model})
        self.icon = icon
        if component.isError():
            _log.info("there is no tray: %s", component.errorString())

    def show(self, view: TrayView) -> None:
        """Nothing to do."""

    def notify(self, title: str, text: str) -> None:
        self._model.told.emit(title, text)

    async def aclose(self) -> None:
        icon, self.icon = self.icon, None
        if icon is not None:
            icon.setProperty("visible", False)
            icon.deleteLater()  # at once its menu would be left behind, and meet its end twice
