"""What ``gurukul server`` can be told of relays."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.option_kinds import list_option, secret_option
from gurukul_desktop.server.turn import DEFAULT_SECONDS, TurnOptions

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def turn_options(function: _Decorated) -> _Decorated:
    """Options that become the parameter ``turn`` of ``ServerOptions``."""

    @functools.wraps(function)
    def with_turn(
        *args: Any, turn_urls: tuple[str, ...], turn_secret: str, turn_seconds: int, **values: Any
    ) -> Any:
        turn = None
        if turn_urls and turn_secret:
            turn = TurnOptions(turn_urls, turn_secret, turn_seconds)
        elif turn_urls or turn_secret:
            raise UsageError(
                "A relay needs both its address, --turn-url, and the secret shared with it,"
                " --turn-secret-file or the variable GURUKUL_TURN_SECRET."
            )
        return function(*args, turn=turn, **values)

    decorated: Any = with_turn
    for option in reversed(
        (
            list_option(
                "turn-url",
                "turn_urls",
                tuple,
                "Relay that clients may use, as turn:HOST:3478, turn:HOST:3478?transport=tcp or"
                " turns:HOST:5349?transport=tcp",
                "URL",
            ),
            secret_option("turn-secret", "the secret shared with the relay"),
            click.option(
                "--turn-seconds",
                type=int,
                default=DEFAULT_SECONDS,
                envvar="GURUKUL_TURN_SECONDS",
                help="How long credentials for the relay are good for a new connection.",
            ),
        )
    ):
        decorated = option(decorated)
    chosen: _Decorated = decorated
    return chosen
