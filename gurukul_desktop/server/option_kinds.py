"""Kinds of options that ``gurukul server`` has several of: secrets and lists."""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import click

from gurukul_desktop.errors import UsageError

SECRET_FILE_BYTES: Final = 64 * 1024

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])
_Value = TypeVar("_Value")

_FILE: Final = click.Path(dir_okay=False, path_type=Path)


def secret_option(name: str, words: str) -> Callable[[_Decorated], _Decorated]:
    """A secret, as the parameter ``name`` with underscores: a string, empty if there is none.

    It comes from the variable ``GURUKUL_NAME``, or from the file that ``--name-file`` or
    ``GURUKUL_NAME_FILE`` names, as Docker and systemd hand secrets over. ``--name`` works
    too, but is not shown: on a command line everybody on the machine can read it.

    Args:
        name: in lower case with hyphens.
        words: what it is, for the help.
    """
    key = name.replace("-", "_")
    variable = f"GURUKUL_{key.upper()}"

    def decorate(function: _Decorated) -> _Decorated:
        @functools.wraps(function)
        def with_secret(*args: Any, **values: Any) -> Any:
            path = values.pop(f"{key}_file")
            if path is not None and values[key]:
                raise UsageError(f"Set {variable} or {variable}_FILE, not both.")
            if path is not None:
                values[key] = read_secret(path)
            return function(*args, **values)

        in_file = click.option(
            f"--{name}-file",
            type=_FILE,
            envvar=f"{variable}_FILE",
            help=f"File with {words}; or set {variable}.",
        )
        itself = click.option(f"--{name}", envvar=variable, default="", hidden=True)
        return cast("_Decorated", in_file(itself(with_secret)))

    return decorate


def read_secret(path: Path) -> str:
    """What a file holds, without line ends around it.

    Raises:
        UsageError: it cannot be read, or holds nothing, too much or no text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(SECRET_FILE_BYTES + 1)
        secret = content.decode().strip("\r\n")
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise UsageError(f"The secret in {path} cannot be read: {reason}.") from None
    if not secret or len(content) > SECRET_FILE_BYTES:
        raise UsageError(f"The file {path} holds no secret.")
    return secret


def list_option(
    name: str, key: str, parse: Callable[[Sequence[str]], _Value], words: str, metavar: str
) -> Callable[[_Decorated], _Decorated]:
    """A list, as the parameter ``key``.

    ``--name`` may be repeated; in the variable ``GURUKUL_KEY``, or in one value, commas or
    spaces stand between.

    Args:
        parse: makes the value of all that was said; may raise ``UsageError``.
        words: what it is, for the help.
    """

    def read(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> _Value:
        return parse([text for value in values for text in value.replace(",", " ").split()])

    return click.option(
        f"--{name}",
        key,
        multiple=True,
        callback=read,
        envvar=f"GURUKUL_{key.upper()}",
        metavar=metavar,
        help=f"{words}; may be repeated.",
    )
