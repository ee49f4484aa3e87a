"""What the smoke test says: a line a step, and one sentence with the program's last words."""

import sys
import time
from typing import Final

TAIL_LINES: Final = 40


class Failed(Exception):
    """The built app did not do what it must. ``str()`` is the sentence to show.

    Args:
        sentence: what was wrong.
        output: what the program printed.
    """

    def __init__(self, sentence: str, output: str = "") -> None:
        super().__init__(sentence)
        self.output = output

    def tail(self) -> str:
        """The last lines of the output, indented; empty if there are none."""
        lines = self.output.rstrip().splitlines()[-TAIL_LINES:]
        return "".join(f"    {line}\n" for line in lines)


class Steps:
    """Prints the steps with the seconds since the start, and keeps what was left out."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self.left_out: list[str] = []

    def part(self, title: str) -> None:
        """Begin a part of several steps."""
        print(f"{self._seconds()} {title}", flush=True)

    def done(self, what: str) -> None:
        """One step that went well."""
        print(f"{self._seconds()}   {what}", flush=True)

    def leave_out(self, part: str, why: str) -> None:
        """A part that cannot be tried here."""
        self.left_out.append(part)
        print(f"{self._seconds()} Left out: {part}. {why}", flush=True)

    def fail(self, failed: Failed) -> None:
        """The sentence, behind the last words of the program."""
        sys.stdout.flush()
        if tail := failed.tail():
            print(f"The end of what the program said:\n{tail}", end="", file=sys.stderr)
        print(f"smoke test: {failed}", file=sys.stderr)

    def _seconds(self) -> str:
        return f"{time.monotonic() - self._start:5.0f} s "
