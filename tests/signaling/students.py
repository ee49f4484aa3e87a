"""A real server behind a faulty proxy, and students with short times."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from gurukul_desktop.protocol.messages import Find, Matched, Signal, Welcome
from gurukul_desktop.server.limits import Limits
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.run import MatchmakingServer
from gurukul_desktop.signaling.backoff import Backoff
from gurukul_desktop.signaling.client import SignalingClient
from gurukul_desktop.signaling.ladder import Ladder
from gurukul_desktop.signaling.link import Carrier, Link
from gurukul_desktop.signaling.timing import Timing
from gurukul_desktop.signaling.tokens import MemoryTokens
from tests.proxies import FaultyProxy
from tests.signaling.listening import Listener

TIMING = Timing(
    open=2.0,
    welcome=2.0,
    calm=0.1,
    order=0.5,
    first_byte=0.5,
    silence=5.0,
    poll=0.1,
    stream_again=0.5,
    patience=1.0,
)
YOUNG_SECONDS = 0.3
NEVER = 3600.0
FIND = Find("global", "video")


class Student:
    """One client, what it was told, and what it remembers.

    Args:
        probes: seconds on HTTP before the first probe of the WebSocket.
    """

    def __init__(
        self,
        *urls: str,
        name: str = "",
        probes: float = NEVER,
        timing: Timing = TIMING,
        sign_in: Callable[[], str] | None = None,
    ) -> None:
        self.heard = Listener()
        self.tokens = MemoryTokens()
        self.client = SignalingClient(
            *urls,
            name=name,
            tokens=self.tokens,
            listener=self.heard,
            sign_in=sign_in,
            backoff=Backoff(uniform=lambda low, high: min(high, 0.02)),
            ladder=Ladder(young=YOUNG_SECONDS, first_probe=probes),
            timing=timing,
        )

    async def welcomed(self, carrier: Carrier | None = None) -> Welcome:
        """Wait for a welcome; over this carrier, if it is another one than before."""
        if carrier is not None:
            await self.heard.until(lambda event: event is carrier)
        await self.heard.link(Link.ONLINE)
        welcome: Welcome = await self.heard.message(Welcome)
        return welcome

    async def matched(self) -> Matched:
        """Wait for a partner."""
        matched: Matched = await self.heard.message(Matched)
        return matched

    async def signals(self, number: int) -> list[bytes]:
        """The next so many signals."""
        heard = []
        for _ in range(number):
            signal: Signal = await self.heard.message(Signal)
            heard.append(bytes(signal.data))
        return heard

    @asynccontextmanager
    async def studying(self) -> AsyncIterator["Student"]:
        """Start, and close in the end."""
        self.client.start()
        try:
            yield self
        finally:
            await self.client.aclose()


@asynccontextmanager
async def serving(folder: Path, **options: object) -> AsyncIterator[MatchmakingServer]:
    """A server with both carriers on free ports."""
    plain = ServerOptions(
        port=0, http_port=0, data_dir=folder, limits=Limits(messages_per_second=0)
    )
    server = MatchmakingServer(replace(plain, **options))  # any option
    await server.start()
    try:
        yield server
    finally:
        await server.stop(0)


@asynccontextmanager
async def behind_proxy(server: MatchmakingServer) -> AsyncIterator[FaultyProxy]:
    """A proxy in front of it."""
    assert server.http_url is not None
    async with FaultyProxy(server.url, server.http_url).listening() as proxy:
        yield proxy


async def meet(one: Student, other: Student) -> Matched:
    """Both find each other; the session as the first one sees it."""
    for student in (one, other):
        student.client.send(FIND)
    seen = await one.matched()
    assert (await other.matched()).session == seen.session
    return seen
