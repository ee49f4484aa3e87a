"""JWTs signed with a shared secret, and what holds for the claims of any."""

import base64
import json
import time
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.server.identity.claims import LEEWAY_SECONDS
from gurukul_desktop.server.identity.port import Person, Rejected
from gurukul_desktop.server.identity.shared_secret import SharedSecretIdentity

from .issuer import (
    AUDIENCE,
    SECRET,
    USER,
    claims,
    jwt_options,
    public_jwk,
    rsa_key,
    supabase_claims,
)


class WallClock:
    """A clock on the wall, which anybody may turn."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


def recognise(identity: SharedSecretIdentity, token: str) -> Person | Rejected:
    told: list[Person | Rejected] = []
    identity.recognise(token, told.append)
    (answer,) = told
    return answer


def who(said: dict[str, Any], **options: Any) -> Person | Rejected:
    """Who a token with these claims names."""
    identity = SharedSecretIdentity(jwt_options(**options))
    # Not jwt.encode, which refuses to sign some of what is hostile.
    signed = jwt.PyJWS().encode(json.dumps(said).encode(), SECRET, algorithm="HS256")
    return recognise(identity, signed)


def test_a_session_of_supabase() -> None:
    said = supabase_claims()
    person = who(said, name_claim="user_metadata.full_name")
    assert isinstance(person, Person)
    assert person.user == USER
    assert person.name == "Mira Sen"
    assert person.expires == said["exp"]
    assert jwt.decode(person.token, options={"verify_signature": False}) == said


def test_the_keys_of_a_supabase_project_are_nobody() -> None:
    """Its public key is a token too, signed with the same secret."""
    public = claims(iss="supabase", aud=None, sub=None, role="anon", ref="abcdefgh")
    assert isinstance(who(public), Rejected)


def test_there_are_no_guests() -> None:
    assert isinstance(SharedSecretIdentity(jwt_options()).new_guest(), Rejected)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Mira", "Mira"),
        (" Mira \u202e\n Sen ", "Mira Sen"),
        ("M" * 200, "M" * 60),
        ("\u202e", "Student"),
        ("", None),
        ("  ", None),
        (7, None),
        (["Mira"], None),
        (None, None),
    ],
)
def test_the_name_is_the_tokens_where_it_has_one(name: Any, read: str | None) -> None:
    person = who(claims(name=name))
    assert isinstance(person, Person)
    assert person.name == read


def test_claims_by_other_names() -> None:
    said = claims(**{"https://example.org/id": "student-7", "profile": {"name": "Mira"}})
    person = who(said, user_claim="https://example.org/id", name_claim="profile.name")
    assert isinstance(person, Person)
    assert (person.user, person.name) == ("student-7", "Mira")
    nowhere = who(said, name_claim="profile.name.first")
    assert isinstance(nowhere, Person)
    assert nowhere.name is None
    assert isinstance(who(said, user_claim="profile.id"), Rejected)


def test_one_of_several_audiences() -> None:
    assert isinstance(who(claims(aud=["x", AUDIENCE])), Person)
    assert isinstance(who(claims(), audience=("y", AUDIENCE)), Person)


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": None},
        {"iss": "https://elsewhere.example"},
        {"iss": ["https://abcdefgh.supabase.co/auth/v1"]},
        {"aud": None},
        {"aud": "anon"},
        {"aud": []},
        {"aud": 7},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 65},
        {"sub": "a\nb"},
        {"sub": "a\x00"},
        {"sub": "a\u202e"},
        {"sub": " a"},
        {"sub": "guest-Zm9vYmFy"},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": True},
        {"exp": float("nan")},
        {"exp": float("inf")},
        {"exp": 10**400},
        {"exp": 0},
        {"nbf": "now"},
        {"nbf": True},
        {"nbf": time.time() + 7200},
    ],
)
def test_what_the_claims_must_be(changes: dict[str, Any]) -> None:
    assert isinstance(who(claims(**changes)), Rejected)


def test_the_longest_user_id() -> None:
    assert isinstance(who(claims(sub="x" * 64)), Person)


def token(header: dict[str, Any], said: dict[str, Any], signature: bytes = b"") -> str:
    """A token put together by hand."""
    parts = [json.dumps(header).encode(), json.dumps(said).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def test_the_algorithm_is_not_the_tokens_choice() -> None:
    identity = SharedSecretIdentity(jwt_options())
    others = [
        token({"alg": "none"}, claims()),
        token({"alg": "None", "typ": "JWT"}, claims()),
        token({"alg": "HS256"}, claims()),
        token({"alg": ["HS256"]}, claims()),
        token({"alg": None}, claims()),
        token({}, claims()),
        jwt.encode(claims(), SECRET, algorithm="HS384"),
        jwt.encode(claims(), rsa_key(), algorithm="RS256"),
        jwt.encode(claims(), "another secret of at least 32 bytes", algorithm="HS256"),
        jwt.encode(claims(), SECRET, algorithm="HS256", headers={"crit": ["x"], "x": 1}),
    ]
    for other in others:
        assert isinstance(recognise(identity, other), Rejected), other


def test_a_key_in_the_token_is_not_used() -> None:
    key = rsa_key()
    jwk = public_jwk(key)
    mine = jwt.encode(claims(), key, algorithm="RS256", headers={"jwk": jwk, "jku": "https://x"})
    assert isinstance(recognise(SharedSecretIdentity(jwt_options()), mine), Rejected)


@given(st.text(max_size=200))
def test_what_is_no_token(text: str) -> None:
    identity = SharedSecretIdentity(jwt_options())
    for hostile in (text, f"{text}.{text}.{text}"):
        assert isinstance(recognise(identity, hostile), Rejected)


def test_deep_nesting_is_no_traceback() -> None:
    deep = base64.urlsafe_b64encode(b"[" * 3000).decode()
    identity = SharedSecretIdentity(jwt_options())
    for hostile in (f"{deep}.e30.", f"e30.{deep}.", f"{deep}.{deep}.{deep}"):
        assert isinstance(recognise(identity, hostile), Rejected)


def test_the_reason_does_not_quote_the_token() -> None:
    rejected = who(claims(sub="secret-subject\n", iss="secret-issuer"))
    assert isinstance(rejected, Rejected)
    assert "secret" not in rejected.reason


def test_expiry_is_wall_time_with_a_leeway() -> None:
    clock = WallClock()
    identity = SharedSecretIdentity(jwt_options(), clock)
    signed = jwt.encode(claims(exp=clock.now + 60, nbf=clock.now - 60), SECRET, algorithm="HS256")
    person = recognise(identity, signed)
    assert isinstance(person, Person)

    def is_in() -> bool:
        again = isinstance(recognise(identity, signed), Person)
        assert identity.still_valid(person) or not again
        return again

    start = clock.now
    clock.now = start + 60 + LEEWAY_SECONDS - 1
    assert is_in()
    clock.now = start + 60 + LEEWAY_SECONDS
    assert not is_in()
    assert not identity.still_valid(person)
    # A clock that is set back makes it valid again, and before its time it is not.
    clock.now = start - 60 - LEEWAY_SECONDS
    assert is_in()
    clock.now -= 1
    assert not is_in()
    assert identity.still_valid(person)


async def test_opening_and_closing_do_nothing() -> None:
    identity = SharedSecretIdentity(jwt_options())
    await identity.open()
    await identity.close()
    await identity.close()
