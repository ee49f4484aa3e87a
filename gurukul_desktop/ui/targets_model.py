"""What can be shared, as a list that QML shows."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

from gurukul_desktop.media.screens import ScreenTarget
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.rows_model import RowsModel
from gurukul_desktop.ui.sharing_words import target_detail, target_name

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the window")
class TargetsModel(RowsModel):
    """Screens first, then windows."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = {
            "key": lambda target: target.key,
            "name": self._name,
            "detail": target_detail,
            "glyph": lambda target: "window" if target.kind == "window" else "screen",
        }
        super().__init__(columns, parent)

    def show(self, targets: Sequence[ScreenTarget]) -> None:
        """Take over a list."""
        self.show_rows(targets)

    def target(self, key: str) -> ScreenTarget | None:
        """The one of this key."""
        return next((row for row in self.rows if row.key == key), None)

    def _name(self, target: ScreenTarget) -> str:
        screens = [row for row in self.rows if row.kind == "screen"]
        number = screens.index(target) + 1 if target in screens else 0
        return target_name(target, number, len(screens))
