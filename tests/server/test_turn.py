"""Credentials for relays: what they are made of, how long they live, who sees them."""

import base64
import hashlib
import hmac
import itertools
import json
import logging
from typing import Any

import click
import pytest
from aiohttp import ClientSession
from click.testing import CliRunner

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.messages import IceServer, UserId
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.turn import IceServers, TurnOptions
from gurukul_desktop.server.turn_options import turn_options

from .client import Client, pair
from .conftest import StartServer
from .http.client import HttpClient
from .http.conftest import base_of

SECRET = "a-secret-shared-with-the-relay"
URLS = ("turn:relay.example:3478", "turns:relay.example:5349?transport=tcp")
TURN = TurnOptions(URLS, SECRET, 600)
STUN = IceServer(("stun:relay.example:3478",))


def test_the_password_is_what_the_relay_computes_of_the_user_name() -> None:
    servers = IceServers((STUN,), TURN, lambda: 1_000_000.9)
    stun, relay = servers.of(UserId("ann"))
    assert stun == STUN
    assert relay.urls == URLS
    expiry, who = relay.username.split(":")
    assert int(expiry) == 1_000_600
    digest = hmac.new(SECRET.encode(), relay.username.encode(), hashlib.sha1).digest()
    assert relay.credential == base64.b64encode(digest).decode()
    assert "ann" not in who


def test_a_user_is_the_same_to_the_relay_each_time_and_nobody_else() -> None:
    times = itertools.count(100, 10)
    servers = IceServers((), TURN, lambda: next(times))
    names = [servers.of(UserId(user))[0].username.split(":") for user in ("ann", "ann", "bob")]
    assert names[0][1] == names[1][1] != names[2][1]
    assert names[0][0] != names[1][0]


def test_without_a_relay_there_is_only_what_all_are_told() -> None:
    servers = IceServers((STUN,), None)
    assert servers.of(UserId("ann")) == (STUN,)
    assert servers.fresh_for == float("inf")


@pytest.mark.parametrize(
    "wrong",
    [
        {"urls": ()},
        {"urls": ("turn:x",) * 9},
        {"urls": ("stun:relay.example",)},
        {"urls": ("turn:",)},
        {"urls": ("turn:re lay",)},
        {"urls": ("turn:relay?transport=sctp",)},
        {"urls": ("turn:relay:port",)},
        {"urls": ("turn:" + "x" * 300,)},
        {"secret": "too short"},
        {"seconds": 59},
        {"seconds": 86_401},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    values = {"urls": URLS, "secret": SECRET, "seconds": 600, **wrong}
    with pytest.raises(UsageError, match=r"^\S.*\.$") as error:
        TurnOptions(**values)
    assert values["secret"] not in str(error.value)


def test_addresses_by_number() -> None:
    urls = ("turn:192.0.2.1", "turn:[2001:db8::1]:3478?transport=tcp")
    assert TurnOptions(urls, SECRET).urls == urls


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(ServerOptions(turn=TURN))


@click.command()
@turn_options
def command(**values: Any) -> dict[str, Any]:
    """Returns what it was given."""
    return values


def run(*arguments: str, **environment: str) -> Any:
    done = CliRunner().invoke(
        command, arguments, env=environment, standalone_mode=False, catch_exceptions=False
    )
    return done.return_value["turn"]


def test_the_command_line_and_the_environment() -> None:
    assert run() is None
    assert run("--turn-url", URLS[0], "--turn-secret", SECRET) == TurnOptions(URLS[:1], SECRET)
    environment = {
        "GURUKUL_TURN_URLS": " ".join(URLS),
        "GURUKUL_TURN_SECRET": SECRET,
        "GURUKUL_TURN_SECONDS": "600",
    }
    assert run(**environment) == TURN
    assert run(GURUKUL_TURN_URLS="", GURUKUL_TURN_SECRET="") is None


@pytest.mark.parametrize("half", [("--turn-url", URLS[0]), ("--turn-secret", SECRET)])
def test_half_a_relay_is_refused(half: tuple[str, str]) -> None:
    with pytest.raises(UsageError, match=r"^A relay needs both") as error:
        run(*half)
    assert SECRET not in str(error.value)


# In the service


async def test_each_client_gets_its_own_with_welcome_and_fresh_ones_with_a_match(
    start_server: StartServer,
) -> None:
    server = await start_server(ice_servers=(STUN,), turn=TURN)
    one, other = await Client.join(server.url), await Client.join(server.url)
    names = {client.welcome["ice_servers"][1]["username"] for client in (one, other)}
    assert len(names) == 2
    await one.find(hide_address=True)
    queued = await one.expect("queued")
    assert "ice_servers" not in queued
    await other.find()
    for client in (one, other):
        matched = await client.expect("matched", ice_policy="relay")
        stun, relay = matched["ice_servers"]
        assert stun == {"urls": list(STUN.urls)}
        assert relay["urls"] == list(URLS)
        assert relay["username"].split(":")[1] in {name.split(":")[1] for name in names}
    token = one.token
    await one.close()
    back = await Client.join(server.url, token=token)
    assert back.welcome["session"]["ice_servers"][1]["credential"]
    for client in (back, other):
        await client.close()


async def test_over_http_it_is_the_same(start_server: StartServer) -> None:
    server = await start_server(turn=TURN, http_port=0)
    async with ClientSession() as session:
        one = await HttpClient(session, base_of(server)).join()
        assert one.welcome["ice_servers"][0]["urls"] == list(URLS)
        await one.send("find", mode="global", media="video", hide_address=True)
        other = await Client.join(server.url)
        await other.find()
        matched = await other.expect("matched", ice_policy="relay")
        assert matched["ice_servers"][0]["credential"]
        found = await one.until("matched")
        assert found["ice_policy"] == "relay"
        assert found["ice_servers"][0]["username"] != matched["ice_servers"][0]["username"]
        await other.close()


async def test_who_waits_long_gets_fresh_ones_with_the_next_answer(
    start_server: StartServer,
) -> None:
    server = await start_server(turn=TURN)
    assert server.service is not None
    client = await Client.join(server.url)
    await client.find()
    assert "ice_servers" not in await client.expect("queued")
    (connection,) = server.service._connections
    connection.relay_told -= 301  # more than half of the life of its credentials is over
    await client.find()
    fresh = (await client.expect("queued"))["ice_servers"]
    assert fresh[0]["urls"] == list(URLS)
    await client.find()
    assert "ice_servers" not in await client.expect("queued")
    await client.close()


async def test_between_buddies_nothing_is_hidden(start_server: StartServer) -> None:
    server = await start_server(turn=TURN)
    one, other = await Client.join(server.url), await Client.join(server.url)
    session = await pair(one, other, hide_address=True)
    for client in (one, other):
        await client.say("buddy", session, action="add")
        for listener in (one, other):
            await listener.expect("buddy")
    for client in (one, other):
        await client.expect("buddies")
    await one.say("end", session)
    await one.expect("ended")
    await other.expect("partner_left")
    await one.find(hide_address=True)
    await one.expect("queued")
    await other.find(hide_address=True)
    for client in (one, other):
        matched = await client.expect("matched", ice_policy="all")
        assert matched["partner"]["buddy"] is True
        await client.close()


async def test_no_secret_and_no_credential_in_the_log(
    start_server: StartServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = await start_server(turn=TURN)
    one, other = await Client.join(server.url), await Client.join(server.url)
    await pair(one, other, hide_address=True)
    told = json.dumps([client.welcome["ice_servers"] for client in (one, other)])
    ours = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("gurukul"))
    assert SECRET not in ours
    for client in (one, other):
        relay = client.welcome["ice_servers"][0]
        assert relay["credential"] in told
        assert relay["credential"] not in ours
        assert relay["username"] not in ours
        await client.close()
