"""A web page in Chromium and a student of ours, who meet on a real server."""

import asyncio
import contextlib
import functools
import http.server
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gurukul_desktop.call.engine import CallEngine
from gurukul_desktop.call.ports import CallPlan, LocalMedia, RemoteMedia
from gurukul_desktop.protocol.peer import PeerSignal, decode_peer, encode_peer
from gurukul_desktop.server.embedded import EmbeddedServer
from gurukul_desktop.server.limits.values import Limits
from gurukul_desktop.server.options import ServerOptions
from tests.call.conftest import Pattern, Side, Tone
from tests.end_to_end.chromium.browser import Page, chromium, installed
from tests.server.client import Client, Json

HERE = Path(__file__).parent
NOT_HERE = "Chromium is not installed (on Debian: chromium)"


class _Files(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Requests are no news."""


@pytest.fixture
def site() -> Iterator[str]:
    """The origin that the page comes from."""
    handler = functools.partial(_Files, directory=str(HERE))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def server(site: str) -> Iterator[str]:
    """The address of a server that lets the page in."""
    options = ServerOptions(
        port=0,
        secret="a-secret-of-32-characters-or-so-",
        limits=Limits(finds_per_minute=0),
        origins=frozenset([site]),
        drain_seconds=0.0,
    )
    server = EmbeddedServer(options=options)
    server.start()
    yield server.url
    server.stop()


OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture
async def open_page(tmp_path: Path, site: str) -> AsyncIterator[OpenPage]:
    """Opens the page and has it connect to a server, with these options of its call."""
    if not installed():
        pytest.skip(NOT_HERE)
    async with contextlib.AsyncExitStack() as stack:
        browser = await stack.enter_async_context(chromium(tmp_path / "chromium"))
        pages = []

        async def open_page(url: str, **options: Any) -> Page:
            page = await browser.open(f"{site}/page.html")
            pages.append(page)
            said = msgspec.json.encode(options).decode()
            await page.run(f"student.connect('{url}', {said})")
            await page.until("student.state === 'idle'")
            return page

        yield open_page
        for page in pages:
            assert page.complaints == []
            assert await page.run("student.call?.complaints ?? []") == []


class Student(Side):
    """A student of ours without a window: the real engine, real signals."""

    def __init__(self, client: Client, engine: CallEngine, local: LocalMedia) -> None:
        super().__init__("ours")
        self._client = client
        self._engine = engine
        self._local = local
        self._session = ""
        self.told: list[Json] = []
        self._sending: asyncio.Queue[Json] = asyncio.Queue()
        self._tasks = [asyncio.create_task(work()) for work in (self._receive, self._send)]

    async def find(self) -> None:
        """Search, and wait until the server knows or has found."""
        count = len(self.told)
        await self._client.find()
        await self.until(lambda: len(self.told) > count)

    async def leave(self, kind: str) -> None:
        """``skip`` or ``end``."""
        assert self.call is not None
        await self.call.close("skipped" if kind == "skip" else "ended")
        await self._client.say(kind, self._session)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.call is not None:
            await self.call.close(None)
        await self._client.close()

    def on_signal(self, signal: PeerSignal) -> None:
        super().on_signal(signal)
        data = msgspec.json.decode(encode_peer(signal))
        self._sending.put_nowait({"type": "signal", "session": self._session, "data": data})

    async def _send(self) -> None:
        while True:
            await self._client.send(await self._sending.get())

    async def _receive(self) -> None:
        while True:
            message = msgspec.json.decode(await self._client.socket.recv())
            if message["type"] == "matched":
                self._session = message["session"]
                plan = CallPlan(message["role"], message["media"])
                remote = RemoteMedia(self.picture, self.play_from)
                self.call = self._engine.place(plan, self._local, remote, self)
            elif message["type"] == "signal" and self.call is not None:
                signal = decode_peer(msgspec.json.encode(message["data"]))
                if signal is not None:
                    self.call.receive(signal)
            self.told.append(message)
            self._note()


@pytest.fixture
async def ours(server: str) -> AsyncIterator[Student]:
    """A student of ours, connected to the server."""
    engine, camera, microphone = CallEngine(), Pattern(640, 360), Tone(440)
    engine.start()
    for source in (camera, microphone):
        source.start()
    student = Student(await Client.join(server, "Asha"), engine, LocalMedia(camera, microphone))
    yield student
    student.hang_up()
    await student.close()
    await engine.aclose()
    for source in (camera, microphone):
        source.stop()
        assert source.join(2)
