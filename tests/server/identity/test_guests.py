"""Guests: who has the token is the guest."""

import jwt
import pytest

from gurukul_desktop.server.identity.guests import Guests
from gurukul_desktop.server.identity.port import Person, Rejected

SECRET = "a secret of some length"


def recognise(guests: Guests, token: str) -> Person | Rejected:
    told: list[Person | Rejected] = []
    guests.recognise(token, told.append)
    (answer,) = told
    return answer


def test_the_same_secret_recognises() -> None:
    guest = Guests(SECRET).new_guest()
    again = recognise(Guests(SECRET), guest.token)
    assert again == guest
    assert guest.name is None
    assert guest.expires is None
    assert Guests(SECRET).still_valid(guest)
    assert isinstance(recognise(Guests("another secret"), guest.token), Rejected)


def test_guests_are_different() -> None:
    guests = Guests(SECRET)
    assert len({guests.new_guest().user for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "gurukul"},
        {"sub": "guest-1"},
        {"iss": "elsewhere", "sub": "guest-1"},
        {"iss": "gurukul", "sub": ""},
        {"iss": "gurukul", "sub": "0b7c2a5e"},
        {"iss": "gurukul", "sub": "guest-" + "x" * 65},
        {"iss": "gurukul", "sub": 7},
    ],
)
def test_what_the_claims_must_be(claims: dict[str, object]) -> None:
    guests = Guests(SECRET)
    token = jwt.encode(claims, guests._key, algorithm="HS256")
    assert isinstance(recognise(guests, token), Rejected)


def test_an_unsigned_token_is_none() -> None:
    token = jwt.encode({"iss": "gurukul", "sub": "guest-1"}, None, algorithm="none")
    assert isinstance(recognise(Guests(SECRET), token), Rejected)


def test_the_token_is_not_shown() -> None:
    guest = Guests(SECRET).new_guest()
    assert guest.token not in repr(guest)
