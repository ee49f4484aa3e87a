"""Server-sent events, as they may arrive."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.signaling.event_stream import EventStream, StreamError

STREAM = (
    b": a comment\n\nid: 1\ndata: one\n\nevent: x\nretry: 5\nid:2\r\ndata:two\r\ndata: more\r\n\r\n"
    b"id: 3\rdata: three\r\r: beat\n\ndata\n\nid: 4\n\nid: 5\ndata: unfinished\n"
)
EVENTS = [(b"1", b"one"), (b"2", b"two\nmore"), (b"3", b"three"), (b"3", b"")]


def test_events_are_taken_out_of_a_stream() -> None:
    assert EventStream(1000).feed(STREAM) == EVENTS


@given(st.lists(st.integers(0, len(STREAM)), max_size=20))
def test_it_does_not_matter_where_the_stream_is_cut(places: list[int]) -> None:
    stream = EventStream(1000)
    cuts = [0, *sorted(places), len(STREAM)]
    events = []
    for start, end in pairwise(cuts):
        events += stream.feed(STREAM[start:end])
    assert events == EVENTS


@given(st.binary(max_size=300))
def test_nothing_that_can_arrive_is_more_than_an_error(data: bytes) -> None:
    stream = EventStream(100)
    try:
        for event in stream.feed(data):
            assert len(event.data) <= 100
    except StreamError:
        return


@pytest.mark.parametrize("piece", [b"data: 7890", b"data: 7890\n"])
def test_what_has_no_end_is_an_error(piece: bytes) -> None:
    stream = EventStream(100)
    for _ in range(10):
        assert stream.feed(piece) == []
    with pytest.raises(StreamError):
        stream.feed(piece)


def test_many_events_are_not_too_long_together() -> None:
    stream = EventStream(100)
    assert sum(len(stream.feed(b"data: 7890\n\n")) for _ in range(100)) == 100
