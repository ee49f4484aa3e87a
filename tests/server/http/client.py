"""A plain HTTP client of the server, on aiohttp: what it sends is what was typed."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple, Self

from aiohttp import ClientResponse, ClientSession

from tests.server.client import DEADLINE, Json

Event = tuple[int, Json]


class Answer(NamedTuple):
    """A whole answer; ``body`` is parsed JSON, None if there is none."""

    status: int
    body: Any
    headers: Mapping[str, str]


class Stream:
    """An open stream of server-sent events."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response
        self.comments = 0

    async def line(self) -> str | None:
        """The next line; None at the end."""
        async with asyncio.timeout(DEADLINE):
            line = await self.response.content.readline()
        return line.decode().removesuffix("\n") if line else None

    async def comment(self) -> str:
        """The next comment, which must come before any event."""
        line = await self.line()
        assert line is not None
        assert line.startswith(":"), line
        assert await self.line() == ""
        return line

    async def next(self) -> Event | None:
        """The next event; None at the end."""
        number = -1
        while (line := await self.line()) is not None:
            if line.startswith("id: "):
                number = int(line.removeprefix("id: "))
            elif line.startswith("data: "):
                message = json.loads(line.removeprefix("data: "))
                assert await self.line() == ""
                return number, message
            else:
                assert not line or line.startswith(":"), line
        return None

    async def expect(self, kind: str, **fields: Any) -> Json:
        """The next event, which must be of this type and have these fields."""
        event = await self.next()
        assert event is not None, "the stream has ended"
        message = event[1]
        assert message["type"] == kind, message
        assert {k: message.get(k) for k in fields} == fields, message
        return message


class HttpClient:
    """One connection. ``last`` is the number of the newest event that came by polling."""

    def __init__(self, session: ClientSession, base: str) -> None:
        self.session = session
        self.base = base
        self.sequence = 0
        self.last = 0
        self.token = ""
        self.connection = ""
        self.welcome: Json = {}

    async def join(self, name: str = "", token: str = "") -> Self:
        """Say hello."""
        answer = await self.hello(name=name, token=token)
        assert answer.status == 200, answer
        (first, self.welcome), *rest = events(answer.body["events"])
        assert first == 1
        assert self.welcome["type"] == "welcome"
        assert [message["type"] for _, message in rest] in (["buddies"], [])
        self.last = 1 + len(rest)
        self.token = self.welcome["token"]
        self.connection = answer.body["connection"]
        self.sequence = 0
        return self

    async def hello(self, **fields: Any) -> Answer:
        return await self.request(
            "POST", "/api/v1/messages", json={"type": "hello", "protocol": 1} | fields
        )

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Gurukul-Connection": self.connection}

    async def request(self, method: str, path: str, **options: Any) -> Answer:
        async with (
            asyncio.timeout(DEADLINE),
            self.session.request(method, self.base + path, **options) as response,
        ):
            text = await response.text()
            assert response.status == 204 or response.content_type == "application/json", text
            return Answer(response.status, json.loads(text) if text else None, response.headers)

    async def post(self, message: Json | bytes, sequence: int | None = None) -> Answer:
        """Send one message, with the next number unless one is given."""
        if sequence is None:
            self.sequence += 1
            sequence = self.sequence
        body = json.dumps(message).encode() if isinstance(message, dict) else message
        headers = {
            **self.headers,
            "Gurukul-Sequence": str(sequence),
            "Last-Event-ID": str(self.last),
        }
        return await self.request("POST", "/api/v1/messages", data=body, headers=headers)

    async def send(self, kind: str, **fields: Any) -> list[Event]:
        """Send a message that is taken; the events that came with the answer."""
        answer = await self.post({"type": kind, **fields})
        assert answer.status == 200, answer
        return events(answer.body["events"])

    async def find(self, media: str = "video") -> list[Event]:
        return await self.send("find", mode="global", media=media)

    async def poll(self, after: int | str | None = None) -> Answer:
        after = self.last if after is None else after
        return await self.request("GET", f"/api/v1/events?after={after}", headers=self.headers)

    async def news(self) -> list[Json]:
        """Poll until there is something, and acknowledge it with the next poll."""
        async with asyncio.timeout(DEADLINE):
            while True:
                answer = await self.poll()
                assert answer.status == 200, answer
                new = events(answer.body)
                if new:
                    assert [number for number, _ in new] == list(
                        range(self.last + 1, self.last + 1 + len(new))
                    )
                    self.last = new[-1][0]
                    return [message for _, message in new]

    async def until(self, kind: str) -> Json:
        """Poll until a message of this type comes."""
        while True:
            for message in await self.news():
                if message["type"] == kind:
                    return message

    @contextlib.asynccontextmanager
    async def stream(self, last: int | None = None) -> AsyncIterator[Stream]:
        """An open stream; ends abruptly with the block."""
        headers = self.headers | ({} if last is None else {"Last-Event-ID": str(last)})
        response = await self.session.get(self.base + "/api/v1/events", headers=headers)
        try:
            assert response.status == 200, await response.text()
            assert response.content_type == "text/event-stream"
            yield Stream(response)
        finally:
            response.close()


def events(items: list[Json]) -> list[Event]:
    """What stands in a list of ``{id, message}``."""
    for item in items:
        assert item.keys() == {"id", "message"}
    return [(item["id"], item["message"]) for item in items]


async def pair(one: HttpClient, other: HttpClient) -> str:
    """Have two clients matched, by polling; the session's id. ``other`` calls."""
    await one.find()
    await one.until("queued")
    await other.find()
    matched = await other.until("matched")
    assert matched["role"] == "caller"
    assert (await one.until("matched"))["session"] == matched["session"]
    return str(matched["session"])
