"""The admin page: its routes, its answers, and what holds for each of them."""

import asyncio
from collections.abc import Callable
from importlib import resources
from string import Template
from typing import Final, get_args
from urllib.parse import parse_qsl

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from gurukul_desktop.server.addresses import client_address
from gurukul_desktop.server.admin.actions import Actions
from gurukul_desktop.server.admin.credentials import Credentials
from gurukul_desktop.server.admin.guard import (
    COOKIE,
    PREFIX,
    SESSION,
    Guard,
    Refusal,
    on_loopback,
)
from gurukul_desktop.server.admin.headers import HEADERS
from gurukul_desktop.server.admin.sessions import LONGEST_SECONDS
from gurukul_desktop.server.admin.view import Panel, look
from gurukul_desktop.server.history import History
from gurukul_desktop.server.quiet import quiet_logger
from gurukul_desktop.server.service import Service
from gurukul_desktop.server.stores.choice import store_kind
from gurukul_desktop.server.stores.port import StoreUnavailableError, Verdict

SIGN_IN: Final = "/sign-in"
ASSETS: Final = "/assets/{name}"

_TYPES: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_VERDICTS: Final[dict[str, Verdict | None]] = {
    "all": None,
    **{verdict: verdict for verdict in get_args(Verdict)},
}


def create_admin_page(service: Service, history: History, credentials: Credentials) -> "AdminPage":
    """The page of a running instance, for the running loop."""
    options = service.options

    def address_of(request: web.Request) -> str:
        return client_address(request.remote or "", request.headers, options.trusted_proxies)

    panel = Panel(
        service.store, store_kind(options.store), service.settings, lambda: history.buckets
    )
    return AdminPage(panel, credentials, asyncio.get_running_loop().time, address_of)


class AdminPage:
    """The page as a part of the HTTP side, mounted at ``/admin``.

    Args:
        clock: seconds, never going back.
        address_of: the client's address, behind a proxy too.
    """

    def __init__(
        self,
        panel: Panel,
        credentials: Credentials,
        clock: Callable[[], float],
        address_of: Callable[[web.Request], str],
    ) -> None:
        self._actions = Actions(panel)
        self._guard = Guard(credentials, clock, address_of)
        self._pages = _Pages(panel, self._guard)

    def add_routes(self, app: web.Application) -> None:
        """Mount the page."""
        pages = self._pages
        admin = web.Application(
            middlewares=[
                _with_headers,
                _Refusals().middleware,
                self._guard.middleware({SIGN_IN, ASSETS}),
            ]
        )
        admin.add_routes(
            [
                web.get("", pages.page),
                web.get("/", pages.to_page),
                web.get(SIGN_IN, pages.sign_in_form),
                web.post(SIGN_IN, pages.sign_in),
                web.get(ASSETS, pages.asset),
                web.post("/api/sign-out", pages.sign_out),
                web.get("/api/view", pages.view),
                *self._actions.routes(),
            ]
        )
        app.add_subapp(PREFIX, admin)


@web.middleware
async def _with_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        response = await handler(request)
    except web.HTTPException as answer:
        answer.headers.update(HEADERS)
        raise
    response.headers.update(HEADERS)
    return response


class _Refusals:
    """Says no in the way that the one who asked understands."""

    def __init__(self) -> None:
        self._log = quiet_logger("admin")

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refusal as refusal:
            return self._answer(request, refusal)
        except StoreUnavailableError:
            said = "The store cannot be reached now, so this may not be done. Try again soon."
            return _say(said, web.HTTPServiceUnavailable.status_code)

    def _answer(self, request: web.Request, refusal: Refusal) -> web.Response:
        if refusal.status == web.HTTPForbidden.status_code:
            self._log.warning(
                "admin: a request from another page was refused; a proxy must hand on the"
                " header Host as it is"
            )
        by_script = request.path.startswith(f"{PREFIX}/api/")
        if refusal.status == web.HTTPUnauthorized.status_code and not by_script:
            raise web.HTTPSeeOther(PREFIX + SIGN_IN)
        answer = _say(str(refusal), refusal.status)
        if refusal.retry_after:
            answer.headers[hdrs.RETRY_AFTER] = f"{refusal.retry_after:.0f}"
        if refusal.status == web.HTTPUnauthorized.status_code:
            answer.headers[hdrs.WWW_AUTHENTICATE] = "Bearer"
        return answer


def _say(said: str, status: int) -> web.Response:
    return web.json_response({"said": said}, status=status)


class _Pages:
    """The handlers that show something."""

    def __init__(self, panel: Panel, guard: Guard) -> None:
        self._panel = panel
        self._guard = guard
        files = {
            file.name: file.read_bytes()
            for file in resources.files(__package__).joinpath("page").iterdir()
        }
        self._form = Template(files.pop("sign_in.html").decode())
        self._page = Template(files.pop("page.html").decode())
        self._assets = files

    async def to_page(self, request: web.Request) -> web.Response:
        raise web.HTTPSeeOther(PREFIX)

    async def page(self, request: web.Request) -> web.Response:
        """The page itself; a script with the bearer token has no use for it."""
        if SESSION not in request:
            raise web.HTTPSeeOther(PREFIX + SIGN_IN)
        return _html(self._page.substitute(csrf=request[SESSION].csrf))

    async def sign_in_form(self, request: web.Request) -> web.Response:
        return self._sign_in_form("")

    async def sign_in(self, request: web.Request) -> web.Response:
        """Open a session, or say what is wrong."""
        try:
            opened = await self._guard.sign_in(request, _secret_in(await request.read()))
        except Refusal as refusal:
            answer = self._sign_in_form(str(refusal), refusal.status)
            answer.headers[hdrs.RETRY_AFTER] = f"{refusal.retry_after:.0f}"
            return answer
        if opened is None:
            return self._sign_in_form("That is not the password.", 401)
        answer = web.Response(status=303, headers={hdrs.LOCATION: PREFIX})
        answer.set_cookie(
            COOKIE,
            opened[0],
            path=PREFIX,
            max_age=int(LONGEST_SECONDS),
            httponly=True,
            samesite="Strict",
            secure=not on_loopback(request),
        )
        return answer

    def _sign_in_form(self, said: str, status: int = 200) -> web.Response:
        return _html(self._form.substitute(said=said, marked="true" if said else "false"), status)

    async def sign_out(self, request: web.Request) -> web.Response:
        self._guard.sign_out(request)
        answer = _say("You are signed out.", 200)
        answer.del_cookie(COOKIE, path=PREFIX)
        return answer

    async def asset(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self._assets:
            raise web.HTTPNotFound
        kind = _TYPES[name.rpartition(".")[2]]
        return web.Response(body=self._assets[name], content_type=kind, charset="utf-8")

    async def view(self, request: web.Request) -> web.Response:
        """Everything that is shown, as JSON."""
        verdict = request.query.get("reports", "open")
        if verdict not in _VERDICTS:
            raise Refusal(web.HTTPBadRequest, "There are no such reports.")
        body = await look(self._panel, _VERDICTS[verdict])
        return web.Response(body=body, content_type="application/json")


def _secret_in(form: bytes) -> str:
    """What was typed, out of ``application/x-www-form-urlencoded``; empty if that is not it."""
    try:
        return dict(parse_qsl(form.decode(), max_num_fields=4)).get("secret", "")
    except ValueError:
        return ""


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, content_type="text/html", status=status)
