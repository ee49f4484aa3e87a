"""Licence expressions, and whether a part under one may be in the installed app.

The app brings x264 and x265 along (GPL, version 2 or any later) with parts under the Apache
License 2.0, which version 3 of the GPL allows and version 2 does not. So the whole is
distributed under the GPL version 3, and each part has to be under terms that let it be part
of that: the FSF's list of licences is the source for who is in :data:`COMPATIBLE`.

An expression is SPDX's: identifiers joined by AND and OR, each perhaps WITH an exception.
"""

import re
from dataclasses import dataclass
from typing import Final

COMPATIBLE: Final = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSD-3-Clause-Clear",
        "BSD-3-Clause-Open-MPI",
        "Beerware",
        "CC0-1.0",
        "FTL",
        "GPL-2.0-or-later",
        "GPL-3.0-only",
        "GPL-3.0-or-later",
        "HPND-sell-variant",
        "ICU",
        "ISC",
        "LGPL-2.0-or-later",
        "LGPL-2.1-only",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "LicenseRef-Microsoft-Visual-Cpp-Runtime",  # a system library of the compiler, GPL-3 s. 1
        "LicenseRef-public-domain",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "PSF-2.0",
        "Python-2.0",
        "Sleepycat",
        "Unicode-3.0",
        "X11-distribute-modifications-variant",
        "ZPL-2.1",
        "Zlib",
        "bzip2-1.0.6",
        "libpng-2.0",
    }
)
"""Licences whose works may be part of one under the GPL version 3."""

INCOMPATIBLE: Final = frozenset({"AFL-2.1", "GPL-2.0-only"})
"""Known licences whose works may not, unless another licence is offered beside them."""

EXCEPTIONS: Final = frozenset(
    {"Bootloader-exception", "GCC-exception-3.1", "LLVM-exception", "PCRE2-exception"}
)

STANDARD_TEXTS: Final = {
    "Apache-2.0": ("Apache-2.0",),
    "CC0-1.0": ("CC0-1.0",),
    "GPL-2.0-only": ("GPL-2",),
    "GPL-2.0-or-later": ("GPL-2", "GPL-3"),
    "GPL-3.0-only": ("GPL-3",),
    "GPL-3.0-or-later": ("GPL-3",),
    "GCC-exception-3.1": ("GCC-exception-3.1",),
    "LGPL-2.0-or-later": ("LGPL-2", "LGPL-3"),
    "LGPL-2.1-only": ("LGPL-2.1",),
    "LGPL-2.1-or-later": ("LGPL-2.1", "LGPL-3"),
    # Version 3 of the LGPL is the GPL with permissions added.
    "LGPL-3.0-only": ("LGPL-3", "GPL-3"),
    "LGPL-3.0-or-later": ("LGPL-3", "GPL-3"),
    "MPL-2.0": ("MPL-2.0",),
}
"""Licences whose text is the same for every work: the names of the files in ``texts/``."""

WITHOUT_TEXT: Final = frozenset(
    {"0BSD", "LicenseRef-Microsoft-Visual-Cpp-Runtime", "LicenseRef-public-domain", "MIT-0"}
)
"""What needs no text of its own: nothing is asked, or the terms forbid nothing done here."""

_TOKEN: Final = re.compile(r"[()]|[^\s()]+")


class LicenceError(Exception):
    """A licence that is unknown, or that does not let its work be part of the app."""


@dataclass(frozen=True)
class Expression:
    """A licence expression that has been understood.

    Attributes:
        identifiers: every licence and exception that it names.
        compatible: whether its choices leave one that fits the GPL version 3.
    """

    identifiers: frozenset[str]
    compatible: bool


def parse(text: str) -> Expression:
    """Understand a licence expression.

    Raises:
        LicenceError: it is none, or names a licence that is not known here.
    """
    tokens = _TOKEN.findall(text)
    try:
        found = _alternatives(tokens)
    except IndexError:
        raise LicenceError(f"{text!r} is no licence expression") from None
    if tokens:
        raise LicenceError(f"{text!r} is no licence expression")
    return found


def _alternatives(tokens: list[str]) -> Expression:
    found = _together(tokens)
    while tokens and tokens[0].upper() == "OR":
        tokens.pop(0)
        other = _together(tokens)
        found = Expression(
            found.identifiers | other.identifiers, found.compatible or other.compatible
        )
    return found


def _together(tokens: list[str]) -> Expression:
    found = _one(tokens)
    while tokens and tokens[0].upper() == "AND":
        tokens.pop(0)
        other = _one(tokens)
        found = Expression(
            found.identifiers | other.identifiers, found.compatible and other.compatible
        )
    return found


def _one(tokens: list[str]) -> Expression:
    name = tokens.pop(0)
    if name == "(":
        found = _alternatives(tokens)
        if tokens.pop(0) != ")":
            raise LicenceError("a parenthesis is not closed")
        return found
    if name not in COMPATIBLE | INCOMPATIBLE:
        raise LicenceError(f"the licence {name} is not known")
    names = {name}
    if tokens and tokens[0].upper() == "WITH":
        exception = tokens[1]
        del tokens[:2]
        if exception not in EXCEPTIONS:
            raise LicenceError(f"the exception {exception} is not known")
        names.add(exception)
    return Expression(frozenset(names), name in COMPATIBLE)
