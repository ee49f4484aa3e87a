"""The Lua scripts: small files, put together to what Redis runs.

A file says in its first lines what it needs: ``-- uses: base, tell``. A script is the text
of everything that it needs, each once and before what needs it, and its own.
"""

import re
from functools import cache
from hashlib import sha1
from importlib.resources import files
from typing import Final

from msgspec import Struct

from gurukul_desktop.matchmaking.buddies import BUDDIES, LATE_SECONDS
from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.server.mailbox import BYTES, SIGNALS
from gurukul_desktop.server.names import DEFAULT_NAME

DEAD_SECONDS: Final = 3.5
"""An instance that has not been heard of for this long is dead."""

KEPT_SECONDS: Final = 3600
"""How long ended sessions are kept, and the names of people that nobody needs any more."""

MOST_JUDGED: Final = 10_000
"""So many reports of each verdict are kept; those that nobody decided on are never too many."""

_USES: Final = re.compile(r"^-- uses: (.+)$", re.MULTILINE)
_FOLDER: Final = files(__package__) / "lua"


class Script(Struct, frozen=True):
    """One script as Redis gets it; ``sha`` is what Redis calls it."""

    name: str
    text: str
    sha: str


class Scripts:
    """All scripts, for one set of rules.

    The rules are constants in the text, so that instances with different ones do not meet
    in one script.
    """

    def __init__(self, rules: Rules) -> None:
        self._constants = _constants(rules)
        self._scripts: dict[str, Script] = {}

    def __getitem__(self, name: str) -> Script:
        """The script in the file of this name.

        Raises:
            FileNotFoundError: there is none.
        """
        script = self._scripts.get(name)
        if script is None:
            pieces = [self._constants, *(_read(piece) for piece in _order(name))]
            text = "\n".join(pieces)
            digest = sha1(text.encode(), usedforsecurity=False).hexdigest()
            script = self._scripts[name] = Script(name, text, digest)
        return script


def _constants(rules: Rules) -> str:
    """What Lua and Python both have to know; times in milliseconds but one in seconds."""
    numbers = {
        "SKIP": rules.skip * 1000,
        "PATIENCE": rules.patience * 1000,
        "TICKET": rules.ticket * 1000,
        "GRACE": rules.grace * 1000,
        "SESSION": rules.session * 1000,
        "DEAD": DEAD_SECONDS * 1000,
        "KEPT": KEPT_SECONDS,
        "LATE": LATE_SECONDS,
        "MAIL_SIGNALS": SIGNALS,
        "MAIL_BYTES": BYTES,
        "MOST_BUDDIES": BUDDIES,
        "MOST_JUDGED": MOST_JUDGED,
    }
    lines = [f"local {name} = {round(number)}" for name, number in numbers.items()]
    return "\n".join([*lines, f'local DEFAULT_NAME = "{DEFAULT_NAME}"\n'])


def _order(name: str, seen: frozenset[str] = frozenset()) -> list[str]:
    """A file and all that it uses, those first that others use."""
    if name in seen:
        raise ValueError(f"{name}.lua uses itself")
    order: list[str] = []
    uses = _USES.search(_read(name))
    for used in uses[1].split(", ") if uses else ():
        order += _order(used, seen | {name})
    return list(dict.fromkeys([*order, name]))


@cache
def _read(name: str) -> str:
    return (_FOLDER / f"{name}.lua").read_text("utf-8")
