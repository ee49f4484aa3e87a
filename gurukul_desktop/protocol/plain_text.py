"""What people write about themselves, names and topics, made fit to be shown to a stranger."""

import unicodedata
from typing import Final

from gurukul_desktop.protocol.limits import NAME_CHARACTERS

JOINERS: Final = "\u200c\u200d"
"""Format characters too, but words in Indian scripts are spelt with them."""
_BREAKS: Final = frozenset({"Zl", "Zp"})


def shows(character: str) -> bool:
    """Whether a character is seen, and leaves the ones beside it as they are.

    Not so: control, format (direction overrides, zero width), surrogate, private and unassigned
    characters, and the ends of lines and paragraphs.
    """
    if character in JOINERS:
        return True
    category = unicodedata.category(character)
    return not category.startswith("C") and category not in _BREAKS


def one_line(text: str) -> str:
    """``text`` in composed form (NFC), what does not show and runs of space as one space.

    Empty where nothing can be seen: marks and joiners alone are nothing.
    """
    visible = "".join(c if shows(c) else " " for c in unicodedata.normalize("NFC", text))
    line = " ".join(visible.split())
    return line if any(unicodedata.category(c)[0] in "LNPS" for c in line) else ""


def plain_name(name: str) -> str:
    """What somebody calls themselves, no longer than the protocol allows; empty for nothing."""
    return one_line(one_line(name)[:NAME_CHARACTERS])


def folded(topic: str) -> str:
    """A topic in the form in which topics are compared."""
    return " ".join(topic.split()).casefold()
