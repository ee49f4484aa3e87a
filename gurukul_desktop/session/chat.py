"""What was written in one call; kept in memory only, and gone with the call."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from gurukul_desktop.protocol.channel import Chat
from gurukul_desktop.protocol.limits import CHAT_CHARACTERS

MOST_LINES: Final = 500
MOST_WAITING: Final = 50
"""The most lines of one's own that may wait for the partner."""


class Author(Enum):
    """Who wrote a line."""

    OWN = "own"
    PARTNER = "partner"
    APP = "app"
    """Nobody: it says that lines of the partner are missing here."""


class Ability(Enum):
    """Whether the partner's app has a chat, a timer and goals."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One line.

    Attributes:
        number: unlike that of any other line of the call.
        at: when it was written or came, in seconds since 1970.
        arrived: false for one's own that the partner has not confirmed.
        left_out: of the app's line: how many lines are missing.
    """

    number: int
    author: Author
    text: str
    at: float
    arrived: bool = True
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ChatView:
    """The chat as it is shown.

    Attributes:
        lines: oldest first, at most :data:`MOST_LINES`.
        unread: lines of the partner that came while nobody looked.
        full: so many lines of one's own wait that another one cannot be taken.
    """

    lines: tuple[ChatLine, ...] = ()
    unread: int = 0
    full: bool = False


class ChatLog:
    """The log of one call.

    Args:
        clock: the wall clock.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._seen = False
        self.clear()

    @property
    def view(self) -> ChatView:
        """What is shown now."""
        return self._view

    def clear(self) -> None:
        """The call is over, or another begins."""
        self._view = ChatView()
        self._number = self._said = 0
        self._own: dict[int, int] = {}
        self._notice: int | None = None

    def write(self, text: str) -> Chat | None:
        """A line of one's own, to be sent; None where it cannot be taken."""
        text = text.encode(errors="ignore").decode().strip()[:CHAT_CHARACTERS]
        if not text or self._view.full:
            return None
        self._said += 1
        line = self._append(Author.OWN, text, arrived=False)
        self._own[self._said] = line.number
        self._mark_full()
        return Chat(n=self._said, text=text)

    def arrived(self, number: int) -> None:
        """One's own lines up to this one have arrived."""
        there = {self._own.pop(said) for said in list(self._own) if said <= number}
        lines = tuple(
            replace(line, arrived=True) if line.number in there else line
            for line in self._view.lines
        )
        self._view = replace(self._view, lines=lines)
        self._mark_full()

    def heard(self, text: str) -> None:
        """A line of the partner."""
        self._append(Author.PARTNER, text)
        if not self._seen:
            self._view = replace(self._view, unread=self._view.unread + 1)

    def left_out(self, count: int) -> None:
        """So many lines of the partner came too fast, in all; said once, where it began."""
        lines = self._view.lines
        if any(line.number == self._notice for line in lines):
            lines = tuple(
                replace(line, left_out=count) if line.number == self._notice else line
                for line in lines
            )
            self._view = replace(self._view, lines=lines)
        else:
            self._notice = self._append(Author.APP, "", left_out=count).number

    def look(self, on: bool) -> None:
        """Whether the student sees what comes."""
        self._seen = on
        if on:
            self._view = replace(self._view, unread=0)

    def _append(
        self, author: Author, text: str, *, arrived: bool = True, left_out: int = 0
    ) -> ChatLine:
        self._number += 1
        line = ChatLine(self._number, author, text, self._clock(), arrived, left_out)
        self._view = replace(self._view, lines=(*self._view.lines, line)[-MOST_LINES:])
        return line

    def _mark_full(self) -> None:
        self._view = replace(self._view, full=len(self._own) >= MOST_WAITING)
