"""How a connection looks for a way to the partner (ICE, RFC 8445)."""

import logging
from typing import Any

from aiortc import RTCBundlePolicy, RTCConfiguration, RTCIceServer, RTCPeerConnection
from aiortc.rtcconfiguration import RTCIceTransportPolicy
from aiortc.rtcicetransport import connection_kwargs

from gurukul_desktop.call.ports import CallPlan
from gurukul_desktop.errors import CallError, CallFault

_log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"


def configuration(plan: CallPlan) -> RTCConfiguration:
    """The plan in aiortc's terms.

    The list of servers is never None, which would mean a public STUN server. With the
    policy ``relay`` aioice gathers relayed candidates only, so no address of this
    machine enters the SDP (RFC 9429, section 3.5.3).

    Raises:
        CallError: the plan wants a relay, and there is none that aioice can use.
    """
    servers = [
        RTCIceServer(
            urls=url, username=server.username or None, credential=server.credential or None
        )
        for server in plan.ice_servers
        for url in server.urls
        if _usable(url)
    ]
    relay = plan.ice_policy == "relay"
    if relay and "turn_server" not in connection_kwargs(servers):
        raise CallError(CallFault.UNREACHABLE, "a relay is wanted, but the server has none")
    return RTCConfiguration(
        iceServers=servers,
        iceTransportPolicy=RTCIceTransportPolicy.RELAY if relay else RTCIceTransportPolicy.ALL,
        bundlePolicy=RTCBundlePolicy.MAX_BUNDLE,
    )


def allow_loopback(connection: RTCPeerConnection) -> None:
    """Let this machine talk to itself while it has no network at all.

    aioice never gathers 127.0.0.1, rightly: a remote peer cannot use it. Without any
    other address, though, two apps on one machine would find no way to each other.
    Call it once the connection has its transport, before the local description is set.
    """
    transports = {t.receiver.transport.transport for t in connection.getTransceivers()}
    if connection.sctp is not None:
        transports.add(connection.sctp.transport.transport)
    for transport in transports:
        agent: Any = transport._connection
        gather = agent.get_component_candidates

        async def gather_somewhere(
            component: int, addresses: list[str], *args: Any, _gather: Any = gather, **kwargs: Any
        ) -> Any:
            return await _gather(component, addresses or [LOOPBACK], *args, **kwargs)

        agent.get_component_candidates = gather_somewhere


def _usable(url: str) -> bool:
    try:
        connection_kwargs([RTCIceServer(urls=url)])
    except ValueError:
        _log.warning("an ICE server's address is malformed, it is not used")
        return False
    return True
