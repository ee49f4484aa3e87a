"""What students often study: offered as topics to who has not studied anything here yet."""

from typing import Final

from gurukul_desktop.ui.translation import QT_TRANSLATE_NOOP, translate

_SUBJECTS: Final = (
    QT_TRANSLATE_NOOP("words", "Mathematics"),
    QT_TRANSLATE_NOOP("words", "Physics"),
    QT_TRANSLATE_NOOP("words", "Chemistry"),
    QT_TRANSLATE_NOOP("words", "Biology"),
    QT_TRANSLATE_NOOP("words", "English"),
    QT_TRANSLATE_NOOP("words", "Programming"),
    QT_TRANSLATE_NOOP("words", "Algebra"),
    QT_TRANSLATE_NOOP("words", "Calculus"),
    QT_TRANSLATE_NOOP("words", "Geometry"),
    QT_TRANSLATE_NOOP("words", "Statistics"),
    QT_TRANSLATE_NOOP("words", "Computer science"),
    QT_TRANSLATE_NOOP("words", "Data structures"),
    QT_TRANSLATE_NOOP("words", "Economics"),
    QT_TRANSLATE_NOOP("words", "Accounting"),
    QT_TRANSLATE_NOOP("words", "History"),
    QT_TRANSLATE_NOOP("words", "Geography"),
    QT_TRANSLATE_NOOP("words", "Political science"),
    QT_TRANSLATE_NOOP("words", "Psychology"),
    QT_TRANSLATE_NOOP("words", "Philosophy"),
    QT_TRANSLATE_NOOP("words", "Law"),
    QT_TRANSLATE_NOOP("words", "Medicine"),
    QT_TRANSLATE_NOOP("words", "Engineering"),
    QT_TRANSLATE_NOOP("words", "Art"),
    QT_TRANSLATE_NOOP("words", "Music"),
    QT_TRANSLATE_NOOP("words", "Hindi"),
    QT_TRANSLATE_NOOP("words", "Sanskrit"),
    QT_TRANSLATE_NOOP("words", "French"),
    QT_TRANSLATE_NOOP("words", "German"),
    QT_TRANSLATE_NOOP("words", "Spanish"),
    QT_TRANSLATE_NOOP("words", "Exam preparation"),
    QT_TRANSLATE_NOOP("words", "Essay writing"),
    QT_TRANSLATE_NOOP("words", "Quiet reading"),
)


def subjects() -> list[str]:
    """In the student's language."""
    return [translate("words", subject) for subject in _SUBJECTS]
