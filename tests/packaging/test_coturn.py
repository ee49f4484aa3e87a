"""The relay's configuration in a real coturn: it answers STUN, and relays for nobody unknown."""

import asyncio
import contextlib
import re
import secrets
import shutil
import struct
from collections.abc import AsyncIterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from aioice import turn

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.turn import IceServers, TurnOptions

from .deployment import FOLDER, free_port, listening, running

CONFIGURATION = (FOLDER / "coturn" / "turnserver.conf").read_text()
needs_coturn = pytest.mark.skipif(
    shutil.which("turnserver") is None, reason="coturn is not installed"
)

# RFC 8489, section 5, and RFC 8656, section 17.
MAGIC = 0x2112A442
BINDING, BINDING_SUCCESS = 0x0001, 0x0101
ALLOCATE, ALLOCATE_ERROR = 0x0003, 0x0113
ERROR_CODE, REQUESTED_TRANSPORT, SOFTWARE = 0x0009, 0x0019, 0x8022


@pytest.fixture
async def relay(tmp_path: Path) -> AsyncIterator[int]:
    """The port of a coturn with the configuration of the deployment, on loopback alone."""
    port = free_port()
    # What the compose file says on the command line; no TLS, for there is no certificate.
    command = (
        *("turnserver", "-c", FOLDER / "coturn" / "turnserver.conf"),
        *(f"--listening-port={port}", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1"),
        *("--realm=study.example.org", "--static-auth-secret=a-secret-of-the-test"),
        *("--no-tls", "--no-dtls", f"--pidfile={tmp_path / 'pid'}", "--log-file=stdout"),
        f"--userdb={tmp_path / 'turndb'}",
    )
    async with running(tmp_path / "log", *command, PATH="/usr/bin:/bin"):
        await listening(port)
        yield port


class Answers(asyncio.DatagramProtocol):
    """Keeps what comes."""

    def __init__(self) -> None:
        self.received: asyncio.Queue[bytes] = asyncio.Queue()

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.received.put_nowait(data)


async def ask(port: int, kind: int, body: bytes = b"") -> tuple[int, dict[int, bytes]]:
    """Send a STUN request; the type of the answer and its attributes."""
    loop = asyncio.get_running_loop()
    transport, answers = await loop.create_datagram_endpoint(
        Answers, remote_addr=("127.0.0.1", port)
    )
    try:
        request = struct.pack("!HHI", kind, len(body), MAGIC) + secrets.token_bytes(12) + body
        answer = b""
        for _ in range(20):  # a datagram may be lost, and one to a server that starts is
            transport.sendto(request)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.5):
                    answer = await answers.received.get()
                    break
        assert answer
    finally:
        transport.close()
    attributes = {}
    at = 20
    while at < len(answer):
        name, length = struct.unpack_from("!HH", answer, at)
        attributes[name] = answer[at + 4 : at + 4 + length]
        at += 4 + (length + 3) // 4 * 4
    return struct.unpack_from("!H", answer)[0], attributes


@needs_coturn
async def test_stun_is_answered_without_saying_what_answers(relay: int) -> None:
    kind, attributes = await ask(relay, BINDING)
    assert kind == BINDING_SUCCESS
    assert SOFTWARE not in attributes


@needs_coturn
async def test_nobody_is_relayed_without_credentials(relay: int) -> None:
    udp = struct.pack("!HHBxxx", REQUESTED_TRANSPORT, 4, 17)
    kind, attributes = await ask(relay, ALLOCATE, udp)
    assert kind == ALLOCATE_ERROR
    _, group, number = struct.unpack_from("!HBB", attributes[ERROR_CODE])
    assert 100 * group + number == 401


@needs_coturn
async def test_who_has_credentials_of_our_server_is_relayed(relay: int) -> None:
    turn_options = TurnOptions((f"turn:127.0.0.1:{relay}",), "a-secret-of-the-test")
    (mine,) = IceServers((), turn_options).of(UserId("ann"))
    transport, _ = await turn.create_turn_endpoint(
        asyncio.DatagramProtocol, ("127.0.0.1", relay), mine.username, mine.credential
    )
    assert transport.get_extra_info("sockname")[0] == "127.0.0.1"
    transport.close()


@needs_coturn
async def test_it_understands_every_line(relay: int, tmp_path: Path) -> None:
    await ask(relay, BINDING)
    log = (tmp_path / "log").read_text()
    assert "Bad configuration format" not in log
    assert "Unknown" not in log
    assert "a-secret-of-the-test" not in log


def test_no_private_address_can_be_reached_through_it() -> None:
    ranges = [
        (ip_address(first), ip_address(last))
        for first, last in re.findall(
            r"^denied-peer-ip=([^-\n]+)(?:-(.+))?$", CONFIGURATION, re.MULTILINE
        )
        for last in [last or first]
    ]
    for text in (
        *(
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.254",
            "192.168.1.1",
            "169.254.169.254",
        ),
        *("100.64.0.1", "0.0.0.0", "255.255.255.255", "::1", "fd00::1", "fe80::1"),
        *("::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1"),
    ):
        address = ip_address(text)
        assert any(
            first.version == address.version and int(first) <= int(address) <= int(last)
            for first, last in ranges
        ), text
    for text in ("93.184.216.34", "2606:2800:220:1::1"):
        address = ip_address(text)
        assert not any(
            first.version == address.version and int(first) <= int(address) <= int(last)
            for first, last in ranges
        ), text
    for line in ("no-multicast-peers", "no-cli", "use-auth-secret", "no-tcp-relay", "no-tlsv1_1"):
        assert f"\n{line}\n" in CONFIGURATION
    for name in ("user-quota", "total-quota", "max-bps"):
        assert re.search(rf"^{name}=[1-9]\d*$", CONFIGURATION, re.MULTILINE)
