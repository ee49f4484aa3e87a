"""The server inside the app: whoever comes first serves, and somebody takes over."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from gurukul_desktop.demo.processes import free_port
from gurukul_desktop.protocol import messages
from gurukul_desktop.signaling.backoff import Backoff
from gurukul_desktop.signaling.client import SignalingClient
from gurukul_desktop.signaling.link import Link
from gurukul_desktop.signaling.tokens import MemoryTokens
from tests.signaling.listening import Listener

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from gurukul_desktop.embedded_home import EmbeddedHome


class Window:
    """What of an app finds its server."""

    def __init__(self, port: int, folder: Path) -> None:
        self.heard = Listener()
        self.home = EmbeddedHome(folder, port)
        self.client = SignalingClient(
            f"ws://127.0.0.1:{port}/ws",
            name="",
            tokens=MemoryTokens(),
            listener=self.heard,
            summon=self.home.summon,
            backoff=Backoff(uniform=lambda low, high: 0.02),
        )

    async def aclose(self) -> None:
        await self.client.aclose()
        await self.home.aclose()


@asynccontextmanager
async def window(port: int, folder: Path) -> AsyncIterator[Window]:
    window = Window(port, folder)
    window.client.start()
    try:
        yield window
    finally:
        await window.aclose()


async def test_the_first_window_serves_and_the_second_finds_it(tmp_path: Path) -> None:
    port = free_port()
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(window(port, tmp_path))
        await first.heard.link(Link.ONLINE)
        second = await stack.enter_async_context(window(port, tmp_path))
        await second.heard.link(Link.ONLINE)
        for one in (first, second):
            one.client.send(messages.Find("global", "video"))
        for one in (first, second):
            await one.heard.message(messages.Matched)


async def test_the_second_window_serves_when_the_first_is_closed(tmp_path: Path) -> None:
    port = free_port()
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(window(port, tmp_path))
        await first.heard.link(Link.ONLINE)
        second = await stack.enter_async_context(window(port, tmp_path))
        await second.heard.link(Link.ONLINE)
        await first.aclose()
        await second.heard.link(Link.OFFLINE)
        await second.heard.link(Link.ONLINE)


@pytest.mark.parametrize("what", ["a damaged secret", "a folder that cannot be made"])
async def test_it_serves_without_what_it_kept(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "data"
    if what == "a damaged secret":
        folder.mkdir()
        (folder / "server-secret").write_text("short")
    else:
        folder.write_text("a file")
    async with window(free_port(), folder) as one:
        await one.heard.link(Link.ONLINE)
