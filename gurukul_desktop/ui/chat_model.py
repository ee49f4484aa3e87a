"""The chat of a call as QML sees it."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Property, QDateTime, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from gurukul_desktop.protocol.limits import CHAT_CHARACTERS
from gurukul_desktop.session.chat import Ability, Author, ChatLine
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.ui import together_words as words
from gurukul_desktop.ui.links import links, web_link
from gurukul_desktop.ui.qml import QmlUncreatable
from gurukul_desktop.ui.rows_model import RowsModel

QML_IMPORT_NAME = "Gurukul.Native"
QML_IMPORT_MAJOR_VERSION = 1


class ChatCommands(Protocol):
    """Who carries what is written to the partner."""

    def write(self, text: str) -> bool:
        """Say this; False where it cannot be."""

    def look(self, on: bool) -> None:
        """Whether the student sees the chat."""


@QmlElement
@QmlUncreatable("made by the window")
class ChatModel(QObject):
    """View model of the chat.

    Args:
        browse: shows a page of the web; False if it could not.
    """

    openChanged = Signal()
    unreadChanged = Signal()
    stateChanged = Signal()
    partnerChanged = Signal()
    came = Signal(str, str, arguments=["text", "spoken"])
    """The partner wrote something: its beginning, and a sentence of it."""

    def __init__(
        self,
        commands: ChatCommands,
        browse: Callable[[str], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._browse = browse
        self._snapshot = Snapshot()
        self._open = False
        self._draft = ""
        self._lines = RowsModel(
            {
                "author": lambda line: line.author.value,
                "text": lambda line: words.line_text(line, self._name),
                "time": lambda line: _time(line),
                "arrived": lambda line: line.arrived,
                "spoken": lambda line: words.spoken_line(line, self._name, _time(line)),
                "links": _links,
            },
            self,
            key=lambda line: line.number,
        )

    def show(self, snapshot: Snapshot) -> None:
        """Take over a snapshot."""
        before, self._snapshot = self._snapshot, snapshot
        if snapshot.partner != before.partner:
            self.partnerChanged.emit()
        if snapshot.state is not State.CONNECTED:
            self._set_open(False)
            self._draft = ""
        if snapshot.chat.lines is not before.chat.lines:
            self._lines.show_rows(snapshot.chat.lines)
            newest = before.chat.lines[-1].number if before.chat.lines else 0
            for line in snapshot.chat.lines:
                if line.number > newest and line.author is not Author.OWN:
                    self._tell(line)
        if snapshot.chat.unread != before.chat.unread:
            self.unreadChanged.emit()
        if self._state_of(before) != self._state_of(snapshot):
            self.stateChanged.emit()

    @Property(RowsModel, notify=partnerChanged)
    def lines(self) -> RowsModel:
        """Each: ``author`` (own, partner or app), ``text``, ``time``, ``arrived``, ``links``."""
        return self._lines

    @Property(bool, notify=openChanged)
    def open(self) -> bool:
        """Whether the student sees it."""
        return self._open

    @Property(int, notify=unreadChanged)
    def unread(self) -> int:
        return self._snapshot.chat.unread

    @Property(bool, notify=stateChanged)
    def able(self) -> bool:
        """Whether the partner's app has a chat, as far as is known."""
        return self._snapshot.ability is not Ability.NO

    @Property(bool, notify=stateChanged)
    def full(self) -> bool:
        """Whether nothing more can be taken just now."""
        return self._snapshot.chat.full

    @Property(str, notify=stateChanged)
    def obstacle(self) -> str:
        """What stands in the way; empty when nothing does."""
        snapshot = self._snapshot
        return words.chat_state(
            snapshot.ability, snapshot.chat.full, snapshot.reconnecting, self._name
        )

    @Property(str, notify=partnerChanged)
    def partner(self) -> str:
        return words.partner_name(self._name)

    @Property(str)
    def draft(self) -> str:
        """What was begun when the chat was closed."""
        return self._draft

    @Property(int, constant=True)
    def characters(self) -> int:
        """How long a message may be."""
        return CHAT_CHARACTERS

    @Slot(bool)
    def setOpen(self, on: bool) -> None:
        """Show it, or no more; only in a call."""
        self._set_open(on and self._snapshot.state is State.CONNECTED)

    @Slot(str)
    def setDraft(self, text: str) -> None:
        """Keep what was begun, while the call lasts."""
        self._draft = text

    @Slot(str, result=bool)
    def send(self, text: str) -> bool:
        """Say this; False where it was not taken."""
        shown = words.shown_text(text)
        return bool(shown) and self._commands.write(shown)

    @Slot(str, result=str)
    def host(self, address: str) -> str:
        """Where a link leads, in one word."""
        link = web_link(address)
        return link.host if link is not None else ""

    @Slot(str, result=bool)
    def foreign(self, address: str) -> bool:
        """Whether a link's host has letters that can be taken for others."""
        link = web_link(address)
        return link is not None and link.foreign

    @Slot(str)
    def browse(self, address: str) -> None:
        """Open a link that the student was asked about."""
        link = web_link(address)
        if link is not None:
            self._browse(link.address)

    @property
    def _name(self) -> str:
        partner = self._snapshot.partner
        return partner.name if partner is not None else ""

    def _set_open(self, on: bool) -> None:
        if on != self._open:
            self._open = on
            self._commands.look(on)
            self.openChanged.emit()

    def _tell(self, line: ChatLine) -> None:
        text = words.line_text(line, self._name)
        spoken = text if line.author is Author.APP else words.came(self._name, text)
        self.came.emit(words.preview(text), spoken)

    @staticmethod
    def _state_of(snapshot: Snapshot) -> object:
        return snapshot.ability, snapshot.chat.full, snapshot.reconnecting


def _links(line: ChatLine) -> list[str]:
    """The addresses in a line; the app's own has none."""
    return [link.address for link in links(line.text)]


def _time(line: ChatLine) -> str:
    """When a line came, on the clock."""
    at = QDateTime.fromSecsSinceEpoch(int(line.at)).time()
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)
