"""The store stops, freezes and comes back under two servers full of students."""

import asyncio

from tests.server.client import Client, pair

from .conftest import Backend, Serve, until
from .operator import Operator


async def _joined(url: str, count: int) -> list[Client]:
    return list(await asyncio.gather(*(Client.join(url) for _ in range(count))))


async def _leave(*clients: Client) -> None:
    await asyncio.gather(*(client.close() for client in clients))


async def test_the_store_stops_and_starts(
    backend: Backend, serve: Serve, operator: Operator
) -> None:
    one, other = await serve(), await serve()
    caller, callee = await Client.join(one.url), await Client.join(other.url)
    session = await pair(caller, callee)
    waiting = await Client.join(one.url)
    await waiting.find()
    await waiting.expect("queued")
    late = await Client.join(other.url)

    await asyncio.to_thread(backend.stop)
    # Whoever waits is told by itself, and whoever begins to.
    await until(waiting, "error")
    await late.find()
    notice = await until(late, "error")
    assert notice["code"] == "unavailable"
    for server in (one, other):
        assert await operator.status(server, "healthz") == 200
        await operator.until(server, "readyz", 503)

    await asyncio.to_thread(backend.start)
    for server in (one, other):
        await operator.until(server, "readyz", 200)
    matched, matched_too = await asyncio.gather(until(waiting, "matched"), until(late, "matched"))
    assert matched["session"] == matched_too["session"]
    assert matched["partner"]["id"] == late.id

    # The call that was there before goes on, and its members still reach each other.
    for n in range(20):
        await caller.say("signal", session, data={"n": n})
    assert [(await until(callee, "signal"))["data"]["n"] for _ in range(20)] == list(range(20))
    await callee.say("end", session)
    assert (await until(callee, "ended"))["session"] == session
    assert (await until(caller, "partner_left"))["session"] == session
    await _leave(caller, callee, waiting, late)
    for server in (one, other):
        assert "Traceback" not in server.log
        assert backend.url not in server.log


async def test_the_store_freezes_in_the_middle_of_searches(
    backend: Backend, serve: Serve, operator: Operator
) -> None:
    one, other = await serve(), await serve()
    students = [*await _joined(one.url, 15), *await _joined(other.url, 15)]
    half = [student for n, student in enumerate(students) if n % 2]
    for student in half:
        await student.find()
    await asyncio.to_thread(backend.freeze)
    for student in students:
        if student not in half:
            await student.find()
    await operator.until(one, "readyz", 503)
    assert await operator.status(one, "healthz") == 200
    await asyncio.to_thread(backend.thaw)
    await operator.until(one, "readyz", 200)
    told = await asyncio.gather(*(until(student, "matched") for student in students))

    partners = {s.id: m["partner"]["id"] for s, m in zip(students, told, strict=True)}
    assert len(partners) == 30
    assert all(partners[partner] == student for student, partner in partners.items())
    sessions = [message["session"] for message in told]
    assert all(sessions.count(session) == 2 for session in sessions)
    await _leave(*students)


async def test_a_server_that_is_killed_loses_nobody(backend: Backend, serve: Serve) -> None:
    one, other = await serve(), await serve()
    caller, callee = await Client.join(one.url), await Client.join(other.url)
    session = await pair(caller, callee)
    waiting = await Client.join(one.url)
    await waiting.find()
    await waiting.expect("queued")

    one.process.kill()
    await asyncio.gather(caller.socket.wait_closed(), waiting.socket.wait_closed())
    back = await Client.join(other.url, token=caller.token)
    assert back.welcome["session"]["session"] == session
    await callee.say("signal", session, data={"still": "here"})
    assert (await until(back, "signal"))["data"] == {"still": "here"}
    await back.say("signal", session, data={"and": "there"})
    assert (await until(callee, "signal"))["data"] == {"and": "there"}

    again = await Client.join(other.url, token=waiting.token)
    await again.find()
    await again.expect("queued", position=1, waiting=1)
    stranger = await Client.join(other.url)
    await stranger.find()
    assert (await until(again, "matched"))["partner"]["id"] == stranger.id
    await _leave(back, callee, again, stranger)


async def test_who_was_on_a_killed_server_and_stays_away_is_given_up(
    backend: Backend, serve: Serve
) -> None:
    one, other = await serve(), await serve()
    waiting = await Client.join(one.url)
    await waiting.find()
    await waiting.expect("queued")
    one.process.kill()
    await waiting.socket.wait_closed()

    # Nobody is matched with somebody who is not there any more.
    alone = await Client.join(other.url)
    async with asyncio.timeout(10):
        while True:
            await alone.find()
            answer = await alone.receive()
            if answer["type"] == "queued" and answer["waiting"] == 1:
                break
            if answer["type"] == "matched":
                # Within the first seconds the store may still believe that they are there.
                await alone.say("skip", answer["session"])
                await until(alone, "ended")
    await _leave(alone)
