"""Who is found where the app would serve itself; tests for gurukul_desktop.signaling.at_home."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from gurukul_desktop.signaling.at_home import open_at_home
from gurukul_desktop.signaling.backoff import Backoff
from gurukul_desktop.signaling.carrier import Gone
from gurukul_desktop.signaling.client import SignalingClient
from gurukul_desktop.signaling.link import Link, Refusal
from gurukul_desktop.signaling.timing import Timing
from gurukul_desktop.signaling.tokens import MemoryTokens
from tests.signaling.listening import Listener

TIMING = Timing(open=0.3, welcome=0.3, patience=0.1)
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def page_not_found(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    writer.close()


async def another_language(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.example.org ESMTP\r\n")
    writer.close()


@asynccontextmanager
async def stranger(talk: Talk) -> AsyncIterator[str]:
    """Another program that listens; its address as the app takes it for its own."""
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/ws"
    finally:
        server.close()


async def nothing_to_summon() -> bool:
    return False


@pytest.mark.parametrize("talk", [never_answer, hang_up, page_not_found, another_language])
async def test_another_program_there_is_told(talk: Talk) -> None:
    listener = Listener()
    async with stranger(talk) as url:
        client = SignalingClient(
            url,
            name="",
            tokens=MemoryTokens(),
            listener=listener,
            summon=nothing_to_summon,
            backoff=Backoff(uniform=lambda low, high: 0.02),
            timing=TIMING,
        )
        client.start()
        await listener.until(lambda event: event is Refusal.OCCUPIED)
        await listener.link(Link.OFFLINE)
        await client.aclose()
    assert set(listener.refusals) == {Refusal.OCCUPIED}


async def test_a_server_that_was_started_is_tried_at_once(unused_tcp_port: int) -> None:
    async def summon() -> bool:
        return True

    with pytest.raises(Gone) as gone:
        await open_at_home(f"ws://127.0.0.1:{unused_tcp_port}/ws", TIMING, summon)
    assert (gone.value.wait, gone.value.refusal) == (0.0, None)


async def test_a_server_that_is_busy_is_no_stranger() -> None:
    async def busy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with stranger(busy) as url:
        with pytest.raises(Gone) as gone:
            await open_at_home(url, TIMING, nothing_to_summon)
    assert gone.value.refusal is None
