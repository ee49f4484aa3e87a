"""Which version is the newest, as a host on the net says it. Pure.

The answer is a small JSON object::

    {"version": "1.2.3", "page": "https://study.example.org/download"}

Its words may be anybody's, for nothing proves who wrote them. So nothing of it is shown but
the three numbers of the version, in words of the app's own, and nothing of it is opened but a
plain ``https`` page of the very host that was asked.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import msgspec

from gurukul_desktop import foreign_json

ANSWER_BYTES: Final = 4096
DAY_SECONDS: Final = 24 * 60 * 60

_NUMBER: Final = r"(?:0|[1-9][0-9]{0,4})"
_VERSION: Final = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")
_PAGE: Final = re.compile(
    r"https://(?P<host>[a-z0-9.-]+(?::[0-9]{1,5})?)(?:/[\w.~%/?&=#+-]*)?", re.A
)
_PAGE_CHARACTERS: Final = 500


@dataclass(frozen=True, slots=True)
class Release:
    """A version that can be had.

    Attributes:
        version: three numbers with dots between them.
        page: where a person can get it; empty if there is no page that is safe to open.
    """

    version: str
    page: str = ""


class NoAnswer(Exception):
    """Nothing that could be used was heard.

    Attributes:
        asked: whether there was anybody to be asked.
    """

    def __init__(self, why: str, *, asked: bool = True) -> None:
        super().__init__(why)
        self.asked = asked


class _Answer(msgspec.Struct):
    version: str
    page: str = ""


def read_answer(body: bytes, url: str) -> Release:
    """What the host at ``url`` said.

    Raises:
        NoAnswer: it is not such an answer.
    """
    if len(body) > ANSWER_BYTES:
        raise NoAnswer("too long an answer")
    try:
        answer = foreign_json.decode(body, _Answer)
    except ValueError:
        raise NoAnswer("not the JSON that was asked for") from None
    return release_of(answer.version, answer.page, url)


def release_of(version: str, page: str, url: str) -> Release:
    """The release of these words of the host at ``url``; a page that is not safe is left out.

    Raises:
        NoAnswer: the version is none.
    """
    if not _VERSION.fullmatch(version):
        raise NoAnswer("not a version")
    return Release(version, page if _is_safe(page, url) else "")


def newer(version: str, than: str) -> bool:
    """Whether one version comes after another."""
    return _numbers(version) > _numbers(than)


def due(asked: int, now: float) -> bool:
    """Whether it is time to ask again; both in seconds since 1970.

    A clock that was set back by more than a day makes it time, and so cannot stop it for ever.
    """
    return abs(now - asked) >= DAY_SECONDS


def _is_safe(page: str, url: str) -> bool:
    """Whether a browser may be sent there: plainly written, and of the host that was asked."""
    found = _PAGE.fullmatch(page) if len(page) <= _PAGE_CHARACTERS else None
    asked = urlsplit(url)
    return found is not None and found["host"] in (asked.hostname, asked.netloc.lower())


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))
