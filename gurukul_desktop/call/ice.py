"""How a connection looks for a way to the partner (ICE, RFC 8445)."""

import logging

from aiortc import RTCBundlePolicy, RTCConfiguration, RTCIceServer
from aiortc.rtcconfiguration import RTCIceTransportPolicy
from aiortc.rtcicetransport import connection_kwargs

from gurukul_desktop.call.ports import CallPlan
from gurukul_desktop.errors import CallError, CallFault

_log = logging.getLogger(__name__)


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


def _usable(url: str) -> bool:
    try:
        connection_kwargs([RTCIceServer(urls=url)])
    except ValueError:
        _log.warning("an ICE server's address is malformed, it is not used")
        return False
    return True
