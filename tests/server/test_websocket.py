"""The carrier: requests that are no WebSocket, frames, slow readers."""

import asyncio
import json
import logging
import socket

import pytest
from websockets.exceptions import InvalidStatus
from websockets.frames import Frame, Opcode

from gurukul_desktop.matchmaking.wishes import Rules
from gurukul_desktop.server import websocket
from gurukul_desktop.server.addresses import parse_networks
from gurukul_desktop.server.limits import Limits
from gurukul_desktop.server.run import MatchmakingServer
from gurukul_desktop.server.service import Service

from .client import DEADLINE, Client, pair
from .conftest import Join, StartServer

UPGRADE = (
    "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


async def ask(server: MatchmakingServer, request: str) -> tuple[int, str, str]:
    """Send a raw request; the status, the headers and the body until the server closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(request.encode("latin-1"))
    async with asyncio.timeout(DEADLINE):
        answer = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()
    head, _, body = answer.partition("\r\n\r\n")
    return int(head.split()[1]), head, body


async def test_health(server: MatchmakingServer, join: Join) -> None:
    await pair(await join(), await join())
    await (await join()).find()
    status, head, body = await ask(server, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert status == 200
    assert "Content-Type: application/json" in head
    assert json.loads(body) == {
        "status": "ok",
        "connections": 3,
        "waiting": 1,
        "in_session": 2,
    }


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 404),
        ("GET /ws HTTP/1.1\r\nHost: x\r\n\r\n", 426),
        (f"GET /ws HTTP/1.1\r\n{UPGRADE}\r\n", 400),
        (f"GET /ws HTTP/1.1\r\n{UPGRADE}Sec-WebSocket-Protocol: chat\r\n\r\n", 400),
        (f"GET /other HTTP/1.1\r\n{UPGRADE}Sec-WebSocket-Protocol: gurukul.v1\r\n\r\n", 404),
        (f"POST /ws HTTP/1.1\r\n{UPGRADE}Sec-WebSocket-Protocol: gurukul.v1\r\n\r\n", 400),
        ("GET /ws HTTP/1.0\r\n\r\n", 400),
        ("nonsense\r\n\r\n", 400),
    ],
)
async def test_what_is_no_websocket_is_refused(
    server: MatchmakingServer, request_: str, status: int
) -> None:
    assert (await ask(server, request_))[0] == status


async def test_the_subprotocol_may_be_one_of_several(server: MatchmakingServer) -> None:
    client = await Client.open(server.url, subprotocols=["other", "gurukul.v1"])
    assert client.socket.subprotocol == "gurukul.v1"
    await client.close()
    with pytest.raises(InvalidStatus):
        await Client.open(server.url, subprotocols=["gurukul.v2"])


async def send_frame(client: Client, opcode: Opcode, data: bytes, fin: bool = True) -> None:
    """Send a single frame, which the library would not let one do."""
    frame = Frame(opcode, data, fin=fin)
    client.socket.transport.write(frame.serialize(mask=True))


async def test_a_message_in_fragments_is_one_message(join: Join) -> None:
    client = await join()
    await client.socket.send(iter(['{"type": "find", "mo', 'de": "global", "media"', ': "video"}']))
    await client.expect("queued")


async def test_a_ping_between_fragments_is_answered(join: Join) -> None:
    client = await join()
    await send_frame(client, Opcode.TEXT, b'{"type":', fin=False)
    async with asyncio.timeout(DEADLINE):
        await (await client.socket.ping())
    await send_frame(client, Opcode.CONT, b'"cancel"}')
    await client.expect("cancelled")


async def test_fragments_have_one_bound_together(join: Join) -> None:
    client = await join()
    await send_frame(client, Opcode.TEXT, b"x" * 40_000, fin=False)
    await send_frame(client, Opcode.CONT, b"x" * 40_000, fin=False)
    await client.expect("error", code="too_large")
    assert await client.closed() == 1009


async def test_a_binary_message_in_fragments_is_malformed(join: Join) -> None:
    client = await join()
    await client.socket.send(iter([b"a", b"b"]))
    await client.expect("error", code="bad_message")
    await client.quiet()


@pytest.mark.parametrize(
    "frames",
    [
        [(Opcode.CONT, b"x", True)],
        [(Opcode.TEXT, b"x", False), (Opcode.TEXT, b"x", True)],
    ],
)
async def test_fragments_out_of_place_break_the_protocol(
    join: Join, frames: list[tuple[Opcode, bytes, bool]]
) -> None:
    client = await join()
    for opcode, data, fin in frames:
        await send_frame(client, opcode, data, fin)
    assert await client.closed() == 1002


@pytest.mark.parametrize("bit", [0x40, 0x20, 0x10])
async def test_reserved_bits_break_the_protocol(join: Join, bit: int) -> None:
    client = await join()
    frame = bytearray(Frame(Opcode.TEXT, b"{}").serialize(mask=True))
    frame[0] |= bit
    client.socket.transport.write(frame)
    assert await client.closed() == 1002


async def test_an_error_of_ours_is_answered_and_logged_in_one_line(
    server: MatchmakingServer,
    join: Join,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = await join()

    def broken(*_: object) -> None:
        raise RuntimeError("with something that a client sent")

    monkeypatch.setattr(Service, "_find", broken)
    with caplog.at_level(logging.INFO):
        await client.find()
        await client.expect("error", code="internal")
    (record,) = caplog.records
    assert record.getMessage().startswith("internal error: RuntimeError in broken:")
    assert record.exc_info is None
    await client.ask({"type": "cancel"}, "cancelled")


async def test_a_client_that_does_not_read_is_dropped(
    server: MatchmakingServer, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "WRITE_BUFFER_BYTES", 64 * 1024)
    writer = await join()
    bare = await slow_reader(server)
    await writer.find()
    await writer.expect("queued")
    reader_find = b'{"type":"find","mode":"global","media":"video"}'
    bare.sendall(Frame(Opcode.TEXT, reader_find).serialize(mask=True))
    session = (await writer.expect("matched"))["session"]
    assert server.service is not None
    sent = 0
    while server.service.connections == 2:
        await writer.say("signal", session, data={"pad": "x" * 50_000})
        sent += 50_000
        assert sent < 50_000_000, "it would be kept for ever"
        await asyncio.sleep(0)  # not to wait: lets the server, in this same loop, have its turn
    await writer.quiet()
    bare.close()


async def slow_reader(server: MatchmakingServer) -> socket.socket:
    """A client on a bare socket with a small buffer, which says hello and never reads again."""
    bare = socket.socket()
    bare.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    await asyncio.to_thread(bare.connect, ("127.0.0.1", server.port))
    bare.sendall(
        f"GET /ws HTTP/1.1\r\n{UPGRADE}Sec-WebSocket-Protocol: gurukul.v1\r\n\r\n".encode()
    )
    await asyncio.to_thread(bare.recv, 4096)
    bare.sendall(Frame(Opcode.TEXT, b'{"type":"hello","protocol":1}').serialize(mask=True))
    return bare


async def test_who_does_not_answer_a_close_frame_is_cut_off(start_server: StartServer) -> None:
    server = await start_server()
    bare = await slow_reader(server)
    bare.sendall(Frame(Opcode.TEXT, b"x" * 70_000).serialize(mask=True))
    service = server.service
    assert service is not None
    async with asyncio.timeout(DEADLINE):
        await service.emptied()
    bare.close()


async def test_a_client_that_is_silent_is_pinged_and_dropped(
    start_server: StartServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "PING_SECONDS", 0.2)
    server = await start_server(rules=Rules(grace=0.1))
    alive = await Client.join(server.url)
    bare = await slow_reader(server)
    await alive.find()
    await alive.expect("queued")
    find = b'{"type":"find","mode":"global","media":"video"}'
    bare.sendall(Frame(Opcode.TEXT, find).serialize(mask=True))
    await alive.expect("matched")
    await alive.expect("partner_left", reason="disconnected")
    await alive.quiet()
    await alive.close()
    bare.close()


STUDY = "https://study.example.org"


async def test_a_web_page_comes_in_by_its_origin_only(start_server: StartServer) -> None:
    server = await start_server(origins=frozenset({STUDY}))
    for origin in (None, STUDY):
        await (await Client.join(server.url, origin=origin)).close()
    for origin in ("https://evil.example", "null", f"{STUDY}.evil.example", f"{STUDY}:8443"):
        with pytest.raises(InvalidStatus) as refused:
            await Client.open(server.url, origin=origin)
        assert refused.value.response.status_code == 403
    with pytest.raises(InvalidStatus):
        await Client.open(server.url, origin=STUDY, additional_headers={"Origin": STUDY})


async def test_no_web_page_comes_in_by_default(server: MatchmakingServer) -> None:
    with pytest.raises(InvalidStatus):
        await Client.open(server.url, origin=f"http://127.0.0.1:{server.port}")


async def test_behind_a_proxy_the_clients_address_counts(start_server: StartServer) -> None:
    options = {"limits": Limits(connections_per_address=1)}
    trusting = await start_server(trusted_proxies=parse_networks(["127.0.0.1"]), **options)
    told = {"X-Forwarded-For": "6.6.6.6, 203.0.113.5"}
    one = await Client.join(trusting.url, additional_headers=told)
    another = await Client.open(trusting.url, additional_headers=told)
    await another.expect("error", code="rate_limited")
    assert await another.closed() == 4008
    other = await Client.join(trusting.url, additional_headers={"Forwarded": "for=203.0.113.6"})
    await one.close()
    again = await Client.join(trusting.url, token=one.token, additional_headers=told)
    # Who is not listed is not believed.
    doubting = await start_server(**options)
    doubted = [await Client.join(doubting.url, additional_headers=told) for _ in range(2)]
    for client in (other, again, *doubted):
        await client.close()


async def test_bytes_are_limited_for_a_connection(start_server: StartServer) -> None:
    server = await start_server(limits=Limits(bytes_per_second=1, messages_per_second=0))
    client = await Client.join(server.url)
    large = json.dumps({"type": "cancel", "pad": "x" * 60_000})
    for _ in range(4):
        await client.ask(large, "cancelled")
    refusal = await client.ask(large, "error", code="rate_limited")
    assert refusal["retry_after"] > 1
    for _ in range(20):
        await client.send(large)
    assert await client.closed() == 4008


async def test_new_limits_hold_for_open_connections(start_server: StartServer) -> None:
    server = await start_server()
    client = await Client.join(server.url)
    for _ in range(20):
        await client.ask({"type": "cancel"}, "cancelled")
    assert server.service is not None
    server.service.limiters.change(Limits(messages_per_second=1))
    await client.ask({"type": "cancel"}, "cancelled")
    await client.ask({"type": "cancel"}, "error", code="rate_limited")
    await client.close()


async def test_nobody_is_a_new_guest_again_and_again(start_server: StartServer) -> None:
    """Else ten searches a minute would be no limit: each could be another user's."""
    server = await start_server(
        limits=Limits(connections_per_address=2), trusted_proxies=parse_networks(["127.0.0.1"])
    )
    there = {"X-Forwarded-For": "203.0.113.5"}
    for _ in range(2):
        guest = await Client.join(server.url, additional_headers=there)
        await guest.close()
    newcomer = await Client.open(server.url, additional_headers=there)
    refused = await newcomer.ask({"type": "hello", "protocol": 1}, "error", code="rate_limited")
    assert 0 < refused["retry_after"] <= 60
    assert await newcomer.closed() == 4008
    known = await Client.join(server.url, token=guest.token, additional_headers=there)
    assert known.id == guest.id
    await known.close()
