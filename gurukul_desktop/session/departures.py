"""What is left behind: sessions that the server may still hold, and calls that still close."""

import asyncio
from typing import Final

from gurukul_desktop.protocol.messages import ClientMessage, End, SessionId
from gurukul_desktop.protocol.peer import ByeReason
from gurukul_desktop.session.current import CurrentCall
from gurukul_desktop.session.ports import Server

REMEMBERED_SESSIONS: Final = 16


class Departures:
    """The sessions that were left, and the closing of their calls."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._left: dict[SessionId, ClientMessage] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def __contains__(self, session: SessionId) -> bool:
        return session in self._left

    def join(self, server: Server) -> None:
        self._server = server

    def leave(self, current: CurrentCall, say: ClientMessage | None, bye: ByeReason | None) -> None:
        """Leave a call, with a word to the server and one to the partner.

        What was said to the server, or would have been, is remembered.
        """
        current.leave()
        self.remember(current.session, say or End(current.session))
        if say is not None and current.known:
            self._server.send(say)
        self._close(current, bye)

    def remember(self, session: SessionId, say: ClientMessage) -> None:
        """A session is left with this word."""
        self._left[session] = say
        if len(self._left) > REMEMBERED_SESSIONS:
            del self._left[next(iter(self._left))]

    def words(self, session: SessionId) -> ClientMessage:
        """How to leave a session that the server still holds: as it was left, or by ending it."""
        return self._left.get(session, End(session))

    def _close(self, current: CurrentCall, bye: ByeReason | None) -> None:
        """Close the call, in its own time."""
        task = self._loop.create_task(current.call.close(bye), name="closing a call")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def aclose(self) -> None:
        """Wait until every call is closed. Idempotent."""
        while self._closing:
            await asyncio.gather(*self._closing, return_exceptions=True)
