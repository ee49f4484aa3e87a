"""Which Redis, and which keys in it: ``redis://…``, ``rediss://…`` or ``unix://…``."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from gurukul_desktop.errors import UsageError

DEFAULT_PREFIX: Final = "gurukul"
_PREFIX: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def split_address(url: str) -> tuple[str, str]:
    """The address as redis-py reads it, and the prefix of all keys with its hash tag.

    ``?prefix=NAME`` in the address keeps several servers apart in one Redis.

    Raises:
        UsageError: the prefix is of no use.
    """
    parts = urlsplit(url)
    options = parse_qsl(parts.query, keep_blank_values=True)
    prefix = dict(options).get("prefix", DEFAULT_PREFIX)
    if not _PREFIX.fullmatch(prefix):
        raise UsageError("The prefix in a Redis address is made of letters, digits, _ . and -.")
    kept = urlencode([option for option in options if option[0] != "prefix"])
    return urlunsplit(parts._replace(query=kept)), f"{{{prefix}}}:"
