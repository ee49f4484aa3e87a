"""What somebody looks for, and how long things last."""

from typing import Final

from msgspec import Struct

from gurukul_desktop.protocol.limits import TOPIC_PATIENCE_SECONDS
from gurukul_desktop.protocol.messages import Find, Media, Mode, UserId
from gurukul_desktop.protocol.plain_text import folded


class Rules(Struct, frozen=True):
    """The times of matchmaking, all in seconds."""

    skip: float = 30.0
    """How long two people who parted by a skip are not paired again."""
    patience: float = TOPIC_PATIENCE_SECONDS
    """How long a ticket with topics accepts only people who share one."""
    ticket: float = 120.0
    """A ticket that was not refreshed for this long is swept."""
    grace: float = 20.0
    """How long a member whose connection dropped may take to come back."""
    session: float = 7200.0
    """The longest a session may last."""


class Wish(Struct, frozen=True):
    """What somebody looks for. ``topics`` are folded: trimmed, case-folded, each once."""

    mode: Mode = "global"
    media: Media = "video"
    topics: tuple[str, ...] = ()
    hide_address: bool = False

    @classmethod
    def of(cls, message: Find) -> "Wish":
        """The wish that a ``find`` message carries."""
        return cls(message.mode, message.media, fold(message.topics), message.hide_address)


class Ticket(Struct, frozen=True):
    """One person's place in the queue.

    Attributes:
        number: grows with each new ticket, so a smaller number has waited longer.
        since: when the ticket was made; a refresh does not change it.
        open: whether it takes people who share no topic.
    """

    user: UserId
    number: int
    since: float
    wish: Wish
    open: bool


NO_TOPICS: Final[tuple[str, ...]] = ()


def fold(topics: tuple[str, ...]) -> tuple[str, ...]:
    """Topics in the form in which they are compared; blank ones are dropped."""
    if not topics:
        return NO_TOPICS
    return tuple(dict.fromkeys(topic for topic in map(folded, topics) if topic))
