"""The token of somebody who signed in elsewhere, with a campus's single sign-on.

It comes from a file or the environment, never from the command line, where every user of
the machine could read it. The file is read at each connection: such tokens are short-lived,
and whoever issues them writes it anew.
"""

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.limits import TOKEN_CHARACTERS

VARIABLE: Final = "GURUKUL_TOKEN"
_TOKEN: Final = re.compile(rf"[!-~]{{1,{TOKEN_CHARACTERS}}}")


def token_from_environment() -> str:
    """The token in :data:`VARIABLE`; empty without one.

    Raises:
        UsageError: it is none.
    """
    token = os.environ.get(VARIABLE, "").strip()
    return _checked(token, VARIABLE) if token else ""


def read_token(path: Path) -> str:
    """The token in a file.

    Raises:
        UsageError: it cannot be read, or holds none.
    """
    try:
        with path.open("rb") as file:
            content = file.read(2 * TOKEN_CHARACTERS)
    except OSError as error:
        raise UsageError(f"The token file {path} cannot be read: {error.strerror}.") from None
    return _checked(content.decode("ascii", "replace").strip(), f"The file {path}")


def sign_in(token: str, token_file: Path | None) -> Callable[[], str] | None:
    """What gives the token at each connection; None for a guest. The file comes first."""
    if token_file is not None:
        return partial(_read_if_possible, token_file)
    return (lambda: token) if token else None


def _read_if_possible(path: Path) -> str:
    try:
        return read_token(path)
    except UsageError:
        return ""  # told to the student as a sign-in that is not accepted


def _checked(token: str, where: str) -> str:
    if not _TOKEN.fullmatch(token):
        raise UsageError(f"{where} does not hold a token: one word, at most 4096 characters.")
    return token
