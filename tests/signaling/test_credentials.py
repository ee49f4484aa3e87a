"""Which token is shown where."""

from gurukul_desktop.signaling.credentials import Credentials
from gurukul_desktop.signaling.tokens import MemoryTokens

A, B = "wss://a/ws", "wss://b/ws"


def test_servers_of_one_service_know_the_same_user() -> None:
    tokens = MemoryTokens()
    credentials = Credentials(tokens, [A, B])
    assert credentials.present(A) == ""
    credentials.accepted(A, "", "mine")
    assert credentials.present(B) == "mine"
    assert credentials.present("wss://named-later/ws") == "mine"


def test_a_token_of_ones_own_is_shown_first_and_kept() -> None:
    tokens = MemoryTokens()
    tokens.save(A, "of a")
    tokens.save(B, "of b")
    credentials = Credentials(tokens, [A, B])
    credentials.accepted(B, credentials.present(B), "of b, renewed")
    assert (credentials.present(A), credentials.present(B)) == ("of a", "of b, renewed")


def test_a_renewed_token_replaces_the_old_one_everywhere() -> None:
    tokens = MemoryTokens()
    credentials = Credentials(tokens, [A, B])
    credentials.accepted(A, "", "old")
    credentials.accepted(B, "old", "new")
    assert tokens.load(A) == tokens.load(B) == "new"


def test_a_server_that_refuses_the_token_of_another_is_not_asked_with_it_again() -> None:
    tokens = MemoryTokens()
    tokens.save(A, "of a")
    credentials = Credentials(tokens, [A, B])
    assert credentials.present(B) == "of a"
    credentials.refused(B)
    assert credentials.present(B) == ""
    credentials.accepted(B, "", "of b")
    assert (credentials.present(A), credentials.present(B)) == ("of a", "of b")


def test_a_sign_in_from_outside_is_used_and_never_kept() -> None:
    tokens = MemoryTokens()
    tokens.save(A, "a guest")
    credentials = Credentials(tokens, [A], lambda: "campus")
    assert credentials.from_outside
    assert credentials.present(A) == "campus"
    credentials.accepted(A, "campus", "given")
    assert (tokens.load(A), credentials.present(A)) == ("a guest", "campus")
