"""What an admin says about JWTs."""

from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.addresses import is_loopback

IdentityKind = Literal["auto", "guests", "jwt"]
"""``auto``: JWTs if they are set up, else guests, and those only on loopback."""

SECRET_BYTES: Final = 32
"""The least that HS256 asks for (RFC 7518, section 3.2)."""


@dataclass(frozen=True, slots=True)
class JwtOptions:
    """Which JWTs are believed (RFC 7519, RFC 8725).

    Attributes:
        secret: the key of tokens signed with HS256; or else
        jwks_url: where the public keys of tokens signed with RS256 or ES256 are
            (RFC 7517); ``https``, or ``http`` on loopback.
        issuer: what their ``iss`` must be.
        audience: one of these must be in their ``aud``.
        user_claim: holds the user id, at most 64 characters.
        name_claim: holds the name, if there is one. A claim within another is named with a
            dot between, as in ``user_metadata.full_name``.

    Raises:
        UsageError: a value makes no sense, or an unsafe one is left out.
    """

    secret: str = field(default="", repr=False)
    jwks_url: str = ""
    issuer: str = ""
    audience: tuple[str, ...] = ()
    user_claim: str = "sub"
    name_claim: str = "name"

    def __post_init__(self) -> None:
        if bool(self.secret) == bool(self.jwks_url):
            raise UsageError("JWTs need either a secret or the address of a key set, not both.")
        if self.secret and len(self.secret.encode()) < SECRET_BYTES:
            raise UsageError(f"The secret of JWTs must have at least {SECRET_BYTES} bytes.")
        if self.jwks_url and not _is_safe(self.jwks_url):
            raise UsageError(
                "The key set must be at an https address (http only on this machine),"
                f" not {self.jwks_url[:80]!r}."
            )
        # Without them a token that was made for another service of the campus would do here.
        if not self.issuer or not self.audience or not all(self.audience):
            raise UsageError("JWTs need an issuer and an audience that they must be from and for.")
        if not self.user_claim or not self.name_claim:
            raise UsageError("The claims of JWTs that hold the user id and the name need names.")


def _is_safe(url: str) -> bool:
    """Whether nobody on the way can exchange what is there."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port  # raises if it is no number from 0 to 65535
    except ValueError:
        return False
    if not host or port == 0 or not url.isascii() or not url.isprintable() or " " in url:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
