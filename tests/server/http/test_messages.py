"""``POST /api/v1/messages`` and ``DELETE /api/v1/connection``."""

import asyncio
import logging
from collections.abc import Callable

import pytest

from gurukul_desktop.server.http import messages
from gurukul_desktop.server.run import MatchmakingServer
from gurukul_desktop.server.service import Service
from gurukul_desktop.server.stores.memory.store import MemoryStore
from tests.server.client import DEADLINE
from tests.server.conftest import StartServer
from tests.server.http.client import HttpClient, pair
from tests.server.http.conftest import Enter, base_of, service_of

Bare = Callable[[], HttpClient]
FIND = {"type": "find", "mode": "global", "media": "video"}


async def test_hello_is_answered_with_welcome(bare: Bare) -> None:
    answer = await bare().hello(name="Mira")
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    first = answer.body["events"][0]
    assert first["id"] == 1
    assert first["message"]["type"] == "welcome"
    assert first["message"]["user"]["name"] == "Mira"
    assert answer.body["connection"]


async def test_a_token_is_recognised(enter: Enter) -> None:
    one = await enter("Mira")
    again = await enter(token=one.token)
    assert again.welcome["user"]["id"] == one.welcome["user"]["id"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "bad_message"),
        (b"\xff", 400, "bad_message"),
        (b'{"type": "nonsense"}', 400, "bad_message"),
        (b'{"type": "hello", "protocol": 2}', 400, "unsupported_version"),
        (b'{"type": "hello", "protocol": 1, "token": "x"}', 401, "unauthorized"),
        (b'{"type": "cancel"}', 401, "unauthorized"),
        (b"x" * 65_537, 413, "too_large"),
    ],
)
async def test_what_is_no_hello_is_refused_and_leaves_nothing(
    server: MatchmakingServer, bare: Bare, body: bytes, status: int, code: str
) -> None:
    answer = await bare().request("POST", "/api/v1/messages", data=body)
    assert (answer.status, answer.body["type"], answer.body["code"]) == (status, "error", code)
    async with asyncio.timeout(DEADLINE):
        await service_of(server).emptied()


@pytest.mark.parametrize("value", ["Bearer unknown", "Bearer ", "Basic eDp5", "", "Bearer a b"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/messages"),
        ("GET", "/api/v1/events"),
        ("GET", "/api/v1/events?after=0"),
        ("DELETE", "/api/v1/connection"),
    ],
)
async def test_who_is_not_known_is_to_say_hello(
    bare: Bare, method: str, path: str, value: str
) -> None:
    answer = await bare().request(method, path, headers={"Authorization": value})
    assert (answer.status, answer.body["code"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_a_message_may_be_answered_with_its_events(enter: Enter) -> None:
    client = await enter()
    events = await client.find()
    assert [message["type"] for _, message in events] in (["queued"], [])


async def test_a_lost_answer_is_given_again_without_executing_the_message_again(
    enter: Enter,
) -> None:
    one, other = await enter(), await enter()
    session = await pair(one, other)
    signal = {"type": "signal", "session": session, "data": {"n": 1}}
    first = await one.post(signal)
    assert first.status == 200
    again = await one.post(signal, one.sequence)
    assert again.status == 200
    await one.send("signal", session=session, data={"n": 2})
    got = []
    while len(got) < 2:
        got += [message["data"]["n"] for message in await other.news()]
    assert got == [1, 2]


@pytest.mark.parametrize("number", [0, 3, 999_999_999_999])
async def test_a_wrong_number_is_refused_and_not_executed(enter: Enter, number: int) -> None:
    client = await enter()
    answer = await client.post({"type": "cancel"}, number)
    if number:
        assert (answer.status, answer.body["code"]) == (400, "bad_message")
    assert await client.send("cancel") is not None


@pytest.mark.parametrize("number", ["", "x", "-1", "1.5", "٣", "1" * 16])
async def test_what_is_no_number_is_refused(enter: Enter, number: str) -> None:
    client = await enter()
    answer = await client.request(
        "POST",
        "/api/v1/messages",
        json={"type": "cancel"},
        headers=client.headers | {"Gurukul-Sequence": number},
    )
    assert (answer.status, answer.body["code"]) == (400, "bad_message")


async def test_a_refused_number_may_be_used_again_or_left_out(enter: Enter) -> None:
    client = await enter()
    for number in (1, 1, 2):
        assert (await client.post(b"{", number)).status == 400
    assert (await client.post({"type": "cancel"}, 2)).status == 200
    assert (await client.post(b"{", 3)).status == 400
    assert (await client.post({"type": "cancel"}, 4)).status == 200


async def test_an_error_is_the_answer_and_no_event(enter: Enter) -> None:
    client = await enter()
    answer = await client.post({"type": "signal", "session": "none", "data": {}})
    assert (answer.status, answer.body["code"]) == (400, "not_in_session")
    assert (await client.poll()).body == []


async def test_too_many_searches(start_server: StartServer, bare: Bare) -> None:
    server = await start_server(http_port=0, finds_per_minute=1)
    client = bare()
    client.base = base_of(server)
    await client.join()
    await client.find()
    answer = await client.post(FIND)
    assert (answer.status, answer.body["code"]) == (429, "rate_limited")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


async def test_each_message_too_many_is_told_so_until_the_connection_is_cut(
    start_server: StartServer, bare: Bare
) -> None:
    server = await start_server(http_port=0, messages_per_second=2)
    client = bare()
    client.base = base_of(server)
    await client.join()
    statuses = []
    while 401 not in statuses:
        answer = await client.post({"type": "cancel"})
        statuses.append(answer.status)
        if answer.status == 429:
            assert int(answer.headers["Retry-After"]) >= 1
            client.sequence -= 1
        assert len(statuses) < 100
    assert statuses[0] == 200
    assert set(statuses[:-1]) == {200, 429}


async def test_polls_are_counted_too(start_server: StartServer, bare: Bare) -> None:
    server = await start_server(http_port=0, messages_per_second=2)
    client = bare()
    client.base = base_of(server)
    await client.join()
    assert 429 in [(await client.poll()).status for _ in range(4)]


async def test_a_message_that_is_too_large_ends_the_connection(
    server: MatchmakingServer, enter: Enter
) -> None:
    client = await enter()
    answer = await client.post(b" " * 65_537)
    assert (answer.status, answer.body["code"]) == (413, "too_large")
    assert (await client.poll()).status == 401
    assert service_of(server).connections == 0


async def test_the_largest_message(enter: Enter) -> None:
    one, other = await enter(), await enter()
    session = await pair(one, other)
    head = b'{"type":"signal","session":"%b","data":{"x":"' % session.encode()
    message = head + b"x" * (65_536 - len(head) - 3) + b'"}}'
    assert len(message) == 65_536
    assert (await one.post(message)).status == 200
    assert len((await other.until("signal"))["data"]["x"]) == 65_536 - len(head) - 3


async def test_twenty_malformed_messages_are_the_end(enter: Enter) -> None:
    client = await enter()
    for _ in range(19):
        assert (await client.post(b"{", 1)).status == 400
    assert (await client.post(b"{", 1)).status == 400
    assert (await client.post({"type": "cancel"}, 1)).status == 401


async def test_two_hellos_on_one_connection(enter: Enter) -> None:
    client = await enter()
    answer = await client.post({"type": "hello", "protocol": 1})
    assert (answer.status, answer.body["code"]) == (400, "bad_message")


async def test_a_store_that_does_not_answer(
    bare: Bare, monkeypatch: pytest.MonkeyPatch, server: MatchmakingServer
) -> None:
    monkeypatch.setattr(messages, "HELLO_SECONDS", 0.05)
    monkeypatch.setattr(MemoryStore, "submit", lambda *_: None)
    answer = await bare().hello()
    assert (answer.status, answer.body["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) >= 1
    assert service_of(server).connections == 0


async def test_an_error_of_ours_is_answered_and_logged_in_one_line(
    enter: Enter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = await enter()

    def broken(*_: object) -> None:
        raise RuntimeError("with something that a client sent")

    with monkeypatch.context() as patch, caplog.at_level(logging.INFO):
        patch.setattr(Service, "_find", broken)
        answer = await client.post(FIND)
    assert (answer.status, answer.body["code"]) == (500, "internal")
    (record,) = caplog.records
    assert record.getMessage().startswith("internal error: RuntimeError in broken:")
    assert record.exc_info is None
    assert (await client.post(FIND)).status == 200
