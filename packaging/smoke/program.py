"""The built app as a process: started with next to nothing around it, watched, ended."""

import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from smoke.steps import Failed

NAME: Final = "gurukul"
END_SECONDS: Final = 15.0
QUICK_SECONDS: Final = 60.0
_POLL_SECONDS: Final = 0.05
_MARK: Final = "SMOKE_TEST"


def processes(mark: str) -> list[int]:
    """The processes of this machine, whoever their parents are, that inherited ``mark``."""
    wanted = f"{_MARK}={mark}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile, or is another user's
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def until(reached: Callable[[], bool], seconds: float) -> bool:
    """Wait for something outside of this process that tells nobody of itself."""
    deadline = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


class Running:
    """One start of the app, its output in a file."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self._mark = uuid.uuid4().hex
        self._log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                env={**environment, _MARK: self._mark},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        """What it has printed so far."""
        return self._log.read_text("utf-8", "replace")

    def own(self) -> list[int]:
        """The app's processes."""
        return [pid for pid in processes(self._mark) if _program(pid) == NAME]

    def others(self) -> dict[int, str]:
        """The programs of the system that the app started, by their names."""
        named = {pid: _program(pid) for pid in processes(self._mark)}
        return {pid: name for pid, name in named.items() if name not in (NAME, "")}

    def wait_for(self, words: str, seconds: float) -> None:
        """Until it prints ``words``.

        Raises:
            Failed: it did not within ``seconds``, or has ended.
        """
        until(lambda: words in self.output or self._process.poll() is not None, seconds)
        if words not in self.output:
            status = self._process.poll()
            what = "did not say" if status is None else f"ended with status {status} before saying"
            raise Failed(f"The app {what} {words!r}.", self.output)

    def wait(self, seconds: float) -> int:
        """The exit status.

        Raises:
            Failed: it is not done after ``seconds``.
        """
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Failed(f"The app was not done after {seconds:.0f} s.", self.output) from None

    def terminate(self) -> int:
        """Ask the app to end, as a session that is over does; the exit status.

        Raises:
            Failed: it did not end.
        """
        for pid in self.own():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        return self.wait(END_SECONDS)

    def check_ended(self) -> None:
        """That no process of it is left.

        Raises:
            Failed: some are.
        """
        if not until(lambda: not processes(self._mark), END_SECONDS):
            left = ", ".join(f"{_program(pid)} ({pid})" for pid in processes(self._mark))
            raise Failed(f"The app has ended, and left running: {left}.", self.output)

    def kill(self) -> None:
        """End it and all that it started, if they still run."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for pid in processes(self._mark):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until(lambda: not processes(self._mark), END_SECONDS)


@dataclass(frozen=True)
class Program:
    """The built app in some place.

    Attributes:
        command: what starts it, before its arguments.
        bundle: the folder that it was built or installed into, as this machine sees it.
        logs: a folder for what it prints.
        environment: all that it gets.
        system: the root of the system that it runs in.
    """

    command: tuple[str, ...]
    bundle: Path
    logs: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    system: Path = Path("/")

    @contextmanager
    def start(self, *arguments: str, **variables: str) -> Iterator[Running]:
        """Start it; in any case nothing of it runs afterwards."""
        environment = {**self.environment, **variables}
        log = self.logs / f"{uuid.uuid4().hex}.log"
        running = Running([*self.command, *arguments], environment, log)
        try:
            yield running
        finally:
            running.kill()

    def say(self, *arguments: str) -> str:
        """What it prints when it is run with these arguments.

        Raises:
            Failed: it ends with another status than 0, or with a traceback.
        """
        with self.start(*arguments) as running:
            status = running.wait(QUICK_SECONDS)
            words = " ".join(arguments)
            if status != 0:
                raise Failed(f"`gurukul {words}` ended with status {status}.", running.output)
            check_words(running.output, f"`gurukul {words}`")
            return running.output


def check_words(output: str, what: str) -> None:
    """That a program did not print what no student should see.

    Raises:
        Failed: it did.
    """
    for wrong in ("Traceback (most recent call last)", "QML Error", "is not a type"):
        if wrong in output:
            raise Failed(f"{what} printed {wrong!r}.", output)


def _program(pid: int) -> str:
    """The name of the file that a process runs; empty if it has ended."""
    try:
        return os.path.basename(os.readlink(f"/proc/{pid}/exe")).removesuffix(" (deleted)")
    except OSError:
        return ""
