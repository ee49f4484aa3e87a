"""Hostile input: the server lives, others are served, and the log stays short.

Against the real process, because the log of a process is what an operator reads.
"""

import asyncio
import base64
import contextlib
import json
import random
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from .client import DEADLINE, Client, pair
from .deployed import deployed

ROUNDS = 150
LOG_LINES = 12
"""What the log may grow by, whatever is thrown at the server."""

HANDSHAKE = (
    b"GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n"
    b"Sec-WebSocket-Protocol: gurukul.v1\r\n\r\n"
)
HELLO = b'{"type":"hello","protocol":1}'


def frame(
    payload: bytes, first: int = 0x81, length: int | None = None, masked: bool = True
) -> bytes:
    """One frame (RFC 6455, section 5.2), as wrong as asked for."""
    size = len(payload) if length is None else length
    bit = 0x80 if masked else 0
    if size < 126:
        head = struct.pack("!BB", first, bit | size)
    elif size < 65536:
        head = struct.pack("!BBH", first, bit | 126, size)
    else:
        head = struct.pack("!BBQ", first, bit | 127, size)
    mask = b"\x01\x02\x03\x04" if masked else b""
    body = bytes(b ^ mask[i % 4] for i, b in enumerate(payload)) if masked else payload
    return head + mask + body


def hostile_frames(rng: random.Random) -> Iterator[bytes]:
    """What a broken or hostile client may put on the wire after the handshake."""
    yield from (frame(b"x", first=0x80 | opcode) for opcode in range(16))
    yield from (frame(b"x", first=0x01 | reserved) for reserved in (0xC0, 0xA0, 0x90, 0xF0))
    yield frame(HELLO, masked=False)
    yield frame(b"", length=2**63 + 1)
    yield frame(b"", length=2**62)
    yield frame(b"x" * 70_000)
    yield frame(b"x" * 300_000)
    yield struct.pack("!BBH", 0x81, 0x80 | 126, 5) + b"\0" * 9
    yield struct.pack("!BBQ", 0x81, 0x80 | 127, 5) + b"\0" * 9
    yield frame(b"x" * 100, length=4000)
    yield frame(HELLO)[:7]
    yield frame(b"x", first=0x01) * 50
    yield frame(b"x", first=0x00)
    yield frame(b"x", first=0x01) + frame(b"y", first=0x01)
    yield frame(b"\xff\xfe\x80")
    yield frame(HELLO) + frame(b'{"type":"signal","session":"s","data":{"x":"\xff"}}')
    yield frame(b"x" * 130, first=0x89)
    yield frame(b"x", first=0x09)
    yield frame(b"\x03", first=0x88)
    yield frame(b"\x03\xe8\xff", first=0x88)
    yield frame(b"\x00\x01bye", first=0x88)
    yield frame(struct.pack("!H", 4999), first=0x88) * 3
    yield frame(HELLO) * 30
    yield frame(b"{}") * 100
    yield frame(b"", first=0x89) * 300
    for _ in range(ROUNDS):
        whole = bytearray(frame(HELLO) + frame(json.dumps(hostile_json(rng)).encode()))
        for _ in range(rng.randrange(6)):
            whole[rng.randrange(len(whole))] = rng.randrange(256)
        yield bytes(whole)
        yield rng.randbytes(rng.randrange(1, 400))


def hostile_json(rng: random.Random, depth: int = 0) -> object:
    """Something like a message, with wrong, missing and surprising parts."""
    kinds = ["hello", "find", "cancel", "signal", "connected", "skip", "end", "report", "buddy"]
    if depth == 0 and rng.random() < 0.9:
        fields = ["protocol", "token", "name", "client", "mode", "media", "topics", "session"]
        fields += ["data", "reason", "note", "action", "partner", "hide_address"]
        message = {rng.choice(fields): hostile_json(rng, 1) for _ in range(rng.randrange(6))}
        return message | {"type": rng.choice([*kinds, "", None, 7])}
    choices = [
        None,
        True,
        -1,
        2**70,
        1e308,
        "",
        "global",
        "video",
        "a.b.c",
        "x" * 70,
        "\0\u202e\ud83d",
        [],
        {},
        ["x"] * 9,
    ]
    if depth < 3 and rng.random() < 0.3:
        return {str(n): hostile_json(rng, depth + 1) for n in range(rng.randrange(4))}
    return rng.choice(choices)


HOSTILE_REQUESTS = [
    b"",
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET /ws\r\n\r\n",
    b"GET /ws HTTP/9.9\r\n\r\n",
    b"GET /ws HTTP/1.1\r\nHost\r\n\r\n",
    b"GET /ws HTTP/1.1\r\n\xff\xfe: \xff\r\n\r\n",
    b"GET \xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\xff\xfe\xfd /ws HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /ws HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    b"GET /ws HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /ws HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"GET /ws HTTP/1.1\r\n" + b"X: y\r\n" * 5000,
    b"G" * 40_000,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(200)),
    HANDSHAKE % b"short",
    HANDSHAKE % b"\xff\xff",
    (HANDSHAKE % base64.b64encode(bytes(16))).replace(b"13", b"\xb2"),
    (HANDSHAKE % base64.b64encode(bytes(16))).replace(b"gurukul.v1", b"\xff\x00"),
]


async def throw(port: int, *parts: bytes) -> None:
    """Send the parts on a connection of their own, and wait for the server or hang up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
            if part.startswith(b"GET /ws") and len(parts) > 1:
                await reader.readuntil(b"\r\n\r\n")
        writer.write_eof()
        async with asyncio.timeout(DEADLINE):
            while await reader.read(65536):
                pass
    except (OSError, asyncio.IncompleteReadError):
        pass  # the server hung up first, as it may
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


@pytest.mark.parametrize("per_second", ["50", "0"])
async def test_the_server_lives_through_anything(tmp_path: Path, per_second: str) -> None:
    rng = random.Random(20)
    limits = ("--messages-per-second", per_second)
    options = ("--port", "0", "--finds-per-minute", "0", "--log-level", "info", *limits)
    async with deployed(tmp_path / "log", *options) as server:
        one, other = await Client.join(server.url), await Client.join(server.url)
        session = await pair(one, other)

        async def others_are_served(n: int) -> None:
            await one.say("signal", session, data={"n": n})
            await other.expect("signal", session=session, data={"n": n})

        for n, request in enumerate(HOSTILE_REQUESTS):
            await throw(server.port, request)
            await others_are_served(n)
        handshake = HANDSHAKE % base64.b64encode(bytes(16))
        for n, hostile in enumerate(hostile_frames(rng)):
            await throw(server.port, handshake, hostile)
            if n % 25 == 0:  # seldom enough for the limit on messages
                await others_are_served(n)
        late = await Client.join(server.url)
        await late.find()
        await late.expect("queued", position=1)
        for client in (one, other, late):
            await client.close()
        server.process.terminate()
        assert await server.ended() == 0
        lines = server.log.splitlines()
        assert "Traceback" not in server.log, server.log
        assert len(lines) <= LOG_LINES, server.log
        assert "internal error" not in server.log, server.log


async def test_random_messages_of_a_member(tmp_path: Path) -> None:
    """The same from somebody who is in a session, where more can be reached."""
    rng = random.Random(7)
    options = ("--port", "0", "--finds-per-minute", "0", "--messages-per-second", "0")
    async with deployed(tmp_path / "log", *options) as server:
        for _ in range(ROUNDS // 5):
            one, other = await Client.join(server.url), await Client.join(server.url)
            session = await pair(one, other)
            for _ in range(19):
                message = json.dumps(hostile_json(rng)).replace('"a.b.c"', json.dumps(session))
                await one.send(message)
            await other.say("end", session)
            while (await other.receive())["type"] not in ("ended", "error"):
                pass
            await one.vanish()  # it has not read its answers, so it would not see a close frame
            await other.close()
        server.process.terminate()
        assert await server.ended() == 0
        reports = sum(" report {" in line for line in server.log.splitlines())
        assert len(server.log.splitlines()) <= reports + LOG_LINES, server.log
        assert "Traceback" not in server.log, server.log
        assert "internal error" not in server.log, server.log
