"""How an instance stands."""

from gurukul_desktop.server.census import Census
from gurukul_desktop.server.run import MatchmakingServer

from .client import Client, pair
from .conftest import Join


def of(server: MatchmakingServer) -> Census:
    assert server.service is not None
    return server.service.census()


async def test_who_is_connected_waits_and_talks(server: MatchmakingServer, join: Join) -> None:
    assert of(server) == Census({"websocket": 0, "http": 0}, 0, 0.0, 0, 0)
    one, other, third = [await join() for _ in range(3)]
    silent = await Client.open(server.url)
    await pair(one, other)
    await third.find()
    await third.expect("queued")
    census = of(server)
    assert census.connections == {"websocket": 4, "http": 0}
    assert (census.waiting, census.in_session, census.sessions) == (1, 2, 1)
    assert 0 <= census.longest_wait < 10
    await silent.close()
    # ``other`` calls; a session counts where its caller is.
    await other.vanish()
    await third.ask({"type": "cancel"}, "cancelled")
    census = of(server)
    assert (census.waiting, census.in_session, census.sessions) == (0, 1, 0)
    assert census.longest_wait == 0
