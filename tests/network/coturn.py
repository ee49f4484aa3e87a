"""A real coturn on a host of the network, over UDP, TCP and TLS, with a certificate of its own."""

import asyncio
import contextlib
import datetime
import ipaddress
import os
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gurukul_desktop.protocol.messages import IceServer, UserId
from gurukul_desktop.server.turn import IceServers, TurnOptions
from tests.packaging.deployment import running

from .namespaces import DEADLINE, Host

PORT: Final = 3478
TLS_PORT: Final = 443
"""Where strict firewalls expect TLS, and let it through."""
SECRET: Final = "a-secret-shared-with-the-relay"


def missing() -> str | None:
    """Why there is no coturn; None where there is."""
    return None if shutil.which("turnserver") else "coturn is not installed"


@dataclass(frozen=True)
class Relay:
    """A coturn that runs.

    Attributes:
        authority: the certificate that a client has to trust, as a PEM file.
        log: what it says.
    """

    host: Host
    authority: Path
    log: Path

    @property
    def stun(self) -> str:
        return f"stun:{self.host.address}:{PORT}"

    @property
    def udp(self) -> str:
        return f"turn:{self.host.address}:{PORT}"

    @property
    def tcp(self) -> str:
        return f"{self.udp}?transport=tcp"

    @property
    def tls(self) -> str:
        return f"turns:{self.host.address}:{TLS_PORT}?transport=tcp"

    def servers(
        self, *urls: str, user: str = "student", seconds: int = 600, age: int = 0
    ) -> list[IceServer]:
        """What the matchmaking server would list; credentials as of ``age`` seconds ago."""
        plain = tuple(IceServer((url,)) for url in urls if url.startswith("stun:"))
        relays = tuple(url for url in urls if not url.startswith("stun:"))
        options = TurnOptions(relays, SECRET, seconds) if relays else None
        return list(IceServers(plain, options, lambda: time.time() - age).of(UserId(user)))


@contextlib.asynccontextmanager
async def coturn(host: Host, folder: Path) -> AsyncIterator[Relay]:
    """Run a coturn on ``host``; it answers when the block begins."""
    authority = certify(host.address, folder)
    log = folder / "coturn.log"
    options = {
        "listening-ip": host.address,
        "relay-ip": host.address,
        "listening-port": PORT,
        "tls-listening-port": TLS_PORT,
        "cert": authority,
        "pkey": folder / "key.pem",
        "static-auth-secret": SECRET,
        "realm": "study.example.org",
        "pidfile": folder / "pid",
        "userdb": folder / "turndb",
        "log-file": "stdout",
    }
    flags = ("-n", "--use-auth-secret", "--no-cli", "--no-dtls", "--simple-log", "--fingerprint")
    command = ["turnserver", *flags, *(f"--{name}={value}" for name, value in options.items())]
    async with running(log, *host.command(*command), **os.environ):
        await _listening(host, PORT)
        await _listening(host, TLS_PORT)
        yield Relay(host, authority, log)


def certify(address: str, folder: Path) -> Path:
    """A certificate for an address that vouches for itself, as ``cert.pem``, with ``key.pem``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    path = folder / "cert.pem"
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return path


async def _listening(host: Host, port: int) -> None:
    """Wait until it listens: it tells nobody, so it is asked, from where it is."""
    ends = time.monotonic() + DEADLINE
    probe = "import socket,sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 1)"
    while True:
        command = host.command("python3", "-c", probe, host.address, str(port))
        process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
        if await process.wait() == 0:
            return
        assert time.monotonic() < ends, f"nothing listens on {port}"
        await asyncio.sleep(0.05)
