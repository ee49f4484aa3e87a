"""A server that starts, drains and stops."""

import asyncio
import contextlib
import errno
import logging
import signal
import sys
from collections.abc import Callable
from typing import Final

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.quiet import quiet_logger
from gurukul_desktop.server.service import Service
from gurukul_desktop.server.stores.memory.store import MemoryStore
from gurukul_desktop.server.websocket import CLOSE_SECONDS, PATH, listen

_log: Final = logging.getLogger(__name__)

RETRY_AFTER_SECONDS: Final = 2.0
"""When clients of a server that goes down are told to come back."""


class MatchmakingServer:
    """The matchmaking server on one port of one loop. Starts once, stops once."""

    def __init__(self, options: ServerOptions) -> None:
        self.options = options
        self.service: Service | None = None
        self._listener: asyncio.Server | None = None
        self._stopping: asyncio.Task[None] | None = None
        self._port = options.port

    @property
    def port(self) -> int:
        """The port that is listened on; the one asked for before :meth:`start`."""
        return self._port

    @property
    def url(self) -> str:
        """Where clients connect."""
        host = self.options.host
        return f"ws://{f'[{host}]' if ':' in host else host}:{self._port}{PATH}"

    async def start(self) -> None:
        """Listen. The port is open when this returns.

        Raises:
            OSError: the address cannot be listened on.
            UsageError: the secret in the data folder cannot be used.
        """
        loop = asyncio.get_running_loop()
        store = MemoryStore(self.options.rules, loop)
        self.service = Service(self.options, loop, store)
        await store.open(self.service)
        # What no caller could catch: mostly a library that a client made stumble.
        noise = quiet_logger("loop", "a connection failed")
        loop.set_exception_handler(lambda _, context: noise.error("%s", context.get("message")))
        self._listener = await listen(self.service, self.options.host, self.options.port)
        self._port = self._listener.sockets[0].getsockname()[1]

    async def stop(self, drain_seconds: float | None = None) -> None:
        """Drain and close, within ``drain_seconds`` and :data:`CLOSE_SECONDS`.

        Args:
            drain_seconds: instead of the options'; 0 closes at once.
        """
        if self._stopping is None:
            seconds = self.options.drain_seconds if drain_seconds is None else drain_seconds
            self._stopping = asyncio.create_task(self._stop(seconds))
        await asyncio.shield(self._stopping)

    async def _stop(self, drain_seconds: float) -> None:
        service, listener = self.service, self._listener
        if service is None or listener is None:
            return
        listener.close()
        service.drain(RETRY_AFTER_SECONDS)
        await _gone(service, drain_seconds)
        service.close()
        # A client that does not answer the close frame is cut off after CLOSE_SECONDS.
        await _gone(service, CLOSE_SECONDS + 1.0)
        await service.store.close()
        await asyncio.sleep(0)  # lets the transports that were just lost finish


async def _gone(service: Service, seconds: float) -> None:
    """Wait until every client is gone, for ``seconds`` at most."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await service.emptied()


async def serve(options: ServerOptions, on_listening: Callable[[str], None]) -> None:
    """Run a server until SIGTERM or SIGINT, then drain it.

    Args:
        on_listening: called with the URL once the port is open.

    Raises:
        UsageError: the address cannot be listened on.
    """
    server = MatchmakingServer(options)
    try:
        await server.start()
    except OSError as error:
        reason = "it is in use already" if _in_use(error) else error.strerror or str(error)
        raise UsageError(f"Cannot listen on {options.host}:{options.port}: {reason}.") from None
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        if sys.platform == "win32":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
        else:
            loop.add_signal_handler(number, stop.set)
    on_listening(server.url)
    try:
        await stop.wait()
        _log.info("= draining")
    finally:
        await server.stop()


def _in_use(error: OSError) -> bool:
    return error.errno == errno.EADDRINUSE


def run(options: ServerOptions, on_listening: Callable[[str], None]) -> None:
    """Run a deployed server in this process until it is told to stop.

    Raises:
        UsageError: the address or the secret cannot be used.
    """
    _raise_file_limit()
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    with contextlib.suppress(ImportError):  # an extra, and not made for Windows
        import uvloop

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(serve(options, on_listening))


def _raise_file_limit() -> None:
    """Allow as many connections as the system lets this process have."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses "unlimited"
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
