"""The five states of the app and the one table that says how they follow each other.

A student is idle, searches, connects to a partner, is connected, and comes back through
ended::

          ┌────────────── cancel, fail ─────────────┐
          ▼                                         │
        idle ──────────── find ──────────────▶ searching
          ▲                                       ▲   │
          │ rest                      find, again │   │ matched
          │                                       │   ▼
        ended ◀── skip, end, partner_left, fail ── connecting
          ▲                                           │
          │                                           │ media_flows
          └─── skip, end, partner_left, fail ───── connected

Pure: no clock and no loop. A pair that the table does not hold is refused.
"""

from enum import Enum
from types import MappingProxyType
from typing import Final


class State(Enum):
    """Where the student is; the value is the name that reports and tests use."""

    IDLE = "idle"
    SEARCHING = "searching"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    ENDED = "ended"


class Event(Enum):
    """What moves the student on."""

    FIND = "find"
    CANCEL = "cancel"
    MATCHED = "matched"
    MEDIA_FLOWS = "media_flows"
    SKIP = "skip"
    END = "end"
    PARTNER_LEFT = "partner_left"
    FAIL = "fail"
    REST = "rest"


class ImpossibleMove(Exception):
    """The table has no such move; the state stays as it was."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(f"no {event.value} in {state.value}")
        self.state = state
        self.event = event


TABLE: Final = MappingProxyType(
    {
        State.IDLE: {Event.FIND: State.SEARCHING},
        State.SEARCHING: {
            Event.CANCEL: State.IDLE,
            Event.FAIL: State.IDLE,
            Event.MATCHED: State.CONNECTING,
        },
        State.CONNECTING: {
            Event.MEDIA_FLOWS: State.CONNECTED,
            Event.SKIP: State.ENDED,
            Event.END: State.ENDED,
            Event.PARTNER_LEFT: State.ENDED,
            Event.FAIL: State.ENDED,
        },
        State.CONNECTED: {
            Event.SKIP: State.ENDED,
            Event.END: State.ENDED,
            Event.PARTNER_LEFT: State.ENDED,
            Event.FAIL: State.ENDED,
        },
        State.ENDED: {Event.FIND: State.SEARCHING, Event.REST: State.IDLE},
    }
)


def allowed(state: State, event: Event) -> bool:
    """Whether the table holds this move."""
    return event in TABLE[state]


def after(state: State, event: Event) -> State:
    """The state that follows.

    Raises:
        ImpossibleMove: the table does not hold this move.
    """
    try:
        return TABLE[state][event]
    except KeyError:
        raise ImpossibleMove(state, event) from None
