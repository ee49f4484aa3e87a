"""What a whole run of a server writes: no token, no secret, no address unless it was asked for."""

import json
from pathlib import Path

import aiohttp
import pytest

from .client import Client, pair
from .deployed import Deployed, deployed

SECRET = "the-key-that-signs-every-token"
METRICS_TOKEN = "the-token-of-the-metrics"
PASSWORD = "the-password-of-the-admin"
FAR = "127.0.0.9"
"""An address of this machine that nothing else uses, and no part of what a server is told."""


async def live_through_a_lot(server: Deployed) -> list[str]:
    """Everything that could make a server write; what must not be in its log."""
    far = {"local_addr": (FAR, 0)}
    one = await Client.join(server.url, "Mira", **far)
    other = await Client.join(server.url, "Ravi", **far)
    session = await pair(one, other)
    secrets = ["a note in confidence", "a secret between the two"]
    await one.say("signal", session, data={"sdp": secrets[1]})
    await other.expect("signal")
    await one.say("connected", session)
    await one.ask('{"type": "signal", "session": 3}', "error")
    await one.send(b"\xff\xfe not a message")
    await one.expect("error")
    await one.say("report", session, reason="spam", note=secrets[0])
    await one.expect("ended")
    forged = await Client.open(server.url, **far)
    await forged.send({"type": "hello", "protocol": 1, "token": one.token[:-4] + "AAAA"})
    await forged.closed()
    again = await Client.join(server.url, token=one.token, **far)
    await one.closed()
    for headers in ({}, {"Authorization": f"Bearer {one.token}"}, {"X-Forwarded-For": "8.8.4.4"}):
        async with aiohttp.ClientSession(headers=headers) as http:
            for path in ("/metrics", "/api/v1/events?after=0", f"/?token={one.token}", "/admin"):
                async with http.get(server.http_url + path) as answer:
                    await answer.read()
            body = {"type": "hello", "protocol": 1, "token": one.token + "x"}
            async with http.post(server.http_url + "/api/v1/messages", json=body) as answer:
                await answer.read()
    for client in (again, other):
        await client.close()
    server.process.terminate()
    assert await server.ended() == 0
    return [*secrets, one.token, other.token, SECRET, METRICS_TOKEN, PASSWORD, "8.8.4.4"]


SECRETS = {
    "GURUKUL_SECRET": SECRET,
    "GURUKUL_METRICS_TOKEN": METRICS_TOKEN,
    "GURUKUL_ADMIN_PASSWORD": PASSWORD,
}


@pytest.mark.parametrize("form", ["json", "text"])
async def test_no_token_no_secret_and_no_address(tmp_path: Path, form: str) -> None:
    options = ("--port", "0", "--log-level", "debug", "--log-format", form)
    async with deployed(tmp_path / "log", *options, **SECRETS) as server:
        told = await live_through_a_lot(server)
        log = server.log
    for secret in told:
        assert secret not in log
    assert FAR not in log
    assert "Traceback" not in log
    lines = log.splitlines()
    assert len(lines) > 5
    if form == "json":
        events = [json.loads(line) for line in lines]
        assert {"time", "level", "logger", "event"} <= set.intersection(*map(set, events))
        connected = [event for event in events if event["event"] == "= connected"]
        assert {"carrier": "websocket", "user": None} in [event["fields"] for event in connected]


async def test_the_address_when_it_is_asked_for(tmp_path: Path) -> None:
    options = ("--port", "0", "--log-level", "debug", "--log-format", "json", "--log-addresses")
    async with deployed(tmp_path / "log", *options, **SECRETS) as server:
        told = await live_through_a_lot(server)
        log = server.log
    assert f'"address":"{FAR}"' in log
    for secret in told:
        assert secret not in log


async def test_a_hostile_client_does_not_fill_the_log(tmp_path: Path) -> None:
    options = ("--port", "0", "--messages-per-second", "0", "--log-format", "json")
    async with deployed(tmp_path / "log", *options) as server:
        for _ in range(30):
            client = await Client.open(server.url)
            for _ in range(19):
                await client.send("[nonsense]")
                await client.expect("error")
            await client.vanish()
        lines = server.log.splitlines()
    assert len(lines) <= 5
