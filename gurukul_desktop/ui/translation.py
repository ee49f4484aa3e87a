"""How a sentence is said in the student's language.

``pyside6-lupdate`` finds the sentences by these two names. A sentence in a table is marked
with :data:`QT_TRANSLATE_NOOP` and translated where it is used, for the language may change
while the app runs. No Qt is imported: the command line says the same sentences without it,
in English.
"""

import sys
from typing import Final


def translate(context: str, text: str) -> str:
    """``text`` in the language of the window; as it stands where there is no translation."""
    core = sys.modules.get("PySide6.QtCore")
    return str(core.QCoreApplication.translate(context, text)) if core is not None else text


def marked(context: str, text: str) -> str:
    """``text`` as it stands, to be translated later."""
    return text


QT_TRANSLATE_NOOP: Final = marked
