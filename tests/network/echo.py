"""A program for a host: answers every UDP datagram, sends one when told, and tells of each.

It binds the address and port of its command line.
"""

import asyncio
import json
import sys
from typing import cast


class Echo(asyncio.DatagramProtocol):
    """``ping`` is answered with ``pong``; both are told."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        tell(**{data.decode(): list(addr)})
        if data == b"ping":
            self.transport.sendto(b"pong", addr)


def tell(**told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


async def main(address: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Echo, local_addr=(address, port))
    told = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(told), sys.stdin)
    tell(ready=True)
    while line := await told.readline():
        for _ in range(json.loads(line).get("times", 1)):
            transport.sendto(b"ping", tuple(json.loads(line)["ping"]))


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
