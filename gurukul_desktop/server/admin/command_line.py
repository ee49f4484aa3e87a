"""What ``gurukul server`` can be told of its admin page, and of what the page can change."""

import functools
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar, get_args

import click

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.messages import ServerSettings, Transport
from gurukul_desktop.server.admin.credentials import Credentials
from gurukul_desktop.server.option_kinds import list_option, secret_option
from gurukul_desktop.server.settings import SETTINGS, SettingError, parse_servers

_ON_PURPOSE: Final = (
    click.core.ParameterSource.COMMANDLINE,
    click.core.ParameterSource.ENVIRONMENT,
)

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def admin_options(function: _Decorated) -> _Decorated:
    """Options that become the parameters ``admin``, ``clients`` and ``fixed`` of ``ServerOptions``.

    What was given in the environment or on the command line is ``fixed``, the limits too.
    """

    @functools.wraps(function)
    def with_admin(
        *args: Any,
        admin_password: str,
        admin_token: str,
        transport: Transport,
        servers: tuple[str, ...],
        **values: Any,
    ) -> Any:
        source_of = click.get_current_context().get_parameter_source
        given = bool(admin_password or admin_token)
        return function(
            *args,
            admin=Credentials(admin_password, admin_token) if given else None,
            clients=ServerSettings(transport, servers),
            fixed=frozenset(s.key for s in SETTINGS if source_of(s.key) in _ON_PURPOSE),
            **values,
        )

    decorated: Any = with_admin
    for option in reversed(
        (
            secret_option("admin-password", "the password of the page /admin, off without one"),
            secret_option("admin-token", "a token for scripts that use /admin"),
            click.option(
                "--transport",
                type=click.Choice(get_args(Transport)),
                default="auto",
                envvar="GURUKUL_TRANSPORT",
                help="How clients connect; if it is not given, the admin page can change it.",
            ),
            list_option(
                "announce",
                "servers",
                _servers,
                "Address that clients use from their next connection on",
                "URL",
            ),
        )
    ):
        decorated = option(decorated)
    chosen: _Decorated = decorated
    return chosen


def _servers(texts: Sequence[str]) -> tuple[str, ...]:
    try:
        return tuple(parse_servers(" ".join(texts)).split())
    except SettingError as error:
        raise UsageError(str(error)) from None
