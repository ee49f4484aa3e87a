"""The client and the real server, over real sockets."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.messages import Welcome
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.run import MatchmakingServer
from gurukul_desktop.signaling.backoff import Backoff
from gurukul_desktop.signaling.client import SignalingClient
from gurukul_desktop.signaling.link import Link
from gurukul_desktop.signaling.tokens import MemoryTokens
from tests.signaling.listening import Listener


class Student:
    """One client, what it was told, and what it remembers."""

    def __init__(self, url: str, name: str) -> None:
        self.heard = Listener()
        self.tokens = MemoryTokens()
        self.client = SignalingClient(
            url,
            name=name,
            tokens=self.tokens,
            listener=self.heard,
            backoff=Backoff(uniform=lambda low, high: 0.02),
        )

    async def welcomed(self) -> Welcome:
        await self.heard.link(Link.ONLINE)
        welcome: Welcome = await self.heard.message(Welcome)
        return welcome


@asynccontextmanager
async def serving(folder: Path, port: int = 0) -> AsyncIterator[MatchmakingServer]:
    server = MatchmakingServer(ServerOptions(port=port, data_dir=folder))
    await server.start()
    try:
        yield server
    finally:
        await server.stop(0)


@asynccontextmanager
async def student(url: str, name: str) -> AsyncIterator[Student]:
    student = Student(url, name)
    student.client.start()
    try:
        yield student
    finally:
        await student.client.aclose()


async def test_two_clients_are_matched_and_their_signals_relayed(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving(tmp_path))
        asha = await stack.enter_async_context(student(server.url, "Asha"))
        ravi = await stack.enter_async_context(student(server.url, "Ravi"))
        for one in (asha, ravi):
            await one.welcomed()
        find = messages.Find("global", "video")
        asha.client.send(find)
        queued = await asha.heard.message(messages.Queued)
        assert (queued.position, queued.waiting) == (1, 1)
        ravi.client.send(find)
        seen = await asha.heard.message(messages.Matched)
        met = await ravi.heard.message(messages.Matched)
        assert seen.session == met.session
        assert (seen.partner.name, met.partner.name) == ("Ravi", "Asha")
        assert {seen.role, met.role} == {"caller", "callee"}
        asha.client.send(messages.Signal(seen.session, msgspec.Raw(b'{"any": ["thing"]}')))
        signal = await ravi.heard.message(messages.Signal)
        assert bytes(signal.data) == b'{"any": ["thing"]}'
        ravi.client.send(messages.Skip(met.session))
        assert (await ravi.heard.message(messages.Ended)).reason == "skipped"
        assert (await asha.heard.message(messages.PartnerLeft)).reason == "skipped"


@pytest.mark.parametrize("same_folder", [True, False])
async def test_a_restarted_server_knows_the_client_by_its_folder(
    tmp_path: Path, same_folder: bool
) -> None:
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(serving(tmp_path / "one"))
        asha = await stack.enter_async_context(student(first.url, "Asha"))
        before = (await asha.welcomed()).user
        await first.stop(0)
        folder = tmp_path / ("one" if same_folder else "two")
        await stack.enter_async_context(serving(folder, first.port))
        after = (await asha.welcomed()).user
        assert (after.id == before.id) == same_folder


async def test_a_session_is_taken_up_again_after_a_drop(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving(tmp_path))
        asha = await stack.enter_async_context(student(server.url, "Asha"))
        ravi = await stack.enter_async_context(student(server.url, "Ravi"))
        for one in (asha, ravi):
            await one.welcomed()
            one.client.send(messages.Find("global", "audio"))
        session = (await asha.heard.message(messages.Matched)).session
        await asha.client.aclose()
        asha.client.start()
        info = (await asha.welcomed()).session
        assert info is not None
        assert (info.session, info.media, info.partner.name) == (session, "audio", "Ravi")
