"""What is said of the sessions in the history, and of the days and weeks of study."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QTime

from gurukul_desktop import study_time
from gurukul_desktop.history import PastSession
from gurukul_desktop.study_time import Day, Week
from gurukul_desktop.ui.aftercall_words import ending_sentence, length, person, short_length
from gurukul_desktop.ui.translation import translate
from gurukul_desktop.ui.words import shown_name


def time_of(session: PastSession) -> str:
    """When it began."""
    began = study_time.began(session)
    return QLocale().toString(QTime(began.hour, began.minute), QLocale.FormatType.ShortFormat)


def name_of(session: PastSession) -> str:
    """With whom it was."""
    return shown_name(session.partner).strip() or translate("words", "Without a name")


def length_of(session: PastSession) -> str:
    """How long it took."""
    return short_length(session.seconds)


def about(session: PastSession) -> str:
    """What it was about: the goal, else the topics; that it was lost, if it was."""
    told = [shown_name(session.own_goal) or ", ".join(map(shown_name, session.topics))]
    if not session.well:
        told.append(ending_sentence(session.ending, session.partner))
    return " · ".join(filter(None, told))


def spoken(session: PastSession) -> str:
    """The whole of a row, as it is read out."""
    sentence = translate("words", "{time}, {length} with {name}")
    told = sentence.replace("{time}", time_of(session))
    told = told.replace("{length}", length(session.seconds))
    told = told.replace("{name}", person(session.partner))
    return ". ".join(filter(None, (told, about(session))))


def day_heading(day: date, today: date, seconds: int) -> str:
    """Above the sessions of one day."""
    if day == today:
        named = translate("words", "Today")
    elif (today - day).days == 1:
        named = translate("words", "Yesterday")
    else:
        named = QLocale().toString(_qdate(day), QLocale.FormatType.LongFormat)
    return f"{named} · {short_length(seconds)}"


def day_label(day: date) -> str:
    """Below a bar."""
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def bar_value(seconds: int) -> str:
    """Above a bar; nothing above none."""
    return short_length(seconds) if seconds else ""


def spoken_day(day: Day, *, today: bool) -> str:
    """A bar, as it is read out: ``Monday, 45 minutes``."""
    named = QLocale().dayName(day.date.isoweekday(), QLocale.FormatType.LongFormat)
    if today:
        named = translate("words", "{day}, today").replace("{day}", named)
    studied = length(day.seconds) if day.seconds else translate("words", "no study")
    return f"{named}, {studied}"


def week_title(week: Week, back: int) -> str:
    """Which week is shown."""
    if back == 0:
        return translate("words", "This week")
    if back == 1:
        return translate("words", "Last week")
    locale = QLocale()
    sentence = translate("words", "{first} to {last}")
    first, last = (locale.toString(_qdate(day), "d MMM yyyy") for day in (week.first, week.last))
    return sentence.replace("{first}", first).replace("{last}", last)


def week_total(week: Week) -> str:
    """What a week comes to."""
    if not week.seconds:
        return translate("words", "No study yet")
    sentence = translate("words", "{length} in all")
    told = sentence.replace("{length}", length(week.seconds))
    return told[:1].upper() + told[1:]


def streak_sentence(days: int) -> str:
    """How many days in a row; empty for fewer than two."""
    if days < 2:
        return ""
    return translate("words", "{count} days in a row").replace("{count}", str(days))


def file_sentence(*, kept: bool, damaged: int) -> str:
    """What is wrong with the file; empty when nothing is."""
    if not kept:
        return translate(
            "words", "Gurukul cannot write to its folder: the history is forgotten on closing."
        )
    if damaged:
        return translate(
            "words",
            "A part of the history could not be read. It was set aside in the folder of the app.",
        )
    return ""


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
