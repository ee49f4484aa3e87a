"""The page of a deployed server: what the environment and the command line say of it."""

import contextlib
from pathlib import Path
from typing import Any

import click
import pytest
from aiohttp import ClientSession, hdrs

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.messages import ServerSettings
from gurukul_desktop.server.admin.command_line import admin_options
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.run import MatchmakingServer
from tests.server.admin.conftest import CREDENTIALS, PASSWORD, TOKEN, Browser
from tests.server.client import Client
from tests.server.deployed import deployed
from tests.server.redis import RedisServer, redis_at, shared_redis

__all__ = ["redis_at", "shared_redis"]

BEARER = {hdrs.AUTHORIZATION: f"Bearer {TOKEN}"}


def read(*arguments: str, **environment: str) -> dict[str, Any]:
    """What a command with these options is given."""
    given: dict[str, Any] = {}

    @click.command()
    @admin_options
    @click.option("--finds-per-minute", default=10, envvar="GURUKUL_FINDS_PER_MINUTE")
    def command(**values: Any) -> None:
        given.update(values)

    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(f"GURUKUL_{name}", value)
        command.main(arguments, standalone_mode=False)
    return given


def test_what_was_given_on_purpose_is_fixed() -> None:
    assert read()["fixed"] == frozenset()
    given = read("--finds-per-minute", "10", TRANSPORT="http", SERVERS="wss://a.example")
    assert given["fixed"] == {"finds_per_minute", "transport", "servers"}
    assert given["clients"] == ServerSettings("http", ("wss://a.example",))
    # An empty variable, as a compose file makes it, is none.
    assert read(TRANSPORT="", FINDS_PER_MINUTE="", ADMIN_PASSWORD="")["fixed"] == frozenset()


async def test_the_secrets_come_from_variables_or_files(tmp_path: Path) -> None:
    assert read()["admin"] is None
    file = tmp_path / "password"
    file.write_text(PASSWORD + "\n")
    assert await read(ADMIN_PASSWORD_FILE=str(file))["admin"].open_with(PASSWORD)
    assert read(ADMIN_TOKEN=TOKEN)["admin"].is_token(TOKEN)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ADMIN_PASSWORD": "short"}, "12 to 1024"),
        ({"ADMIN_TOKEN": "short"}, "24 to 1024"),
        ({"SERVERS": "a.example"}, "is not a server address"),
    ],
)
def test_wrong_values_are_refused_at_the_start(wrong: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read(**wrong)


async def test_a_deployed_server_shows_what_rules_and_drains(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with (
        deployed(
            log,
            *("--port", "0", "--messages-per-second", "0"),
            GURUKUL_TRANSPORT="http",
            GURUKUL_ADMIN_TOKEN=TOKEN,
        ) as server,
        ClientSession(headers=BEARER) as script,
    ):
        student = await Client.join(server.url)
        assert student.welcome["settings"] == {"transport": "http"}
        admin = f"{server.http_url}/admin/api"
        async with script.get(f"{admin}/view") as answer:
            view = await answer.json()
        sources = {row["key"]: row["source"] for row in view["settings"]}
        assert sources.pop("transport") == sources.pop("messages_per_second") == "environment"
        assert set(sources.values()) == {"default"}
        [instance] = view["overview"]["instances"]
        assert instance["id"] == view["instance"]
        changes = {"changes": {"servers": "wss://b.example/ws"}}
        async with script.post(f"{admin}/settings", json=changes) as answer:
            assert answer.status == 200
        await student.expect("settings")
        async with script.post(f"{admin}/drain", json={"instance": instance["id"]}) as answer:
            assert answer.status == 200
        await student.expect("draining")
        await student.close()
        assert await server.ended() == 0
    lines = [line for line in server.log.splitlines() if "admin" in line]
    assert [line.partition("action=")[2].split(" ")[0] for line in lines] == ["settings", "drain"]
    assert TOKEN not in server.log


async def test_a_setting_rules_on_every_instance_and_after_a_restart(
    redis_at: RedisServer,
) -> None:
    async with contextlib.AsyncExitStack() as stack:

        async def start() -> MatchmakingServer:
            options = ServerOptions(
                port=0, http_port=0, store=redis_at.url, drain_seconds=0.0, admin=CREDENTIALS
            )
            server = MatchmakingServer(options)
            await server.start()
            stack.push_async_callback(server.stop)
            return server

        one, other = await start(), await start()
        student = await Client.join(other.url)
        stack.push_async_callback(student.close)
        assert one.http_url is not None
        async with Browser.opened(one.http_url) as admin:
            assert await admin.sign_in() == 200
            assert len((await admin.view())["overview"]["instances"]) == 2
            await admin.act("settings", {"changes": {"transport": "websocket"}})
        await student.expect("settings", settings={"transport": "websocket"})
        third = await start()
        newcomer = await Client.join(third.url)
        stack.push_async_callback(newcomer.close)
        assert newcomer.welcome["settings"] == {"transport": "websocket"}
