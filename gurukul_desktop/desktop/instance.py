"""One app a user: whoever comes second hands over what it was asked, and ends.

The first holds a lock in the data folder, which the system takes from it when it dies, however
that happens. It listens where nobody but this user can speak to it, and writes where that is,
and a key, into a file that nobody but this user can read::

    second                                     first
      │ the lock is taken                        │
      ├── key, link, activation token ──────────▶│ raises its window, fills in the link
      │◀──────────────────────────────────── ok ─┤
      └ ends

A socket in a private folder on Linux and macOS, a named pipe on Windows. What comes in is bounded,
and a link is read like any other (:mod:`gurukul_desktop.link`): it starts nothing.
"""

import contextlib
import logging
import os
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import IO, Annotated, Final

import msgspec

from gurukul_desktop import foreign_json
from gurukul_desktop.link import MOST_CHARACTERS
from gurukul_desktop.private_file import write_private

MOST_BYTES: Final = 32 * 1024
ANSWER_SECONDS: Final = 4.0
"""How long a second start waits for the first; a first that hangs does not keep it from opening."""
SPEECH_SECONDS: Final = 2.0
RETRY_SECONDS: Final = 0.05

_log = logging.getLogger(__name__)


class Request(msgspec.Struct, frozen=True):
    """What a second start asks of the first.

    Attributes:
        link: a ``gurukul://`` link, or empty.
        activation: the token by which a desktop lets a window come to the front, or empty.
    """

    link: Annotated[str, msgspec.Meta(max_length=MOST_CHARACTERS + 1)] = ""
    activation: Annotated[str, msgspec.Meta(max_length=256, pattern=r"^[\x21-\x7e]*$")] = ""


def request(link: str, activation: str) -> Request:
    """What was typed and what the desktop gave, as far as it may be handed over."""
    plain = len(activation) <= 256 and all("\x21" <= c <= "\x7e" for c in activation)
    # One that is too long stays too long, so that the first window says so and obeys no half of it.
    return Request(link[: MOST_CHARACTERS + 1], activation if plain else "")


class _Message(msgspec.Struct, frozen=True):
    key: str
    request: Request


class _Where(msgspec.Struct, frozen=True):
    """The file that says where the first listens."""

    address: str
    key: str
    pid: int


class Instance:
    """This app is the first of its data folder, until :meth:`close`."""

    def __init__(self, folder: Path, lock: IO[bytes]) -> None:
        self._lock = lock
        self._file = folder / "instance.json"
        self._key = secrets.token_urlsafe(24)
        self._mutex = threading.Lock()
        self._early: list[Request] = []
        self._follow: Callable[[Request], None] | None = None
        self._closed = False
        _tidy(_read(self._file))
        self._home = _private_folder()
        address = str(self._home / "s") if self._home is not None else None
        self._listener = Listener(address)
        where = _Where(str(self._listener.address), self._key, os.getpid())
        try:
            write_private(self._file, msgspec.json.encode(where).decode())
        except BaseException:
            self._listener.close()
            raise
        self._thread = threading.Thread(target=self._listen, name="second starts", daemon=True)
        self._thread.start()

    def join(self, follow: Callable[[Request], None]) -> None:
        """Tell ``follow`` of each second start from now on, on a thread of its own."""
        with self._mutex:
            self._follow = follow
            early, self._early = self._early, []
        for request in early[-1:]:
            follow(request)

    def close(self) -> None:
        """Leave the place to the next. Idempotent."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(OSError):  # wakes the thread that accepts
            Client(self._listener.address).close()
        self._thread.join(SPEECH_SECONDS)
        with contextlib.suppress(OSError):
            self._listener.close()
        with contextlib.suppress(OSError):  # Windows keeps one that a second start is reading
            self._file.unlink(missing_ok=True)
        if self._home is not None:
            with contextlib.suppress(OSError):
                self._home.rmdir()
        self._lock.close()

    # On the thread

    def _listen(self) -> None:
        while not self._closed:
            try:
                connection = self._listener.accept()
            except OSError:
                return
            if not self._closed:
                with contextlib.suppress(OSError, EOFError):
                    self._hear(connection)
            connection.close()

    def _hear(self, connection: Connection) -> None:
        if not connection.poll(SPEECH_SECONDS):
            return
        try:
            message = foreign_json.decode(connection.recv_bytes(MOST_BYTES), _Message)
        except ValueError:
            _log.info("a second start could not be understood")
            return
        if not secrets.compare_digest(message.key.encode(), self._key.encode()):
            return
        with self._mutex:
            follow = self._follow
            if follow is None:
                self._early.append(message.request)
        if follow is not None:
            follow(message.request)
        connection.send_bytes(b"ok")


def claim(data_dir: Path) -> Instance | None:
    """Be the first of this data folder; None if another is.

    Raises:
        OSError: the folder cannot be used, so that nobody can be found there.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = (data_dir / "instance.lock").open("ab")
    if not _lock(lock):
        lock.close()
        return None
    try:
        return Instance(data_dir, lock)
    except BaseException:
        lock.close()
        raise


def hand_over(data_dir: Path, request: Request, seconds: float = ANSWER_SECONDS) -> bool:
    """Ask the first to come forward; False if it does not answer in time."""
    done = threading.Event()

    def talk() -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            # It may have begun just now, and not listen yet.
            with contextlib.suppress(OSError, EOFError, ValueError):
                if _talk(_read(data_dir / "instance.json"), request):
                    done.set()
                    return
            time.sleep(RETRY_SECONDS)

    # On a thread that may be left behind: a first that hangs may never answer.
    threading.Thread(target=talk, name="handing over", daemon=True).start()
    return done.wait(seconds)


def _talk(where: "_Where | None", request: Request) -> bool:
    if where is None:
        return False
    _let_forward(where.pid)
    with Client(where.address) as connection:
        connection.send_bytes(msgspec.json.encode(_Message(where.key, request)))
        return connection.poll(ANSWER_SECONDS) and connection.recv_bytes(16) == b"ok"


def _read(path: Path) -> _Where | None:
    try:
        with path.open("rb") as file:
            return foreign_json.decode(file.read(MOST_BYTES), _Where)
    except (OSError, ValueError):
        return None


def _tidy(where: _Where | None) -> None:
    """Take away the socket of one that crashed; it leads nowhere."""
    if where is not None and sys.platform != "win32":
        path = Path(where.address)
        if path.is_socket() and path.parent.name.startswith(_PREFIX):
            with contextlib.suppress(OSError):
                path.unlink()
                path.parent.rmdir()


_PREFIX: Final = "gurukul-instance-"


def _private_folder() -> Path | None:
    """A folder that only this user can enter, for a socket's path must be short; None on Windows,
    where a pipe has a name that nobody can guess, and the key.
    """
    if sys.platform == "win32":
        return None
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = runtime if 0 < len(runtime) < 60 and os.path.isdir(runtime) else None
    return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))


def _lock(file: IO[bytes]) -> bool:
    """Take a lock that ends with the process, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _let_forward(pid: int) -> None:
    """On Windows only the program that the student uses may let another come to the front."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(pid)
