"""Addresses: the given servers and no others, and a machine without any network."""

import pytest
from aioice import ice as aioice
from aiortc.rtcconfiguration import RTCIceTransportPolicy

from gurukul_desktop.call import ice
from gurukul_desktop.call.ice import Reachable, Silence, Way
from gurukul_desktop.call.ports import CallPlan
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.protocol.messages import IcePolicy, IceServer

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


def servers(*urls: str, username: str = "student") -> tuple[IceServer, ...]:
    return tuple(IceServer((url,), username, "secret") for url in urls)


UDP, TCP, TLS = "turn:a:1", "turn:a:1?transport=tcp", "turns:a:2?transport=tcp"
LADDER = servers(TLS, TCP, UDP, "turn:b:1", "stun:a:1", "stun:b:1")


def chosen(
    attempt: int = 0, found: Reachable | None = None, policy: IcePolicy = "all"
) -> list[str]:
    plan = CallPlan("caller", "video", LADDER, policy)
    return [str(one.urls) for one in ice.configuration(plan, attempt, found).iceServers]


def test_one_of_each_kind_is_asked():
    assert chosen() == ["stun:a:1", UDP]
    assert chosen(policy="relay") == [UDP]


def test_each_try_that_was_in_vain_takes_another_way_to_the_relay():
    assert [chosen(attempt)[-1] for attempt in range(5)] == [UDP, TCP, TLS, UDP, TCP]


def test_the_quickest_that_answers_is_taken():
    found = Reachable({"stun:b:1": 0.1, "stun:a:1": 0.2, "turn:b:1": 0.1, UDP: 0.2})
    assert chosen(0, found) == ["stun:b:1", "turn:b:1"]


def test_the_silent_are_left_out():
    gone = Silence.UNREACHABLE
    found = Reachable({}, {"stun:a:1": gone, "stun:b:1": gone, UDP: gone, "turn:b:1": gone})
    assert chosen(0, found) == [TCP]
    assert chosen(1, found) == [TLS]
    everything = Reachable({}, {url: gone for one in LADDER for url in one.urls})
    assert chosen(0, everything) == []


def test_what_answers_comes_before_what_was_not_asked():
    assert chosen(0, Reachable({TLS: 0.3})) == ["stun:a:1", TLS]
    assert chosen(1, Reachable({TLS: 0.3})) == ["stun:a:1", UDP]


def test_a_relay_that_was_silent_is_asked_again_where_there_is_no_call_without():
    everything = Reachable({}, {url: Silence.UNREACHABLE for one in LADDER for url in one.urls})
    assert chosen(0, everything, "relay") == [UDP]


def test_a_relay_that_refuses_is_a_reason():
    everything = Reachable({}, {url: Silence.REFUSED for one in LADDER for url in one.urls})
    with pytest.raises(CallError, match="does not accept the credentials") as raised:
        chosen(0, everything, "relay")
    assert raised.value.fault is CallFault.NO_RELAY


@pytest.mark.parametrize(
    "url",
    [
        *("", "turn", "turn:", "turn::1", "turn:a:0", "turn:a:65536", "turn:a:99999999999999"),
        *("turn:a b", "turn:a\nb", "stun:a?transport=udp", "http://a", "turn:\x00", "turn:é"),
        "turn:" + "a" * 600,
    ],
)
def test_an_address_that_is_none(url):
    assert ice.endpoints(servers(url, UDP)) == ice.endpoints(servers(UDP))


@pytest.mark.parametrize("url", ["stuns:a", "turns:a?transport=udp", "turn:a?transport=sctp"])
def test_what_aioice_does_not_speak_is_left_out(url):
    assert ice.endpoints(servers(url)) == []


def test_a_list_of_hundreds_is_bounded():
    many = servers(*(f"turn:host{number}" for number in range(500)))
    assert len(ice.endpoints(many)) == ice.MOST_SERVERS
    one = (IceServer(tuple(f"turn:host{number}" for number in range(500))),)
    assert len(ice.endpoints(one)) == ice.MOST_SERVERS
    rubbish = servers(*("rubbish" for _ in range(500)), UDP)
    assert ice.endpoints(rubbish) == []


def test_credentials_without_end_are_left_out():
    assert ice.endpoints(servers(UDP, username="x" * 600)) == []


def test_the_same_address_counts_once():
    (one,) = ice.endpoints(servers(UDP, UDP))
    assert (one.way, one.host, one.port) == (Way.UDP, "a", 1)
    assert "secret" not in repr(one)


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
