"""What is said of calls that are over: of the one just before, and of those in the history."""

from types import MappingProxyType
from typing import Final

from gurukul_desktop.history import Ending
from gurukul_desktop.session.snapshot import Summary
from gurukul_desktop.ui.translation import QT_TRANSLATE_NOOP, translate
from gurukul_desktop.ui.words import isolated, shown_name

_ENDINGS: Final[MappingProxyType[Ending, str]] = MappingProxyType(
    {
        "you": QT_TRANSLATE_NOOP("words", "You ended the call"),
        "partner": QT_TRANSLATE_NOOP("words", "{name} ended the call"),
        "moved_on": QT_TRANSLATE_NOOP("words", "{name} moved on to someone else"),
        "partner_lost": QT_TRANSLATE_NOOP("words", "{name} lost the connection"),
        "lost": QT_TRANSLATE_NOOP("words", "The connection to {name} was lost"),
        "time_limit": QT_TRANSLATE_NOOP("words", "The call reached its time limit"),
    }
)


def person(name: str) -> str:
    """How somebody is called in a sentence."""
    return isolated(shown_name(name).strip()) or translate("words", "Your partner")


def length(seconds: float) -> str:
    """A length of time in words: ``25 minutes``, ``1 hour 5 minutes``."""
    hours, minutes = divmod(max(0, int(seconds)) // 60, 60)
    if hours and minutes:
        both = translate("words", "{hours} {minutes}")
        return both.replace("{hours}", _hours(hours)).replace("{minutes}", _minutes(minutes))
    if hours:
        return _hours(hours)
    return _minutes(minutes) if minutes else translate("words", "less than a minute")


def short_length(seconds: float) -> str:
    """The same where there is little room: ``25 min``, ``1 h 5 min``."""
    hours, minutes = divmod(max(0, int(seconds)) // 60, 60)
    if hours and minutes:
        text = translate("words", "{hours} h {minutes} min")
    elif hours:
        text = translate("words", "{hours} h")
    else:
        text = translate("words", "{minutes} min") if minutes else translate("words", "< 1 min")
    return text.replace("{hours}", str(hours)).replace("{minutes}", str(minutes))


def headline(summary: Summary) -> str:
    """With whom the call was, and how long."""
    sentence = translate("words", "{length} with {name}")
    told = sentence.replace("{length}", length(summary.seconds))
    told = told.replace("{name}", person(summary.partner))
    return told[:1].upper() + told[1:]


def ending_sentence(ending: Ending, name: str) -> str:
    """Why the call is over."""
    return translate("words", _ENDINGS[ending]).replace("{name}", person(name))


def rounds_sentence(rounds: int) -> str:
    """How many rounds of focus were finished; empty if none was."""
    if rounds == 0:
        return ""
    if rounds == 1:
        return translate("words", "1 round of focus finished")
    sentence = translate("words", "{count} rounds of focus finished")
    return sentence.replace("{count}", str(rounds))


def next_sentence(seconds: int) -> str:
    """That the next search begins by itself."""
    sentence = translate("words", "Next search in {seconds} s…")
    return sentence.replace("{seconds}", str(seconds))


def _hours(hours: int) -> str:
    if hours == 1:
        return translate("words", "1 hour")
    return translate("words", "{count} hours").replace("{count}", str(hours))


def _minutes(minutes: int) -> str:
    if minutes == 1:
        return translate("words", "1 minute")
    return translate("words", "{count} minutes").replace("{count}", str(minutes))
