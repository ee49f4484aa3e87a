"""When a link may be moved."""

import pytest
from msgspec.structs import replace

from gurukul_desktop.protocol.messages import (
    Buddies,
    Cancel,
    Cancelled,
    Find,
    Matched,
    Partner,
    PartnerLeft,
    Queued,
    ServerMessage,
    ServerSettings,
    SessionId,
    SessionInfo,
    Settings,
    User,
    UserId,
    Welcome,
)
from gurukul_desktop.signaling.traffic import Traffic

FIND = Find("global", "video")
MATCHED = Matched(SessionId("s"), Partner(UserId("u"), "Ravi", False), "caller", "video")


def test_calm_comes_after_a_while_without_messages() -> None:
    traffic = Traffic()
    traffic.sent(Cancel(), 10.0)
    assert traffic.calm_in(3.0, 11.0) == 2.0
    traffic.received(Queued(1, 1, "global"), 12.0)
    assert traffic.calm_in(3.0, 13.0) == 2.0
    assert traffic.calm_in(3.0, 15.0) == 0.0


@pytest.mark.parametrize("answer", [MATCHED, Cancelled()])
def test_a_search_is_no_calm_until_its_end(answer: ServerMessage) -> None:
    traffic = Traffic()
    traffic.sent(FIND, 0.0)
    traffic.received(Queued(1, 1, "global"), 0.0)
    assert traffic.calm_in(3.0, 100.0) == 3.0
    traffic.received(answer, 100.0)
    assert traffic.calm_in(3.0, 103.0) == 0.0


def test_a_session_lasts_from_its_match_to_its_end() -> None:
    traffic = Traffic()
    traffic.received(MATCHED, 0.0)
    assert traffic.in_session
    traffic.received(PartnerLeft(SessionId("s"), "ended"), 1.0)
    assert not traffic.in_session
    welcome = Welcome(1, User(UserId("u"), "Asha"), "t")
    info = SessionInfo(SessionId("s"), MATCHED.partner, "caller", "video")
    traffic.received(replace(welcome, session=info), 2.0)
    assert traffic.in_session
    traffic.received(welcome, 3.0)
    assert not traffic.in_session


@pytest.mark.parametrize("news", [Settings(ServerSettings()), Buddies()])
def test_news_for_everybody_disturb_no_calm(news: ServerMessage) -> None:
    traffic = Traffic()
    traffic.received(news, 100.0)
    assert traffic.calm_in(3.0, 100.0) == 0.0


def test_a_search_that_was_called_off_is_over() -> None:
    traffic = Traffic()
    traffic.sent(FIND, 0.0)
    traffic.sent(Cancel(), 1.0)
    assert traffic.calm_in(3.0, 4.0) == 0.0
