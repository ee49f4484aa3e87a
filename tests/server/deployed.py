"""The server as it is deployed: a process of its own, started from the command line."""

import asyncio
import contextlib
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tests.processes import end

from .client import DEADLINE


class Deployed:
    """A running server process."""

    def __init__(
        self, process: asyncio.subprocess.Process, url: str, http_url: str, log: Path
    ) -> None:
        self.process = process
        self.url = url
        self.http_url = http_url
        self.port = int(url.rpartition(":")[2].removesuffix("/ws"))
        self._log = log

    @property
    def log(self) -> str:
        """What it has written to its standard error output."""
        return self._log.read_text()

    async def ended(self) -> int:
        """Its exit status."""
        async with asyncio.timeout(DEADLINE):
            return await self.process.wait()


@contextlib.asynccontextmanager
async def deployed(log: Path, *arguments: str, **environment: str) -> AsyncIterator[Deployed]:
    """Run ``gurukul server`` with these arguments until the block ends."""
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "gurukul_desktop.server", *arguments),
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            env={**clean_environment(), **environment},
        )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(DEADLINE):
            lines = (await process.stdout.readline()) + (await process.stdout.readline())
        told = re.fullmatch(r"listening on (ws://\S+)\nlistening on (http://\S+)\n", lines.decode())
        assert told, lines
        yield Deployed(process, told[1], told[2], log)
    finally:
        await end(process)


def clean_environment() -> dict[str, str]:
    """This process's environment without what would configure a server, but for free ports."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GURUKUL_")}
    return environment | {"GURUKUL_HTTP_PORT": "0"}  # else it is always the same one
