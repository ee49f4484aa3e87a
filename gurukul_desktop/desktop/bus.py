"""The session's message bus on Linux (D-Bus): calls, signals, and objects of our own.

Qt speaks D-Bus, too, but Python's wrapper of it cannot make the types that a tray icon needs.
Everything on the bus is of this user; a part that does not answer is one that is not there.
"""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from jeepney import DBusAddress, MatchRule, Message, MessageType, new_error, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.asyncio import DBusConnection, open_dbus_connection
from jeepney.low_level import HeaderFields

Serve = Callable[[Message], Message | None]
"""Answers a call to an object of ours; None if it knows no such method."""
Hear = Callable[[Message], None]

CALL_SECONDS: Final = 5.0
OPEN_SECONDS: Final = 5.0
UNKNOWN: Final = "org.freedesktop.DBus.Error.UnknownMethod"

_log = logging.getLogger(__name__)


class BusError(Exception):
    """There is no bus, or nobody on it did what was asked."""


class Bus:
    """A connection to the bus, from :meth:`open` to :meth:`aclose`."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._waiting: dict[int, asyncio.Future[Message]] = {}
        self._objects: dict[str, Serve] = {}
        self._ears: list[tuple[MatchRule, Hear]] = []
        self._task = asyncio.create_task(self._listen(), name="message bus")

    @classmethod
    async def open(cls, address: str | None = None) -> "Bus":
        """Connect.

        Raises:
            BusError: there is none.
        """
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                return cls(await open_dbus_connection(address or session_address()))
        except (OSError, EOFError, KeyError, ValueError, RuntimeError, TimeoutError) as error:
            raise BusError(f"no message bus answers ({type(error).__name__})") from None

    @property
    def name(self) -> str:
        """Who we are on the bus."""
        return str(self._connection.unique_name)

    def send(self, message: Message) -> int:
        """Send, without an answer; returns the message's number. Nothing, where the bus is gone."""
        serial = next(self._connection.outgoing_serial)
        if not self._task.done():
            self._connection.writer.write(message.serialise(serial))
        return int(serial)

    async def call(self, message: Message, seconds: float = CALL_SECONDS) -> tuple[Any, ...]:
        """The body of the answer.

        Raises:
            BusError: the other side is not there, does not answer or says no.
        """
        if self._task.done():
            raise BusError("the bus is gone")
        serial = self.send(message)
        future = self._waiting[serial] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                answer = await future
        except TimeoutError:
            raise BusError("no answer") from None
        finally:
            self._waiting.pop(serial, None)
        if answer.header.message_type is MessageType.error:
            raise BusError(str(answer.header.fields.get(HeaderFields.error_name)))
        return tuple(answer.body)

    def serve(self, path: str, serve: Serve) -> None:
        """Answer the calls to ``path`` from now on."""
        self._objects[path] = serve

    async def hear(self, rule: MatchRule, hear: Hear) -> None:
        """Be told of signals.

        Raises:
            BusError: the bus does not tell.
        """
        self._ears.append((rule, hear))
        await self.call(message_bus.AddMatch(rule))

    async def request_name(self, name: str) -> None:
        """Be known by a name.

        Raises:
            BusError: the bus does not give it.
        """
        await self.call(message_bus.RequestName(name))

    async def aclose(self) -> None:
        """Leave the bus. Idempotent."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        with suppress(OSError):
            await self._connection.close()

    async def _listen(self) -> None:
        try:
            while True:
                self._take(await self._connection.receive())
        except (OSError, EOFError):
            _log.info("the message bus is gone")
        finally:
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(BusError("the bus is gone"))

    def _take(self, message: Message) -> None:
        match message.header.message_type:
            case MessageType.method_return | MessageType.error:
                serial = message.header.fields.get(HeaderFields.reply_serial, 0)
                future = self._waiting.get(serial)
                if future is not None and not future.done():
                    future.set_result(message)
            case MessageType.signal:
                for rule, hear in list(self._ears):
                    if rule.matches(message):
                        hear(message)
            case MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        serve = self._objects.get(message.header.fields.get(HeaderFields.path, ""))
        answer: Message | None = None
        if serve is not None:
            try:
                answer = serve(message)
            except (ValueError, TypeError, LookupError):
                _log.info("a call over the message bus could not be understood")
        self.send(answer or new_error(message, UNKNOWN))


def session_address() -> str:
    """Where the session's bus is.

    Raises:
        KeyError: nobody says so.
    """
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not named:
        path = Path(os.environ["XDG_RUNTIME_DIR"], "bus")
        if not path.is_socket():
            raise KeyError("no session bus")
        named = f"unix:path={path}"
    return named


def method(service: str, path: str, interface: str) -> Callable[..., Message]:
    """Makes calls to one object: ``make(name, signature, body)``."""
    address = DBusAddress(path, service, interface)

    def make(name: str, signature: str = "", *body: Any) -> Message:
        return new_method_call(address, name, signature or None, body)

    return make
