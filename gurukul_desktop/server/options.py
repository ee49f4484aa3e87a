"""What a server can be told."""

from dataclasses import dataclass, field
from pathlib import Path

from msgspec import structs

from gurukul_desktop.errors import UsageError
from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.protocol.messages import IceServer, ServerSettings
from gurukul_desktop.server.addresses import Network, is_loopback
from gurukul_desktop.server.admin.credentials import Credentials
from gurukul_desktop.server.identity.options import IdentityKind, JwtOptions
from gurukul_desktop.server.limits.values import Limits
from gurukul_desktop.server.stores.choice import MEMORY
from gurukul_desktop.server.turn import TurnOptions

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8765
DEFAULT_HTTP_PORT = 8766
MAX_DRAIN_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What a server can be told.

    Attributes:
        port: for WebSocket; 0 takes a free one.
        http_port: for HTTP; 0 takes a free one, None serves none.
        data_dir: where the key that signs the guests' tokens is kept; with None, and no
            ``secret``, each start makes a new one and nobody is recognised again.
        secret: that key, instead of one in ``data_dir``; at least 16 characters.
        identity: who may come in.
        jwt: which JWTs are believed; with None there are guests.
        store: where people wait and are paired: ``memory``, or a URL.
        migrate: bring the tables of a PostgreSQL up to date at the start.
        origins: of the web pages that may use the server from a browser.
        trusted_proxies: which proxies are believed when they say who a request is from.
        limits: how much is allowed, until an admin says otherwise.
        clients: what clients are told, until an admin says otherwise.
        fixed: the names of the limits, and of ``transport`` and ``servers``, that were given
            on purpose, so that no admin changes them.
        admin: what opens the admin page; with None there is none.
        metrics_token: asked of whoever reads the metrics; without one, only private
            addresses may.
        ice_servers: what all clients alike are told to use for STUN and TURN.
        turn: the relays for which each client is given credentials of its own.
        drain_seconds: how long a stopping server lets its clients finish.
        rules: the times of matchmaking.

    Raises:
        UsageError: a value makes no sense.
    """

    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    http_port: int | None = None
    data_dir: Path | None = None
    secret: str = field(default="", repr=False)
    identity: IdentityKind = "auto"
    jwt: JwtOptions | None = None
    store: str = field(default=MEMORY, repr=False)
    migrate: bool = False
    origins: frozenset[str] = frozenset()
    trusted_proxies: tuple[Network, ...] = ()
    limits: Limits = field(default_factory=Limits)
    clients: ServerSettings = field(default_factory=ServerSettings)
    fixed: frozenset[str] = frozenset()
    admin: Credentials | None = None
    metrics_token: str = field(default="", repr=False)
    ice_servers: tuple[IceServer, ...] = ()
    turn: TurnOptions | None = None
    drain_seconds: float = 1.0
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise UsageError(f"The port must be between 0 and 65535, not {self.port}.")
        if self.http_port is not None and not 0 <= self.http_port <= 65535:
            raise UsageError(f"The HTTP port must be between 0 and 65535, not {self.http_port}.")
        if not 0 <= self.drain_seconds <= MAX_DRAIN_SECONDS:
            raise UsageError(
                f"drain_seconds must be between 0 and {MAX_DRAIN_SECONDS:g},"
                f" not {self.drain_seconds}."
            )
        if self.secret and len(self.secret) < 16:
            raise UsageError("The secret must have at least 16 characters.")
        self._check_identity()

    def _check_identity(self) -> None:
        if self.identity == "guests" and self.jwt is not None:
            raise UsageError("The identity is guests, but JWTs are set up; choose one of the two.")
        if self.identity == "jwt" and self.jwt is None:
            raise UsageError(
                "The identity jwt needs a key set or a secret: --jwks-url, or the"
                " variable GURUKUL_JWT_SECRET."
            )
        if self.identity == "auto" and self.jwt is None and not is_loopback(self.host):
            raise UsageError(
                f"At {self.host!r} others than this machine can come in: say who they are with"
                " --jwks-url or GURUKUL_JWT_SECRET, or let everybody in with --identity guests."
            )

    def changeable(self) -> dict[str, str | int]:
        """What an admin may change, by its key, as it was given."""
        servers = " ".join(self.clients.servers)
        return {
            "transport": self.clients.transport,
            "servers": servers,
            **structs.asdict(self.limits),
        }

    @property
    def has_turn(self) -> bool:
        """Whether clients are given a relay."""
        return self.turn is not None or any(
            url.startswith(("turn:", "turns:")) for ice in self.ice_servers for url in ice.urls
        )
