"""Several instances, killed, drained, named by the admin, or all down."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from gurukul_desktop.protocol import messages
from gurukul_desktop.server.run import MatchmakingServer
from gurukul_desktop.signaling.link import Carrier, Link
from tests.proxies import FaultyProxy, WebSockets
from tests.signaling.students import Student, behind_proxy, meet, serving


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[MatchmakingServer]:
    async with serving(tmp_path) as server:
        yield server


@pytest.fixture
async def proxy(server: MatchmakingServer) -> AsyncIterator[FaultyProxy]:
    async with behind_proxy(server) as proxy:
        yield proxy


async def test_another_server_that_the_admin_names_is_used_from_the_next_connection_on(
    tmp_path: Path, server: MatchmakingServer, proxy: FaultyProxy
) -> None:
    assert server.service is not None
    async with serving(tmp_path) as other, Student(proxy.url).studying() as asha:
        user = (await asha.welcomed()).user
        server.service.change_settings({"servers": other.url})
        await asha.heard.message(messages.Settings)
        assert other.service is not None
        assert other.service.connections == 0
        await proxy.cut()
        assert (await asha.welcomed()).user == user
        assert (server.service.connections, other.service.connections) == (0, 1)


@pytest.mark.parametrize("fault", ["pass", "refuse"])
async def test_students_of_a_killed_instance_are_on_another_within_5_s(
    tmp_path: Path, fault: WebSockets
) -> None:
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        # The same folder: the same secret, as instances of one service have.
        servers = [await stack.enter_async_context(serving(tmp_path)) for _ in range(2)]
        fronts = [await stack.enter_async_context(behind_proxy(server)) for server in servers]
        killed = AsyncExitStack()
        assert servers[0].http_url is not None
        doomed = FaultyProxy(servers[0].url, servers[0].http_url)
        await killed.enter_async_context(doomed.listening())
        doomed.websockets = fronts[1].websockets = fault
        student = Student(doomed.url, fronts[1].url)
        asha = await stack.enter_async_context(student.studying())
        user = (await asha.welcomed()).user
        began = loop.time()
        await killed.aclose()
        await asha.heard.link(Link.OFFLINE)
        assert (await asha.welcomed()).user == user
        assert loop.time() - began < 5.0
        assert asha.heard.refusals == []


@pytest.mark.parametrize("fault", ["pass", "refuse"])
async def test_students_of_a_draining_instance_are_on_another_before_it_is_gone(
    tmp_path: Path, fault: WebSockets
) -> None:
    async with AsyncExitStack() as stack:
        servers = [
            await stack.enter_async_context(serving(tmp_path, drain_seconds=60.0)) for _ in range(2)
        ]
        fronts = [await stack.enter_async_context(behind_proxy(server)) for server in servers]
        for front in fronts:
            front.websockets = fault
        student = Student(*(front.url for front in fronts))
        asha = await stack.enter_async_context(student.studying())
        user = (await asha.welcomed()).user
        stopping = asyncio.create_task(servers[0].stop())
        await asha.heard.message(messages.Draining)
        assert (await asha.welcomed()).user == user
        async with asyncio.timeout(5):
            await stopping


async def test_a_draining_server_without_another_is_left_by_who_is_in_no_session(
    tmp_path: Path,
) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving(tmp_path, drain_seconds=60.0))
        asha, ravi, mira = [
            await stack.enter_async_context(Student(server.url).studying()) for _ in range(3)
        ]
        for student in (asha, ravi, mira):
            await student.welcomed()
        await meet(asha, ravi)
        assert server.service is not None
        server.service.drain(0.0)
        # Back at the same address, where another instance may be by now.
        await mira.heard.message(messages.Draining)
        await mira.welcomed()
        for member in (asha, ravi):
            await member.heard.message(messages.Draining)
            assert Link.CONNECTING not in member.heard.events


async def test_a_server_that_is_down_is_waited_for_on_the_websocket(
    server: MatchmakingServer,
) -> None:
    assert server.http_url is not None
    front = FaultyProxy(server.url, server.http_url)
    async with front.listening():
        port = front.port
    async with AsyncExitStack() as stack:
        asha = await stack.enter_async_context(Student(front.url).studying())
        for _ in range(8):
            await asha.heard.link(Link.OFFLINE)
        assert not [event for event in asha.heard.events if isinstance(event, Carrier)]
        await stack.enter_async_context(front.listening(port))
        told = await asha.heard.until(lambda event: isinstance(event, Carrier))
        assert told is Carrier.WEBSOCKET
        assert asha.heard.refusals == []
