"""gurukul_desktop.signaling.line: another server, or another name, while the app runs."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from gurukul_desktop.demo.processes import free_port
from gurukul_desktop.protocol import messages
from gurukul_desktop.server.embedded import EmbeddedServer
from gurukul_desktop.signaling.address import embedded_url
from gurukul_desktop.signaling.backoff import Backoff
from gurukul_desktop.signaling.client import SignalingClient
from gurukul_desktop.signaling.line import Destination, Line
from gurukul_desktop.signaling.link import Link
from gurukul_desktop.signaling.tokens import MemoryTokens
from tests.signaling.listening import Listener


@pytest.fixture
def servers(tmp_path: Path) -> AsyncIterator[list[str]]:
    started = []
    for number in (1, 2):
        server = EmbeddedServer("127.0.0.1", free_port(), data_dir=tmp_path / str(number))
        server.start()
        started.append(server)
    yield [embedded_url(server.port) for server in started]
    for server in started:
        server.stop()


@asynccontextmanager
async def line(url: str, name: str) -> AsyncIterator[tuple[Line, Listener]]:
    heard = Listener()
    tokens = MemoryTokens()

    def make(destination: Destination) -> SignalingClient:
        return SignalingClient(
            *destination.urls,
            name=destination.name,
            tokens=tokens,
            listener=heard,
            backoff=Backoff(uniform=lambda low, high: 0.02),
        )

    line = Line(Destination((url,), name), make)
    line.start()
    try:
        yield line, heard
    finally:
        await line.aclose()


async def test_another_name_is_the_same_person(servers: list[str]) -> None:
    async with line(servers[0], "Asha") as (asha, heard):
        first = await heard.message(messages.Welcome)
        asha.change(Destination((servers[0],), "Asha Rao"))
        await heard.link(Link.CONNECTING)
        second = await heard.message(messages.Welcome)
    assert (first.user.name, second.user.name) == ("Asha", "Asha Rao")
    assert first.user.id == second.user.id
    assert heard.refusals == []


async def test_another_server_is_used_at_once(servers: list[str]) -> None:
    async with AsyncExitStack() as stack:
        asha, heard = await stack.enter_async_context(line(servers[0], "Asha"))
        await heard.message(messages.Welcome)
        ravi, other = await stack.enter_async_context(line(servers[1], "Ravi"))
        await other.message(messages.Welcome)
        asha.change(Destination((servers[1],), "Asha"))
        await heard.message(messages.Welcome)
        for one in (asha, ravi):
            assert one.send(messages.Find("global", "video"))
        matched = await heard.message(messages.Matched)
        assert matched.partner.name == "Ravi"


async def test_who_changes_their_mind_quickly_ends_where_they_said_last(
    servers: list[str],
) -> None:
    async with line(servers[0], "Asha") as (asha, heard):
        asha.change(Destination((servers[1],), "One"))
        asha.change(Destination((servers[0],), "Two"))
        asha.change(Destination((servers[0],), "Two"))
        welcome = await heard.message(messages.Welcome)
        while welcome.user.name != "Two":
            welcome = await heard.message(messages.Welcome)
        assert asha.send(messages.Find("global", "video"))


async def test_it_can_be_closed_in_the_middle_of_a_change(servers: list[str]) -> None:
    async with line(servers[0], "Asha") as (asha, heard):
        await heard.message(messages.Welcome)
        asha.change(Destination((servers[1],), "Asha"))
        await asha.aclose()
        heard.events.clear()
    assert heard.events == []
    assert not asha.send(messages.Cancel())


async def test_a_change_before_the_start_waits_for_it(servers: list[str]) -> None:
    heard = Listener()
    line = Line(
        Destination((servers[0],), "Asha"),
        lambda to: SignalingClient(*to.urls, name=to.name, tokens=MemoryTokens(), listener=heard),
    )
    line.change(Destination((servers[0],), "Ravi"))
    assert not line.send(messages.Cancel())
    line.start()
    assert (await heard.message(messages.Welcome)).user.name == "Ravi"
    await line.aclose()
