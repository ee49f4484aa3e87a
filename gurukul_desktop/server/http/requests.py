"""What a request says, read with a bound on everything."""

import asyncio
import re
from typing import Final

from aiohttp import web

from gurukul_desktop.protocol.limits import MESSAGE_BYTES
from gurukul_desktop.protocol.messages import Error
from gurukul_desktop.server.http.answers import Refusal

BODY_SECONDS: Final = 10.0
_TIMEOUT: Final = 408
_NUMBER: Final = re.compile(r"[0-9]{1,15}")


async def read_body(request: web.Request) -> bytes:
    """The whole body.

    Raises:
        Refusal: it is too large, too slow or cut short.
    """
    body = bytearray()
    try:
        if (request.content_length or 0) > MESSAGE_BYTES:
            raise Refusal(_too_large(), hang_up=True)
        async with asyncio.timeout(BODY_SECONDS):
            while chunk := await request.content.readany():
                body += chunk
                if len(body) > MESSAGE_BYTES:
                    raise Refusal(_too_large(), hang_up=True)
    except TimeoutError:
        error = Error("bad_message", f"the body took longer than {BODY_SECONDS:g} s")
        raise Refusal(error, _TIMEOUT, hang_up=True) from None
    except web.RequestPayloadError:
        raise Refusal(Error("bad_message", "the body is malformed"), hang_up=True) from None
    return bytes(body)


def number_of(name: str, said: str) -> int:
    """A number in a header or a query.

    Raises:
        Refusal: it is none.
    """
    if not _NUMBER.fullmatch(said):
        raise Refusal(Error("bad_message", f"{name}: a number is needed"))
    return int(said)


def _too_large() -> Error:
    return Error("too_large", f"more than {MESSAGE_BYTES} bytes")
