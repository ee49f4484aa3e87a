"""How a connection reaches the partner: ICE and DTLS."""

import asyncio
from typing import Any, Final, NamedTuple

from aioice.ice import (
    CandidatePair,
    TransportPolicy,
    candidate_pair_priority,
    get_host_addresses,
)
from aiortc import RTCPeerConnection

from gurukul_desktop.call.statistics import Path

LOOPBACK: Final = "127.0.0.1"
GATHERING_STEPS: Final = 100
TRANSPORT_COUNTERS: Final = (
    "_RTCDtlsTransport__rx_packets",
    "_RTCDtlsTransport__rx_bytes",
    "_RTCDtlsTransport__tx_bytes",
)
CHECKS_AT_ONCE: Final = 4
"""Every 20 ms; on the average no more than RFC 8445 allows (section 14.2)."""
_OPEN: Final = (CandidatePair.State.WAITING, CandidatePair.State.FROZEN)


def prepare(connection: RTCPeerConnection, patience: float = 5.0) -> None:
    """Let this machine talk to itself without a network, end early without a trace, and hurry.

    aioice never gathers 127.0.0.1, rightly: a remote peer cannot use it. Without any
    other address, though, two apps on one machine would find no way to each other. And
    gathering that is cancelled must not leave sockets open that nobody knows.
    Checks are begun a few at a time, because most connections have no more.
    Of the ways that were found the best one is kept, not the last.
    Call it once the connection has its transport, before the local description is set.

    Args:
        patience: how long servers that do not answer are waited for, in seconds.
    """
    for agent in _agents(connection):
        agent.get_component_candidates = _Gathering(agent, patience).gather
        checking = _Checking(agent)
        agent._check_periodic = checking.check
        agent.check_complete = checking.complete


class _Gathering:
    def __init__(self, agent: Any, patience: float) -> None:
        self._agent = agent
        self._patience = patience
        self._stock = agent.get_component_candidates

    async def gather(self, component: int, addresses: list[str]) -> Any:
        if not addresses and self._agent._transport_policy is TransportPolicy.ALL:
            addresses = [LOOPBACK]
        gathering = asyncio.ensure_future(self._stock(component, addresses, timeout=self._patience))
        try:
            return await asyncio.shield(gathering)
        except asyncio.CancelledError:
            for _ in range(GATHERING_STEPS):  # a few of the loop's for each socket, no waiting
                if gathering.done() or len(self._agent._protocols) >= len(addresses):
                    break
                await asyncio.sleep(0)
            self._ending = asyncio.create_task(self._end(gathering))
            raise

    async def _end(self, gathering: asyncio.Future[Any]) -> None:
        """Cancelled, aioice would leave what it asks of servers alone; it ends it in its time."""
        try:
            await asyncio.wait({gathering})
        finally:
            while self._agent._protocols:  # a relay that has answered since
                self._agent._protocols.pop().transport.close()


class _Checking:
    """Hurries aioice's checks, and holds on to the best pair that they found.

    aioice begins one check in 20 ms, and looks only as often whether it is done. And it uses
    whichever nominated pair was found last, though every pair that answers is nominated.
    """

    def __init__(self, agent: Any) -> None:
        self._agent = agent
        self._stock_complete = agent.check_complete

    def check(self) -> bool:
        """Begin the next checks; whether there may be more to begin later."""
        agent = self._agent
        if agent._check_list_done:
            return False
        left = [pair for pair in agent._check_list if pair.task is None and pair.state in _OPEN]
        left.sort(key=lambda pair: _OPEN.index(pair.state))  # each in the order of priority
        # The first that is nominated ends those not yet begun: the relay has to wait.
        direct = [pair for pair in left if not _relayed(pair)]
        begun = direct[:CHECKS_AT_ONCE] or left[:1]
        for pair in begun:
            agent.check_start_task(pair)
        return len(left) > len(begun) or bool(agent._remote_candidates_expected())

    def complete(self, pair: CandidatePair) -> None:
        """Of the nominated pairs the one of the highest priority is used (RFC 5245, 8.1.1.2)."""
        nominated = self._agent._nominated
        before = nominated.get(pair.component)
        self._stock_complete(pair)
        if before is not None and self._priority(before) > self._priority(pair):
            nominated[pair.component] = before

    def _priority(self, pair: CandidatePair) -> int:
        controlling = self._agent.ice_controlling
        return candidate_pair_priority(pair.local_candidate, pair.remote_candidate, controlling)


def _relayed(pair: CandidatePair) -> bool:
    return "relay" in (pair.local_candidate.type, pair.remote_candidate.type)


class Traffic(NamedTuple):
    """What went over the transport of a connection since it began."""

    packets_in: int = 0
    bytes_in: int = 0
    bytes_out: int = 0


def traffic(connection: RTCPeerConnection) -> Traffic:
    """RTP, RTCP, DTLS and data; ICE's own checks are not among them."""
    transports = _transports(connection)
    return Traffic(
        *(sum(getattr(t, name) for t in transports) for name in TRANSPORT_COUNTERS),
    )


def addresses() -> frozenset[str]:
    """The addresses of this machine that ICE would use now."""
    return frozenset(get_host_addresses(use_ipv4=True, use_ipv6=True))


def address(connection: RTCPeerConnection) -> str | None:
    """The address of this machine that carries a connection, if that can be lost.

    None: nothing carries it, or a relay does, or this machine talks to itself.
    """
    for agent in _agents(connection):
        for pair in agent._nominated.values():
            local = pair.protocol.local_candidate
            can_be_lost = local.type == "host" and local.host != LOOPBACK
            return str(local.host) if can_be_lost else None
    return None


def path(connection: RTCPeerConnection) -> Path | None:
    """Whether the chosen pair of candidates goes through a relay; None before there is one."""
    for agent in _agents(connection):
        for pair in agent._nominated.values():
            types = {pair.local_candidate.type, pair.remote_candidate.type}
            return "relayed" if "relay" in types else "direct"
    return None


def _agents(connection: RTCPeerConnection) -> list[Any]:
    """The ICE agents (aioice) of a connection; one where everything is bundled."""
    return [transport.transport._connection for transport in _transports(connection)]


def _transports(connection: RTCPeerConnection) -> set[Any]:
    """The DTLS transports of a connection; one where everything is bundled."""
    transports = {t.receiver.transport for t in connection.getTransceivers()}
    if connection.sctp is not None:
        transports.add(connection.sctp.transport)
    return transports
