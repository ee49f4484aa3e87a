"""What is written and told of a running server: its options on the command line."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from gurukul_desktop.server.logs import set_up_logs
from gurukul_desktop.server.option_kinds import secret_option

LOG_OPTIONS: Final = ("log_level", "log_format", "log_addresses", "sentry_dsn")

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def log_options(command: _Decorated) -> _Decorated:
    """Give a command the options that :func:`start_logs` takes."""
    for option in reversed(
        (
            click.option(
                "--log-level",
                type=click.Choice(["debug", "info", "warning", "error"]),
                default="warning",
                envvar="GURUKUL_LOG_LEVEL",
                help="What is written to the standard error output.",
            ),
            click.option(
                "--log-format",
                type=click.Choice(["text", "json"]),
                default="text",
                envvar="GURUKUL_LOG_FORMAT",
                help="One line of text, or one JSON object, for each event.",
            ),
            click.option(
                "--log-addresses",
                is_flag=True,
                envvar="GURUKUL_LOG_ADDRESSES",
                help="Write the addresses of clients, which are personal data, at level debug.",
            ),
            secret_option("sentry-dsn", "the address (DSN) of a Sentry that is told errors"),
        )
    ):
        command = option(command)
    return command


def start_logs(
    *,
    log_level: str = "warning",
    log_format: str = "text",
    log_addresses: bool = False,
    sentry_dsn: str = "",
) -> None:
    """Begin to write logs as was asked, and to tell errors to Sentry if one is named.

    Raises:
        UsageError: Sentry's address is none.
    """
    set_up_logs(log_level, "json" if log_format == "json" else "text", log_addresses)
    if sentry_dsn:
        from gurukul_desktop.server.sentry import start_sentry

        start_sentry(sentry_dsn)
