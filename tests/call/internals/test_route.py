"""The private names that ``call/internals/route.py`` touches, and what it makes of them."""

import asyncio
import gc
import inspect
import socket
from types import SimpleNamespace

import pytest
from aioice.candidate import Candidate, candidate_priority
from aioice.ice import CandidatePair, TransportPolicy
from aiortc import RTCConfiguration, RTCIceServer, RTCPeerConnection

from gurukul_desktop.call.internals import route


@pytest.fixture
async def connection():
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    connection.addTransceiver("video")
    yield connection
    await connection.close()


async def test_an_agent_has_its_names(connection):
    agent = connection.getTransceivers()[0].receiver.transport.transport._connection
    assert callable(agent.get_component_candidates)
    assert agent._nominated == {}
    assert agent._protocols == []
    assert agent._transport_policy is TransportPolicy.ALL
    assert agent._check_list == []
    assert not agent._check_list_done
    assert agent._remote_candidates_expected()
    assert agent._check_periodic()
    for check in (agent.check_start_task, agent.check_complete):
        assert list(inspect.signature(check).parameters) == ["pair"]
    pair = CandidatePair(None, None)
    assert (pair.state, pair.task) == (CandidatePair.State.FROZEN, None)
    assert route.path(connection) is None
    assert route.address(connection) is None


@pytest.mark.parametrize("order", ["host relay", "relay host"])
async def test_the_best_nominated_pair_is_used_whichever_was_found_last(connection, order):
    route.prepare(connection)
    agent = connection.getTransceivers()[0].receiver.transport.transport._connection
    agent._components = {1}
    for type_ in order.split():
        local, remote = (
            Candidate("f", 1, "udp", candidate_priority(1, each), "192.0.2.1", 9, each)
            for each in (type_, "host")
        )
        pair = CandidatePair(SimpleNamespace(local_candidate=local), remote)
        pair.state, pair.nominated = CandidatePair.State.SUCCEEDED, True
        agent._check_list.append(pair)
        agent.check_complete(pair)
    assert agent._nominated[1].local_candidate.type == "host"


async def test_a_transport_counts(connection):
    for name in route.TRANSPORT_COUNTERS:
        assert getattr(connection.getTransceivers()[0].receiver.transport, name, None) == 0, name
    assert route.traffic(connection) == (0, 0, 0)


def test_the_addresses_of_this_machine_are_never_of_its_loopback():
    assert not route.addresses() & {"127.0.0.1", "::1"}


async def test_a_machine_without_a_network_cannot_lose_its_address(monkeypatch):
    """Two windows on it kept on rebuilding their call, for 127.0.0.1 is in no list."""
    monkeypatch.setattr("aioice.ice.get_host_addresses", lambda **_: [])
    caller, callee = (RTCPeerConnection(RTCConfiguration(iceServers=[])) for _ in range(2))
    opened = asyncio.Event()
    try:
        caller.createDataChannel("gurukul").on("open", opened.set)
        route.prepare(caller)
        await caller.setLocalDescription(await caller.createOffer())
        await callee.setRemoteDescription(caller.localDescription)
        route.prepare(callee)
        await callee.setLocalDescription(await callee.createAnswer())
        await caller.setRemoteDescription(callee.localDescription)
        await asyncio.wait_for(opened.wait(), 20)
        assert route.path(caller) == "direct"
        assert route.address(caller) is None
    finally:
        await caller.close()
        await callee.close()


@pytest.mark.parametrize("steps", range(8))
async def test_gathering_that_is_cut_short_leaves_no_socket_open(connection, steps):
    """A socket that is left open would be a warning, which is an error here."""
    route.prepare(connection)
    gathering = asyncio.create_task(connection.setLocalDescription(await connection.createOffer()))
    for _ in range(steps):
        await asyncio.sleep(0)
    gathering.cancel()
    await asyncio.wait({gathering})
    await connection.close()
    gc.collect()


async def test_gathering_that_is_cut_short_ends_what_it_asks_of_a_relay():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"turn:127.0.0.1:{silent.getsockname()[1]}"
        servers = [RTCIceServer(url, "student", "word")]
        connection = RTCPeerConnection(RTCConfiguration(servers))
        connection.addTransceiver("audio")
        route.prepare(connection, 0.2)
        offer = await connection.createOffer()
        gathering = asyncio.create_task(connection.setLocalDescription(offer))
        silent.setblocking(False)
        await asyncio.get_running_loop().sock_recv(silent, 1000)
        gathering.cancel()
        await asyncio.wait({gathering})
        await connection.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert left
        async with asyncio.timeout(5):
            await asyncio.wait(left)
