"""How soon a program's window is there."""

import select
import subprocess
import time
from collections.abc import Mapping


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
