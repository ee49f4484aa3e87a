"""What is counted, of a search, a match, a session, on a real server."""

import timeit

from gurukul_desktop.server.measures import Measures
from gurukul_desktop.server.run import MatchmakingServer

from .client import Client, pair
from .conftest import Join, StartServer


def of(server: MatchmakingServer) -> Measures:
    """What ``server`` counts."""
    assert server.service is not None
    return server.service.measures


async def test_a_session_from_search_to_end(server: MatchmakingServer, join: Join) -> None:
    one, other = await join(), await join()
    measures = of(server)
    await one.find()
    await one.expect("queued")
    await other.find(mode="buddies_first")
    await other.expect("matched", role="caller")
    session = (await one.expect("matched"))["session"]
    assert measures.finds == {"global": 1, "buddies_first": 1}
    # One match, of the caller's mode, and the wait of both.
    assert measures.matches == {"global": 0, "buddies_first": 1}
    assert len(measures.latency_ms) == 2
    assert measures.latency_ms.total < 10_000
    await one.say("signal", session, data={"n": 1})
    relayed = await other.expect("signal")
    assert relayed["data"] == {"n": 1}
    assert measures.relayed == 1
    assert measures.relayed_bytes > len(session)
    for client in (one, other):
        # Said twice, it counts once.
        await client.say("connected", session)
        await client.say("connected", session)
    await other.say("skip", session)
    await other.expect("ended")
    await one.expect("partner_left")
    assert len(measures.media_ms) == 2
    assert measures.skips == 1
    assert measures.ends["skipped"] == 2
    assert sum(measures.ends.values()) == 2


async def test_a_renewed_search_is_the_same_wait(server: MatchmakingServer, join: Join) -> None:
    one = await join()
    for _ in range(3):
        await one.find()
        await one.expect("queued")
    assert sum(of(server).finds.values()) == 1


async def test_a_report(server: MatchmakingServer, join: Join) -> None:
    one, other = await join(), await join()
    session = await pair(one, other)
    await one.say("report", session, reason="spam")
    await one.expect("ended")
    await other.expect("partner_left")
    assert of(server).reports["spam"] == 1
    assert of(server).ends["reported"] == 2


async def test_connections_errors_and_closes(start_server: StartServer) -> None:
    server = await start_server()
    measures = of(server)
    client = await Client.join(server.url)
    await client.ask({"type": "nonsense"}, "error", code="bad_message")
    stranger = await Client.open(server.url)
    await stranger.send({"type": "hello", "protocol": 1, "token": "forged"})
    assert await stranger.closed() == 4001
    early = await Client.open(server.url)
    await early.send({"type": "hello", "protocol": 99})
    assert await early.closed() == 1002
    again = await Client.join(server.url, token=client.token)
    assert await client.closed() == 4009
    await again.close()
    assert measures.opened == {"websocket": 4, "http": 0}
    assert measures.refused["bad_message"] == 1
    assert measures.hello_failures["unauthorized"] == 1
    assert measures.hello_failures["unsupported_version"] == 1
    assert measures.closed == {4001: 1, 1002: 1, 4009: 1}
    assert measures.received == 5


def test_counting_a_signal_costs_well_under_a_microsecond() -> None:
    measures = Measures()

    def relay() -> None:
        measures.relayed += 1
        measures.relayed_bytes += 600

    rounds = 100_000
    fastest = min(timeit.repeat(relay, number=rounds, repeat=5))
    assert measures.relayed == 5 * rounds
    assert fastest / rounds < 1e-6
