"""Where the deployment's files are, and programs that are started from them."""

import asyncio
import contextlib
import socket
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "packaging" / "server"
DEADLINE = 20.0


def check(*command: str | Path, **environment: str) -> str:
    """Run something that has to succeed; what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=FOLDER,
        env=environment or None,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def free_port() -> int:
    """A TCP port of loopback that was free a moment ago, for programs that cannot choose one."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@contextlib.asynccontextmanager
async def running(log: Path, *command: str | Path, **environment: str) -> AsyncIterator[None]:
    """Run a program until the block ends; what it says goes to ``log``."""
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *map(str, command), stdout=output, stderr=output, env=environment
        )
    try:
        yield
        assert process.returncode is None, f"{command[0]} ended by itself: see {log}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(10):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


async def listening(port: int) -> None:
    """Wait until something listens on a port of loopback: it tells nobody, so it is asked."""
    ends = time.monotonic() + DEADLINE
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            assert time.monotonic() < ends, f"nothing listens on {port}"
            await asyncio.sleep(0.05)
            continue
        writer.close()
        await writer.wait_closed()
        return
