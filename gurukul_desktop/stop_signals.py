"""The process is told to stop: the app ends as if its window had been closed."""

import asyncio
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SIGNAL_SECONDS: Final = 0.5


@contextmanager
def stop_signals(stopped: asyncio.Event) -> Iterator[None]:
    """Set ``stopped`` on SIGINT and SIGTERM.

    Python runs a signal's handler only between two of its own instructions, and the Qt loop
    runs none while it waits: so the signal also writes to a socket that the loop watches.
    """
    loop = asyncio.get_running_loop()
    if sys.platform == "win32":
        # Its loop watches no sockets; there is only Ctrl+C in a console, and a timer is enough.
        with _stop_by_timer(loop, stopped):
            yield
        return
    awake, wakes = socket.socketpair()
    awake.setblocking(False)
    wakes.setblocking(False)
    loop.add_reader(awake, lambda: awake.recv(64))
    before = signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
    handlers = {
        number: signal.signal(number, lambda *_: stopped.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(before)
        loop.remove_reader(awake)
        awake.close()
        wakes.close()


@contextmanager
def _stop_by_timer(loop: asyncio.AbstractEventLoop, stopped: asyncio.Event) -> Iterator[None]:
    """Set ``stopped`` on SIGINT, seen at the next beat of a timer that lets Python look."""
    handle = loop.call_soon(lambda: None)

    def beat() -> None:
        nonlocal handle
        handle = loop.call_later(SIGNAL_SECONDS, beat)

    beat()
    before = signal.signal(signal.SIGINT, lambda *_: stopped.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        handle.cancel()
