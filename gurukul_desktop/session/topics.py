"""What to study: topics as they are typed, linked, remembered and suggested.

Pure. Two topics are the same when they differ only in case and spaces, as the server sees
them; a student never has the same one twice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from gurukul_desktop.protocol.limits import TOPIC_CHARACTERS, TOPICS
from gurukul_desktop.protocol.plain_text import folded, one_line, shows

SUGGESTED: Final = 6
MOST_TYPED: Final = 2000
"""Of a text that was pasted, no more is looked at."""

_BETWEEN: Final = re.compile(r"[,;\n\r\u060c\u3001\uff0c]")
"""Commas of several scripts, and lines."""
_LOST: Final = "\ufffd"
"""What is left of bytes that are no UTF-8."""


class Refused(Enum):
    """Why something that was typed is not among the topics."""

    ALREADY = "already"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a text that was typed.

    Attributes:
        topics: all topics now.
        refused: the gravest reason why something of the text is not among them; None if all is.
        rest: what the student may change and try again; what was there already is not in it.
    """

    topics: tuple[str, ...]
    refused: Refused | None = None
    rest: str = ""


def add(topics: tuple[str, ...], typed: str) -> Added:
    """Add what was typed: one topic, or several with commas between them."""
    kept = {folded(topic): topic for topic in topics}
    rest: list[str] = []
    reasons: set[Refused] = set()
    for topic in _parts(typed):
        if folded(topic) in kept:
            reasons.add(Refused.ALREADY)
        elif len(topic) > TOPIC_CHARACTERS:
            reasons.add(Refused.TOO_LONG)
            rest.append(topic)
        elif len(kept) >= TOPICS:
            reasons.add(Refused.TOO_MANY)
            rest.append(topic)
        else:
            kept[folded(topic)] = topic
    order = (Refused.TOO_LONG, Refused.TOO_MANY, Refused.ALREADY)
    refused = next((reason for reason in order if reason in reasons), None)
    return Added(tuple(kept.values()), refused, ", ".join(rest))


def linked(values: Iterable[str]) -> tuple[str, ...]:
    """The topics of a link; one that is empty, too long or holds what does not show is left out."""
    topics: dict[str, str] = {}
    for value in values:
        topic = " ".join(value.split())
        if 0 < len(topic) <= TOPIC_CHARACTERS and all(map(_seen, topic)):
            topics.setdefault(folded(topic), topic)
    return tuple(topics.values())[:TOPICS]


def remember(known: Sequence[str], used: Sequence[str], most: int) -> tuple[str, ...]:
    """What is known after a search for ``used``: the latest first, each once, ``most`` of them."""
    topics: dict[str, str] = {}
    for topic in (*used, *known):
        topics.setdefault(folded(topic), topic)
    return tuple(topics.values())[:most]


def suggest(
    typed: str, known: Sequence[str], common: Sequence[str], chosen: Sequence[str]
) -> list[str]:
    """What the text, or what follows its last comma, may become.

    What begins with it comes first, then what has a word that does, then what holds it
    anywhere; among those, what the student knows before what is common.
    """
    wanted = folded(one_line(_BETWEEN.split(typed[-MOST_TYPED:])[-1]))
    taken = {wanted, *map(folded, chosen)}
    offered: dict[str, str] = {}
    for topic in (*known, *common):
        if folded(topic) not in taken and wanted in folded(topic):
            offered.setdefault(folded(topic), topic)
    ranked = sorted(offered, key=lambda topic: _distance(wanted, topic))
    return [offered[topic] for topic in ranked[:SUGGESTED]]


def _parts(typed: str) -> Iterable[str]:
    parts = _BETWEEN.split(typed[:MOST_TYPED])
    if len(typed) > MOST_TYPED and len(parts) > 1:
        del parts[-1]  # it is cut off
    for part in parts:
        if topic := one_line(part.replace(_LOST, " ")):
            yield topic


def _distance(wanted: str, topic: str) -> int:
    if topic.startswith(wanted):
        return 0
    return 1 if f" {wanted}" in topic else 2


def _seen(character: str) -> bool:
    return shows(character) and character != _LOST
