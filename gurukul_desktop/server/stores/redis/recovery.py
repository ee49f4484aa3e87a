"""Making Redis and an instance agree again, after a failure or a loss of memory.

Every step may be done twice, and by several instances at a time: both members' instances
bring a session back, and whoever comes second finds it there.
"""

import asyncio
from collections.abc import Sequence
from typing import Final

import msgspec

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.stores.port import Outlet, Presence
from gurukul_desktop.server.stores.redis.knowledge import Knowledge
from gurukul_desktop.server.stores.redis.link import START, Argument, Link

_AT_ONCE: Final = 64
_MOST_FIELDS: Final = 500
"""How many arguments one call carries at most; a multiple of what ``bury.lua`` takes for one."""


async def register(link: Link, outlet: Outlet) -> bool:
    """Make this instance known; whether it already was.

    Raises:
        StoreUnavailableError: it could not be done.
    """
    known, last = await link.call("register", msgspec.json.encode(outlet.status()))
    if _number(last) < _number(link.cursor):
        # The inbox is a new one, or an older state of it has come back.
        link.cursor = last if known else START
    return bool(known)


async def recover(link: Link, knowledge: Knowledge, outlet: Outlet) -> bool:
    """Register anew and bring back what Redis has forgotten; tell what this instance missed.

    Gives whether Redis knew this instance still.

    Raises:
        StoreUnavailableError: Redis is still away, or again.
    """
    known = await register(link, outlet)
    present = outlet.present()
    if known:
        users = [presence.user for presence in present]
        await link.call("absent", msgspec.json.encode(users))
    else:
        await _bury(link, knowledge)
    stored = msgspec.json.decode(await link.call("settings", "[]", "[]"), type=dict[str, str])
    if knowledge.settings != stored:
        # Also if none was ever told: the server read them by itself when it started.
        await link.call("settings_changed")
    for start in range(0, len(present), _AT_ONCE):
        # Nobody is to take this instance for dead while it is at it.
        await register(link, outlet)
        some = present[start : start + _AT_ONCE]
        calls = (_restore(knowledge, presence) for presence in some)
        await asyncio.gather(*(link.call("restore", *args) for args in calls if args))
    return known


async def _bury(link: Link, knowledge: Knowledge) -> None:
    fields = knowledge.remembered()
    for start in range(0, len(fields), _MOST_FIELDS):
        await link.call("bury", *fields[start : start + _MOST_FIELDS])


def _restore(knowledge: Knowledge, presence: Presence) -> Sequence[Argument] | None:
    """What ``restore.lua`` is told of somebody; None if their arrival is still to be told."""
    arrival, stamp = knowledge.stamps.get(presence.user, ("", 0))
    if arrival != presence.arrival:
        return None
    session = presence.session
    known = "" if session is None else msgspec.json.encode(session)
    return (
        presence.user,
        arrival,
        presence.name,
        stamp,
        known,
        *_wish(knowledge, presence.user, presence),
    )


def _wish(knowledge: Knowledge, user: UserId, presence: Presence) -> tuple[Argument, ...]:
    wish = presence.wish
    if wish is None or user not in knowledge.waiting:
        # They do not wait, or their search has still to be told.
        return "", "", "", "[]"
    topics = msgspec.json.encode(wish.topics)
    return wish.mode, wish.media, "1" if wish.hide_address else "0", topics


def _number(entry: bytes) -> tuple[int, int]:
    """The id of an entry of a stream, to compare it with others."""
    milliseconds, _, sequence = entry.partition(b"-")
    return int(milliseconds), int(sequence)
