"""What ``gurukul server`` can be told of who may come in."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.identity.options import IdentityKind, JwtOptions
from gurukul_desktop.server.option_kinds import list_option, secret_option

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def identity_options(function: _Decorated) -> _Decorated:
    """Options that become the parameters ``identity`` and ``jwt`` of ``ServerOptions``."""

    @functools.wraps(function)
    def with_jwt(
        *args: Any,
        jwt_secret: str,
        jwks_url: str,
        jwt_issuer: str,
        jwt_audience: tuple[str, ...],
        jwt_user_claim: str,
        jwt_name_claim: str,
        **values: Any,
    ) -> Any:
        jwt = None
        if jwt_secret or jwks_url:
            jwt = JwtOptions(
                secret=jwt_secret,
                jwks_url=jwks_url,
                issuer=jwt_issuer,
                audience=jwt_audience,
                user_claim=jwt_user_claim,
                name_claim=jwt_name_claim,
            )
        elif jwt_issuer or jwt_audience:
            # Else somebody who forgot the key would let everybody in.
            raise UsageError("JWTs need a key: --jwks-url, or the variable GURUKUL_JWT_SECRET.")
        return function(*args, jwt=jwt, **values)

    decorated: Any = with_jwt
    for option in reversed(
        (
            click.option(
                "--identity",
                type=click.Choice(get_args(IdentityKind)),
                default="auto",
                envvar="GURUKUL_IDENTITY",
                help="Who may come in: guests, which is everybody, or those with a JWT. auto:"
                " JWTs if a key is given, else guests, and those only on loopback.",
            ),
            click.option(
                "--jwks-url",
                default="",
                show_default=False,
                envvar="GURUKUL_JWKS_URL",
                metavar="URL",
                help="Where the keys of JWTs signed with RS256 or ES256 are (a JSON Web Key Set).",
            ),
            secret_option("jwt-secret", "the key of JWTs signed with HS256"),
            click.option(
                "--jwt-issuer",
                default="",
                show_default=False,
                envvar="GURUKUL_JWT_ISSUER",
                help="What the claim iss of JWTs must be.",
            ),
            list_option(
                "jwt-audience",
                "jwt_audience",
                tuple,
                "What must be in the claim aud of JWTs, this or another one",
                "AUDIENCE",
            ),
            click.option(
                "--jwt-user-claim",
                default="sub",
                envvar="GURUKUL_JWT_USER_CLAIM",
                help="The claim of JWTs that holds the user id.",
            ),
            click.option(
                "--jwt-name-claim",
                default="name",
                envvar="GURUKUL_JWT_NAME_CLAIM",
                help="The claim that holds the name, such as user_metadata.full_name.",
            ),
        )
    ):
        decorated = option(decorated)
    chosen: _Decorated = decorated
    return chosen
