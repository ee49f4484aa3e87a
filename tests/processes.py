"""The end of a process that a test started."""

import asyncio
import contextlib


async def end(process: asyncio.subprocess.Process) -> None:
    """Kill it, wait for it and close its pipes: else its transport is complained of."""
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
    process._transport.close()
