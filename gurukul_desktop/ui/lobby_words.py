"""The sentences of the lobby, the search and the first start."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from gurukul_desktop.protocol.limits import TOPIC_CHARACTERS, TOPIC_PATIENCE_SECONDS, TOPICS
from gurukul_desktop.session.topics import Refused
from gurukul_desktop.ui.translation import QT_TRANSLATE_NOOP, translate
from gurukul_desktop.ui.words import filled, isolated, shown_name

_REFUSED: Final = MappingProxyType(
    {
        Refused.ALREADY: QT_TRANSLATE_NOOP("words", "That topic is there already."),
        Refused.TOO_MANY: QT_TRANSLATE_NOOP(
            "words", "At most {most} topics: take one off to add another."
        ),
        Refused.TOO_LONG: QT_TRANSLATE_NOOP(
            "words", "A topic has at most {characters} characters. Please shorten it."
        ),
    }
)

NAMELESS: Final = QT_TRANSLATE_NOOP(
    "words", "Please type a name that can be seen, or skip this step."
)


def refused_sentence(refused: Refused | None) -> str:
    """Why a topic was not added; empty where it was."""
    if refused is None:
        return ""
    sentence = translate("words", _REFUSED[refused])
    return filled(sentence, most=str(TOPICS), characters=str(TOPIC_CHARACTERS))


def online_sentence(names: Sequence[str]) -> str:
    """Which buddies are online; empty while none is."""
    if not names:
        return ""
    first = isolated(shown_name(names[0]))
    if len(names) == 1:
        return filled(translate("words", "{name} is online"), name=first)
    if len(names) == 2:
        sentence = translate("words", "{name} and {other} are online")
        other = isolated(shown_name(names[1]))
        return filled(sentence, name=first, other=other)
    sentence = translate("words", "{name} and {count} more are online")
    return filled(sentence, name=first, count=str(len(names) - 1))


def place_sentence(position: int, waiting: int) -> str:
    """Where the student is in the queue; a position of 0 is not known."""
    if position == 0:
        return translate("words", "Looking around…")
    sentence = translate("words", "You are number {position} of {waiting}")
    return filled(sentence, position=str(position), waiting=str(waiting))


def outlook_sentence(topics: Sequence[str], *, widened: bool) -> str:
    """Who is looked for first and who then; empty where anybody is at once."""
    if not topics:
        return ""
    if len(topics) == 1 and widened:
        sentence = translate(
            "words", "Nobody who studies {topic} is free now, so we look for anybody."
        )
    elif len(topics) == 1:
        sentence = translate(
            "words",
            "First we look for somebody who studies {topic} too; "
            "after {seconds} seconds for anybody.",
        )
    elif widened:
        sentence = translate(
            "words", "Nobody who shares one of your topics is free now, so we look for anybody."
        )
    else:
        sentence = translate(
            "words",
            "First we look for somebody who shares one of your {count} topics; "
            "after {seconds} seconds for anybody.",
        )
    seconds = str(round(TOPIC_PATIENCE_SECONDS))
    return filled(sentence, seconds=seconds, count=str(len(topics)), topic=isolated(topics[0]))
