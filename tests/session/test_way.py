"""Tests for gurukul_desktop.session.way."""

import pytest

from gurukul_desktop.session.presenter import Presenter
from gurukul_desktop.session.snapshot import Notice, Snapshot
from gurukul_desktop.session.states import State
from gurukul_desktop.session.way import Way
from gurukul_desktop.signaling.link import Carrier, Link, Refusal


class Seen:
    def __init__(self) -> None:
        self.now = Snapshot()
        self.notices: list[Notice] = []

    def on_snapshot(self, snapshot: Snapshot) -> None:
        self.now = snapshot

    def on_notice(self, notice: Notice, name: str) -> None:
        self.notices.append(notice)


@pytest.fixture
def presenter() -> Presenter:
    return Presenter(Snapshot())


@pytest.fixture
def seen(presenter: Presenter) -> Seen:
    seen = Seen()
    presenter.join([seen])
    return seen


def test_the_way_is_shown(presenter: Presenter, seen: Seen) -> None:
    way = Way(presenter)
    way.on_link(Link.OFFLINE, 3.0)
    way.on_carrier(Carrier.HTTP)
    assert (seen.now.link, seen.now.retry_in, seen.now.carrier) == (
        *(Link.OFFLINE, 3.0),
        Carrier.HTTP,
    )


def test_what_stands_in_the_way_is_said_once_and_shown_until_it_is_gone(
    presenter: Presenter, seen: Seen
) -> None:
    way = Way(presenter)
    for _ in range(3):
        way.on_refusal(Refusal.OCCUPIED)
        way.on_link(Link.OFFLINE, 1.0)
        way.on_link(Link.CONNECTING, 0.0)
    assert (seen.notices, seen.now.refusal) == ([Notice.PORT_OCCUPIED], Refusal.OCCUPIED)
    way.on_link(Link.ONLINE, 0.0)
    assert seen.now.refusal is None
    way.on_refusal(Refusal.OCCUPIED)
    assert len(seen.notices) == 2


@pytest.mark.parametrize(
    ("refusal", "in_vain"),
    [
        (Refusal.UNSUITABLE, False),
        (Refusal.OCCUPIED, True),
        (Refusal.OTHER_VERSION, True),
        (Refusal.UNAUTHORIZED, True),
    ],
)
def test_who_searches_in_vain_is_told_each_time(
    presenter: Presenter, seen: Seen, refusal: Refusal, in_vain: bool
) -> None:
    way = Way(presenter)
    presenter.show(state=State.SEARCHING)
    assert [way.on_refusal(refusal) for _ in range(2)] == [in_vain, in_vain]
    assert len(seen.notices) == 1 + in_vain
