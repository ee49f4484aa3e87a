"""Servers that answer, refuse, are late, or are not there; all of them on loopback."""

import asyncio
import contextlib
import logging
import socket
import struct
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from aioice import stun

from gurukul_desktop.call import probe
from gurukul_desktop.call.ice import Silence
from gurukul_desktop.call.internals import route
from gurukul_desktop.call.probe import Probe
from gurukul_desktop.protocol.messages import IceServer

Answer = Callable[[stun.Message], stun.Message | None]


class Server(asyncio.DatagramProtocol):
    """A STUN or TURN server that does with each request what ``answer`` says."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked = 0
        self.port = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.asked += 1
        reply = self.answer(stun.parse_message(data))
        if reply is not None:
            self.transport.sendto(bytes(reply), addr)


def bound(request: stun.Message) -> stun.Message:
    """Its address, as RFC 8489 has it."""
    reply = stun.Message(
        message_method=stun.Method.BINDING,
        message_class=stun.Class.RESPONSE,
        transaction_id=request.transaction_id,
    )
    reply.attributes["XOR-MAPPED-ADDRESS"] = ("192.0.2.7", 7)
    return reply


def refused(code: int) -> Answer:
    def answer(request: stun.Message) -> stun.Message:
        reply = stun.Message(
            message_method=request.message_method,
            message_class=stun.Class.ERROR,
            transaction_id=request.transaction_id,
        )
        reply.attributes["ERROR-CODE"] = (code, "no")
        return reply

    return answer


def silent(request: stun.Message) -> None:
    """Nobody is at home."""


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[Answer], object]]:
    """Starts servers."""
    loop = asyncio.get_running_loop()
    transports = []

    async def start(answer: Answer) -> Server:
        transport, server = await loop.create_datagram_endpoint(
            lambda: Server(answer), local_addr=("127.0.0.1", 0)
        )
        transports.append(transport)
        return server

    yield start
    for transport in transports:
        transport.close()


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, ten times as quick."""
    monkeypatch.setattr(probe, "PATIENCE", 0.2)
    monkeypatch.setattr(probe, "HEAD_START", 0.05)
    monkeypatch.setattr(probe, "RESEND_SECONDS", (0.05, 0.05, 0.2))


@contextlib.contextmanager
def closed_port() -> Iterator[int]:
    """A TCP port of ours on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def url(server: Server, kind: str = "stun") -> str:
    return f"{kind}:127.0.0.1:{server.port}"


async def look(asking: Probe, *urls: str) -> tuple[set[str], dict[str, Silence]]:
    found = await asking.look([IceServer((one,), "student", "word") for one in urls])
    return set(found.seconds), dict(found.silent)


async def test_one_that_answers_is_enough(serve, hurry):
    good, dead = await serve(bound), await serve(silent)
    alive, gone = await look(Probe(), url(dead), url(good), "stun:127.0.0.1:1")
    assert alive == {url(good)}
    # The quick one did not wait until it was known of the others that they are dead.
    assert set(gone) <= {"stun:127.0.0.1:1"}


async def test_a_lost_packet_is_sent_again(serve, hurry):
    requests = []

    def second(request: stun.Message) -> stun.Message | None:
        requests.append(request)
        return bound(request) if len(requests) == 2 else None

    server = await serve(second)
    alive, _ = await look(Probe(), url(server))
    assert alive == {url(server)}


async def test_an_answer_to_another_question_is_none(serve, hurry):
    def confused(request: stun.Message) -> stun.Message:
        reply = bound(request)
        reply.transaction_id = bytes(12)
        return reply

    server = await serve(confused)
    assert await look(Probe(), url(server)) == (set(), {url(server): Silence.UNREACHABLE})


async def test_what_was_found_out_is_not_asked_again(serve, hurry):
    good, dead = await serve(bound), await serve(silent)
    asking = Probe()
    await look(asking, url(dead))
    await look(asking, url(good), url(dead))
    counts = good.asked, dead.asked
    alive, gone = await look(asking, url(good), url(dead))
    assert alive == {url(good)}
    assert gone == {url(dead): Silence.UNREACHABLE}
    assert (good.asked, dead.asked) == counts


async def test_it_is_forgotten_with_time_and_with_the_network(serve, hurry, monkeypatch):
    good, dead = await serve(bound), await serve(silent)
    asking = Probe()
    await look(asking, url(dead))
    monkeypatch.setattr(probe, "SILENT_SECONDS", 0.0)
    known = [IceServer((url(good),)), IceServer((url(dead),))]
    assert not asking.known(known).silent
    await look(asking, url(dead), url(good))
    monkeypatch.setattr(probe, "SILENT_SECONDS", 15.0)
    await look(asking, url(dead))
    monkeypatch.setattr(probe, "SILENT_SECONDS", 0.0)
    # Where another answers there is no hurry to ask the silent one again.
    assert asking.known(known).seconds
    assert asking.known(known).silent
    monkeypatch.setattr(route, "addresses", lambda: frozenset({"192.0.2.9"}))
    assert not asking.known(known).seconds


@pytest.mark.parametrize(
    ("code", "why"),
    [(401, Silence.REFUSED), (403, Silence.REFUSED), (486, Silence.UNABLE), (508, Silence.UNABLE)],
)
async def test_a_relay_that_says_no(serve, hurry, code, why):
    server = await serve(refused(code))
    assert await look(Probe(), url(server, "turn")) == (set(), {url(server, "turn"): why})


async def test_other_credentials_are_tried_where_some_were_refused(serve, hurry):
    server = await serve(refused(401))
    asking = Probe()
    relay = url(server, "turn")
    await look(asking, relay)
    fresh = [IceServer((relay,), "another", "word")]
    assert asking.known(fresh).silent == {}
    count = server.asked
    await asking.look(fresh)
    assert server.asked > count


async def test_the_next_way_is_tried_without_waiting_for_the_one_before(serve, hurry):
    dead = await serve(silent)
    with closed_port() as port:
        tcp, tls = f"turn:127.0.0.1:{port}?transport=tcp", f"turns:127.0.0.1:{port}"
        alive, gone = await look(Probe(), url(dead, "turn"), tcp, tls)
    assert not alive
    assert gone == dict.fromkeys((url(dead, "turn"), tcp, tls), Silence.UNREACHABLE)


async def test_garbage_is_no_answer(hurry, serve):
    loop = asyncio.get_running_loop()

    class Noise(asyncio.Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:
            transport.write(struct.pack("!HHI", 0x0101, 65532, 1) + b"x" * 5000)

    listener = await loop.create_server(Noise, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    urls = (f"turn:127.0.0.1:{port}?transport=tcp", f"turns:127.0.0.1:{port}")
    alive, gone = await look(Probe(), *urls)
    listener.close()
    assert not alive
    assert set(gone) == set(urls)


async def test_a_name_without_an_address(hurry, caplog):
    caplog.set_level(logging.DEBUG, "gurukul_desktop")
    urls = ("stun:nowhere.invalid", "turn:nowhere.invalid", f"turn:{'a' * 70}.invalid")
    alive, gone = await look(Probe(), *urls)
    assert not alive
    assert set(gone) == set(urls)
    assert "invalid" not in caplog.text


async def test_nothing_is_asked_where_nothing_is_listed(hurry):
    assert await look(Probe()) == (set(), {})
    assert await look(Probe(), "http://127.0.0.1", "stun:") == (set(), {})
