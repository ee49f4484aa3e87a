"""Addresses: the given servers and no others, and a machine without any network."""

import pytest
from aioice import ice as aioice
from aiortc.rtcconfiguration import RTCIceTransportPolicy

from gurukul_desktop.call import ice
from gurukul_desktop.call.ports import CallPlan
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.protocol.messages import IceServer

TURN = IceServer(("turn:127.0.0.1:3478?transport=udp",), "student", "secret")


def test_no_servers_means_none():
    configuration = ice.configuration(CallPlan("caller", "video"))
    assert configuration.iceServers == []
    assert configuration.iceTransportPolicy is RTCIceTransportPolicy.ALL


def test_malformed_servers_are_left_out(caplog):
    servers = (IceServer(("http://example.org", "stun:", "stun:127.0.0.1")), TURN)
    configuration = ice.configuration(CallPlan("caller", "video", servers))
    assert [server.urls for server in configuration.iceServers] == ["stun:127.0.0.1", *TURN.urls]
    assert configuration.iceServers[1].credential == "secret"
    assert "example" not in caplog.text


def test_a_relay_only_with_a_relay():
    configuration = ice.configuration(CallPlan("caller", "video", (TURN,), "relay"))
    assert configuration.iceTransportPolicy is RTCIceTransportPolicy.RELAY
    with pytest.raises(CallError) as raised:
        ice.configuration(CallPlan("caller", "video", (), "relay"))
    assert raised.value.fault is CallFault.NO_RELAY


async def test_two_apps_on_a_machine_without_a_network(stage, monkeypatch):
    monkeypatch.setattr(aioice, "get_host_addresses", lambda use_ipv4, use_ipv6: [])
    caller, callee = stage.pair()
    await caller.until_pictures(3)
    await callee.until_pictures(3)
    assert " 127.0.0.1 " in caller.signals[0].description.sdp


async def test_a_machine_with_a_network_does_not_offer_loopback(stage):
    caller, _ = stage.pair()
    await caller.until(lambda: bool(caller.signals))
    sdp = caller.signals[0].description.sdp
    if aioice.get_host_addresses(use_ipv4=True, use_ipv6=True):
        assert " 127.0.0.1 " not in sdp
