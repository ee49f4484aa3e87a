"""Many users of one instance who search all at once.

    python -m tests.contracts.crowd URL PREFIX USERS

As a program it is an instance in a process of its own. It says ``ready`` when all have
arrived, has them search when it is told so by a line, writes ``user session partner`` for
each match as one JSON list, and leaves at the next line.
"""

import asyncio
import json
import sys
from collections import Counter

from gurukul_desktop.server.stores import events

from .backends import store_at
from .instance import Instance

Match = tuple[str, str, str]
"""A user, their session and their partner."""


async def gather_all(instance: Instance, users: list[str]) -> None:
    """Have all of them arrive."""
    for user in users:
        instance.hello(user, "Student")
    await instance.until_told(events.Arrived, len(users))


async def search_all(instance: Instance, users: list[str]) -> list[Match]:
    """Have all of them search at once until each is matched."""
    for user in users:
        instance.find(user)
    await instance.until_told(events.Matched, len(users))
    return [
        (event.user, event.session.id, event.session.partner.id)
        for event in instance.told
        if isinstance(event, events.Matched)
    ]


def verify(matches: list[Match], users: list[str]) -> None:
    """Nobody is lost, nobody is matched twice, both are told the same."""
    assert Counter(user for user, _, _ in matches) == Counter(users)
    told = {user: (session, partner) for user, session, partner in matches}
    for user, session, partner in matches:
        assert told[partner] == (session, user)
    assert len({session for _, session, _ in matches}) == len(users) // 2


async def _main(url: str, prefix: str, count: int) -> None:
    instance = Instance(store_at(url))
    await instance.store.open(instance)
    users = [f"{prefix}{number}" for number in range(count)]
    await gather_all(instance, users)
    _say("ready")
    await asyncio.to_thread(sys.stdin.readline)
    _say(json.dumps(await search_all(instance, users)))
    await asyncio.to_thread(sys.stdin.readline)
    await instance.store.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
