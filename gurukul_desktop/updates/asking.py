"""Asks a host for the newest version. Imports aiohttp, so it is imported when it is time to ask.

Redirects, compressed answers, answers without end and hosts that say nothing are refused by
:mod:`gurukul_desktop.signaling.http_exchange`. The host learns this app's version and, as any
host, the network address; nothing about the student.
"""

from typing import Final

from gurukul_desktop import __version__
from gurukul_desktop.signaling.http_exchange import Exchange, ExchangeError
from gurukul_desktop.signaling.timing import Timing
from gurukul_desktop.updates.release import NoAnswer, Release, read_answer

_OK: Final = 200


async def ask(url: str, timing: Timing | None = None) -> Release:
    """The newest version that the host at ``url`` knows of.

    Raises:
        NoAnswer: it could not be asked, or said nothing that can be used.
    """
    exchange = Exchange(url, timing or Timing())
    try:
        answer = await exchange.get("", {"User-Agent": f"Gurukul/{__version__}"})
    except ExchangeError as error:
        raise NoAnswer(str(error), asked=not error.unreachable) from None
    finally:
        await exchange.aclose()
    if answer.status != _OK:
        raise NoAnswer(f"status {answer.status}")
    return read_answer(answer.body, url)
