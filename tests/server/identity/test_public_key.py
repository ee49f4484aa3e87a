"""JWTs signed with a private key, and a key server that rotates, fails and comes back."""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from gurukul_desktop.server.identity import key_set
from gurukul_desktop.server.identity.claims import LEEWAY_SECONDS
from gurukul_desktop.server.identity.port import Person, Rejected
from gurukul_desktop.server.identity.public_key import PublicKeyIdentity

from .issuer import (
    USER,
    KeyServer,
    PrivateKey,
    RSAPrivateKey,
    claims,
    ec_key,
    jwt_options,
    sign,
    supabase_claims,
)

Start = Callable[..., Awaitable[PublicKeyIdentity]]


@pytest.fixture
async def start(key_server: KeyServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Start]:
    """Starts identities on the key server; stops them after."""
    started = []

    async def open_(
        cooldown: float = 30.0, clock: Callable[[], float] = time.time
    ) -> PublicKeyIdentity:
        monkeypatch.setattr(key_set, "COOLDOWN_SECONDS", cooldown)
        options = jwt_options(secret="", jwks_url=key_server.url)
        identity = PublicKeyIdentity(options, clock)
        await identity.open()
        started.append(identity)
        return identity

    yield open_
    for identity in started:
        await identity.close()


async def recognise(identity: PublicKeyIdentity, token: str) -> Person | Rejected:
    told: asyncio.Future[Person | Rejected] = asyncio.get_running_loop().create_future()
    identity.recognise(token, told.set_result)
    async with asyncio.timeout(10):
        return await told


@pytest.fixture(params=["RS256", "ES256"])
def key(request: pytest.FixtureRequest, an_rsa_key: RSAPrivateKey) -> PrivateKey:
    return an_rsa_key if request.param == "RS256" else ec_key()


async def test_somebody_is_recognised(key_server: KeyServer, start: Start, key: PrivateKey) -> None:
    key_server.keys = {"one": key}
    identity = await start()
    # The first has to wait for the keys, the second has not.
    for said in (claims(name="Mira"), supabase_claims(name="Mira")):
        person = await recognise(identity, sign(key, "one", said))
        assert isinstance(person, Person)
        assert (person.user, person.name, person.key) == (USER, "Mira", "one")
        assert identity.still_valid(person)
    told: list[Person | Rejected] = []
    identity.recognise(sign(key, "one"), told.append)
    assert isinstance(told[0], Person)
    assert key_server.requests == 1
    assert isinstance(identity.new_guest(), Rejected)


async def test_a_token_that_names_no_key(
    key_server: KeyServer, start: Start, key: PrivateKey
) -> None:
    key_server.keys = {"one": key}
    identity = await start()
    person = await recognise(identity, sign(key, None))
    assert isinstance(person, Person)
    assert person.key == "one"


async def test_a_token_of_another_key(key_server: KeyServer, start: Start) -> None:
    key_server.keys = {"one": ec_key()}
    identity = await start()
    refused = await recognise(identity, sign(ec_key(), "one"))
    assert isinstance(refused, Rejected)
    assert refused.retry_after is None


async def test_the_algorithm_is_the_keys(
    key_server: KeyServer, start: Start, an_rsa_key: RSAPrivateKey
) -> None:
    """A public key must not be taken for a secret (RFC 8725, section 2.1)."""
    key_server.keys = {"one": an_rsa_key}
    identity = await start()
    pem = an_rsa_key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header, body = {"alg": "HS256", "kid": "one"}, claims()
    signed = b".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, body)
    )
    mac = jwt.get_algorithm_by_name("HS256").sign(signed, pem)
    forged = signed + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")
    others = [
        forged.decode(),
        jwt.encode(claims(), None, algorithm="none", headers={"kid": "one"}),
        jwt.encode(claims(), an_rsa_key, algorithm="RS512", headers={"kid": "one"}),
        jwt.encode(claims(), an_rsa_key, algorithm="PS256", headers={"kid": "one"}),
        sign(ec_key(), "one"),
    ]
    for other in others:
        assert isinstance(await recognise(identity, other), Rejected)


async def test_claims_are_checked_here_too(key_server: KeyServer, start: Start) -> None:
    key = ec_key()
    key_server.keys = {"one": key}
    identity = await start()
    for changes in ({"aud": "other"}, {"iss": "other"}, {"exp": 1}, {"sub": "guest-1"}):
        refused = await recognise(identity, sign(key, "one", claims(**changes)))
        assert isinstance(refused, Rejected)
        assert refused.retry_after is None


async def test_keys_are_rotated(key_server: KeyServer, start: Start) -> None:
    old, new = ec_key(), ec_key()
    key_server.keys = {"old": old}
    identity = await start(cooldown=0.0)
    before = await recognise(identity, sign(old, "old"))
    assert isinstance(before, Person)
    key_server.keys = {"old": old, "new": new}
    assert isinstance(await recognise(identity, sign(new, "new")), Person)
    assert identity.still_valid(before)
    # The old one is withdrawn; the next unknown key makes that known.
    key_server.keys = {"new": new}
    assert isinstance(await recognise(identity, sign(ec_key(), "nobody's")), Rejected)
    assert not identity.still_valid(before)
    refused = await recognise(identity, sign(old, "old"))
    assert refused == Rejected("unknown key")


async def test_within_the_cooldown_somebody_is_to_come_again(
    key_server: KeyServer, start: Start
) -> None:
    """Their key may have been made a moment ago, so they must not be signed out."""
    key = ec_key()
    key_server.keys = {"one": key}
    identity = await start()
    assert isinstance(await recognise(identity, sign(key, "one")), Person)
    for _ in range(100):
        refused = await recognise(identity, sign(ec_key(), "new"))
        assert isinstance(refused, Rejected)
        assert refused.retry_after is not None
        assert 0 < refused.retry_after <= 30
    assert key_server.requests == 1


async def test_while_the_key_server_is_away(key_server: KeyServer, start: Start) -> None:
    await key_server.stop()
    identity = await start()
    refused = await recognise(identity, sign(ec_key(), "one"))
    assert isinstance(refused, Rejected)
    assert refused.retry_after is not None
    assert 0 < refused.retry_after <= 1


@pytest.mark.parametrize("hostile", ["", "x", "x.y.z", "e30.e30.", "é.é.é", "[" * 4000])
async def test_what_is_no_token_asks_nobody(
    key_server: KeyServer, start: Start, hostile: str
) -> None:
    key_server.keys = {"one": ec_key(), "other": ec_key()}
    identity = await start()
    assert isinstance(await recognise(identity, hostile), Rejected)


@pytest.mark.parametrize("key_id", ["", "x" * 257, "\x00", "../../etc"])
async def test_odd_names_of_keys(key_server: KeyServer, start: Start, key_id: str) -> None:
    key_server.keys = {"one": ec_key(), "other": ec_key()}
    identity = await start(cooldown=0.0)
    refused = await recognise(identity, sign(ec_key(), key_id))
    assert isinstance(refused, Rejected)
    assert refused.retry_after is None


async def test_expiry_of_somebody_who_stays(key_server: KeyServer, start: Start) -> None:
    key = ec_key()
    key_server.keys = {"one": key}
    now = time.time()
    identity = await start(clock=lambda: now)
    person = await recognise(identity, sign(key, "one", claims(exp=int(now) + 60)))
    assert isinstance(person, Person)
    now += 60
    assert identity.still_valid(person)
    now += LEEWAY_SECONDS
    assert not identity.still_valid(person)
