"""What is left behind: sessions that the server may still hold, and calls that still close."""

import asyncio
from typing import Final

from gurukul_desktop.call.ports import Call
from gurukul_desktop.protocol.messages import ClientMessage, End, SessionId
from gurukul_desktop.protocol.peer import ByeReason

REMEMBERED_SESSIONS: Final = 16


class Departures:
    """The sessions that were left, and the closing of their calls."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._left: dict[SessionId, ClientMessage] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def __contains__(self, session: SessionId) -> bool:
        return session in self._left

    def leave(self, session: SessionId, say: ClientMessage | None) -> None:
        """Remember a session, and what was said, or would have been, to the server."""
        self._left[session] = say or End(session)
        if len(self._left) > REMEMBERED_SESSIONS:
            del self._left[next(iter(self._left))]

    def words(self, session: SessionId) -> ClientMessage:
        """How to leave a session that the server still holds: as it was left, or by ending it."""
        return self._left.get(session, End(session))

    def close(self, call: Call, reason: ByeReason | None) -> None:
        """Close a call, in its own time."""
        task = self._loop.create_task(call.close(reason), name="closing a call")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def aclose(self) -> None:
        """Wait until every call is closed. Idempotent."""
        while self._closing:
            await asyncio.gather(*self._closing, return_exceptions=True)
