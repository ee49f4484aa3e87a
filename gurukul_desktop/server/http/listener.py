"""The HTTP port: opened, bounded against hostile clients, closed."""

import asyncio
import logging
import socket
from typing import Final

from aiohttp import web

from gurukul_desktop.protocol.messages import Error
from gurukul_desktop.server.http.answers import Refusal, answer_refusal
from gurukul_desktop.server.quiet import quiet_logger

IDLE_SECONDS: Final = 20.0
"""A TCP connection may go without a whole request for this long: an idle one, one whose
headers trickle in. A proxy in front has to give up its idle connections sooner."""

LINE_BYTES: Final = 4096
HEADER_BYTES: Final = 8192
"""Of one header: a token has up to 4,096."""
HEADERS: Final = 64

UNREACHABLE_SECONDS: Final = 20.0
"""A client whose system does not confirm what was sent for this long is gone. Without it,
the stream of one that has lost its network would pass for open for a quarter of an hour."""

_LINGER_SECONDS: Final = 1.0
"""What is left of a body that nobody wants is read for this long."""
_STOP_SECONDS: Final = 1.0
_BACKLOG: Final = 1024

# Every request would be a line, with the client's address.
_NO_LOG: Final = logging.Logger("no log", logging.CRITICAL + 1)


class HttpListener:
    """An application on a port. Starts once, stops once."""

    def __init__(self, app: web.Application) -> None:
        self._runner = web.AppRunner(
            app, handler_cancellation=True, shutdown_timeout=_STOP_SECONDS, access_log=None
        )
        self._listener: asyncio.Server | None = None
        self._errors = quiet_logger("http", "malformed traffic")

    async def start(self, host: str, port: int) -> int:
        """Listen; the port, which is a free one if 0 was asked for.

        Raises:
            OSError: the address cannot be listened on.
        """
        await self._runner.setup()
        manager = self._runner.server
        assert manager is not None  # made by setup
        loop = asyncio.get_running_loop()

        def protocol() -> web.RequestHandler:
            return _Protocol(
                manager,
                loop=loop,
                logger=self._errors.logger,
                access_log=_NO_LOG,
                keepalive_timeout=IDLE_SECONDS,
                lingering_time=_LINGER_SECONDS,
                max_line_size=LINE_BYTES,
                max_field_size=HEADER_BYTES,
                max_headers=HEADERS,
                # A small body could swell without bounds.
                auto_decompress=False,
            )

        try:
            self._listener = await loop.create_server(protocol, host, port, backlog=_BACKLOG)
        except BaseException:
            await self._runner.cleanup()
            raise
        bound: int = self._listener.sockets[0].getsockname()[1]
        return bound

    async def aclose(self) -> None:
        """Close the port and every connection, after the answers under way. Idempotent."""
        if self._listener is not None:
            self._listener.close()
        await self._runner.cleanup()


class _Protocol(web.RequestHandler):
    """aiohttp's, with an end to dead connections, and answers in JSON to what is no HTTP."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # RFC 5482; Linux has it
            milliseconds = int(1000 * UNREACHABLE_SECONDS)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        self.logger.error("%s", type(exc).__name__)
        if request.writer.output_size > 0:
            raise ConnectionError("part of another answer was sent")
        error = Error("internal" if status >= 500 else "bad_message", "malformed HTTP")
        return answer_refusal(Refusal(error, status, hang_up=True))
