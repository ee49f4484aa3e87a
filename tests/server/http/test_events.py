"""``GET /api/v1/events``: server-sent events and polling."""

import asyncio
import json

import pytest
from aiohttp import ClientPayloadError

from gurukul_desktop.server.http import connections, events
from gurukul_desktop.server.run import MatchmakingServer
from tests.server.client import DEADLINE, Client
from tests.server.http.client import HttpClient, Stream, pair
from tests.server.http.conftest import Enter


async def numbers(stream: Stream, count: int) -> list[int]:
    """The ``n`` of the next signals."""
    return [(await stream.expect("signal"))["data"]["n"] for _ in range(count)]


async def rest(stream: Stream) -> None:
    """Read to the end."""
    while await stream.next() is not None:
        pass


async def test_a_stream_begins_with_a_comment_at_once(enter: Enter) -> None:
    client = await enter()
    async with client.stream(client.last) as stream:
        assert await stream.comment() == ": gurukul"
        assert stream.response.headers["X-Accel-Buffering"] == "no"
        assert "no-store" in stream.response.headers["Cache-Control"]
        assert stream.response.headers["Content-Type"].startswith("text/event-stream")


async def test_a_silent_stream_has_heartbeats(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.02)
    client = await enter()
    async with client.stream(client.last) as stream:
        assert [await stream.comment() for _ in range(4)] == [": gurukul", ":", ":", ":"]


async def test_an_open_stream_keeps_the_connection_alive(
    server: MatchmakingServer, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "ALIVE_SECONDS", 0.05)
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.05)
    client = await enter()
    assert server.service is not None
    async with client.stream(client.last) as stream:
        heartbeats = 0
        while heartbeats < 5:
            heartbeats += await stream.line() == ":"
        assert server.service.connections == 1
    async with asyncio.timeout(DEADLINE):
        await server.service.emptied()


async def test_events_come_as_they_happen(enter: Enter) -> None:
    one, other = await enter(), await enter()
    async with one.stream(one.last) as stream:
        await one.find()
        while (await stream.next() or (0, {}))[1]["type"] != "queued":
            pass
        await other.find()
        session = (await stream.expect("matched"))["session"]
        for n in range(5):
            await other.send("signal", session=session, data={"n": n})
        assert await numbers(stream, 5) == [0, 1, 2, 3, 4]


async def test_while_a_stream_is_open_answers_carry_no_events(enter: Enter) -> None:
    client = await enter()
    async with client.stream(0) as stream:
        await stream.expect("welcome")
        assert await client.find() == []


async def test_a_cut_stream_is_resumed_without_loss_or_repeat(enter: Enter) -> None:
    one, other = await enter(), await enter()
    session = await pair(one, other)
    got: list[int] = []
    last = one.last
    sent = 0
    for cut_after in (1, 0, 3, 2):
        async with one.stream(last) as stream:
            for _ in range(4):
                await other.send("signal", session=session, data={"n": sent})
                sent += 1
            for _ in range(cut_after):
                event = await stream.next()
                assert event is not None
                assert event[0] == last + 1
                last = event[0]
                got.append(event[1]["data"]["n"])
    one.last = last
    while len(got) < sent:
        got += [message["data"]["n"] for message in await one.news()]
    assert got == list(range(sent))


async def test_a_second_stream_ends_the_first(enter: Enter) -> None:
    client = await enter()
    async with client.stream(client.last) as first:
        await first.comment()
        async with client.stream(client.last) as second:
            await second.comment()
            await rest(first)
            await client.find()
            while (await second.next() or (0, {}))[1]["type"] != "queued":
                pass


async def test_polling_beside_a_stream(enter: Enter) -> None:
    client = await enter()
    async with client.stream(client.last) as stream:
        await client.find()
        event = await stream.next()
        assert event is not None
        assert (await client.poll()).body[0] == {"id": event[0], "message": event[1]}


async def test_an_error_that_is_found_later_is_an_event(
    server: MatchmakingServer, enter: Enter
) -> None:
    client = await enter()
    assert server.service is not None
    (connection,) = server.service._connections
    connection.refuse("unavailable", "the store is away", 3.0)
    (error,) = await client.news()
    assert (error["type"], error["code"], error["retry_after"]) == ("error", "unavailable", 3.0)


async def test_a_poll_acknowledges(enter: Enter) -> None:
    client = await enter()
    await client.find()
    await client.until("queued")
    assert (await client.poll(0)).body != []
    assert (await client.poll(client.last)).body == []
    assert (await client.poll(0)).body == []


async def test_line_ends_in_a_signal_do_not_end_the_event(enter: Enter) -> None:
    one, other = await enter(), await enter()
    session = await pair(one, other)
    message = {"type": "signal", "session": session, "data": {"a": "b", "n": [1, 2]}}
    async with one.stream(one.last) as stream:
        for end in ("\n", "\r\n", "\r"):
            body = json.dumps(message, indent=1).replace("\n", end).encode()
            assert (await other.post(body)).status == 200
            await stream.expect("signal", data=message["data"])


@pytest.mark.parametrize("number", ["x", "-1", "", "1" * 16])
async def test_what_is_no_number_is_refused(enter: Enter, number: str) -> None:
    client = await enter()
    assert (await client.poll(number)).status == 400
    headers = client.headers | {"Last-Event-ID": number}
    assert (await client.request("GET", "/api/v1/events", headers=headers)).status == 400


async def test_numbers_of_another_connection_are_told_apart(enter: Enter) -> None:
    client = await enter()
    assert (await client.poll(1000)).status == 409
    headers = client.headers | {"Last-Event-ID": "1000"}
    assert (await client.request("GET", "/api/v1/events", headers=headers)).status == 409


async def talk(sender: HttpClient, session: str, first: int, count: int) -> None:
    for n in range(first, first + count):
        await sender.send("signal", session=session, data={"n": n, "pad": "x" * 60_000})


async def test_who_neither_reads_nor_polls_is_dropped(
    server: MatchmakingServer, enter: Enter
) -> None:
    one, other = await enter(), await enter()
    session = await pair(one, other)
    assert server.service is not None
    signal = {"type": "signal", "session": session, "data": {"x": "x" * 60_000}}
    for _ in range(8):
        await other.post(signal)
    assert server.service.connections == 2
    await other.post(signal)
    assert server.service.connections == 1
    assert (await one.poll()).status == 401
    # The session is kept for the time of grace.
    again = await enter(token=one.token)
    assert again.welcome["session"]["session"] == session


async def test_a_stream_that_is_read_is_never_full(enter: Enter) -> None:
    one, other = await enter(), await enter()
    session = await pair(one, other)
    async with one.stream(one.last) as stream:
        for start in range(0, 24, 4):
            await talk(other, session, start, 4)
            assert await numbers(stream, 4) == [start, start + 1, start + 2, start + 3]
    # What was only kept in case of a cut has given way, so from here there is a gap.
    assert (await one.poll()).status == 401
    one.last += 24
    assert (await one.poll()).status == 401


async def test_a_stream_that_is_not_read_is_cut(server: MatchmakingServer, enter: Enter) -> None:
    one, other = await enter(), await enter()
    session = await pair(one, other)
    assert server.service is not None
    async with one.stream(one.last) as stream:
        sent = 0
        while server.service.connections == 2:
            answer = await other.post(
                {"type": "signal", "session": session, "data": {"x": "x" * 60_000}}
            )
            assert answer.status == 200
            sent += 60_000
            assert sent < 50_000_000, "it would be kept for ever"
        with pytest.raises(ClientPayloadError):
            await rest(stream)
    assert server.service.measures.slow_readers == 1


async def test_the_end_of_a_stream_tells_nothing_the_next_request_does(enter: Enter) -> None:
    older = await enter()
    async with older.stream(older.last) as stream:
        await stream.comment()
        await enter(token=older.token)
        await rest(stream)
    assert (await older.poll()).status == 409


async def test_a_websocket_and_http_are_matched_and_talk_in_order(
    server: MatchmakingServer, enter: Enter
) -> None:
    far = await Client.join(server.url, "Mira")
    near = await enter("Ravi")
    await far.find()
    await far.expect("queued")
    await near.find()
    session = (await near.until("matched"))["session"]
    await far.expect("matched", session=session)
    for n in range(20):
        await near.send("signal", session=session, data={"n": n})
        await far.say("signal", session, data={"n": n})
    for n in range(20):
        await far.expect("signal", data={"n": n})
    # The first ten by polling, the others by a stream.
    got = [message["data"]["n"] for message in await near.news()]
    async with near.stream(near.last) as stream:
        for n in range(20, 30):
            await far.say("signal", session, data={"n": n})
        while len(got) < 30:
            got += await numbers(stream, 1)
    assert got == list(range(30))
    await near.send("end", session=session)
    await far.expect("partner_left", reason="ended")
    await near.until("ended")
    await far.close()


async def test_from_websocket_to_http_and_back(server: MatchmakingServer, enter: Enter) -> None:
    socket = await Client.join(server.url)
    http = await enter(token=socket.token)
    assert await socket.closed() == 4009
    back = await Client.join(server.url, token=http.token)
    assert back.id == socket.id
    assert (await http.poll()).status == 409
    await back.close()


async def test_many_students_are_each_matched_once_and_leave_nothing(
    server: MatchmakingServer, enter: Enter
) -> None:
    students = [await enter() for _ in range(40)]

    async def study(student: HttpClient) -> tuple[str, str]:
        async with student.stream(student.last) as stream:
            await student.find()
            while (event := await stream.next()) is not None and event[1]["type"] != "matched":
                pass
            assert event is not None
            session = event[1]["session"]
            for n in range(10):
                await student.send("signal", session=session, data={"n": n})
            assert await numbers(stream, 10) == list(range(10))
        answer = await student.request("DELETE", "/api/v1/connection", headers=student.headers)
        assert answer.status == 204
        return session, event[1]["role"]

    ends = await asyncio.gather(*map(study, students))
    assert len(set(ends)) == 40
    assert len({session for session, _ in ends}) == 20
    assert server.service is not None
    async with asyncio.timeout(DEADLINE):
        await server.service.emptied()
