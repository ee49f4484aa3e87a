"""HTTP requests to one server, and their bounded answers.

What a hostile or broken server may answer ends here: bodies without end, compressed ones
that swell, redirects to somewhere else. Imports aiohttp, which takes as long to import as
half of the app: only :mod:`~gurukul_desktop.signaling.http` imports this module, and is
itself imported when HTTP is needed.
"""

import asyncio
import re
from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

from gurukul_desktop.signaling.address import is_loopback
from gurukul_desktop.signaling.timing import Timing

ANSWER_BYTES: Final = 1024 * 1024
"""Sixteen of the largest messages."""
MOST_COOKIES: Final = 32
LONGEST_WAIT_SECONDS: Final = 300.0
_CONNECTIONS: Final = 4
_CHUNK_BYTES: Final = 64 * 1024
_SECONDS: Final = re.compile(r"\d{1,9}", re.ASCII)
"""``Retry-After`` in seconds (RFC 9110, section 10.2.3); a date would need a right clock."""


class ExchangeError(Exception):
    """There was no answer, or one that no server of ours gives (``foreign``)."""

    def __init__(self, why: str, *, foreign: bool = False, unreachable: bool = False) -> None:
        super().__init__(why)
        self.foreign = foreign
        self.unreachable = unreachable


class Answer(NamedTuple):
    """A whole answer: its status, its body, and the seconds to wait if it names them."""

    status: int
    body: bytes
    retry_after: float | None


class Stream:
    """An answer that goes on and on."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def read(self) -> bytes:
        """What has arrived; empty at the end.

        Raises:
            ExchangeError: the connection broke.
        """
        try:
            return await self._response.content.readany()
        except (aiohttp.ClientError, OSError) as error:
            raise _explain(error) from None

    def close(self) -> None:
        """Hang up. Idempotent."""
        self._response.close()


class Exchange:
    """Requests to one server, with the cookies by which a load balancer knows them again.

    Args:
        base: the address before ``/api``.
    """

    def __init__(self, base: str, timing: Timing) -> None:
        self._base = base
        self._timing = timing
        # unsafe: cookies of a server known by its IP address are kept, too.
        self._jar = aiohttp.CookieJar(unsafe=True)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
            cookie_jar=self._jar,
            # Not asked for, and refused below: a small body could swell without bounds.
            headers={"Accept-Encoding": "identity"},
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, connect=timing.open),
            read_bufsize=_CHUNK_BYTES,
            proxy=_proxy(base),
        )

    async def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a JSON body.

        Raises:
            ExchangeError: no answer that could be used.
        """
        return await self._whole(
            "POST", path, {**headers, "Content-Type": "application/json"}, body
        )

    async def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        """Fetch something small.

        Raises:
            ExchangeError: no answer that could be used.
        """
        return await self._whole("GET", path, {**headers, "Accept": "application/json"})

    async def delete(self, path: str, headers: Mapping[str, str]) -> Answer:
        """Give something up.

        Raises:
            ExchangeError: no answer that could be used.
        """
        return await self._whole("DELETE", path, headers)

    async def open_stream(self, path: str, headers: Mapping[str, str]) -> Stream | Answer:
        """A stream of server-sent events, or the answer that was given instead.

        Raises:
            ExchangeError: no answer that could be used.
        """
        response = await self._request("GET", path, {**headers, "Accept": "text/event-stream"})
        try:
            if response.status != 200:
                return await _read(response)
            if response.content_type != "text/event-stream":
                raise ExchangeError("not an event stream", foreign=True)
        except BaseException:
            response.close()
            raise
        return Stream(response)

    async def aclose(self) -> None:
        """Close every connection. Idempotent."""
        await self._session.close()

    async def _whole(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer:
        try:
            async with asyncio.timeout(self._timing.welcome):
                response = await self._request(method, path, headers, body)
                try:
                    return await _read(response)
                finally:
                    response.release()
        except TimeoutError:
            raise ExchangeError("no answer in time") from None

    async def _request(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> aiohttp.ClientResponse:
        try:
            response = await self._session.request(
                method, self._base + path, data=body, headers=headers, allow_redirects=False
            )
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _explain(error) from None
        if 300 <= response.status < 400:
            why = "a redirect, which is not followed"
        elif response.headers.get("Content-Encoding", "identity") != "identity":
            why = "a compressed body, which was not asked for"
        elif len(self._jar) > MOST_COOKIES:
            why = "too many cookies"
        else:
            return response
        response.close()
        raise ExchangeError(why, foreign=True)


async def _read(response: aiohttp.ClientResponse) -> Answer:
    body = bytearray()
    try:
        while chunk := await response.content.readany():
            body += chunk
            if len(body) > ANSWER_BYTES:
                response.close()
                raise ExchangeError("a body without end", foreign=True)
    except (aiohttp.ClientError, OSError) as error:
        raise _explain(error) from None
    said = response.headers.get("Retry-After", "")
    seconds = min(float(said), LONGEST_WAIT_SECONDS) if _SECONDS.fullmatch(said) else None
    return Answer(response.status, bytes(body), seconds)


def _explain(error: Exception) -> ExchangeError:
    # Only the name: the text of the error holds the address.
    unreachable = isinstance(error, aiohttp.ClientConnectorError)
    foreign = isinstance(error, aiohttp.ClientResponseError | ValueError)
    return ExchangeError(type(error).__name__, foreign=foreign, unreachable=unreachable)


def _proxy(base: str) -> str | None:
    """The proxy that the system or the environment names for this address."""
    parts = urlsplit(base)
    host = parts.hostname or ""
    if is_loopback(base) or proxy_bypass(host):
        return None
    proxy = getproxies().get(parts.scheme, "")
    return proxy if proxy.startswith("http://") else None
