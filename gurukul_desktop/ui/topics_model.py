"""What the student asks to study, as a list that QML shows."""

from PySide6.QtCore import QByteArray, QObject, QStringListModel, Qt
from PySide6.QtQml import QmlElement

from gurukul_desktop.ui.qml import QmlUncreatable

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the window")
class TopicsModel(QStringListModel):
    """The topics in their order; each row tells its ``topic``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def roleNames(self) -> dict[int, QByteArray]:
        return {Qt.ItemDataRole.DisplayRole: QByteArray(b"topic")}

    def show(self, topics: tuple[str, ...]) -> None:
        """Take over a list; the same one again changes nothing."""
        if topics != tuple(self.stringList()):
            self.setStringList(topics)
