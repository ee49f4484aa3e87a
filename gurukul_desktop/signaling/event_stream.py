"""Bytes of ``text/event-stream`` to events (WHATWG HTML, section 9.2, server-sent events).

Pure. Of the fields, ``id`` and ``data`` are read: this protocol uses no other.
"""

import re
from typing import Final, NamedTuple

_END_OF_LINE: Final = re.compile(rb"\r\n|\n|\r(?!\Z)")  # a CR at the end may be half of CR LF


class StreamError(Exception):
    """The stream holds an event that is longer than any could be."""


class StreamEvent(NamedTuple):
    """One event: its ``id`` (empty if it has none) and its ``data``."""

    id: bytes
    data: bytes


class EventStream:
    """Takes the stream apart as it comes.

    Args:
        max_bytes: of one event with the names of its fields.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._rest = b""
        self._id = b""
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> list[StreamEvent]:
        """The events that end in ``data``.

        Raises:
            StreamError: one that has begun is too long.
        """
        *lines, self._rest = _END_OF_LINE.split(self._rest + data)
        if len(self._rest) > self._max_bytes:
            raise StreamError("a line without end")
        return [event for line in lines if (event := self._take(line)) is not None]

    def _take(self, line: bytes) -> StreamEvent | None:
        if not line:
            data, self._data, self._size = self._data, [], 0
            return StreamEvent(self._id, b"\n".join(data)) if data else None
        name, _, value = line.partition(b":")
        if name == b"data":
            self._data.append(value.removeprefix(b" "))
            self._size += len(line)
            if self._size > self._max_bytes:
                raise StreamError("an event without end")
        elif name == b"id":
            self._id = value.removeprefix(b" ")
        return None
