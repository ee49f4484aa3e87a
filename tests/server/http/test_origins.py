"""Which web pages may use the carrier."""

from collections.abc import Callable

import pytest
from aiohttp import ClientSession, web

from gurukul_desktop.server.http.application import application
from gurukul_desktop.server.http.listener import HttpListener
from gurukul_desktop.server.run import MatchmakingServer
from tests.server.conftest import StartServer
from tests.server.http.client import HttpClient

PAGE = "https://study.example"
HELLO = {"type": "hello", "protocol": 1}


class Page:
    """A part of its own, beside the carrier."""

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/page", self._page)
        app.router.add_get("/moved", self._moved)

    async def _page(self, request: web.Request) -> web.Response:
        return web.json_response({"page": True})

    async def _moved(self, request: web.Request) -> web.Response:
        raise web.HTTPSeeOther("/page")


@pytest.fixture
async def server(start_server: StartServer) -> MatchmakingServer:
    """A server that lets one page in."""
    return await start_server(http_port=0, origins=frozenset({PAGE}))


@pytest.fixture
def client(bare: Callable[[], HttpClient]) -> HttpClient:
    return bare()


async def test_a_listed_page_comes_in(client: HttpClient) -> None:
    answer = await client.request("POST", "/api/v1/messages", json=HELLO, headers={"Origin": PAGE})
    assert answer.status == 200
    assert answer.headers["Access-Control-Allow-Origin"] == PAGE
    assert answer.headers["Access-Control-Expose-Headers"] == "Retry-After"
    assert answer.headers["Vary"] == "Origin"
    assert "Access-Control-Allow-Credentials" not in answer.headers


async def test_errors_can_be_read_by_the_page_too(client: HttpClient) -> None:
    answer = await client.request("GET", "/api/v1/events", headers={"Origin": PAGE})
    assert answer.status == 401
    assert answer.headers["Access-Control-Allow-Origin"] == PAGE


@pytest.mark.parametrize(
    "origin", ["https://other.example", "null", "", PAGE + ".evil.example", PAGE.upper(), "*"]
)
async def test_no_other_page_does(client: HttpClient, origin: str) -> None:
    for method in ("POST", "OPTIONS"):
        answer = await client.request(
            method, "/api/v1/messages", json=HELLO, headers={"Origin": origin}
        )
        assert (answer.status, answer.body["code"]) == (403, "unauthorized")
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_a_preflight_is_answered(client: HttpClient) -> None:
    headers = {
        "Origin": PAGE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,gurukul-sequence",
    }
    answer = await client.request("OPTIONS", "/api/v1/messages", headers=headers)
    assert answer.status == 204
    assert answer.headers["Access-Control-Allow-Origin"] == PAGE
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    for header in ("Authorization", "Gurukul-Sequence", "Gurukul-Connection", "Last-Event-ID"):
        assert header in answer.headers["Access-Control-Allow-Headers"]


async def test_a_stream_has_the_headers_too(client: HttpClient) -> None:
    await client.join()
    async with client.session.get(
        client.base + "/api/v1/events", headers=client.headers | {"Origin": PAGE}
    ) as response:
        assert response.headers["Access-Control-Allow-Origin"] == PAGE


async def test_other_parts_answer_as_they_like(
    server: MatchmakingServer, session: ClientSession
) -> None:
    assert server.service is not None
    http = HttpListener(application(server.service, [Page()]))
    port = await http.start("127.0.0.1", 0)
    client = HttpClient(session, f"http://127.0.0.1:{port}")
    assert (await client.request("GET", "/page", headers={"Origin": "null"})).body["page"]
    assert (await client.request("GET", "/moved")).body["page"]
    await http.aclose()
    await http.aclose()
