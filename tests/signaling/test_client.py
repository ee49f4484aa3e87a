"""The client against a server that plays a script over real sockets."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.codec import decode_client, encode
from gurukul_desktop.protocol.messages import (
    CloseCode,
    Error,
    Hello,
    ServerMessage,
    User,
    UserId,
    Welcome,
)
from gurukul_desktop.signaling import naming
from gurukul_desktop.signaling.backoff import Backoff
from gurukul_desktop.signaling.client import UNSENT_MESSAGES, SignalingClient
from gurukul_desktop.signaling.link import Link, Refusal
from gurukul_desktop.signaling.timing import Timing
from gurukul_desktop.signaling.tokens import MemoryTokens
from tests.signaling.listening import Listener

Script = Callable[["Visit"], Awaitable[None]]
WELCOME = Welcome(1, User(UserId("u"), "Student"), "fresh token")


class Visit:
    """One connection of the client, as the script sees it."""

    def __init__(self, connection: ServerConnection, hello: Hello, number: int) -> None:
        self.connection = connection
        self.hello = hello
        self.number = number

    async def say(self, message: ServerMessage) -> None:
        await self.connection.send(encode(message).decode())

    async def hear(self) -> messages.ClientMessage:
        return decode_client(await self.connection.recv())


@asynccontextmanager
async def scripted(script: Script, *, subprotocol: str = "gurukul.v1") -> AsyncIterator[str]:
    visits = 0

    async def handle(connection: ServerConnection) -> None:
        nonlocal visits
        visits += 1
        hello = decode_client(await connection.recv())
        assert isinstance(hello, Hello)
        await script(Visit(connection, hello, visits))

    async with serve(handle, "127.0.0.1", 0, subprotocols=[subprotocol]) as server:
        port = server.sockets[0].getsockname()[1]
        yield f"ws://127.0.0.1:{port}/ws"


@asynccontextmanager
async def client_of(
    url: str, tokens: MemoryTokens | None = None, timing: Timing | None = None
) -> AsyncIterator[tuple[SignalingClient, Listener]]:
    listener = Listener()
    client = SignalingClient(
        url,
        name="Asha",
        tokens=tokens or MemoryTokens(),
        listener=listener,
        backoff=Backoff(uniform=lambda low, high: 0.01),
        timing=timing,
    )
    client.start()
    try:
        yield client, listener
    finally:
        await client.aclose()


async def stay(visit: Visit) -> None:
    await visit.say(WELCOME)
    async for _ in visit.connection:
        pass


async def test_hello_is_said_and_the_token_kept() -> None:
    tokens = MemoryTokens()
    heard: list[Hello] = []

    async def script(visit: Visit) -> None:
        heard.append(visit.hello)
        await stay(visit)

    async with scripted(script) as url, client_of(url, tokens) as (_, listener):
        await listener.link(Link.ONLINE)
        assert await listener.message(Welcome) == WELCOME
        assert tokens.load(url) == "fresh token"
        assert (heard[0].protocol, heard[0].name, heard[0].token) == (1, "Asha", "")
        assert heard[0].client is not None


async def test_a_lost_link_comes_back_with_the_token() -> None:
    async def script(visit: Visit) -> None:
        await visit.say(WELCOME)
        if visit.number == 1:
            visit.connection.transport.abort()
        else:
            assert visit.hello.token == "fresh token"
            await visit.connection.wait_closed()

    async with scripted(script) as url, client_of(url) as (_, listener):
        await listener.link(Link.ONLINE)
        await listener.link(Link.OFFLINE)
        await listener.link(Link.CONNECTING)
        await listener.link(Link.ONLINE)


async def test_messages_go_in_order_and_not_while_offline() -> None:
    heard: list[messages.ClientMessage] = []
    complete = asyncio.Event()

    async def script(visit: Visit) -> None:
        await visit.say(WELCOME)
        heard.extend([await visit.hear(), await visit.hear()])
        complete.set()
        await visit.connection.wait_closed()

    async with scripted(script) as url, client_of(url) as (client, listener):
        assert not client.send(messages.Cancel())
        await listener.link(Link.ONLINE)
        find = messages.Find("global", "video")
        assert client.send(find)
        assert client.send(messages.Cancel())
        async with asyncio.timeout(5):
            await complete.wait()
        assert heard == [find, messages.Cancel()]


async def test_what_waits_to_be_sent_is_bounded() -> None:
    async with scripted(stay) as url, client_of(url) as (client, listener):
        await listener.link(Link.ONLINE)
        sent = [client.send(messages.Cancel()) for _ in range(UNSENT_MESSAGES + 10)]
        assert sent.count(False) == 10


async def test_a_token_that_is_no_longer_good_is_dropped() -> None:
    tokens = MemoryTokens()

    async def script(visit: Visit) -> None:
        if visit.hello.token == "stale":
            await visit.say(Error("unauthorized", "no"))
            await visit.connection.close(CloseCode.UNAUTHORIZED)
        else:
            assert visit.hello.token == ""
            await stay(visit)

    async with scripted(script) as url:
        tokens.save(url, "stale")
        async with client_of(url, tokens) as (_, listener):
            await listener.link(Link.ONLINE)
            assert tokens.load(url) == "fresh token"


@pytest.mark.parametrize(
    ("code", "refusal"),
    [(CloseCode.REPLACED, Refusal.REPLACED), (CloseCode.BANNED, Refusal.BANNED)],
)
async def test_answers_that_would_repeat_themselves_end_the_tries(
    code: int, refusal: Refusal
) -> None:
    async def script(visit: Visit) -> None:
        await visit.say(WELCOME)
        if visit.number == 1:
            await visit.connection.close(code)
        await visit.connection.wait_closed()

    async with scripted(script) as url, client_of(url) as (client, listener):
        await listener.until(lambda event: event is refusal)
        await listener.link(Link.OFFLINE)
        assert listener.events == []
        client.retry()
        await listener.link(Link.ONLINE)


async def test_a_banned_user_is_told_at_hello() -> None:
    async def script(visit: Visit) -> None:
        await visit.say(Error("banned", "no"))
        await visit.connection.close(CloseCode.BANNED)

    async with scripted(script) as url, client_of(url) as (_, listener):
        await listener.until(lambda event: event is Refusal.BANNED)


async def test_a_draining_server_is_left_and_found_again() -> None:
    async def script(visit: Visit) -> None:
        await visit.say(WELCOME)
        if visit.number == 1:
            await visit.say(messages.Draining(0.01))
            await visit.connection.close(CloseCode.DRAINING)
        await visit.connection.wait_closed()

    async with scripted(script) as url, client_of(url) as (_, listener):
        await listener.message(messages.Draining)
        await listener.link(Link.OFFLINE)
        await listener.link(Link.ONLINE)


async def test_another_protocol_version_is_said_and_tried_again() -> None:
    async def script(visit: Visit) -> None:
        if visit.number == 1:
            await visit.say(Error("unsupported_version", "2 only"))
            await visit.connection.close()
        else:
            await stay(visit)

    async with scripted(script) as url, client_of(url) as (_, listener):
        await listener.until(lambda event: event is Refusal.OTHER_VERSION)
        await listener.link(Link.ONLINE)


async def test_another_subprotocol_is_no_server_of_ours() -> None:
    async with (
        scripted(stay, subprotocol="chat") as url,
        client_of(url) as (_, listener),
    ):
        await listener.until(lambda event: event is Refusal.UNSUITABLE)


@pytest.mark.parametrize(
    ("status", "unsuitable"), [(404, True), (200, True), (429, False), (503, False)]
)
async def test_other_http_answers(status: int, unsuitable: bool) -> None:
    def answer(connection: ServerConnection, request: Request) -> Response:
        return connection.respond(status, "no\n")

    async def handle(connection: ServerConnection) -> None:
        raise AssertionError("never gets here")

    async with serve(handle, "127.0.0.1", 0, process_request=answer) as server:
        url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/ws"
        async with client_of(url) as (_, listener):
            if unsuitable:
                # Once neither carrier has found a server of ours.
                await listener.until(lambda event: event is Refusal.UNSUITABLE)
            else:
                for _ in range(5):
                    await listener.link(Link.OFFLINE)
                assert not listener.refusals


async def test_what_is_not_a_message_is_ignored_and_the_log_holds_no_token(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "gurukul_desktop")

    async def script(visit: Visit) -> None:
        await visit.say(WELCOME)
        for junk in ("{", '{"type":"later"}', b"\xff\x00", '{"type":"queued","position":"x"}'):
            await visit.connection.send(junk)
        await visit.say(messages.Queued(1, 1, "global"))
        await visit.connection.wait_closed()

    async with scripted(script) as url, client_of(url) as (_, listener):
        await listener.message(messages.Queued)
    assert "fresh token" not in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_nothing_there_is_no_error_and_a_server_can_be_summoned() -> None:
    listener = Listener()
    summoned = asyncio.Event()

    async def summon() -> bool:
        summoned.set()
        return False

    # Port 9 (discard) of the loopback interface: nobody listens there.
    client = SignalingClient(
        "ws://127.0.0.1:9/ws", name="", tokens=MemoryTokens(), listener=listener, summon=summon
    )
    client.start()
    async with asyncio.timeout(5):
        await summoned.wait()
    await listener.link(Link.OFFLINE)
    await client.aclose()
    await client.aclose()


async def test_retry_does_not_wait_for_the_backoff() -> None:
    listener = Listener()
    client = SignalingClient(
        "ws://127.0.0.1:9/ws",
        name="",
        tokens=MemoryTokens(),
        listener=listener,
        backoff=Backoff(uniform=lambda low, high: 3600.0),
    )
    client.start()
    await listener.link(Link.OFFLINE)
    client.retry()
    await listener.link(Link.CONNECTING)
    await client.aclose()


async def test_closing_leaves_no_task() -> None:
    async with scripted(stay) as url, client_of(url) as (client, listener):
        await listener.link(Link.ONLINE)
        before = {task.get_name() for task in asyncio.all_tasks()}
        assert "signaling" in before
        await client.aclose()
        after = {task.get_name() for task in asyncio.all_tasks()}
        assert not any(name.startswith("signaling") for name in after)


async def test_a_hurry_of_before_does_not_shorten_the_next_wait() -> None:
    """Else every client that ever pressed Find would come back to a restarted server at once."""
    listener = Listener()
    async with scripted(stay) as url:
        client = SignalingClient(
            url,
            name="",
            tokens=MemoryTokens(),
            listener=listener,
            backoff=Backoff(uniform=lambda low, high: 3600.0),
        )
        client.start()
        await listener.link(Link.ONLINE)
        client.retry()
    await listener.link(Link.OFFLINE)
    # The next pass of the loop would be the try.
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert Link.CONNECTING not in listener.events
    await client.aclose()


async def test_a_server_that_does_not_take_our_hello_is_unsuitable() -> None:
    async def script(visit: Visit) -> None:
        await visit.say(Error("bad_message", "name: too long"))
        await visit.connection.wait_closed()

    async with scripted(script) as url, client_of(url) as (_, listener):
        await listener.until(lambda event: event is Refusal.UNSUITABLE)


async def test_a_link_that_died_unnoticed_is_found_out_when_it_is_needed() -> None:
    """As after a change of the Wi-Fi: the old connection is open, and nothing gets through."""
    heard = asyncio.Event()

    async def script(visit: Visit) -> None:
        await visit.say(WELCOME)
        if visit.number == 1:
            visit.connection.transport.pause_reading()
            await visit.connection.wait_closed()
        else:
            await visit.hear()
            heard.set()
            await visit.connection.wait_closed()

    async with (
        scripted(script) as url,
        client_of(url, timing=Timing(proof=0.2)) as (client, listener),
    ):
        await listener.link(Link.ONLINE)
        client.retry()
        await listener.link(Link.CONNECTING)
        await listener.link(Link.ONLINE)
        client.retry()  # this one is alive
        assert client.send(messages.Cancel())
        await asyncio.wait_for(heard.wait(), 5)
        assert Link.CONNECTING not in listener.events


async def test_another_name_is_told_by_a_new_hello() -> None:
    names: list[str] = []
    told = asyncio.Event()

    async def script(visit: Visit) -> None:
        names.append(visit.hello.name)
        await visit.say(WELCOME)
        if visit.number == 2:
            told.set()
        await visit.connection.wait_closed()

    async with scripted(script) as url, client_of(url) as (client, listener):
        await listener.link(Link.ONLINE)
        client.naming.rename("Asha")
        client.naming.rename("Meera")
        await told.wait()
        assert Link.OFFLINE not in listener.events
    assert names == ["Asha", "Meera"]


async def test_another_name_waits_for_the_end_of_the_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(naming, "SESSION_LOOK_SECONDS", 0.01)
    session = messages.SessionId("one")
    partner = messages.Partner(UserId("p"), "Meera", False)
    names: list[str] = []
    told = asyncio.Event()
    hang_up = asyncio.Event()

    async def script(visit: Visit) -> None:
        names.append(visit.hello.name)
        await visit.say(WELCOME)
        if visit.number == 2:
            told.set()
        else:
            await visit.say(messages.Matched(session, partner, "caller", "video"))
            await hang_up.wait()
            await visit.say(messages.Ended(session, "ended"))
        await visit.connection.wait_closed()

    async with scripted(script) as url, client_of(url) as (client, listener):
        await listener.message(messages.Matched)
        client.naming.rename("Meera")
        assert names == ["Asha"]
        hang_up.set()
        await told.wait()
    assert names == ["Asha", "Meera"]
