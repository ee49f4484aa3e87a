"""Where a bench starts the app, and how soon a program's window is there."""

import os
import select
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gurukul_desktop.demo.display import VirtualDisplay


@contextmanager
def desk() -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder, and an environment with a display; both are gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="gurukul-bench-") as folder,
        VirtualDisplay() as display,
    ):
        yield (
            Path(folder),
            {
                **os.environ,
                **display.environment,
                "QT_QUICK_BACKEND": "software",
                "GURUKUL_LOG_LEVEL": "info",
            },
        )


def seconds_to_window(command: list[str], environment: Mapping[str, str]) -> float:
    """From the start of the process to the first frame on the screen, which its log tells.

    Raises:
        RuntimeError: the window did not come; with what the program said.
    """
    said = []
    start = time.monotonic()
    with subprocess.Popen(
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            while select.select([process.stdout], [], [], 30.0)[0]:
                line = process.stdout.readline()
                if "on the screen" in line:
                    return time.monotonic() - start
                if not line:
                    break
                said.append(line)
            raise RuntimeError("the window did not come:\n" + "".join(said))
        finally:
            process.terminate()
