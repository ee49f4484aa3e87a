"""The devices of one kind as a list to choose from, with the system's default at its top."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from gurukul_desktop.media.choice import Choice
from gurukul_desktop.media.devices import Device
from gurukul_desktop.ui import device_words
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.rows_model import RowsModel

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


class Option(NamedTuple):
    """One row: what it stands for, and what is read."""

    value: str
    name: str


@QmlElement
@QmlUncreatable("made by the window")
class DeviceOptions(RowsModel):
    """The system's default, every device, and the chosen one also while it is away."""

    currentChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__({"value": lambda row: row.value, "name": lambda row: row.name}, parent)
        self._current = 0
        self.show_rows([Option("", device_words.default_device(""))])

    def show(
        self, devices: Sequence[Device], choice: Choice, *, away: bool, usual: str = ""
    ) -> None:
        """Take over what there is and what was chosen; ``usual`` is what its top row says."""
        rows = options(devices, choice, away=away, usual=usual)
        self.show_rows(rows)
        self._current = next(i for i, option in enumerate(rows) if option.value == choice.spec)
        # Always: a chooser that shows what was not taken up is put right by it.
        self.currentChanged.emit()

    @Property(int, notify=currentChanged)
    def current(self) -> int:
        """The row that is chosen."""
        return self._current


def options(
    devices: Sequence[Device], choice: Choice, *, away: bool, usual: str = ""
) -> list[Option]:
    """The rows; at the top is the system's default, where ``usual`` says nothing else."""
    default = next((device.name for device in devices if device.default), "")
    rows = [Option("", usual or device_words.default_device(default))]
    rows += [Option(device.spec, device_words.device_name(device.name)) for device in devices]
    if all(row.value != choice.spec for row in rows):
        name = choice.name or choice.spec
        shown = device_words.absent_device(name) if away else device_words.device_name(name)
        rows.append(Option(choice.spec, shown))
    return rows
