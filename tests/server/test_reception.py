"""Coming in with a JWT, being shown out when it is no longer valid, and coming too often."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest
from websockets.exceptions import InvalidStatus

from gurukul_desktop.server import reception
from gurukul_desktop.server.identity import key_set
from gurukul_desktop.server.identity.claims import LEEWAY_SECONDS
from gurukul_desktop.server.limits import Limits
from gurukul_desktop.server.run import MatchmakingServer

from .client import DEADLINE, Client, Json, pair
from .conftest import StartServer
from .deployed import deployed
from .identity.issuer import (
    AUDIENCE,
    ISSUER,
    SECRET,
    USER,
    KeyServer,
    claims,
    ec_key,
    jwt_options,
    sign,
    supabase_claims,
)

Come = Callable[..., Awaitable[Client]]


def token(**changes: Any) -> str:
    return jwt.encode(claims(**changes), SECRET, algorithm="HS256")


def soon() -> float:
    """When a token expires that is no longer valid in a second."""
    return time.time() - LEEWAY_SECONDS + 1.0


def hello(said: str, name: str = "") -> Json:
    return {"type": "hello", "protocol": 1, "token": said, "name": name}


@pytest.fixture
async def server(start_server: StartServer) -> MatchmakingServer:
    """A server of people with JWTs."""
    return await start_server(jwt=jwt_options())


@pytest.fixture
async def come() -> AsyncIterator[Come]:
    """Connects clients, without a hello or with this token; they are gone after the test."""
    clients = []

    async def come_(server: MatchmakingServer, said: str | None = None, name: str = "") -> Client:
        if said is None:
            clients.append(await Client.open(server.url))
        else:
            clients.append(await Client.join(server.url, name, said))
        return clients[-1]

    yield come_
    for client in clients:
        await client.close()


@pytest.fixture
async def key_server() -> AsyncIterator[KeyServer]:
    """A server of an issuer's keys."""
    server = KeyServer()
    server.keys = {"one": ec_key()}
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def keyed(start_server: StartServer, key_server: KeyServer) -> MatchmakingServer:
    """A server of people with JWTs of that issuer, whose answers are held back."""
    key_server.hold.clear()
    return await start_server(jwt=jwt_options(secret="", jwks_url=key_server.url))


async def test_who_somebody_is_stands_in_the_token(server: MatchmakingServer, come: Come) -> None:
    mira = token(name="Mira Sen")
    client = await come(server, mira, name="The Dean")
    assert client.welcome["user"] == {"id": USER, "name": "Mira Sen"}
    assert client.token == mira


async def test_a_name_may_be_chosen_where_the_token_has_none(
    server: MatchmakingServer, come: Come
) -> None:
    client = await come(server, token(), name="Mira")
    assert client.welcome["user"] == {"id": USER, "name": "Mira"}


async def test_a_session_of_supabase(start_server: StartServer, come: Come) -> None:
    options = jwt_options(name_claim="user_metadata.full_name")
    server = await start_server(jwt=options)
    client = await come(server, jwt.encode(supabase_claims(), SECRET, algorithm="HS256"))
    assert client.welcome["user"] == {"id": USER, "name": "Mira Sen"}


async def test_who_is_nobody_is_turned_away(
    server: MatchmakingServer,
    start_server: StartServer,
    come: Come,
    caplog: pytest.LogCaptureFixture,
) -> None:
    guest = await come(await start_server(), "")
    for said in ("", "nonsense", guest.token, token(exp=1), token(aud="other")):
        client = await come(server)
        await client.ask(hello(said), "error", code="unauthorized")
        assert await client.closed() == 4001
    # One line a minute, without a token.
    (record,) = caplog.records
    assert record.getMessage().startswith("somebody was not recognised: ")


async def test_the_http_carrier_asks_the_same(start_server: StartServer) -> None:
    server = await start_server(jwt=jwt_options(), http_port=0)
    async with aiohttp.ClientSession() as session:
        url = f"{server.http_url}/api/v1/messages"
        async with session.post(url, json=hello("")) as answer:
            assert answer.status == 401
        async with session.post(url, json=hello(token(name="Mira"))) as answer:
            assert answer.status == 200
            (welcome, *_) = (await answer.json())["events"]
    assert welcome["message"]["user"] == {"id": USER, "name": "Mira"}


# Keys that have to be fetched


async def test_what_comes_while_the_keys_are_fetched_is_kept(
    keyed: MatchmakingServer, key_server: KeyServer, come: Come
) -> None:
    client = await come(keyed)
    await client.send(hello(sign(key_server.keys["one"], "one")))
    await client.find()
    await client.ask("nonsense", "error", code="bad_message")
    key_server.hold.set()
    await client.expect("welcome")
    await client.expect("buddies")
    await client.expect("queued")


async def test_hello_is_said_once(
    keyed: MatchmakingServer, key_server: KeyServer, come: Come
) -> None:
    client = await come(keyed)
    said = hello(sign(key_server.keys["one"], "one"))
    await client.send(said)
    await client.send(said)
    await client.ask("nonsense", "error", code="bad_message")
    key_server.hold.set()
    await client.expect("welcome")
    await client.expect("buddies")
    await client.expect("error", code="bad_message")


async def test_who_leaves_while_the_keys_are_fetched_is_gone(
    keyed: MatchmakingServer, key_server: KeyServer, come: Come
) -> None:
    service = keyed.service
    assert service is not None
    client = await come(keyed)
    await client.send(hello(sign(key_server.keys["one"], "one")))
    await client.ask("nonsense", "error", code="bad_message")
    await client.vanish()
    async with asyncio.timeout(DEADLINE):
        await service.emptied()
    key_server.hold.set()
    other = await come(keyed, sign(key_server.keys["one"], "one", claims(sub="another student")))
    assert [presence.user for presence in service.present()] == [other.id]
    await other.close()
    async with asyncio.timeout(DEADLINE):
        await service.emptied()
    assert not service._reception._people


async def test_the_http_carrier_waits_for_keys_too(
    start_server: StartServer, key_server: KeyServer
) -> None:
    server = await start_server(jwt=jwt_options(secret="", jwks_url=key_server.url), http_port=0)
    async with aiohttp.ClientSession() as session:
        url = f"{server.http_url}/api/v1/messages"
        said = hello(sign(key_server.keys["one"], "one"))
        async with session.post(url, json=said) as answer:
            assert answer.status == 200
        unknown = hello(sign(ec_key(), "new"))
        async with session.post(url, json=unknown) as answer:
            assert answer.status == 503
            assert 0 < int(answer.headers["Retry-After"]) <= 30


async def test_while_the_key_server_is_away_nobody_loses_a_token(
    start_server: StartServer, key_server: KeyServer, come: Come
) -> None:
    await key_server.stop()
    server = await start_server(jwt=jwt_options(secret="", jwks_url=key_server.url))
    client = await come(server)
    await client.send(hello(sign(key_server.keys["one"], "one")))
    refusal = await client.expect("error", code="unavailable")
    assert 0 <= refusal["retry_after"] <= 1
    assert await client.closed() == 1013
    await key_server.start()
    key_server.asked.clear()
    async with asyncio.timeout(DEADLINE):
        await key_server.asked.wait()
    await come(server, sign(key_server.keys["one"], "one"))


# Long connections


async def test_who_expires_in_a_session_has_time_to_come_back(
    server: MatchmakingServer, come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "REVALIDATION_SECONDS", 0.05)
    one = await come(server, token(exp=soon()))
    other = await come(server, token(sub="another student"))
    session = await pair(one, other)
    await one.expect("error", code="unauthorized")
    assert await one.closed() == 4001
    again = await come(server, token())
    assert again.welcome["session"]["session"] == session
    await again.say("signal", session, data={"n": 1})
    # The partner has heard of nothing else.
    await other.expect("signal", data={"n": 1})
    await again.say("end", session)
    await again.expect("ended")
    await other.expect("partner_left", reason="ended")


async def test_a_token_that_was_renewed_in_time_keeps_its_owner_in(
    server: MatchmakingServer, come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "REVALIDATION_SECONDS", 0.05)
    first = await come(server, token(exp=soon()))
    fresh = await come(server, token())
    assert await first.closed() == 4009
    third = await come(server, token(exp=soon(), sub="another student"))
    assert await third.closed() == 4001
    await fresh.quiet()


async def test_everybody_is_looked_at_in_turn(
    server: MatchmakingServer, come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "REVALIDATION_SECONDS", 0.2)
    monkeypatch.setattr(reception, "REVALIDATED_AT_ONCE", 2)
    staying = [await come(server, token(sub=f"a{n}")) for n in range(3)]
    leaving = [await come(server, token(sub=f"b{n}", exp=soon())) for n in range(3)]
    staying += [await come(server, token(sub=f"c{n}")) for n in range(2)]
    assert [await client.closed() for client in leaving] == [4001] * 3
    for client in staying:
        await client.quiet()


async def test_a_withdrawn_key_shows_its_people_out(
    keyed: MatchmakingServer, key_server: KeyServer, come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "REVALIDATION_SECONDS", 0.05)
    monkeypatch.setattr(key_set, "FRESH_SECONDS", 0.1)
    old, new = ec_key(), ec_key()
    key_server.keys = {"old": old, "new": new}
    key_server.hold.set()
    one = await come(keyed, sign(old, "old"))
    two = await come(keyed, sign(new, "new", claims(sub="another student")))
    key_server.keys = {"new": new}
    await one.expect("error", code="unauthorized")
    assert await one.closed() == 4001
    await two.quiet()


# Coming too often


async def test_somebody_who_comes_too_often_is_turned_away(
    start_server: StartServer, come: Come
) -> None:
    server = await start_server(
        limits=Limits(connections_per_user=3, finds_per_minute=0, messages_per_second=0)
    )
    first = await come(server, "")
    for _ in range(2):
        present = await come(server, first.token)
    for _ in range(3):
        client = await come(server)
        refusal = await client.ask(hello(first.token), "error", code="rate_limited")
        assert 50 <= refusal["retry_after"] <= 60
        assert await client.closed() == 4008
    # The one who is in stays in, and others come as they like.
    await present.quiet()
    await come(server, "")


async def test_as_it_is_deployed(tmp_path: Path, come: Come) -> None:
    """All of it from the environment, the secret in a file, and nothing of it in the log."""
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    environment = {
        "GURUKUL_HOST": "127.0.0.1",
        "GURUKUL_PORT": "0",
        "GURUKUL_IDENTITY": "jwt",
        "GURUKUL_JWT_SECRET_FILE": str(tmp_path / "secret"),
        "GURUKUL_JWT_ISSUER": ISSUER,
        "GURUKUL_JWT_AUDIENCE": f"other,{AUDIENCE}",
        "GURUKUL_JWT_NAME_CLAIM": "user_metadata.full_name",
        "GURUKUL_ORIGINS": "https://study.example.org, http://localhost:3000",
        "GURUKUL_TRUSTED_PROXIES": "127.0.0.1",
        "GURUKUL_CONNECTIONS_PER_ADDRESS": "1",
    }
    async with deployed(tmp_path / "log", **environment) as server:
        told = {"X-Forwarded-For": "203.0.113.5"}
        said = jwt.encode(supabase_claims(), SECRET, algorithm="HS256")
        origin = "http://localhost:3000"
        mira = await Client.join(server.url, token=said, origin=origin, additional_headers=told)
        assert mira.welcome["user"] == {"id": USER, "name": "Mira Sen"}
        second = await Client.open(server.url, additional_headers=told)
        assert await second.closed() == 4008
        with pytest.raises(InvalidStatus):
            await Client.open(server.url, origin="https://evil.example")
        for _ in range(3):
            stranger = await Client.open(server.url)
            await stranger.ask(hello(token(exp=1)), "error", code="unauthorized")
            assert await stranger.closed() == 4001
        await mira.close()
        assert "not recognised: expired" in server.log
        assert len(server.log.splitlines()) == 1
        for hidden in (SECRET, said, token(exp=1)[:20], USER, "203.0.113.5"):
            assert hidden not in server.log
