"""Who may read the metrics."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web

from gurukul_desktop.server.addresses import parse_networks
from gurukul_desktop.server.census import Census
from gurukul_desktop.server.http.answers import Refusal, answer_refusal
from gurukul_desktop.server.http.listener import HttpListener
from gurukul_desktop.server.http.scrape import Scrape
from gurukul_desktop.server.logs import LogCount
from gurukul_desktop.server.loop_lag import LoopLag
from gurukul_desktop.server.measures import Measures
from gurukul_desktop.server.metrics import Metrics, Sources
from gurukul_desktop.server.stores.timings import Timings

TOKEN = "a-token-of-the-metrics"
Get = Callable[..., Awaitable[tuple[int, str, str]]]


@web.middleware
async def answer(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return answer_refusal(refusal)


@pytest.fixture
async def start() -> AsyncIterator[Callable[..., Awaitable[Get]]]:
    """Serves metrics with these options; the result asks for them with these headers."""
    listeners = []

    async def start_(proxies: tuple[str, ...] = (), token: str = "") -> Get:
        census = Census({"websocket": 0, "http": 0}, 0, 0.0, 0, 0)
        sources = Sources(
            measures=Measures(),
            census=lambda: census,
            draining=lambda: False,
            store_kind="memory",
            store_ready=lambda: True,
            timings=Timings(),
            lag=LoopLag(),
            logged=LogCount(),
        )
        app = web.Application(middlewares=[answer])
        Scrape(Metrics(sources), parse_networks(proxies), token).add_routes(app)
        listener = HttpListener(app)
        port = await listener.start("127.0.0.1", 0)
        listeners.append(listener)

        async def get(**headers: str) -> tuple[int, str, str]:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"http://127.0.0.1:{port}/metrics", headers=named) as response,
            ):
                return response.status, response.content_type, await response.text()

        return get

    yield start_
    for listener in listeners:
        await listener.aclose()


async def test_loopback_may_read_them(start: Callable[..., Awaitable[Get]]) -> None:
    get = await start()
    status, content_type, text = await get()
    assert (status, content_type) == (200, "text/plain")
    assert "\nmatchmaking_queue_length 0.0\n" in text
    assert "\nprocess_start_time_seconds " in text
    status, content_type, text = await get(Accept="application/openmetrics-text; version=1.0.0")
    assert (status, content_type) == (200, "application/openmetrics-text")
    assert text.endswith("# EOF\n")


@pytest.mark.parametrize("header", ["X_Forwarded_For", "Forwarded", "X_Real_IP", "Via"])
async def test_nobody_comes_through_a_proxy_that_is_not_trusted(
    start: Callable[..., Awaitable[Get]], header: str
) -> None:
    get = await start()
    status, _, text = await get(**{header: "10.0.0.1"})
    assert status == 403
    assert "matchmaking" not in text


@pytest.mark.parametrize(
    ("address", "status"), [("198.51.100.7", 200), ("10.1.2.3", 200), ("8.8.4.4", 403)]
)
async def test_a_trusted_proxy_says_who_asks(
    start: Callable[..., Awaitable[Get]], address: str, status: int
) -> None:
    # 198.51.100.0/24 is for documentation (RFC 5737) and never on the internet.
    get = await start(proxies=("127.0.0.1",))
    assert (await get(X_Forwarded_For=address))[0] == status


async def test_with_a_token_nothing_else_opens(start: Callable[..., Awaitable[Get]]) -> None:
    get = await start(token=TOKEN)
    for wrong in ("", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x"):
        assert (await get(Authorization=wrong))[0] == 401
    assert (await get())[0] == 401
    assert (await get(Authorization=f"Bearer {TOKEN}"))[0] == 200
    # From afar too.
    status, _, _ = await get(Authorization=f"Bearer {TOKEN}", X_Forwarded_For="8.8.4.4")
    assert status == 200
