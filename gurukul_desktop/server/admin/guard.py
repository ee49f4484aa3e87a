"""Who may do what: stands before every answer of the admin page."""

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import Final
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from gurukul_desktop.server.addresses import is_loopback
from gurukul_desktop.server.admin.credentials import Credentials
from gurukul_desktop.server.admin.sessions import AdminSession, Sessions, Tries
from gurukul_desktop.server.logs import fields

audit: Final = logging.getLogger("gurukul_desktop.server.admin.audit")
"""Who did what. Its lines are information, and written whatever level the others have."""

PREFIX: Final = "/admin"

COOKIE: Final = "gurukul_admin"
CSRF_HEADER: Final = "X-CSRF-Token"
ACTIVE_HEADER: Final = "X-Active"
"""Sent by the page when somebody has touched it since the last request."""

BODY_BYTES: Final = 64 * 1024

BODY_SECONDS: Final = 10.0

ACTOR: Final = web.RequestKey("actor", str)
"""Who asks, for the log: a session's label, or the token."""

SESSION: Final = web.RequestKey("session", AdminSession)


class Refusal(Exception):
    """Not now, or not by you: an HTTP status and one sentence."""

    def __init__(self, status: type[web.HTTPException], said: str, retry_after: float = 0) -> None:
        super().__init__(said)
        self.status = status.status_code
        self.retry_after = retry_after


class Guard:
    """Lets in who has signed in, or carries the token.

    Args:
        clock: seconds, never going back.
        address_of: the client's address, behind a proxy too.
    """

    def __init__(
        self,
        credentials: Credentials,
        clock: Callable[[], float],
        address_of: Callable[[web.Request], str],
    ) -> None:
        audit.setLevel(logging.INFO)
        self._credentials = credentials
        self._sessions = Sessions(clock)
        self._tries = Tries(clock)
        self._address_of = address_of

    def middleware(self, public: Collection[str]) -> Middleware:
        """Refuses what comes from nobody, from another page, or is too large.

        Args:
            public: the paths that are answered to everybody, below the page's own.
        """

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            resource = request.match_info.route.resource
            if resource is None or resource.canonical.removeprefix(PREFIX) not in public:
                self._let_in(request)
            elif request.method == hdrs.METH_POST and not _from_own_page(request):
                raise Refusal(web.HTTPForbidden, "This form was sent from another page.")
            if request.body_exists:
                await _read(request)
            return await handler(request)

        return guard

    def _let_in(self, request: web.Request) -> None:
        scheme, _, bearer = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
        if scheme.lower() == "bearer":
            self._let_in_by_token(request, bearer.strip())
            return
        active = request.method == hdrs.METH_POST or ACTIVE_HEADER in request.headers
        session = self._sessions.find(request.cookies.get(COOKIE, ""), active)
        if session is None:
            raise Refusal(web.HTTPUnauthorized, "You are not signed in any more.")
        request[ACTOR] = _actor(session)
        request[SESSION] = session
        if request.method == hdrs.METH_POST and not (
            _from_own_page(request) and session.carries(request.headers.get(CSRF_HEADER, ""))
        ):
            raise Refusal(web.HTTPForbidden, "This request was not made by your own page.")

    def _let_in_by_token(self, request: web.Request, bearer: str) -> None:
        """No browser adds a bearer token by itself, so no other page can forge this."""
        address = self._address_of(request)
        if not self._credentials.is_token(bearer):
            self._count_try(address)
            raise Refusal(web.HTTPUnauthorized, "This is not the admin token.")
        request[ACTOR] = "token"

    def _count_try(self, address: str) -> None:
        if wait := self._tries.retry_after(address):
            raise Refusal(
                web.HTTPTooManyRequests, f"Too many tries. Wait {wait:.0f} seconds.", wait
            )

    async def sign_in(self, request: web.Request, tried: str) -> tuple[str, AdminSession] | None:
        """A new session for the right password or token, None for a wrong one.

        Raises:
            Refusal: too many tries.
        """
        address = self._address_of(request)
        self._count_try(address)
        if not await self._credentials.open_with(tried):
            audit.info("admin sign-in refused")
            return None
        id_, session = self._sessions.open()
        audit.info("admin signed in", extra=fields(actor=_actor(session)))
        return id_, session

    def sign_out(self, request: web.Request) -> None:
        """End the session of this request."""
        self._sessions.close(request.cookies.get(COOKIE, ""))
        audit.info("admin signed out", extra=fields(actor=request[ACTOR]))


def _actor(session: AdminSession) -> str:
    return f"session {session.label}"


def _from_own_page(request: web.Request) -> bool:
    """Whether the page that asks has the address that was asked (RFC 6454, section 7)."""
    try:
        origin = urlsplit(request.headers.get(hdrs.ORIGIN, ""))
    except ValueError:
        return False
    return origin.scheme in ("http", "https") and origin.netloc.lower() == request.host.lower()


async def _read(request: web.Request) -> None:
    """Read the body into the request, which keeps it; within bounds."""
    if request.content_length is None or request.content_length > BODY_BYTES:
        raise Refusal(web.HTTPRequestEntityTooLarge, "That is too much at once.")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            await request.read()
    except TimeoutError:
        raise Refusal(web.HTTPRequestTimeout, "That took too long to arrive.") from None


def on_loopback(request: web.Request) -> bool:
    """Whether browser and server are on one machine, so that nothing is on a wire."""
    try:
        host = urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return False
    return is_loopback(host) and is_loopback(request.remote or "")
