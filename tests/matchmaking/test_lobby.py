"""Each rule of matchmaking by itself; random sequences are in test_lobby_properties."""

import itertools
from time import perf_counter

import pytest

from gurukul_desktop.matchmaking.effects import (
    AlreadyInSession,
    Effect,
    Ended,
    Matched,
    NoLongerWaiting,
    NotInSession,
    PartnerLeft,
    Session,
    Waiting,
)
from gurukul_desktop.matchmaking.lobby import Lobby
from gurukul_desktop.matchmaking.wishes import Rules, Wish
from gurukul_desktop.protocol.messages import SessionId, UserId

A, B, C, D = (UserId(name) for name in "abcd")
ANY = Wish()
BUDDIES = Wish(mode="buddies_first")


@pytest.fixture
def lobby() -> Lobby:
    numbers = itertools.count(1)
    return Lobby(lambda: SessionId(f"s{next(numbers)}"))


def session_in(happened: list[Effect]) -> Session:
    """The one session that two people were told of."""
    one, other = (effect for effect in happened if isinstance(effect, Matched))
    assert one.session == other.session
    assert {one.user, other.user} == set(one.session.members)
    return one.session


def pair(lobby: Lobby, one: UserId, other: UserId, now: float) -> Session:
    lobby.find(one, ANY, now)
    return session_in(lobby.find(other, ANY, now))


def befriend(lobby: Lobby, one: UserId, other: UserId) -> None:
    lobby.befriend(one, other, 0.0)
    assert lobby.befriend(other, one, 0.0) == (True, [])


def test_two_who_search_are_paired_and_the_newcomer_calls(lobby: Lobby) -> None:
    assert lobby.find(A, ANY, 0.0) == [Waiting(A, 1, 1, "global")]
    session = session_in(lobby.find(B, ANY, 1.0))
    assert session == Session(SessionId("s1"), B, A, "video", hide_address=False, started=1.0)
    assert (session.role(A), session.role(B)) == ("callee", "caller")
    assert (session.partner(A), session.partner(B)) == (B, A)
    assert lobby.session_of(A) is lobby.session_of(B)
    assert len(lobby.queue) == 0


def test_audio_and_a_hidden_address_are_for_both(lobby: Lobby) -> None:
    lobby.find(A, Wish(media="audio"), 0.0)
    session = session_in(lobby.find(B, Wish(hide_address=True), 0.0))
    assert session.media == "audio"
    assert session.hide_address


def test_a_second_find_keeps_the_place(lobby: Lobby) -> None:
    lobby.find(A, Wish(topics=("x",)), 0.0)
    lobby.find(B, Wish(topics=("y",)), 1.0)
    assert lobby.find(A, Wish(topics=("z",)), 2.0) == [Waiting(A, 1, 2, "global")]
    assert lobby.find(B, Wish(topics=("z",)), 3.0)[0] == Matched(B, lobby.session_of(B))


def test_find_and_cancel_in_a_session_are_refused(lobby: Lobby) -> None:
    pair(lobby, A, B, 0.0)
    assert lobby.find(A, ANY, 1.0) == [AlreadyInSession(A)]
    assert lobby.cancel(B, 1.0) == [AlreadyInSession(B)]


def test_cancel_is_answered_each_time(lobby: Lobby) -> None:
    lobby.find(A, ANY, 0.0)
    assert lobby.cancel(A, 1.0) == [NoLongerWaiting(A)]
    assert lobby.cancel(A, 1.0) == [NoLongerWaiting(A)]


def test_cancel_of_what_was_just_swept_is_told_once(lobby: Lobby) -> None:
    lobby.find(A, ANY, 0.0)
    assert lobby.cancel(A, 500.0) == [NoLongerWaiting(A)]


def test_who_shares_a_topic_comes_before_who_waits_longer(lobby: Lobby) -> None:
    lobby.find(A, Wish(topics=("x",)), 0.0)
    lobby.find(B, Wish(topics=("y",)), 1.0)
    assert set(session_in(lobby.find(C, Wish(topics=("q", "y")), 2.0)).members) == {B, C}


def test_with_topics_one_waits_ten_seconds_for_somebody_who_shares_one(lobby: Lobby) -> None:
    lobby.find(A, Wish(topics=("x",)), 0.0)
    lobby.find(B, ANY, 1.0)
    assert len(lobby.queue) == 2
    assert lobby.next_deadline() == 10.0
    assert lobby.advance(9.9) == []
    assert set(session_in(lobby.advance(10.0)).members) == {A, B}


def test_two_with_topics_both_have_to_be_out_of_patience(lobby: Lobby) -> None:
    lobby.find(A, Wish(topics=("x",)), 0.0)
    lobby.find(B, Wish(topics=("y",)), 4.0)
    assert lobby.advance(13.9) == []
    assert set(session_in(lobby.advance(14.0)).members) == {A, B}


def test_a_refresh_does_not_start_the_patience_anew(lobby: Lobby) -> None:
    lobby.find(A, Wish(topics=("x",)), 0.0)
    lobby.find(A, Wish(topics=("y",)), 9.0)
    lobby.find(B, ANY, 9.5)
    assert set(session_in(lobby.advance(10.0)).members) == {A, B}
    lobby.find(C, ANY, 11.0)
    lobby.find(C, Wish(topics=("z",)), 22.0)
    assert set(session_in(lobby.find(D, ANY, 22.0)).members) == {C, D}


@pytest.mark.parametrize(("a", "c"), [(BUDDIES, ANY), (ANY, BUDDIES), (BUDDIES, BUDDIES)])
def test_a_buddy_comes_first_if_one_of_the_two_asked(lobby: Lobby, a: Wish, c: Wish) -> None:
    befriend(lobby, A, C)
    lobby.find(B, Wish(topics=("x",)), 0.0)
    lobby.find(A, Wish(a.mode, topics=("y",)), 1.0)
    assert set(session_in(lobby.find(C, Wish(c.mode, topics=("x",)), 2.0)).members) == {A, C}


def test_a_buddy_is_as_good_as_anybody_if_neither_asked(lobby: Lobby) -> None:
    befriend(lobby, A, C)
    lobby.find(B, Wish(topics=("x",)), 0.0)
    lobby.find(A, Wish(topics=("x", "y")[1:]), 1.0)
    assert set(session_in(lobby.find(C, Wish(topics=("x", "y")), 2.0)).members) == {B, C}


def test_of_two_buddies_the_one_who_waits_longer(lobby: Lobby) -> None:
    befriend(lobby, C, B)
    befriend(lobby, C, A)
    lobby.find(A, Wish(topics=("x",)), 0.0)
    lobby.find(B, Wish(topics=("y",)), 1.0)
    assert set(session_in(lobby.find(C, BUDDIES, 2.0)).members) == {A, C}


def test_two_who_become_buddies_while_they_wait_are_paired(lobby: Lobby) -> None:
    lobby.find(A, Wish("buddies_first", topics=("x",)), 0.0)
    lobby.find(B, Wish(topics=("y",)), 0.0)
    assert lobby.befriend(A, B, 1.0) == (False, [])
    accepted, happened = lobby.befriend(B, A, 1.0)
    assert accepted
    assert set(session_in(happened).members) == {A, B}


def test_two_who_parted_by_a_skip_are_paired_again_after_thirty_seconds(lobby: Lobby) -> None:
    session = pair(lobby, A, B, 0.0)
    assert lobby.leave(A, session.id, "skipped", 5.0) == [
        PartnerLeft(B, session, "skipped"),
        Ended(A, session, "skipped"),
    ]
    lobby.find(A, ANY, 6.0)
    assert lobby.find(B, ANY, 7.0) == [Waiting(B, 2, 2, "global")]
    assert lobby.next_deadline() == 35.0
    assert lobby.advance(34.9) == []
    again = session_in(lobby.advance(35.0))
    assert (again.callee, again.caller) == (A, B)


def test_somebody_else_is_found_meanwhile(lobby: Lobby) -> None:
    session = pair(lobby, A, B, 0.0)
    lobby.leave(A, session.id, "skipped", 1.0)
    lobby.find(A, ANY, 1.5)
    lobby.find(B, ANY, 1.5)
    assert set(session_in(lobby.find(C, ANY, 2.0)).members) == {A, C}
    assert lobby.next_deadline() == 31.0
    assert lobby.advance(31.0) == [], "A is busy"


def test_an_end_bars_nobody(lobby: Lobby) -> None:
    session = pair(lobby, A, B, 0.0)
    lobby.leave(B, session.id, "ended", 1.0)
    pair(lobby, A, B, 1.0)


def test_a_reported_pair_is_never_paired_again(lobby: Lobby) -> None:
    session = pair(lobby, A, B, 0.0)
    lobby.leave(B, session.id, "reported", 1.0)
    for now in (2.0, 100.0, 200.0, 1e6):
        lobby.find(A, ANY, now)
        lobby.find(B, ANY, now)
        assert len(lobby.queue) == 2


def test_leaving_a_session_one_is_not_in_is_refused(lobby: Lobby) -> None:
    session = pair(lobby, A, B, 0.0)
    assert lobby.leave(C, session.id, "ended", 1.0) == [NotInSession(C)]
    assert lobby.leave(A, SessionId("other"), "ended", 1.0) == [NotInSession(A)]
    assert lobby.session_of(A) == session


def test_a_ticket_that_is_not_refreshed_is_swept_after_two_minutes(lobby: Lobby) -> None:
    lobby.find(A, Wish(topics=("x",)), 0.0)
    lobby.advance(10.0)
    lobby.find(A, Wish(topics=("x",)), 100.0)
    assert lobby.next_deadline() == 220.0
    assert lobby.advance(219.9) == []
    assert lobby.advance(220.0) == [NoLongerWaiting(A)]
    assert lobby.next_deadline() is None


def test_who_waits_and_disconnects_leaves_the_queue_at_once(lobby: Lobby) -> None:
    lobby.find(A, ANY, 0.0)
    assert lobby.disconnected(A, 1.0) == []
    assert lobby.find(B, ANY, 1.0) == [Waiting(B, 1, 1, "global")]
    assert lobby.disconnected(C, 1.0) == []


def test_a_member_has_twenty_seconds_to_come_back(lobby: Lobby) -> None:
    session = pair(lobby, A, B, 0.0)
    lobby.disconnected(A, 10.0)
    lobby.disconnected(A, 15.0)  # the grace is counted from the first drop
    assert lobby.is_away(A)
    assert lobby.advance(29.9) == []
    lobby.connected(A, 29.9)
    assert not lobby.is_away(A)
    assert lobby.advance(60.0) == []
    lobby.disconnected(A, 70.0)
    lobby.disconnected(B, 75.0)
    assert lobby.advance(90.0) == [
        PartnerLeft(B, session, "disconnected"),
        Ended(A, session, "disconnected"),
    ]
    assert not lobby.is_away(B)
    assert lobby.next_deadline() is None


def test_a_session_ends_after_two_hours(lobby: Lobby) -> None:
    session = pair(lobby, A, B, 0.0)
    assert lobby.next_deadline() == 7200.0
    assert lobby.advance(7200.0) == [Ended(B, session, "timeout"), Ended(A, session, "timeout")]


def test_what_was_due_long_ago_happens_at_its_own_time_and_in_order() -> None:
    lobby = Lobby(lambda: SessionId("s"), Rules(session=50.0))
    lobby.find(A, Wish(topics=("x",)), 0.0)
    lobby.find(B, ANY, 1.0)
    first, second, *ended = lobby.advance(1000.0)
    session = session_in([first, second])
    assert session.started == 10.0
    assert ended == [Ended(B, session, "timeout"), Ended(A, session, "timeout")]


def test_memory_is_bounded_by_who_is_there(lobby: Lobby) -> None:
    for n in range(200):
        session = pair(lobby, UserId(f"x{n}"), UserId(f"y{n}"), float(n))
        lobby.leave(session.caller, session.id, "skipped", float(n))
    lobby.advance(1000.0)
    assert lobby.barred.next_expiry() is None
    for table in (lobby._members, lobby._sessions, lobby._away, lobby._refreshed):
        assert table == {}


def cost_of_a_match(waiting: int) -> float:
    """Seconds a match takes while ``waiting`` others, barred from nobody, want other things."""
    numbers = itertools.count()
    lobby = Lobby(lambda: SessionId(f"s{next(numbers)}"))
    for n in range(waiting):
        lobby.find(UserId(f"w{n}"), Wish(topics=(f"topic {n}",)), 0.0)
    best = 1.0
    for _ in range(5):
        started = perf_counter()
        for n in range(200):
            pair(lobby, UserId(f"x{n}"), UserId(f"y{n}"), 1.0)
            session = lobby.session_of(UserId(f"x{n}"))
            assert session is not None
            lobby.leave(UserId(f"x{n}"), session.id, "ended", 1.0)
        best = min(best, perf_counter() - started)
    return best


def test_a_match_costs_the_same_among_ten_and_among_ten_thousand() -> None:
    # A thousand times as many; anything that walks the queue would be far over this.
    assert cost_of_a_match(10_000) < 10 * cost_of_a_match(10)
