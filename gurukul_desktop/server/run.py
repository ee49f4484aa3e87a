"""A server that starts, drains and stops."""

import asyncio
import contextlib
import errno
import gc
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.identity.choice import choose_identity
from gurukul_desktop.server.identity.port import Identity
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.quiet import quiet_logger
from gurukul_desktop.server.service import Service
from gurukul_desktop.server.stores.choice import create_store, store_kind
from gurukul_desktop.server.stores.port import StoreUnavailableError
from gurukul_desktop.server.websocket import CLOSE_SECONDS, PATH, listen

if TYPE_CHECKING:
    from gurukul_desktop.server.http.listener import HttpListener
    from gurukul_desktop.server.observation import Observation

_log: Final = logging.getLogger(__name__)

RETRY_AFTER_SECONDS: Final = 2.0
"""When clients of a server that goes down are told to come back."""


class MatchmakingServer:
    """The matchmaking server on the ports of one loop. Starts once, stops once."""

    def __init__(self, options: ServerOptions) -> None:
        self.options = options
        self.service: Service | None = None
        self._identity: Identity | None = None
        self._listener: asyncio.Server | None = None
        self._http: HttpListener | None = None
        self._observation: Observation | None = None
        self._http_port = options.http_port
        self._stopping: asyncio.Task[None] | None = None
        self._port = options.port

    @property
    def port(self) -> int:
        """The port that is listened on; the one asked for before :meth:`start`."""
        return self._port

    @property
    def url(self) -> str:
        """Where clients connect."""
        return f"ws://{self._host}:{self._port}{PATH}"

    @property
    def http_url(self) -> str | None:
        """Where those connect whose network lets no WebSocket through; None: nowhere."""
        return None if self._http_port is None else f"http://{self._host}:{self._http_port}"

    @property
    def _host(self) -> str:
        host = self.options.host
        return f"[{host}]" if ":" in host else host

    async def start(self) -> None:
        """Listen. The ports are open when this returns.

        Raises:
            OSError: the address cannot be listened on.
            UsageError: the secret in the data folder cannot be used, or the HTTP port, or
                the store.
        """
        loop = asyncio.get_running_loop()
        store = create_store(self.options.store, self.options.rules, migrate=self.options.migrate)
        self._identity = identity = choose_identity(self.options)
        self.service = Service(self.options, loop, store, identity)
        # What no caller could catch: mostly a library that a client made stumble.
        noise = quiet_logger("loop", "a connection failed")
        loop.set_exception_handler(lambda _, context: noise.error("%s", context.get("message")))
        try:
            await self._open(self.service, identity)
        except BaseException:
            # What was opened before must not go on for a server that did not start.
            if self._listener is not None:
                self._listener.close()
            await store.close()
            raise

    async def _open(self, service: Service, identity: Identity) -> None:
        try:
            await service.store.open(service)
            service.change_settings(await service.store.settings())
        except StoreUnavailableError:
            # The address may hold a password, so it is not repeated.
            raise UsageError("The store does not answer; is it running?") from None
        self._listener = await listen(service, self.options.host, self.options.port)
        self._port = self._listener.sockets[0].getsockname()[1]
        if self.options.http_port is not None:
            await self._start_http(service, self.options.http_port)
        # Last, so that a port that is taken leaves nothing running.
        await identity.open()

    async def _start_http(self, service: Service, port: int) -> None:
        # The server inside the app, which serves no HTTP, does without aiohttp's weight.
        from gurukul_desktop.server.admin.application import create_admin_page
        from gurukul_desktop.server.http.application import Part, application
        from gurukul_desktop.server.http.listener import HttpListener
        from gurukul_desktop.server.observation import Observation

        observation = Observation(service, store_kind(self.options.store))
        parts: list[Part] = [observation.scrape]
        if self.options.admin is not None:
            parts.append(create_admin_page(service, observation.history, self.options.admin))
        http = HttpListener(application(service, parts))
        try:
            self._http_port = await http.start(self.options.host, port)
        except OSError as error:
            raise _cannot_listen(self.options.host, port, error) from None
        self._http = http
        self._observation = observation
        observation.start()

    async def drain_requested(self) -> None:
        """Wait until an admin wants this server to drain."""
        assert self.service is not None  # it was started
        await self.service.drain_requested()

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
        # The HTTP port stays open: its clients need it to finish, and balancers to ask.
        listener.close()
        service.drain(RETRY_AFTER_SECONDS)
        await _gone(service, drain_seconds)
        service.close()
        # A client that does not answer the close frame is cut off after CLOSE_SECONDS.
        await _gone(service, CLOSE_SECONDS + 1.0)
        if self._observation is not None:
            self._observation.stop()
        if self._http is not None:
            await self._http.aclose()
        if self._identity is not None:
            await self._identity.close()
        await service.store.close()
        await asyncio.sleep(0)  # lets the transports that were just lost finish


async def _gone(service: Service, seconds: float) -> None:
    """Wait until every client is gone, for ``seconds`` at most."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await service.emptied()


async def serve(options: ServerOptions, on_listening: Callable[[str], None]) -> None:
    """Run a server until SIGTERM, SIGINT or an admin's wish, then drain it.

    Args:
        on_listening: called with each URL once the ports are open.

    Raises:
        UsageError: the address cannot be listened on.
    """
    server = MatchmakingServer(options)
    try:
        await server.start()
    except OSError as error:
        raise _cannot_listen(options.host, options.port, error) from None
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        if sys.platform == "win32":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
        else:
            loop.add_signal_handler(number, stop.set)
    on_listening(server.url)
    if server.http_url is not None:
        on_listening(server.http_url)
    try:
        await _first(stop.wait(), server.drain_requested())
        _log.info("= draining")
    finally:
        await server.stop()


async def _first(*waits: Coroutine[Any, Any, object]) -> None:
    """Wait until one of them is over."""
    tasks = [asyncio.create_task(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


def _cannot_listen(host: str, port: int, error: OSError) -> UsageError:
    in_use = error.errno == errno.EADDRINUSE
    reason = "it is in use already" if in_use else error.strerror or str(error)
    return UsageError(f"Cannot listen on {host}:{port}: {reason}.")


def run(options: ServerOptions, on_listening: Callable[[str], None]) -> None:
    """Run a deployed server in this process until it is told to stop.

    Raises:
        UsageError: the address or the secret cannot be used.
    """
    _raise_file_limit()
    _spare_the_collector()
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    with contextlib.suppress(ImportError):  # an extra, and not made for Windows
        import uvloop

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(serve(options, on_listening))


def _spare_the_collector() -> None:
    """Have the garbage collector walk over everything more seldom.

    With ten thousand clients such a walk stops the server for 0.13 s. What clients leave behind
    is freed by its reference counts; the walks are for what libraries make in circles.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def _raise_file_limit() -> None:
    """Allow as many connections as the system lets this process have."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses "unlimited"
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
