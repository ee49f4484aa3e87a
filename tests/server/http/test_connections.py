"""Whose connection a request is, and when a connection is over."""

import asyncio
from collections.abc import Callable

import pytest

from gurukul_desktop.protocol.messages import CloseCode
from gurukul_desktop.server.addresses import parse_networks
from gurukul_desktop.server.http import connections
from gurukul_desktop.server.run import MatchmakingServer
from tests.server.client import DEADLINE
from tests.server.conftest import StartServer
from tests.server.http.client import Answer, HttpClient
from tests.server.http.conftest import Enter, base_of, service_of

Bare = Callable[[], HttpClient]


async def test_too_many_connections_of_an_address(start_server: StartServer, bare: Bare) -> None:
    server = await start_server(
        http_port=0, connections_per_address=1, trusted_proxies=parse_networks(["127.0.0.1"])
    )
    one = bare()
    one.base = base_of(server)

    async def hello(address: str, token: str = "") -> Answer:
        return await one.request(
            "POST",
            "/api/v1/messages",
            json={"type": "hello", "protocol": 1, "token": token},
            headers={"X-Forwarded-For": address},
        )

    answer = await hello("192.0.2.1")
    one.token = answer.body["events"][0]["message"]["token"]
    one.connection = answer.body["connection"]
    assert (await hello("192.0.2.2")).status == 200
    answer = await hello("192.0.2.1")
    assert (answer.status, answer.body["code"]) == (429, "rate_limited")
    assert answer.headers["Retry-After"] == "60"
    await one.request("DELETE", "/api/v1/connection", headers=one.headers)
    assert (await hello("192.0.2.1", one.token)).status == 200


async def test_the_newest_connection_wins(server: MatchmakingServer, enter: Enter) -> None:
    older = await enter()
    newer = await enter(token=older.token)
    for answer in (await older.post({"type": "cancel"}), await older.poll()):
        assert answer.status == 409
        assert answer.body["type"] == "error"
    assert (await newer.poll()).status == 200
    await newer.send("cancel")
    assert service_of(server).connections == 1


async def test_a_connection_of_another_instance_is_not_known(enter: Enter) -> None:
    client = await enter()
    client.connection = "made-elsewhere"
    assert (await client.poll()).status == 401
    # Nor when one of the same user was replaced here.
    await enter(token=client.token)
    assert (await client.poll()).status == 401


async def test_who_was_replaced_is_forgotten_after_a_while(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "REMEMBER_SECONDS", 0.0)
    older = await enter()
    newer = await enter(token=older.token)
    assert (await older.poll()).status == 409
    await enter(token=newer.token)
    assert (await older.poll()).status == 401


async def test_without_its_name_the_newest_connection_is_meant(enter: Enter) -> None:
    older = await enter()
    await older.find()
    newer = await enter(token=older.token)
    older.connection = ""
    headers = {"Authorization": f"Bearer {older.token}"}
    answer = await newer.request("GET", "/api/v1/events?after=2", headers=headers)
    assert answer.status == 200
    # An event that the newer one never had gives the older one away.
    answer = await newer.request("GET", "/api/v1/events?after=999", headers=headers)
    assert answer.status == 409


async def test_leaving_is_at_once(server: MatchmakingServer, enter: Enter) -> None:
    client = await enter()
    await client.find()
    answer = await client.request("DELETE", "/api/v1/connection", headers=client.headers)
    assert answer.status == 204
    async with asyncio.timeout(DEADLINE):
        await service_of(server).emptied()
    assert service_of(server).health()["waiting"] == 0
    assert (await client.poll()).status == 401


async def test_silence_is_the_end(
    server: MatchmakingServer, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "ALIVE_SECONDS", 0.1)
    client = await enter()
    async with asyncio.timeout(DEADLINE):
        await service_of(server).emptied()
    assert (await client.poll()).status == 401


async def test_a_banned_student_is_told_so(server: MatchmakingServer, enter: Enter) -> None:
    client = await enter()
    async with client.stream() as stream:
        await service_of(server).store.ban(client.welcome["user"]["id"], "spam")
        while await stream.next() is not None:
            pass
    answer = await client.poll()
    assert (answer.status, answer.body["code"]) == (403, "banned")
    answer = await client.hello(token=client.token)
    assert (answer.status, answer.body["code"]) == (403, "banned")


async def test_close_codes_have_their_statuses(server: MatchmakingServer, enter: Enter) -> None:
    codes = {
        CloseCode.UNAUTHORIZED: 401,
        CloseCode.BANNED: 403,
        CloseCode.RATE_LIMITED: 401,
        CloseCode.REPLACED: 409,
        CloseCode.DRAINING: 401,
        CloseCode.TOO_LARGE: 401,
    }
    for code, status in codes.items():
        client = await enter()
        (connection,) = service_of(server)._connections
        connection.close(code, "because")
        assert (await client.poll()).status == status
