"""Two adds make two people buddies."""

import pytest

from gurukul_desktop.matchmaking.buddies import Buddies, BuddyListFullError
from gurukul_desktop.protocol.messages import UserId

A, B, C, D = (UserId(name) for name in "abcd")


def befriend(buddies: Buddies, one: UserId, other: UserId) -> None:
    assert not buddies.add(one, other)
    assert buddies.add(other, one)


def test_one_add_is_a_request_and_two_are_a_friendship() -> None:
    buddies = Buddies()
    assert not buddies.add(A, B)
    assert not buddies.add(A, B), "asking twice is not being asked back"
    assert not buddies.are(A, B)
    assert buddies.add(B, A)
    assert buddies.are(A, B)
    assert buddies.are(B, A)
    assert buddies.add(A, B), "they are buddies already"


def test_oldest_friendship_first() -> None:
    buddies = Buddies()
    befriend(buddies, A, C)
    befriend(buddies, B, A)
    assert list(buddies.of(A)) == [C, B]
    assert list(buddies.of(D)) == []


def test_removing_ends_a_friendship_on_both_sides() -> None:
    buddies = Buddies()
    befriend(buddies, A, B)
    assert buddies.remove(B, A)
    assert not buddies.are(A, B)
    assert not buddies.remove(B, A)
    assert not buddies.add(A, B), "it starts over"


@pytest.mark.parametrize("remover", [A, B])
def test_a_request_can_be_taken_back_or_turned_down(remover: UserId) -> None:
    buddies = Buddies()
    buddies.add(A, B)
    assert buddies.remove(remover, B if remover == A else A)
    assert not buddies.add(B, A)


def test_a_list_has_a_limit() -> None:
    buddies = Buddies(limit=1)
    befriend(buddies, A, B)
    buddies.add(C, A)
    with pytest.raises(BuddyListFullError):
        buddies.add(A, C)
    buddies.remove(A, B)
    assert buddies.add(A, C), "the request still stands"


def test_the_oldest_unanswered_request_makes_room() -> None:
    buddies = Buddies(limit=2)
    for partner in (B, C, D):
        buddies.add(A, partner)
    assert not buddies.add(B, A), "forgotten"
    assert buddies.add(C, A)


def test_who_was_longest_unused_is_forgotten_on_both_sides() -> None:
    buddies = Buddies(people=4)
    befriend(buddies, A, B)
    befriend(buddies, C, D)
    befriend(buddies, A, C)
    befriend(buddies, C, UserId("e"))
    assert not buddies.are(A, B)
    assert not buddies.are(B, A)
    assert buddies.are(A, C)
    assert buddies.are(UserId("e"), C)


def test_who_is_forgotten_is_in_nobodys_list() -> None:
    buddies = Buddies()
    befriend(buddies, A, B)
    buddies.add(A, C)
    buddies.add(D, A)
    assert list(buddies.requests(A)) == [C]
    assert buddies.forget(A) == [B]
    assert not buddies.are(A, B)
    assert not buddies.are(B, A)
    assert not list(buddies.requests(A))
    assert not list(buddies.requests(D))
