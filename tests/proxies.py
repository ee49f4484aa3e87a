"""A proxy in front of a server, with the faults of those that students sit behind.

One port for both carriers, as a campus has it: ``/ws`` goes to the WebSocket port, the rest
to the HTTP port. The faults are switched while it runs.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, Literal
from urllib.parse import urlsplit

WebSockets = Literal["pass", "refuse", "close", "swallow"]

_HEAD_BYTES: Final = 64 * 1024
_STREAM: Final = re.compile(rb"GET [^ ?]*/api/v1/events HTTP/1\.1\r\n")
_REFUSAL: Final = (
    b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 9\r\n"
    b"Connection: close\r\n\r\nforbidden"
)


class FaultyProxy:
    """Forwards bytes, or does not.

    Attributes:
        websockets: let through; answered with 403; hung up on; opened by the server, but no
            frame passes.
        holds_streams: streams of events are kept back, as by a proxy that waits for their end.
        cuts_after: seconds after which every connection is cut; None never.
        drops_answers: so many answers to POSTs are lost after the server gave them.
        seen: the first line of each request's head, as far as it was looked at.
        port: where it listens.
    """

    def __init__(self, websocket_url: str, http_url: str) -> None:
        self._websocket = urlsplit(websocket_url).port
        self._http = urlsplit(http_url).port
        self.websockets: WebSockets = "pass"
        self.holds_streams = False
        self.cuts_after: float | None = None
        self.drops_answers = 0
        self.seen: list[str] = []
        self.port = 0
        self._open = False
        self._looked = asyncio.Event()
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The address to give to a client."""
        return f"ws://127.0.0.1:{self.port}/ws"

    async def request(self, part: str) -> None:
        """Wait for another request with ``part`` in its first line."""
        known = len(self.seen)
        async with asyncio.timeout(10):
            while not any(part in line for line in self.seen[known:]):
                self._looked.clear()
                await self._looked.wait()

    async def cut(self) -> None:
        """Cut every connection now."""
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    @asynccontextmanager
    async def listening(self, port: int = 0) -> AsyncIterator["FaultyProxy"]:
        """Listen; on a free port, if 0."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", port, limit=_HEAD_BYTES)
        self._open = True
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            self._open = False
            await self.cut()
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._open:
            writer.close()  # it was accepted in the last moment
            return
        task = asyncio.create_task(self._connection(reader, writer))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)
        # Not in the task: one that is cancelled before it began would leave it open.
        task.add_done_callback(lambda _: writer.close())
        await asyncio.wait([task])

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(self.cuts_after):
                head = await reader.readuntil(b"\r\n\r\n")
                is_websocket = head.startswith(b"GET /ws")
                if is_websocket and self.websockets in ("refuse", "close"):
                    self.seen.append(_first_line(head))
                    if self.websockets == "refuse":
                        writer.write(_REFUSAL)
                        await writer.drain()
                    return
                port = self._websocket if is_websocket else self._http
                await self._forward(head, reader, writer, port, is_websocket=is_websocket)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            return

    async def _forward(
        self,
        head: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        port: int | None,
        *,
        is_websocket: bool,
    ) -> None:
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", port)
        requests = _Requests()

        async def upward() -> None:
            data = head
            swallow = is_websocket and self.websockets == "swallow"
            while data:
                self._look(data, requests)
                up_writer.write(data)
                await up_writer.drain()
                data = await reader.read(_HEAD_BYTES)
                while data and swallow:
                    data = await reader.read(_HEAD_BYTES)

        async def downward() -> None:
            while data := await up_reader.read(_HEAD_BYTES):
                if self.drops_answers and requests.numbered:
                    self.drops_answers -= 1
                    return
                if not requests.held:
                    writer.write(data)
                    await writer.drain()

        tasks = [asyncio.create_task(upward()), asyncio.create_task(downward())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            up_writer.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _look(self, data: bytes, requests: "_Requests") -> None:
        line = _first_line(data)
        if not line.endswith("HTTP/1.1"):
            return  # a frame, or a body that follows its head
        self.seen.append(line)
        self._looked.set()
        requests.numbered = b"\r\nGurukul-Sequence:" in data
        requests.held = self.holds_streams and _STREAM.match(data) is not None


class _Requests:
    """What of one connection has to be known for its answers."""

    numbered = False
    held = False


def _first_line(data: bytes) -> str:
    return data.partition(b"\r\n")[0].decode("latin-1")
