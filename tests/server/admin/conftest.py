"""A server with an admin page, and an admin's browser without a window."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Self

import pytest
from aiohttp import ClientSession, CookieJar, hdrs

from gurukul_desktop.server.admin.application import AdminPage
from gurukul_desktop.server.admin.credentials import Credentials
from gurukul_desktop.server.admin.view import Panel
from gurukul_desktop.server.history import Bucket
from gurukul_desktop.server.http.application import application
from gurukul_desktop.server.http.listener import HttpListener
from gurukul_desktop.server.identity.guests import Guests
from gurukul_desktop.server.limits import Limits
from gurukul_desktop.server.options import ServerOptions
from gurukul_desktop.server.service import Service
from gurukul_desktop.server.stores.memory.store import MemoryStore
from gurukul_desktop.server.websocket import listen
from tests.server.client import Client

PASSWORD = "correct horse battery"
TOKEN = "a-token-of-thirty-two-characters"

CREDENTIALS = Credentials(PASSWORD, TOKEN)

Json = dict[str, Any]


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Campus:
    """One running instance with its admin page."""

    def __init__(
        self, options: ServerOptions, clock: Callable[[], float], store: type[MemoryStore]
    ) -> None:
        loop = asyncio.get_running_loop()
        self.store = store(options.rules, loop)
        self.service = Service(options, loop, self.store, Guests(options.secret))
        self.buckets: list[Bucket] = []
        panel = Panel(self.store, "memory", self.service.settings, lambda: self.buckets)
        parts = []
        if options.admin is not None:
            parts.append(
                AdminPage(panel, options.admin, clock, lambda request: str(request.remote))
            )
        self._http = HttpListener(application(self.service, parts=parts))
        self._sockets: asyncio.Server | None = None
        self._clients: list[Client] = []
        self.url = self.web = ""

    async def start(self) -> None:
        await self.store.open(self.service)
        self._sockets = await listen(self.service, "127.0.0.1", 0)
        self.url = f"ws://127.0.0.1:{self._sockets.sockets[0].getsockname()[1]}/ws"
        self.web = f"http://127.0.0.1:{await self._http.start('127.0.0.1', 0)}"

    async def join(self, name: str = "", token: str = "") -> Client:
        """A student on a WebSocket."""
        self._clients.append(await Client.join(self.url, name, token))
        return self._clients[-1]

    async def stop(self) -> None:
        for client in self._clients:
            await client.close()
        self.service.close()
        await self._http.aclose()
        if self._sockets is not None:
            self._sockets.close()
        await self.service.emptied()
        await self.store.close()
        await asyncio.sleep(0)


class Browser:
    """What a browser does for an admin, as far as the server can see."""

    def __init__(self, web: str, session: ClientSession) -> None:
        self.web = web
        self.session = session
        self.headers: dict[str, str] = {hdrs.ORIGIN: web}

    @classmethod
    @contextlib.asynccontextmanager
    async def opened(cls, web: str) -> AsyncIterator[Self]:
        """A browser that has not signed in."""
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
            yield cls(web, session)

    async def sign_in(self, secret: str = PASSWORD) -> int:
        """The status of the page that comes of it."""
        async with self.session.post(
            f"{self.web}/admin/sign-in", data={"secret": secret}, headers={hdrs.ORIGIN: self.web}
        ) as answer:
            text = await answer.text()
        found = re.search(r'name="csrf" content="([\w-]+)"', text)
        if found:
            self.headers["X-CSRF-Token"] = found[1]
        return answer.status

    async def get(self, path: str, **options: Any) -> tuple[int, str]:
        async with self.session.get(self.web + path, **options) as answer:
            return answer.status, await answer.text()

    async def view(self, reports: str = "open") -> Json:
        async with self.session.get(f"{self.web}/admin/api/view?reports={reports}") as answer:
            assert answer.status == 200
            view: Json = await answer.json()
        return view

    async def act(self, action: str, wish: Any, status: int = 200, **headers: str) -> str:
        """What the server says to it."""
        async with self.session.post(
            f"{self.web}/admin/api/{action}", json=wish, headers=self.headers | headers
        ) as answer:
            body: Json = await answer.json()
            assert answer.status == status, body
            return str(body.get("said", ""))


StartCampus = Callable[..., Awaitable[Campus]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def start_campus(clock: Clock) -> AsyncIterator[StartCampus]:
    """Starts servers with these options, limits off unless asked for; stops them after."""
    started = []

    async def start(store: type[MemoryStore] = MemoryStore, **options: Any) -> Campus:
        no_limits = Limits(finds_per_minute=0, messages_per_second=0, bytes_per_second=0)
        defaults: Json = {"limits": no_limits, "admin": CREDENTIALS}
        campus = Campus(ServerOptions(**(defaults | options)), clock, store)
        started.append(campus)
        await campus.start()
        return campus

    yield start
    async with asyncio.timeout(10):
        for campus in started:
            await campus.stop()


@pytest.fixture
async def campus(start_campus: StartCampus) -> Campus:
    return await start_campus()


@pytest.fixture
async def stranger(campus: Campus) -> AsyncIterator[Browser]:
    """A browser that has not signed in."""
    async with Browser.opened(campus.web) as browser:
        yield browser


@pytest.fixture
async def admin(stranger: Browser) -> Browser:
    """A browser that has."""
    assert await stranger.sign_in() == 200
    return stranger
