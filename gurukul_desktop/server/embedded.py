"""The matchmaking server inside the app, on a thread and a loop of its own."""

import asyncio
import contextlib
import threading
from concurrent.futures import Future
from pathlib import Path

from gurukul_desktop.server.limits.values import Limits
from gurukul_desktop.server.options import DEFAULT_HOST, DEFAULT_PORT, ServerOptions
from gurukul_desktop.server.run import MatchmakingServer


class EmbeddedServer:
    """A server on loopback for the apps of one machine.

    Searches are not limited: there is nobody here to protect from the one user.

    Args:
        port: 0 takes a free one; :attr:`url` tells which.
        data_dir: where the key that signs the guests' tokens is kept.
    """

    def __init__(
        self,
        host: str = DEFAULT_HOST,
        port: int = DEFAULT_PORT,
        data_dir: Path | None = None,
        options: ServerOptions | None = None,
    ) -> None:
        options = options or ServerOptions(
            host=host,
            port=port,
            data_dir=data_dir,
            limits=Limits(finds_per_minute=0),
            drain_seconds=0.0,
        )
        self._server = MatchmakingServer(options)
        self._stop: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        """The port that is listened on, once started."""
        return self._server.port

    @property
    def url(self) -> str:
        """Where clients connect, once started."""
        return self._server.url

    @property
    def running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._thread is not None

    def start(self) -> None:
        """Listen; the port is open when this returns. Does nothing if it runs already.

        Raises:
            OSError: the address cannot be listened on; mostly because a server is there.
            UsageError: the secret in the data folder cannot be used.
        """
        if self._thread is not None:
            return
        started: Future[None] = Future()
        thread = threading.Thread(
            target=self._run, args=(started,), name="gurukul-server", daemon=True
        )
        thread.start()
        try:
            started.result()
        except BaseException:
            thread.join()
            raise
        self._thread = thread

    def stop(self) -> None:
        """Close every connection and end the thread. May be called again."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        assert self._loop is not None  # it was started
        assert self._stop is not None
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(self._stop.set)
        thread.join()

    def _run(self, started: "Future[None]") -> None:
        with asyncio.Runner() as runner:
            self._loop = runner.get_loop()
            runner.run(self._serve(started))

    async def _serve(self, started: "Future[None]") -> None:
        self._stop = asyncio.Event()
        try:
            await self._server.start()
        except BaseException as error:
            started.set_exception(error)
            return
        started.set_result(None)
        await self._stop.wait()
        await self._server.stop(drain_seconds=0.0)
