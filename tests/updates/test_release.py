"""gurukul_desktop.updates.release: no answer does more than name three numbers and a page."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.updates.release import (
    ANSWER_BYTES,
    DAY_SECONDS,
    NoAnswer,
    Release,
    due,
    newer,
    read_answer,
    release_of,
)

URL = "https://Study.example.org:8443/gurukul/newest.json"
HOST = "https://study.example.org"


def answer(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def test_a_good_answer_is_a_version_and_a_page() -> None:
    page = f"{HOST}/gurukul/get?for=linux&from=app#deb"
    assert read_answer(answer(version="1.20.3", page=page), URL) == Release("1.20.3", page)
    assert read_answer(answer(version="1.2.3"), URL) == Release("1.2.3", "")
    more = answer(version="1.2.3", page=f"{HOST}:8443/", words="Press here now!", urgent=True)
    assert read_answer(more, URL) == Release("1.2.3", f"{HOST}:8443/")


BROKEN = {
    "nothing": b"",
    "a page of the host's": b"<html>Not found</html>",
    "half": b'{"version": "1.2',
    "a list": b'["1.2.3"]',
    "no version": b"{}",
    "a number": b'{"version": 1.2}',
    "null": b'{"version": null}',
    "two numbers": b'{"version": "1.2"}',
    "four numbers": b'{"version": "1.2.3.4"}',
    "words": b'{"version": "1.2.3 - your app is in danger"}',
    "a line": b'{"version": "1.2.3\\n"}',
    "a sign": b'{"version": "-1.2.3"}',
    "zeros first": b'{"version": "01.2.3"}',
    "a large number": b'{"version": "1.2.100000"}',
    "Devanagari digits": '{"version": "१.२.३"}'.encode(),
    "no text": bytes(range(256)),
    "deep": b"[" * ANSWER_BYTES,
    "deep in what is unknown": b'{"x": ' + b"[" * (ANSWER_BYTES - 6),
    "too long": b'{"version": "1.2.3"' + b" " * ANSWER_BYTES + b"}",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_answer_is_none(body: bytes) -> None:
    with pytest.raises(NoAnswer):
        read_answer(body, URL)


UNSAFE = [
    "http://study.example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "HTTPS://study.example.org/",
    "//study.example.org/",
    "/download",
    "https://evil.example.org/",
    "https://study.example.org.evil.example.org/",
    "https://study.example.org@evil.example.org/",
    "https://evil.example.org\\@study.example.org/",
    "https://study.example.org:8444/",
    "https://study.example.org:99999/",
    "https://study.example.org\\.evil.example.org/",
    "https://study.example.org/a b",
    "https://study.example.org/a\nb",
    "https://study.example.org/\u202egnp.exe",
    "https://study.exаmple.org/",
    "https://study.example.org/'\"><b>",
    "https://study.example.org/" + "a" * 500,
    "https://",
    "",
]


@pytest.mark.parametrize("page", UNSAFE)
def test_an_unsafe_page_is_left_out(page: str) -> None:
    assert release_of("1.2.3", page, URL) == Release("1.2.3", "")


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda t: answer(version="1.2.3", page=t))
)
def test_whatever_is_answered_stays_harmless(body: bytes) -> None:
    try:
        release = read_answer(body, URL)
    except NoAnswer:
        return
    assert release.version.replace(".", "").isascii()
    assert release.page == "" or release.page.startswith(f"{HOST}/")


def test_versions_are_compared_as_numbers() -> None:
    assert newer("0.10.0", than="0.9.9")
    assert newer("1.0.0", than="0.99.99")
    assert not newer("0.9.9", than="0.10.0")
    assert not newer("1.2.3", than="1.2.3")


def test_it_is_time_once_a_day_whatever_the_clock_does() -> None:
    now = 1_800_000_000.0
    assert due(0, now)
    assert due(int(now) - DAY_SECONDS, now)
    assert not due(int(now) - DAY_SECONDS + 1, now)
    assert not due(int(now), now)
    assert not due(int(now) + 3600, now), "a clock that is put right is no new day"
    assert due(int(now) + 30 * DAY_SECONDS, now), "one that was a month ahead stops nothing"
