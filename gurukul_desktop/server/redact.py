"""Takes out of a text what no log may hold.

The code logs no secret in the first place; this stands behind it, for the words of
libraries and of exceptions.
"""

import re
from typing import Final

_SECRETS: Final = (
    # A JSON Web Token (RFC 7519): its header begins with {" in base64url.
    (re.compile(r"(?<![\w-])eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?"), "[token]"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), r"\1 [token]"),
    # The userinfo of a URL (RFC 3986, section 3.2.1); a password may hold an @.
    (re.compile(r"(?<=://)[^/\s'\"]*@(?=[^@\s/])"), "[password]@"),
    (
        re.compile(r"(?i)\b(password|secret|token|credential)(['\"]?\s*[=:]\s*)[^\s&,;)}]+"),
        r"\1\2[…]",
    ),
)
_IPV4: Final = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b(?::\d+)?")
_IPV6: Final = re.compile(
    # With a :: or in full (RFC 4291, section 2.2); a time of day is neither.
    r"(?<![\w:])(?=[0-9a-fA-F:]*::|(?:[0-9a-fA-F]{1,4}:){7})"
    r"(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])"
)
_GUEST: Final = re.compile(r"\bguest-[\w-]{8,}")


def without_secrets(text: str) -> str:
    """``text`` with tokens and passwords blotted out."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def without_people(text: str) -> str:
    """``text`` also without the addresses and the guests that are named in it."""
    text = without_secrets(text)
    for pattern, instead in ((_IPV4, "[address]"), (_IPV6, "[address]"), (_GUEST, "[user]")):
        text = pattern.sub(instead, text)
    return text
