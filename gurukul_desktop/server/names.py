"""What people call themselves, made fit to be shown to a stranger."""

import unicodedata
from typing import Final

from gurukul_desktop.protocol.limits import NAME_CHARACTERS

DEFAULT_NAME: Final = "Student"


def clean_name(name: str) -> str:
    """The name without control and direction characters, runs of space as one; never empty."""
    visible = "".join(c if _shows(c) else " " for c in unicodedata.normalize("NFC", name))
    name = " ".join(visible.split())[:NAME_CHARACTERS].rstrip()
    # Marks and joiners alone are nothing that anybody can see.
    return name if any(unicodedata.category(c)[0] in "LNPS" for c in name) else DEFAULT_NAME


def _shows(character: str) -> bool:
    # Cc control, Cf format (direction overrides, zero width), Cs surrogate, Zl and Zp line ends.
    # Zero-width joiners are format characters too, but names in Indian scripts are spelt with them.
    if character in "\u200c\u200d":
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
