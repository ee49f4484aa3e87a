"""The three steps of the first start: a name, the devices, how to behave."""

from typing import Any, Final, Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.preferences import Preferences
from gurukul_desktop.protocol.limits import NAME_CHARACTERS
from gurukul_desktop.protocol.plain_text import plain_name
from gurukul_desktop.ui import lobby_words
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.translation import translate

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1

STEPS: Final = 3


class WelcomeCommands(Protocol):
    """Where the name is kept, and that the steps were gone through."""

    @property
    def now(self) -> Preferences: ...
    def change(self, **changes: Any) -> None: ...


@QmlElement
@QmlUncreatable("made by the window")
class WelcomeModel(QObject):
    """View model of the first start.

    Args:
        commands: what is set.
        newcomer: whether this run may be somebody's first.
    """

    stepChanged = Signal()
    problemChanged = Signal()

    def __init__(
        self, commands: WelcomeCommands, *, newcomer: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._step = 1 if newcomer and not commands.now.welcomed else 0
        self._problem = ""

    @Property(int, notify=stepChanged)
    def step(self) -> int:
        """The step to be shown, from 1; 0 is none."""
        return self._step

    @Property(int, notify=stepChanged)
    def steps(self) -> int:
        """How many there are."""
        return STEPS

    @Property(int, constant=True)
    def nameCharacters(self) -> int:
        """How long a name may be."""
        return NAME_CHARACTERS

    @Property(str, notify=stepChanged)
    def name(self) -> str:
        """What the partner reads, as far as it was chosen."""
        return self._commands.now.name

    @Property(str, notify=problemChanged)
    def problem(self) -> str:
        """What is wrong with the name that was typed; empty when nothing is."""
        return translate("words", self._problem) if self._problem else ""

    @Slot()
    def begin(self) -> None:
        """Go through the steps, whether they were gone through before or not."""
        if self._step == 0:
            self._step = 1
            self.stepChanged.emit()

    @Slot(str)
    def introduce(self, typed: str) -> None:
        """Go by this name, and go on; nothing typed leaves the choice to the server."""
        name = plain_name(typed)
        if typed and not name:
            self._tell(lobby_words.NAMELESS)
            return
        self._commands.change(name=name)
        self._go(2)

    @Slot()
    def edited(self) -> None:
        """Another name is being typed."""
        self._tell("")

    @Slot()
    def forward(self) -> None:
        """To the next step; after the last the lobby is free."""
        if 0 < self._step < STEPS:
            self._go(self._step + 1)
        else:
            self.skip()

    @Slot()
    def back(self) -> None:
        """To the step before."""
        if self._step > 1:
            self._go(self._step - 1)

    @Slot()
    def skip(self) -> None:
        """Leave the steps for good."""
        if self._step:
            self._commands.change(welcomed=True)
            self._go(0)

    def _go(self, step: int) -> None:
        self._tell("")
        self._step = step
        self.stepChanged.emit()

    def _tell(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.problemChanged.emit()
