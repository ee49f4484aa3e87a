"""How a connection looks for a way to the partner (ICE, RFC 8445). Pure policy.

aioice asks one STUN and one TURN server, and waits for both; which two is decided here, from
what the matchmaking server lists and from what the probe (:mod:`gurukul_desktop.call.probe`)
found out about them.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from aiortc import RTCBundlePolicy, RTCConfiguration, RTCIceServer
from aiortc.rtcconfiguration import RTCIceTransportPolicy
from aiortc.rtcicetransport import parse_stun_turn_uri

from gurukul_desktop.call.ports import CallPlan
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.protocol.messages import IceServer

_log = logging.getLogger(__name__)

MOST_URLS: Final = 64
"""The most addresses of a server's list that are looked at."""
MOST_SERVERS: Final = 8
"""The most that are used of them: each is asked before a call."""
MOST_CHARACTERS: Final = 512
"""The longest address, user name or password that is believed (RFC 8489, section 14.3)."""


class Way(Enum):
    """What a server is asked, and how; TURN's are in the order in which they are tried."""

    STUN = "stun"
    UDP = "turn over UDP"
    TCP = "turn over TCP"
    TLS = "turn over TLS"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of one STUN or TURN server."""

    url: str
    way: Way
    host: str
    port: int
    username: str = ""
    credential: str = field(default="", repr=False)


class Silence(Enum):
    """Why a server is of no use."""

    UNREACHABLE = "does not answer"
    REFUSED = "does not accept the credentials"
    UNABLE = "cannot relay now"
    UNTRUSTED = "has a certificate that is not accepted"


@dataclass(frozen=True, slots=True)
class Reachable:
    """What a probe found; an address in neither is not known yet.

    Attributes:
        seconds: how long each address that works took to answer.
        silent: the addresses of no use.
    """

    seconds: Mapping[str, float] = field(default_factory=dict)
    silent: Mapping[str, Silence] = field(default_factory=dict)


def configuration(
    plan: CallPlan, attempt: int = 0, reachable: Reachable | None = None
) -> RTCConfiguration:
    """The plan in aiortc's terms.

    The list of servers is never None, which would mean a public STUN server. With the
    policy ``relay`` aioice gathers relayed candidates only, so no address of this
    machine enters the SDP (RFC 9429, section 3.5.3).

    Args:
        attempt: how many tries in a row have failed to connect: each takes the next way to
            the relay, UDP, then TCP, then TLS, and then from the first again.
        reachable: what is known of the servers. The quickest is taken, the silent are left
            out; without it the first of each kind is taken.

    Raises:
        CallError: the plan wants a relay, and there is none that can be used.
    """
    found = reachable or Reachable()
    known = endpoints(plan.ice_servers)
    stun = _best(known, Way.STUN, found)
    ladder = _ladder(known, found)
    relay = plan.ice_policy == "relay"
    if relay and not ladder:
        # What was silent a moment ago may answer now; what has refused us will do it again.
        ladder = _ladder(known, Reachable({}, _refusals(found)))
        if not ladder:
            raise CallError(CallFault.NO_RELAY, _complaint(known, found))
    chosen = [] if stun is None or relay else [stun]
    if ladder:
        chosen.append(ladder[attempt % len(ladder)])
    return RTCConfiguration(
        iceServers=[
            RTCIceServer(
                urls=one.url, username=one.username or None, credential=one.credential or None
            )
            for one in chosen
        ],
        iceTransportPolicy=RTCIceTransportPolicy.RELAY if relay else RTCIceTransportPolicy.ALL,
        bundlePolicy=RTCBundlePolicy.MAX_BUNDLE,
    )


def patience(plan: CallPlan, attempt: int) -> float:
    """How long gathering waits for servers that are silent, in seconds.

    A first try begins with what it has; without a relay it would have nothing.
    """
    return 2.0 if attempt == 0 and plan.ice_policy == "all" else 5.0


def endpoints(servers: Iterable[IceServer]) -> list[Endpoint]:
    """What aioice can use of a list that may hold anything; bounded, in its order, each once."""
    found: dict[str, Endpoint] = {}
    malformed = False
    urls = ((url, server) for server in servers for url in server.urls)
    for _, (url, server) in zip(range(MOST_URLS), urls, strict=False):
        if len(found) == MOST_SERVERS:
            break
        try:
            endpoint = _parse(url, server)
        except ValueError:
            malformed = True
            continue
        if endpoint is not None:
            found.setdefault(url, endpoint)
    if malformed:
        _log.warning("an ICE server's address is malformed, it is not used")
    return list(found.values())


def _parse(url: str, server: IceServer) -> Endpoint | None:
    """One address; None for what aioice does not speak.

    Raises:
        ValueError: it is none.
    """
    if max(len(url), len(server.username), len(server.credential)) > MOST_CHARACTERS:
        raise ValueError("too long")
    parsed = parse_stun_turn_uri(url)
    host, port = parsed["host"], parsed["port"]
    if not 0 < port < 65536 or not host.isascii() or not host.isprintable() or " " in host:
        raise ValueError("no host and port")
    match parsed["scheme"], parsed.get("transport"):
        case "stun", _:
            return Endpoint(url, Way.STUN, host, port)
        case "turn", "udp":
            way = Way.UDP
        case "turn", "tcp":
            way = Way.TCP
        case "turns", "tcp":
            way = Way.TLS
        case _:
            return None
    return Endpoint(url, way, host, port, server.username, server.credential)


def _best(known: list[Endpoint], way: Way, found: Reachable) -> Endpoint | None:
    """The quickest that answers, else the first of which nothing is known."""
    there = [one for one in known if one.way is way and one.url not in found.silent]
    return min(there, key=lambda one: found.seconds.get(one.url, float("inf")), default=None)


def _ladder(known: list[Endpoint], found: Reachable) -> list[Endpoint]:
    """The ways to a relay in the order to be tried: those that answer before the unknown."""
    rungs = [_best(known, way, found) for way in (Way.UDP, Way.TCP, Way.TLS)]
    there = [rung for rung in rungs if rung is not None]
    return sorted(there, key=lambda one: one.url not in found.seconds)


def _refusals(found: Reachable) -> dict[str, Silence]:
    return {url: why for url, why in found.silent.items() if why is Silence.REFUSED}


def _complaint(known: list[Endpoint], found: Reachable) -> str:
    if any(one.way is not Way.STUN for one in known):
        return f"the relay {Silence.REFUSED.value}"
    return "a relay is wanted, but the server has none"
