"""Answers in JSON, and what each error of the protocol is in HTTP."""

import math
from typing import Final

from aiohttp import hdrs, web
from msgspec.json import Decoder

from gurukul_desktop.protocol.codec import encode
from gurukul_desktop.protocol.messages import CloseCode, Error, ErrorCode
from gurukul_desktop.server.http.carrier import End

STATUS: Final[dict[ErrorCode, int]] = {
    "bad_message": 400,
    "unsupported_version": 400,
    "not_in_session": 400,
    "already_in_session": 400,
    "unauthorized": 401,
    "banned": 403,
    "too_large": 413,
    "rate_limited": 429,
    "internal": 500,
    "unavailable": 503,
}

RETRY_SECONDS: Final = 2.0
"""Said where the error itself does not say when to come back (RFC 9110, section 10.2.3)."""

_REPLACED: Final = 409
_error: Final = Decoder(Error)


class Refusal(Exception):
    """A request is answered with an error.

    Attributes:
        hang_up: the rest of the request is not worth reading.
    """

    def __init__(self, error: Error, status: int | None = None, *, hang_up: bool = False) -> None:
        super().__init__(error.code)
        self.error = error
        self.status = STATUS[error.code] if status is None else status
        self.hang_up = hang_up


def refusal_of(payload: bytes) -> Refusal:
    """What the service refused with, encoded."""
    return Refusal(_error.decode(payload))


def refusal_of_end(end: End) -> Refusal:
    """For a connection that is over."""
    match end.code:
        case CloseCode.REPLACED:
            return Refusal(Error("unavailable", end.reason), _REPLACED)
        case CloseCode.BANNED:
            return Refusal(Error("banned", end.reason))
        case CloseCode.RATE_LIMITED:
            return Refusal(Error("rate_limited", end.reason))
        case CloseCode.DRAINING:
            return Refusal(Error("unavailable", end.reason))
        case CloseCode.TOO_LARGE:
            return Refusal(Error("too_large", end.reason))
        case _:
            return Refusal(Error("unauthorized", "the connection is over; say hello again"))


def answer_refusal(refusal: Refusal) -> web.Response:
    """The answer."""
    error = refusal.error
    answer = answer_json(encode(error), refusal.status)
    if refusal.status in (429, 503):
        wait = RETRY_SECONDS if error.retry_after is None else error.retry_after
        answer.headers[hdrs.RETRY_AFTER] = str(max(1, math.ceil(wait)))
    elif refusal.status == 401:
        answer.headers[hdrs.WWW_AUTHENTICATE] = "Bearer"  # RFC 6750, section 3
    if refusal.hang_up:
        answer.force_close()
    return answer


def answer_json(body: bytes, status: int = 200) -> web.Response:
    """An answer that nobody keeps."""
    return web.Response(
        body=body,
        status=status,
        content_type="application/json",
        headers={hdrs.CACHE_CONTROL: "no-store"},
    )
