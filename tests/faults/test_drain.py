"""A rolling upgrade: one of two instances drains under load, and no student loses anything."""

import asyncio
import signal
from contextlib import AsyncExitStack

import aiohttp
import pytest
from msgspec import Raw

from gurukul_desktop.protocol.messages import (
    Draining,
    Ended,
    Matched,
    PartnerLeft,
    SessionId,
    Signal,
    Welcome,
)
from tests.signaling.students import FIND, Student, meet

from .conftest import Serve

CALLS = 20
SEEKERS = 20
PATIENCE_SECONDS = 5.0
"""Nobody waits longer, drain or not."""


async def seek(student: Student) -> float:
    """Search, again on a new server, until there is a partner; the seconds that it took."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    student.client.send(FIND)
    while True:
        event = await student.heard.until(lambda event: isinstance(event, Welcome | Matched))
        if isinstance(event, Matched) or event.session is not None:
            return loop.time() - began
        student.client.send(FIND)


async def moved(student: Student, session: SessionId) -> None:
    """Wait until another instance has welcomed this student, in the same session."""
    await student.heard.message(Draining)
    welcome = await student.welcomed()
    assert welcome.session is not None
    assert welcome.session.session == session


async def speak(one: Student, other: Student, session: SessionId) -> None:
    """A signal each way."""
    for sender, receiver in ((one, other), (other, one)):
        sender.client.send(Signal(session, Raw(b'{"still":"here"}')))
        assert await receiver.signals(1) == [b'{"still":"here"}']


async def in_all(url: str | None) -> int:
    """How many connections an instance has."""
    async with aiohttp.ClientSession() as session, session.get(f"{url}/healthz") as answer:
        count: int = (await answer.json())["connections"]
    return count


@pytest.mark.timeout(180)  # two processes, a store and sixty clients share two processors
async def test_nobody_loses_a_call_and_nobody_waits_over_5_s(serve: Serve) -> None:
    loop = asyncio.get_running_loop()
    old, new = [await serve("--drain-seconds", "20") for _ in range(2)]
    async with AsyncExitStack() as stack:

        async def student(*urls: str) -> Student:
            there = await stack.enter_async_context(Student(*urls).studying())
            await there.welcomed()
            return there

        # A half on each instance, and calls within one and across both.
        ways = [(old.url, new.url), (new.url, old.url)]
        students = [await student(*ways[n % 2]) for n in range(2 * CALLS + SEEKERS)]
        assert await in_all(old.http_url) == await in_all(new.http_url) == len(students) // 2
        members, seekers = students[: 2 * CALLS], students[2 * CALLS :]
        calls = [
            (one, other, (await meet(one, other)).session)
            for one, other in zip(members[:CALLS], reversed(members[CALLS:]), strict=True)
        ]
        on_old = set(students[0::2])

        searches = [asyncio.create_task(seek(seeker)) for seeker in seekers]
        await asyncio.sleep(0)  # they have searched, and nothing has been answered
        old.process.send_signal(signal.SIGTERM)
        began = loop.time()
        async with asyncio.TaskGroup() as group:
            for one, other, session in calls:
                for member in {one, other} & on_old:
                    group.create_task(moved(member, session))
        waits = await asyncio.gather(*searches)
        assert max(waits) < PATIENCE_SECONDS
        assert await old.ended() == 0
        assert loop.time() - began < 10

        for call in calls:
            await speak(*call)
        lost = [
            event
            for student in members
            for event in student.heard.events
            if isinstance(event, Ended | PartnerLeft)
        ]
        assert lost == []
        assert all(student.heard.refusals == [] for student in students)
        assert await in_all(new.http_url) == len(students)
