"""The server that the app brings along for this machine, when nobody else serves it."""

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from gurukul_desktop.errors import UsageError
from gurukul_desktop.signaling.address import DEFAULT_HOST

if TYPE_CHECKING:
    from gurukul_desktop.server.embedded import EmbeddedServer

log = logging.getLogger(__name__)


class EmbeddedHome:
    """The matchmaking server inside the app, started when nobody else serves this machine."""

    def __init__(self, data_dir: Path, port: int) -> None:
        self._data_dir = data_dir
        self._port = port
        self._server: EmbeddedServer | None = None
        self._starting: asyncio.Task[None] | None = None

    async def summon(self) -> bool:
        """Start serving; False if somebody else has just taken the port."""
        try:
            self._starting = asyncio.create_task(asyncio.to_thread(self._start))
            # Whoever gives up waiting leaves the start to be finished, and stopped, by aclose.
            await asyncio.shield(self._starting)
        except OSError as error:
            log.info("the embedded server did not start: %s", error.strerror)
            return False
        return True

    async def aclose(self) -> None:
        """Stop serving. Idempotent."""
        if self._starting is not None:
            await asyncio.gather(self._starting, return_exceptions=True)
        server, self._server = self._server, None
        if server is not None:
            await asyncio.to_thread(server.stop)

    def _start(self) -> None:
        # Imported only where it is needed: it takes as long to import as the rest of the app.
        from gurukul_desktop.server.embedded import EmbeddedServer

        try:
            server = EmbeddedServer(DEFAULT_HOST, self._port, data_dir=self._data_dir)
            server.start()
        except UsageError as error:
            # Better a server that knows nobody from before than none.
            log.warning("the embedded server makes a new secret for this run: %s", error)
            server = EmbeddedServer(DEFAULT_HOST, self._port)
            server.start()
        self._server = server
