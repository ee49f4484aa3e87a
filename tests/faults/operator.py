"""Who asks a server how it is, over HTTP."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Self

import aiohttp

from tests.server.client import DEADLINE
from tests.server.deployed import Deployed

_PAUSE = 0.05


class Operator:
    """Asks the health pages until they say what is expected."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http

    @classmethod
    @contextlib.asynccontextmanager
    async def at_work(cls) -> AsyncIterator[Self]:
        """An operator with a connection of their own."""
        async with aiohttp.ClientSession() as http:
            yield cls(http)

    async def status(self, server: Deployed, page: str) -> int:
        """The status of ``GET /page``."""
        async with self._http.get(f"{server.http_url}/{page}") as answer:
            return answer.status

    async def until(self, server: Deployed, page: str, status: int) -> None:
        """Ask ``GET /page`` until it has this status."""
        async with asyncio.timeout(DEADLINE):
            while True:
                if await self.status(server, page) == status:
                    return
                await asyncio.sleep(_PAUSE)
