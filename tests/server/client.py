"""A plain client of the server, on the ``websockets`` library: what it sends is what was typed."""

import asyncio
import json
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from gurukul_desktop.protocol.limits import SUBPROTOCOL

DEADLINE = 10.0
"""Seconds after which a message that does not come is a failure."""

Json = dict[str, Any]


class Client:
    """One connection, with what ``welcome`` said."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.welcome: Json = {}

    @classmethod
    async def open(cls, url: str, **options: Any) -> Self:
        """Connect without a hello."""
        options = {"subprotocols": [SUBPROTOCOL], "compression": None, "proxy": None} | options
        return cls(await connect(url, **options))

    @classmethod
    async def join(cls, url: str, name: str = "", token: str = "", **options: Any) -> Self:
        """Connect and say hello."""
        client = await cls.open(url, **options)
        hello: Json = {"type": "hello", "protocol": 1, "name": name, "token": token}
        client.welcome = await client.ask(hello, "welcome")
        await client.expect("buddies")
        return client

    @property
    def id(self) -> str:
        return str(self.welcome["user"]["id"])

    @property
    def token(self) -> str:
        return str(self.welcome["token"])

    async def send(self, message: Json | str | bytes) -> None:
        await self.socket.send(json.dumps(message) if isinstance(message, dict) else message)

    async def receive(self) -> Json:
        """The next message, whatever it is."""
        async with asyncio.timeout(DEADLINE):
            message: Json = json.loads(await self.socket.recv())
        return message

    async def expect(self, kind: str, **fields: Any) -> Json:
        """The next message, which must be of this type and have these fields."""
        message = await self.receive()
        assert message["type"] == kind, message
        assert {k: message.get(k) for k in fields} == fields, message
        return message

    async def ask(self, message: Json | str | bytes, kind: str, **fields: Any) -> Json:
        """Send, and expect the answer."""
        await self.send(message)
        return await self.expect(kind, **fields)

    async def find(self, mode: str = "global", media: str = "video", **wish: Any) -> None:
        await self.send({"type": "find", "mode": mode, "media": media, **wish})

    async def say(self, kind: str, session: str, **fields: Any) -> None:
        await self.send({"type": kind, "session": session, **fields})

    async def closed(self) -> int:
        """The code with which the server closes; messages on the way to it are dropped."""
        async with asyncio.timeout(DEADLINE):
            try:
                while True:
                    await self.socket.recv()
            except ConnectionClosed as error:
                return error.rcvd.code if error.rcvd else 1006

    async def close(self) -> None:
        await self.socket.close()

    async def vanish(self) -> None:
        """Be gone without a word."""
        self.socket.transport.abort()
        await self.socket.wait_closed()

    async def quiet(self) -> None:
        """Nothing has been sent to this client: the answer to a new question comes first."""
        await self.ask({"type": "nonsense"}, "error", code="bad_message")


async def pair(one: Client, other: Client, **wish: Any) -> str:
    """Have two clients matched; the session's id. ``other`` calls."""
    await one.find(**wish)
    await one.expect("queued", position=1)
    await other.find(**wish)
    first = await other.expect("matched", role="caller")
    second = await one.expect("matched", role="callee")
    assert first["session"] == second["session"]
    return str(first["session"])
