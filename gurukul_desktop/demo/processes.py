"""The demo's child processes: started together, watched, and ended by their own handles."""

import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from types import TracebackType
from typing import Final, Self

import click

from gurukul_desktop.errors import GurukulError

STOP_SECONDS: Final = 8.0
POLL_SECONDS: Final = 0.05


def free_port() -> int:
    """A TCP port of the loopback interface that nobody uses now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def gurukul_command() -> list[str]:
    """How to start this program anew: itself where it is packaged, else by this Python."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "gurukul_desktop"]


class Child:
    """One ``gurukul`` process. What it prints is passed on, behind its name."""

    def __init__(self, name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [*gurukul_command(), *arguments],
            # UTF-8 on both ends, whatever a Windows would write into a pipe by itself.
            env=dict(environment) | {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            # Ctrl+C reaches the demo alone, which then stops its children in order.
            start_new_session=os.name == "posix",
        )
        self._reader = threading.Thread(target=self._pass_on, name=f"output of {name}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def wait_for_line(self, part: str, seconds: float) -> str:
        """The first line with ``part`` in it.

        Raises:
            GurukulError: it did not come within ``seconds``, or the process ended.
        """
        deadline = time.monotonic() + seconds
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise GurukulError(f"The {self.name} did not start in time.") from None
            if line is None:
                raise GurukulError(f"The {self.name} ended with status {self._process.wait()}.")
            if part in line:
                return line

    def wait_for_port(self, port: int, seconds: float) -> None:
        """Wait until the process listens at this port of the loopback interface.

        Raises:
            GurukulError: it does not within ``seconds``, or the process ended.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise GurukulError(f"{self.name} ended with status {self._process.returncode}.")
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(POLL_SECONDS)
        raise GurukulError(f"{self.name} did not serve in time.")

    def wait(self, seconds: float | None) -> int:
        """The exit status; a process that is not done after ``seconds`` is stopped."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            click.echo(f"{self.name} is not done after {seconds:.0f} s and is stopped.", err=True)
            self.stop()
            return self._process.returncode

    def stop(self) -> None:
        """Ask the process to end, and end it if it does not. Idempotent."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._reader.join(1.0)
        if not self._reader.is_alive() and self._process.stdout is not None:
            self._process.stdout.close()

    def _pass_on(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            click.echo(f"  {self.name}: {line.rstrip()}")
            self._lines.put(line)
        self._lines.put(None)
