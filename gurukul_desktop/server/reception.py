"""Who is let in, and until when.

::

    opened ── hello in time ──▶ being recognised ── is somebody ──▶ in ── token still valid ──┐
      │                               │                             │  ▲                    │
      └─ silent for 5 s: out          └─ is nobody: out     not any more: out, in 10 s  ◀────┘

Recognising is mostly done at once; where a key has to be fetched first, what the client
sends meanwhile is kept by the service. Somebody whose token expires while they are in a
session has, as anybody whose connection drops, time to come back with a fresh one; the call
itself goes on.
"""

import itertools
import logging
import math
from collections.abc import Callable
from typing import Any, Final

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.messages import CloseCode, Hello
from gurukul_desktop.server.connection import Connection
from gurukul_desktop.server.identity.port import Identity, Person, Rejected
from gurukul_desktop.server.limits import Limiters
from gurukul_desktop.server.logs import fields
from gurukul_desktop.server.measures import Measures
from gurukul_desktop.server.quiet import quiet_logger
from gurukul_desktop.server.scheduler import Handle, Scheduler

_log: Final = logging.getLogger(__name__)

REVALIDATION_SECONDS: Final = 10.0
"""How often the token of everybody who is in is looked at again."""

REVALIDATED_AT_ONCE: Final = 256
"""So many at a time, that no signal has to wait for ten thousand of them."""

_PROTOCOL_ERROR: Final = 1002
_POLICY_VIOLATION: Final = 1008
_TRY_AGAIN_LATER: Final = 1013


class Reception:
    """Recognises those who come, and shows out those who are not recognised any more.

    Args:
        limiters: how often one user may come, and how often a new guest from one address.
        admit: called with each who is let in and the name that they gave themselves.
    """

    def __init__(
        self,
        identity: Identity,
        limiters: Limiters,
        scheduler: Scheduler,
        measures: Measures,
        admit: Callable[[Connection, Person, str], None],
    ) -> None:
        self._identity = identity
        self._limiters = limiters
        self._scheduler = scheduler
        self._measures = measures
        self._admit = admit
        self._newcomers: dict[Connection, None] = {}
        self._people: dict[Connection, Person] = {}
        self._deadline: Handle | None = None
        self._revalidation: Handle | None = None
        self._closed = False
        self._refusals = quiet_logger("reception")

    def opened(self, connection: Connection) -> None:
        """Somebody is at the door, and is to say hello."""
        self._newcomers[connection] = None
        self._arm_deadline()
        _log.debug("= connected", extra=_facts(connection))

    def is_expecting(self, connection: Connection) -> bool:
        """Whether it has not said hello."""
        return connection in self._newcomers

    def hello(self, connection: Connection, hello: Hello) -> None:
        """Find out who it is; ``admit`` or the connection's end follows."""
        if hello.protocol != limits.PROTOCOL_VERSION:
            words = f"this server speaks version {limits.PROTOCOL_VERSION}"
            connection.refuse("unsupported_version", words)
            self._measures.hello_failed("unsupported_version")
            connection.close(_PROTOCOL_ERROR, "unsupported version")
            return
        del self._newcomers[connection]

        def done(answer: Person | Rejected) -> None:
            if connection.closing:
                return  # gone meanwhile
            if isinstance(answer, Rejected):
                self._turn_away(connection, answer)
            else:
                self._let_in(connection, answer, hello.name)

        if hello.token:
            self._identity.recognise(hello.token, done)
        elif retry_after := self._limiters.new_guests.retry_after(connection.address):
            self._too_often(connection, retry_after)
        else:
            done(self._identity.new_guest())

    def left(self, connection: Connection) -> None:
        """The connection is gone."""
        self._newcomers.pop(connection, None)
        self._people.pop(connection, None)
        _log.debug("= gone", extra=_facts(connection))

    def close(self) -> None:
        """Stop the timers, for good."""
        self._closed = True
        for timer in (self._deadline, self._revalidation):
            if timer is not None:
                timer.cancel()

    def _turn_away(self, connection: Connection, rejected: Rejected) -> None:
        self._refusals.warning("somebody was not recognised: %s", rejected.reason)
        self._measures.hello_failed("unauthorized")
        if rejected.retry_after is None:
            connection.refuse("unauthorized", "the token is not valid here")
            connection.close(CloseCode.UNAUTHORIZED, "unauthorized")
        else:
            # Not 4001, on which a client gives its token up.
            words = "the token cannot be checked now"
            connection.refuse("unavailable", words, retry_after=rejected.retry_after)
            connection.close(_TRY_AGAIN_LATER, words)

    def _let_in(self, connection: Connection, person: Person, name: str) -> None:
        if retry_after := self._limiters.arrivals.retry_after(person.user):
            self._too_often(connection, retry_after)
            return
        if person.expires is not None:
            self._people[connection] = person
            self._arm_revalidation()
        self._admit(connection, person, name)

    @staticmethod
    def _too_often(connection: Connection, retry_after: float) -> None:
        connection.refuse("rate_limited", "too many connections", retry_after=retry_after)
        connection.close(CloseCode.RATE_LIMITED, "too many connections")

    # Time

    def _arm_deadline(self) -> None:
        first = next(iter(self._newcomers), None)
        if first is not None and self._deadline is None and not self._closed:
            due = first.opened + limits.HELLO_SECONDS
            self._deadline = self._scheduler.call_at(due, self._show_out_the_silent)

    def _show_out_the_silent(self) -> None:
        self._deadline = None
        now = self._scheduler.time()
        while (newcomer := next(iter(self._newcomers), None)) is not None:
            if newcomer.opened + limits.HELLO_SECONDS > now:
                break
            del self._newcomers[newcomer]
            newcomer.refuse("bad_message", f"no hello within {limits.HELLO_SECONDS:g} s")
            self._measures.hello_failed("late")
            # Not 4001: a client on a slow link must not throw its token away for this.
            newcomer.close(_POLICY_VIOLATION, "no hello")
        self._arm_deadline()

    def _arm_revalidation(self) -> None:
        if self._people and self._revalidation is None and not self._closed:
            rounds = math.ceil(len(self._people) / REVALIDATED_AT_ONCE)
            due = self._scheduler.time() + REVALIDATION_SECONDS / rounds
            self._revalidation = self._scheduler.call_at(due, self._show_out_the_expired)

    def _show_out_the_expired(self) -> None:
        self._revalidation = None
        for connection, person in list(itertools.islice(self._people.items(), REVALIDATED_AT_ONCE)):
            del self._people[connection]
            if self._identity.still_valid(person):
                self._people[connection] = person  # behind the others
            elif not connection.closing:
                connection.refuse("unauthorized", "the token is not valid any more")
                connection.close(CloseCode.UNAUTHORIZED, "unauthorized")
        self._arm_revalidation()


def _facts(connection: Connection) -> dict[str, Any]:
    """Who it is, for a line of the log; the address is written only where it was asked for."""
    return fields(carrier=connection.carrier.kind, user=connection.user, address=connection.address)
