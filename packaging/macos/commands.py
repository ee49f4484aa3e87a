"""Runs the tools that sign, pack and notarise. What they are asked is made elsewhere."""

import shlex
import subprocess
from collections.abc import Sequence


class Unfit(SystemExit):
    """The app or the environment does not do. Its text is the one sentence that is printed."""


def run(command: Sequence[str]) -> str:
    """Run a tool and say so; returns what it wrote.

    No command here holds a secret: identities, profiles and paths may be read in a log.

    Raises:
        Unfit: the tool is not there, or it failed; with what it said.
    """
    print("$", shlex.join(command), flush=True)
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        raise Unfit(f"There is no {command[0]}: macOS is packed on macOS.") from None
    if done.returncode:
        said = "\n".join(text.strip() for text in (done.stderr, done.stdout) if text.strip())
        raise Unfit(f"{command[0]} failed ({done.returncode}): {said}")
    return done.stdout
