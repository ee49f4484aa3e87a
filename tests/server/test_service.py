"""The protocol's rules, over real sockets."""

import asyncio
import json
import logging

import pytest

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.protocol.messages import IceServer
from gurukul_desktop.server.run import MatchmakingServer
from gurukul_desktop.server.service import Service
from gurukul_desktop.server.stores.memory.store import MemoryStore

from .client import Client, Json, pair
from .conftest import Join, StartServer

HELLO: Json = {"type": "hello", "protocol": 1}


def service(server: MatchmakingServer) -> Service:
    assert server.service is not None
    return server.service


def store(server: MatchmakingServer) -> MemoryStore:
    present = service(server).store
    assert isinstance(present, MemoryStore)
    return present


# hello


async def test_welcome_says_who_one_is(join: Join) -> None:
    client = await join("Mira")
    welcome = client.welcome
    assert welcome["protocol"] == 1
    assert welcome["user"]["name"] == "Mira"
    assert welcome["ice_servers"] == []
    assert welcome["ice_policy"] == "all"
    assert welcome["settings"].get("transport", "auto") == "auto"
    assert welcome["session"] is None


async def test_the_same_token_is_the_same_user(join: Join) -> None:
    first = await join("Mira")
    await first.close()
    again = await join("Mira B.", first.token)
    assert again.id == first.id
    assert again.token == first.token
    assert again.welcome["user"]["name"] == "Mira B."
    other = await join("Mira")
    assert other.id != first.id


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("", "Student"),
        (" \u200f\t\n ", "Student"),
        ("  Mira \n Devi ", "Mira Devi"),
        ("a\u202eb\x00c", "a b c"),
        ("क्‍ष", "क्‍ष"),
    ],
)
async def test_names_are_fit_to_be_shown(join: Join, sent: str, shown: str) -> None:
    assert (await join(sent)).welcome["user"]["name"] == shown


async def test_a_token_of_another_server_is_unauthorized(
    join: Join, start_server: StartServer, server: MatchmakingServer
) -> None:
    stranger = await Client.join((await start_server()).url)
    for token in (stranger.token, "nonsense", "a.b.c"):
        client = await Client.open(server.url)
        await client.ask(HELLO | {"token": token}, "error", code="unauthorized")
        assert await client.closed() == 4001
    await stranger.close()


async def test_another_version_is_refused(server: MatchmakingServer) -> None:
    client = await Client.open(server.url)
    await client.ask(HELLO | {"protocol": 2}, "error", code="unsupported_version")
    assert await client.closed() == 1002


async def test_hello_comes_first(server: MatchmakingServer) -> None:
    client = await Client.open(server.url)
    await client.ask({"type": "cancel"}, "error", code="unauthorized")
    await client.ask(HELLO, "welcome")
    await client.expect("buddies", buddies=[])
    await client.ask(HELLO, "error", code="bad_message")
    await client.close()


async def test_who_says_no_hello_is_closed(
    server: MatchmakingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gurukul_desktop.protocol.limits.HELLO_SECONDS", 0.2)
    silent = await Client.open(server.url)
    await silent.expect("error", code="bad_message")
    assert await silent.closed() == 1008


async def test_the_newest_connection_wins(server: MatchmakingServer, join: Join) -> None:
    older = await join()
    partner = await join()
    session = await pair(older, partner)
    newer = await join(token=older.token)
    assert await older.closed() == 4009
    assert newer.welcome["session"]["session"] == session
    await partner.say("signal", session, data={"n": 1})
    await newer.expect("signal", data={"n": 1})


async def test_a_replaced_connection_does_not_go_on_searching(join: Join) -> None:
    older = await join()
    await older.find()
    await older.expect("queued")
    newer = await join(token=older.token)
    other = await join()
    await other.find()
    await other.expect("queued", position=1, waiting=1)
    await newer.quiet()


# find, cancel, matched


async def test_two_are_matched(join: Join) -> None:
    one, other = await join("Mira"), await join("Arjun")
    await one.find("buddies_first")
    await one.expect("queued", position=1, waiting=1, mode="buddies_first")
    await other.find(media="audio")
    caller = await other.expect("matched", role="caller", media="audio", ice_policy="all")
    callee = await one.expect("matched", role="callee", media="audio", ice_servers=[])
    assert caller["session"] == callee["session"]
    assert caller["partner"] == {"id": one.id, "name": "Mira", "buddy": False}
    assert callee["partner"] == {"id": other.id, "name": "Arjun", "buddy": False}


async def test_find_again_keeps_the_place_and_in_a_session_is_refused(join: Join) -> None:
    one, other, third = await join(), await join(), await join()
    await one.find(topics=["x"])
    await one.expect("queued", position=1, waiting=1)
    await third.find(topics=["y"])
    await third.expect("queued", position=2, waiting=2)
    await one.find(topics=["z"])
    await one.expect("queued", position=1, waiting=2)
    await other.find(topics=[" Z "])
    await other.expect("matched")
    await one.expect("matched")
    await one.find()
    await one.expect("error", code="already_in_session")
    await one.ask({"type": "cancel"}, "error", code="already_in_session")


async def test_cancel(join: Join) -> None:
    one, other = await join(), await join()
    await one.find()
    await one.expect("queued")
    await one.ask({"type": "cancel"}, "cancelled")
    await other.find()
    await other.expect("queued", position=1, waiting=1)


async def test_those_who_move_up_are_told(join: Join) -> None:
    clients = [await join() for _ in range(4)]
    for place, client in enumerate(clients, 1):
        await client.find(topics=[f"topic {place}"])
        await client.expect("queued", position=place, waiting=place)
    await clients[1].close()
    for client, place in ((clients[0], 1), (clients[2], 2), (clients[3], 3)):
        # How many wait is told too, at most once a second: so there may be one of before.
        while (told := await client.receive())["waiting"] != 3:
            assert told["type"] == "queued"
        assert told["position"] == place
    for client in (clients[0], clients[2], clients[3]):
        await client.quiet()


async def test_five_hundred_are_matched_and_nobody_is_left(
    server: MatchmakingServer, join: Join
) -> None:
    clients = await asyncio.gather(*(join() for _ in range(500)))

    async def search(client: Client) -> tuple[str, str]:
        await client.find()
        while (answer := await client.receive())["type"] == "queued":
            pass
        assert answer["type"] == "matched"
        return client.id, answer["partner"]["id"]

    partners = dict(await asyncio.gather(*map(search, clients)))
    assert len(partners) == 500
    assert all(partners[partner] == user for user, partner in partners.items())
    health = service(server).health()
    assert (health["waiting"], health["in_session"]) == (0, 500)


async def test_a_ticket_that_nobody_refreshes_is_swept(start_server: StartServer) -> None:
    server = await start_server(rules=Rules(ticket=0.2))
    client = await Client.join(server.url)
    await client.find()
    await client.expect("queued")
    await client.expect("cancelled")
    await client.close()


async def test_topics_give_way_to_patience(start_server: StartServer) -> None:
    server = await start_server(rules=Rules(patience=0.2))
    one, other = await Client.join(server.url), await Client.join(server.url)
    await one.find(topics=["x"])
    await one.expect("queued")
    await other.find(topics=["y"])
    await other.expect("queued", position=2)
    for client in (one, other):
        await client.expect("matched")
        await client.close()


@pytest.mark.parametrize(
    ("urls", "hides", "policy"),
    [
        (("stun:192.0.2.1:3478",), True, "all"),
        (("turn:192.0.2.1:3478",), False, "all"),
        (("stun:192.0.2.1:3478", "turns:192.0.2.1:5349"), True, "relay"),
    ],
)
async def test_an_address_is_hidden_by_a_relay(
    start_server: StartServer, urls: tuple[str, ...], hides: bool, policy: str
) -> None:
    server = await start_server(ice_servers=(IceServer(urls, "user", "word"),))
    one, other = await Client.join(server.url), await Client.join(server.url)
    assert one.welcome["ice_servers"] == [
        {"urls": list(urls), "username": "user", "credential": "word"}
    ]
    await one.find(hide_address=hides)
    await one.expect("queued")
    await other.find()
    for client in (one, other):
        matched = await client.expect("matched", ice_policy=policy)
        assert matched["ice_servers"] == one.welcome["ice_servers"]
        await client.close()


# signal, connected


async def test_signals_go_to_the_partner_untouched_and_to_nobody_else(join: Join) -> None:
    one, other, third = await join(), await join(), await join()
    session = await pair(one, other)
    data = '{"b": 1.50, "a": [ ],  "ü": "\\u00fc"}'
    await one.send(f'{{"data": {data}, "type": "signal", "session": "{session}", "extra": 1}}')
    raw = await other.socket.recv(decode=False)
    assert data.encode() in raw
    assert json.loads(raw) == {"type": "signal", "session": session, "data": json.loads(data)}
    await third.say("signal", session, data={})
    await third.expect("error", code="not_in_session")
    await one.say("signal", "another", data={})
    await one.expect("error", code="not_in_session")
    await other.quiet()


async def test_text_that_would_break_the_partner_is_not_relayed(join: Join) -> None:
    one, other = await join(), await join()
    session = await pair(one, other)
    broken = b'{"type":"signal","session":"%s","data":{"x":"\xff"}}' % session.encode()
    await one.socket.send(broken, text=True)
    await one.expect("error", code="bad_message")
    await other.quiet()


async def test_connected_is_for_members(join: Join) -> None:
    one, other = await join(), await join()
    session = await pair(one, other)
    await one.say("connected", session)
    await one.say("connected", "another")
    await one.expect("error", code="not_in_session")


# skip, end, report


@pytest.mark.parametrize(("word", "reason"), [("skip", "skipped"), ("end", "ended")])
async def test_both_are_told_when_one_leaves(join: Join, word: str, reason: str) -> None:
    one, other = await join(), await join()
    session = await pair(one, other)
    await one.say(word, session)
    await one.expect("ended", session=session, reason=reason)
    await other.expect("partner_left", session=session, reason=reason)
    for client in (one, other):
        for again in ("skip", "end", "connected"):
            await client.say(again, session)
            await client.expect("error", code="not_in_session")
        await client.say("signal", session, data={})
        await client.expect("error", code="not_in_session")


async def test_two_who_skipped_find_others_first(start_server: StartServer) -> None:
    server = await start_server(rules=Rules(skip=0.3))
    one, other = await Client.join(server.url), await Client.join(server.url)
    session = await pair(one, other)
    await one.say("skip", session)
    await one.expect("ended")
    await other.expect("partner_left")
    await one.find()
    await one.expect("queued", position=1)
    await other.find()
    await other.expect("queued", position=2)
    await one.expect("matched", role="callee")  # after the time that the rules give
    await other.expect("matched", role="caller")
    await one.close()
    await other.close()


async def test_a_report_ends_the_session_for_good(
    server: MatchmakingServer, join: Join, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = await join(), await join()
    session = await pair(one, other)
    with caplog.at_level(logging.WARNING, "gurukul_desktop.server"):
        await one.say("report", session, reason="spam", note="in confidence")
        await one.expect("ended", reason="reported")
    await other.expect("partner_left", reason="reported")
    (report,) = await store(server).reports()
    assert (report.reporter, report.reported) == (one.id, other.id)
    assert (report.session, report.reason, report.note) == (session, "spam", "in confidence")
    (line,) = caplog.messages
    facts = json.loads(line.removeprefix("report "))
    assert facts == {
        "session": session,
        "reporter": one.id,
        "reported": other.id,
        "reason": "spam",
    }
    await one.find()
    await one.expect("queued", position=1)
    await other.find()
    await other.expect("queued", position=2)
    # Repeated, because its answer may have been lost: kept once.
    await one.say("report", session, reason="spam")
    await one.expect("ended", reason="reported")
    assert len(await store(server).reports()) == 1


async def test_a_session_ends_by_its_age(start_server: StartServer) -> None:
    server = await start_server(rules=Rules(session=0.2))
    one, other = await Client.join(server.url), await Client.join(server.url)
    session = await pair(one, other)
    for client in (one, other):
        await client.expect("ended", session=session, reason="timeout")
        await client.close()


# Connections that drop


async def test_a_member_who_comes_back_loses_nothing(join: Join) -> None:
    one, other = await join("Mira"), await join("Arjun")
    session = await pair(one, other)
    await one.vanish()
    for n in range(30):
        await other.say("signal", session, data={"candidate": n})
    back = await join(token=one.token)
    assert back.welcome["session"] == {
        "session": session,
        "partner": {"id": other.id, "name": "Arjun", "buddy": False},
        "role": "callee",
        "media": "video",
        "ice_servers": [],
        "ice_policy": "all",
    }
    for n in range(30):
        await back.expect("signal", session=session, data={"candidate": n})
    await other.quiet()


async def test_what_is_kept_for_a_member_is_bounded(server: MatchmakingServer, join: Join) -> None:
    one, other = await join(), await join()
    session = await pair(one, other)
    await one.vanish()
    for n in range(150):
        await other.say("signal", session, data={"n": n, "pad": "x" * 5000})
    await other.quiet()
    back = await join(token=one.token)
    numbers = []
    while len(numbers) < 1 or numbers[-1] < 149:
        numbers.append((await back.expect("signal"))["data"]["n"])
    assert numbers == list(range(150 - len(numbers), 150)), "the newest, in order"
    assert 40 < len(numbers) <= 100
    assert len(store(server)._mailboxes) == 0


async def test_a_member_who_does_not_come_back_ends_the_session(start_server: StartServer) -> None:
    server = await start_server(rules=Rules(grace=0.3))
    one, other = await Client.join(server.url), await Client.join(server.url)
    session = await pair(one, other)
    await one.vanish()
    await other.say("signal", session, data={})
    await other.expect("partner_left", session=session, reason="disconnected")
    back = await Client.join(server.url, token=one.token)
    assert back.welcome["session"] is None
    await back.quiet()
    await back.close()
    await other.close()


async def test_the_partner_may_leave_while_a_member_is_away(join: Join) -> None:
    one, other = await join(), await join()
    session = await pair(one, other)
    await one.vanish()
    await other.say("signal", session, data={})
    await other.say("end", session)
    await other.expect("ended")
    back = await join(token=one.token)
    assert back.welcome["session"] is None
    await back.quiet()


async def test_who_waits_and_drops_leaves_the_queue_at_once(
    server: MatchmakingServer, join: Join
) -> None:
    one, other = await join(), await join()
    await one.find()
    await one.expect("queued")
    await one.vanish()
    await other.find()
    await other.expect("queued", position=1, waiting=1)
    back = await join(token=one.token)
    assert back.welcome["session"] is None
    assert service(server).health()["waiting"] == 1


# Buddies


async def befriend(one: Client, other: Client, session: str) -> None:
    await one.say("buddy", session, action="add")
    for client, partner in ((one, other), (other, one)):
        changed = await client.expect("buddy", state="requested")
        assert changed["partner"]["id"] == partner.id
    await other.say("buddy", session, action="add")
    for client, partner in ((one, other), (other, one)):
        await client.expect("buddy", state="accepted")
        listed = await client.expect("buddies")
        name = partner.welcome["user"]["name"]
        assert listed["buddies"] == [{"id": partner.id, "name": name, "online": True}]


async def test_two_adds_make_two_people_buddies(join: Join) -> None:
    one, other = await join("Mira"), await join("Arjun")
    await befriend(one, other, session := await pair(one, other))
    await one.say("skip", session)
    await one.expect("ended")
    await other.expect("partner_left")
    await other.close()
    away = {"id": other.id, "name": "Arjun", "online": False}
    await one.expect("buddies", buddies=[away])
    back = await Client.open(server_url(one))
    await back.ask(HELLO | {"token": other.token, "name": "Arjun R."}, "welcome")
    mira = {"id": one.id, "name": "Mira", "online": True}
    await back.expect("buddies", buddies=[mira])
    await one.expect("buddies", buddies=[away | {"name": "Arjun R.", "online": True}])
    await back.send({"type": "buddy", "action": "add", "partner": one.id})
    await back.expect("buddy", state="accepted")
    await back.expect("buddies", buddies=[mira])
    await back.send({"type": "buddy", "action": "remove", "partner": one.id})
    await back.expect("buddy", state="removed")
    await back.expect("buddies", buddies=[])
    await back.close()


def server_url(client: Client) -> str:
    host, port = client.socket.remote_address[:2]
    return f"ws://{host}:{port}/ws"


async def test_buddies_are_matched_first_and_said_to_be_buddies(join: Join) -> None:
    one, other, third = await join(), await join(), await join()
    session = await pair(one, other)
    await befriend(one, other, session)
    await one.say("end", session)
    await one.expect("ended")
    await other.expect("partner_left")
    await third.find(topics=["x"])
    await third.expect("queued", position=1)
    await one.find(topics=["y"])
    await one.expect("queued", position=2)
    await other.find("buddies_first", topics=["x"])
    matched = await other.expect("matched")
    assert matched["partner"]["id"] == one.id
    assert matched["partner"]["buddy"] is True


async def test_a_stranger_cannot_be_added_without_a_session(join: Join) -> None:
    one, other = await join(), await join()
    await one.send({"type": "buddy", "action": "add", "partner": other.id})
    await one.expect("error", code="bad_message")
    await one.say("buddy", "another", action="add")
    await one.expect("error", code="not_in_session")
    await one.send({"type": "buddy", "action": "remove", "partner": other.id})
    await one.expect("buddy", state="removed")
    await other.quiet()


async def test_a_full_list_is_said(server: MatchmakingServer, join: Join) -> None:
    buddies = store(server)._lobby.buddies
    buddies.limit = 0
    one, other = await join(), await join()
    session = await pair(one, other)
    buddies._requests = {other.id: {one.id: None}}
    await one.say("buddy", session, action="add")
    await one.expect("error", code="unavailable")


async def test_names_of_those_who_are_gone_are_forgotten(
    server: MatchmakingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gurukul_desktop.server.stores.memory.people.NAMES_SWEEP_AT", 8)
    people = store(server)._people
    people._sweep_at = 8
    for _ in range(30):
        await (await Client.join(server.url)).close()
    assert len(people._names) <= 9


# Malformed messages


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("", "not JSON"),
        ("nonsense", "not JSON"),
        ("[]", ""),
        ("{}", "type"),
        ('{"type": "dance"}', "type"),
        ('{"type": "find", "mode": "global"}', "media"),
        ('{"type": "find", "mode": "global", "media": 3}', "media"),
        ('{"type": "signal", "session": "x", "data": []}', "data"),
        ('{"type": "signal", "session": "x", "data": ' + "[" * 30000, "not JSON"),
        (b"\x00\x01", "binary"),
    ],
)
async def test_a_malformed_message_is_answered_and_the_connection_lives_on(
    join: Join, sent: str | bytes, words: str
) -> None:
    client = await join()
    answer = await client.ask(sent, "error", code="bad_message")
    assert words in answer["message"]
    await client.find()
    await client.expect("queued")


async def test_twenty_malformed_messages_in_a_minute_close_the_connection(join: Join) -> None:
    client = await join()
    for _ in range(20):
        await client.ask("nonsense", "error", code="bad_message")
    assert await client.closed() == 4008


@pytest.mark.parametrize("size", [65_537, 200_000])
async def test_too_large_is_said_and_closed(join: Join, size: int) -> None:
    client = await join()
    await client.ask("x" * size, "error", code="too_large")
    assert await client.closed() == 1009


async def test_far_too_large_is_closed(join: Join) -> None:
    client = await join()
    await client.send("x" * 2_000_000)
    assert await client.closed() == 1009


# Limits


async def test_finds_are_limited_for_a_user(start_server: StartServer) -> None:
    server = await start_server(finds_per_minute=3)
    client, other = await Client.join(server.url), await Client.join(server.url)
    for _ in range(3):
        await client.find(topics=["x"])
        await client.expect("queued", position=1)
    await client.find(topics=["x"])
    refusal = await client.expect("error", code="rate_limited")
    assert 50 <= refusal["retry_after"] <= 60
    await client.close()
    again = await Client.join(server.url, token=client.token)
    await again.find()
    await again.expect("error", code="rate_limited")
    await other.find()
    await other.expect("queued", position=1)
    await again.close()
    await other.close()


async def test_messages_are_limited_for_a_connection(start_server: StartServer) -> None:
    server = await start_server(messages_per_second=10)
    client = await Client.join(server.url)
    for _ in range(15):
        await client.send({"type": "cancel"})
    answers = [await client.receive() for _ in range(10)]
    refusal = next(answer for answer in answers if answer["type"] == "error")
    assert refusal["code"] == "rate_limited"
    assert 0 < refusal["retry_after"] <= 1
    await client.close()


async def test_a_flood_is_closed(start_server: StartServer) -> None:
    server = await start_server(messages_per_second=10)
    client = await Client.join(server.url)
    for _ in range(60):
        await client.send({"type": "cancel"})
    assert await client.closed() == 4008


async def test_a_flood_of_pings_is_closed(start_server: StartServer) -> None:
    server = await start_server(messages_per_second=10)
    client = await Client.join(server.url)
    async with asyncio.timeout(5):
        await (await client.socket.ping())
    for _ in range(60):
        await client.socket.ping()
    assert await client.closed() == 4008


async def test_no_limit_is_no_limit(server: MatchmakingServer, join: Join) -> None:
    client = await join()
    for _ in range(300):
        await client.find()
        await client.expect("queued", position=1)
    assert service(server).connections == 1


async def test_connections_of_one_address_are_limited(start_server: StartServer) -> None:
    served = service(await start_server(connections_per_address=2))
    carriers = [FakeCarrier() for _ in range(4)]
    one, other, refused = (served.open(carrier, "192.0.2.1") for carrier in carriers[:3])
    assert one is not None
    assert other is not None
    assert refused is None
    (answer,) = carriers[2].sent
    assert (answer["type"], answer["code"]) == ("error", "rate_limited")
    assert answer["retry_after"] > 0
    assert carriers[2].code == 4008
    stranger = served.open(carriers[3], "192.0.2.2")
    assert stranger is not None
    served.closed(one)
    served.closed(one)
    third = served.open(carriers[2], "192.0.2.1")
    assert third is not None
    assert served.connections == 3
    for connection in (other, stranger, third):
        served.closed(connection)


class FakeCarrier:
    """A carrier that keeps what it was given."""

    kind = "websocket"

    def __init__(self) -> None:
        self.sent: list[Json] = []
        self.code: int | None = None

    def send(self, payload: bytes) -> None:
        self.sent.append(json.loads(payload))

    def close(self, code: int, reason: str) -> None:
        self.code = code


async def test_loopback_connections_are_not_counted(start_server: StartServer) -> None:
    server = await start_server(connections_per_address=1)
    clients = [await Client.join(server.url) for _ in range(3)]
    for client in clients:
        await client.close()
