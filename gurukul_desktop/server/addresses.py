"""Whose address a request comes from, behind proxies.

Every carrier asks :func:`client_address` instead of its socket: the WebSocket carrier and
the HTTP carrier with the peer of their socket and the headers of the request. What a
header says counts only when a listed proxy has sent it, because anybody can write one::

    client ──▶ proxy A ──▶ proxy B ──▶ server
               X-Forwarded-For: (whatever the client wrote), client, A
                                                             ◀── read from the right,
                                            past the listed proxies, to the first other hop

Addresses serve to count connections and are never logged unless the admin asks for it.
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, Protocol

from gurukul_desktop.errors import UsageError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

HEADER_CHARACTERS: Final = 2048
"""Longer ones, all lines together, are not read."""

HOPS: Final = 32
"""So many hops are followed at most."""


class Headers(Protocol):
    """The headers of a request; those of picows and of aiohttp are so."""

    def getall(self, key: str, default: list[str], /) -> list[str]:
        """All lines of one header, whatever case its name is in."""


def parse_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks (``192.0.2.1``, ``10.0.0.0/8``, ``fd00::/8``) as networks.

    Raises:
        UsageError: one is neither, or would stand for everybody.
    """
    networks = []
    for text in texts:
        try:
            network = ip_network(text)
        except ValueError:
            raise UsageError(
                f"A trusted proxy is an address or a network such as 10.0.0.0/8, not {text[:80]!r}."
            ) from None
        if network.prefixlen == 0:
            raise UsageError(f"The network {text} is everybody; name the proxies that you trust.")
        networks.append(network)
    return tuple(networks)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``, an address or a name."""
    if host == "localhost":
        return True
    address = parse_address(host)
    return address is not None and address.is_loopback


def parse_address(text: str) -> Address | None:
    """An address, IPv4 also where it is mapped into IPv6 (RFC 4291, 2.5.5.2); None if none."""
    try:
        address = ip_address(text.partition("%")[0])  # a zone (RFC 4007) means nothing here
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def client_address(peer: str, headers: Headers, trusted: Sequence[Network]) -> str:
    """The address of the client that a request is from.

    Args:
        peer: the other end of the socket.
        headers: of the request; hostile ones are harmless.
        trusted: the proxies whose headers are believed.

    Returns:
        The rightmost hop that is no listed proxy; the last that is known where a hop hides
        its address or makes no sense; ``peer`` if that is no listed proxy itself.

    Where there is both an ``X-Forwarded-For`` and a ``Forwarded`` (RFC 7239) and they do not
    agree, one of them is the client's own: then the client counts as ``peer``.
    """
    if not trusted or not _is_among(parse_address(peer), trusted):
        return peer
    x_forwarded_for = headers.getall("X-Forwarded-For", [])
    forwarded = headers.getall("Forwarded", [])
    if sum(map(len, x_forwarded_for)) + sum(map(len, forwarded)) > HEADER_CHARACTERS:
        return peer
    found = set()
    if x_forwarded_for:
        found.add(_first_other(peer, ",".join(x_forwarded_for).split(","), trusted))
    if forwarded:
        found.add(_first_other(peer, _forwarded_for(",".join(forwarded)), trusted))
    return found.pop() if len(found) == 1 else peer


def _first_other(peer: str, hops: Sequence[str], trusted: Sequence[Network]) -> str:
    """Follow ``hops`` from the right to the first that is no listed proxy."""
    known = peer
    for hop in hops[: -HOPS - 1 : -1]:
        address = _parse_hop(hop.strip())
        if address is None:
            break
        known = str(address)
        if not _is_among(address, trusted):
            break
    return known


def _parse_hop(hop: str) -> Address | None:
    """The address of ``192.0.2.1``, ``192.0.2.1:80``, ``2001:db8::1`` or ``[2001:db8::1]:80``."""
    if hop.startswith("["):
        return parse_address(hop[1:].partition("]")[0])
    if hop.count(":") == 1:
        hop = hop.partition(":")[0]
    return parse_address(hop)


def _is_among(address: Address | None, networks: Sequence[Network]) -> bool:
    return address is not None and any(address in network for network in networks)


def _forwarded_for(header: str) -> list[str]:
    """What ``for`` says in each element of a ``Forwarded`` header (RFC 7239, section 4).

    An element without one is an empty hop, which hides its address.
    """
    hops = []
    for element in _split(header, ","):
        hop = ""
        for pair in _split(element, ";"):
            name, _, value = pair.partition("=")
            if name.strip().lower() == "for":
                value = value.strip()
                quoted = len(value) > 1 and value[0] == value[-1] == '"'
                hop = value[1:-1] if quoted else value
        hops.append(hop)
    return hops


def _split(text: str, separator: str) -> list[str]:
    """Split, but not within quoted strings (RFC 9110, section 5.6.4)."""
    parts = [""]
    quoted = escaped = False
    for character in text:
        if character == separator and not quoted:
            parts.append("")
            continue
        if character == '"' and not escaped:
            quoted = not quoted
        escaped = quoted and character == "\\" and not escaped
        parts[-1] += character
    return parts
