"""The public keys of an issuer, from a real server: rotation, outage, slow and huge answers."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from gurukul_desktop.server.identity import key_set
from gurukul_desktop.server.identity.key_set import MOST_KEYS, KeySet, parse_key_set

from .issuer import KeyServer, RSAPrivateKey, ec_key, key_set_json, public_jwk, rsa_key

Start = Callable[..., Awaitable[KeySet]]


@pytest.fixture
async def start(key_server: KeyServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Start]:
    """Starts key sets on the key server; stops them after."""
    started: list[KeySet] = []

    async def open_(cooldown: float = 30.0, fresh: float = 300.0) -> KeySet:
        monkeypatch.setattr(key_set, "COOLDOWN_SECONDS", cooldown)
        monkeypatch.setattr(key_set, "FRESH_SECONDS", fresh)
        keys = KeySet(key_server.url)
        started.append(keys)
        await keys.open()
        return keys

    yield open_
    for keys in started:
        await keys.close()
        await keys.close()


async def fetched(keys: KeySet) -> None:
    """Wait until the keys were fetched, or could not be."""
    done = asyncio.Event()
    assert keys.fetch(done.set) == 0
    async with asyncio.timeout(10):
        await done.wait()


async def test_keys_are_fetched_at_the_start(key_server: KeyServer, start: Start) -> None:
    key_server.keys = {"one": ec_key(), "other": ec_key()}
    keys = await start()
    await fetched(keys)
    assert keys.find("one") is not None
    assert keys.find("other") is not None
    assert keys.find("third") is None
    assert keys.find(None) is None  # which of the two?
    assert keys.retry_after is None
    assert key_server.requests == 1


async def test_the_only_key_needs_no_name(key_server: KeyServer, start: Start) -> None:
    key_server.keys = {"one": ec_key()}
    keys = await start()
    await fetched(keys)
    assert keys.find(None) is keys.find("one")


async def test_a_new_key_is_fetched_and_an_old_one_withdrawn(
    key_server: KeyServer, start: Start
) -> None:
    key_server.keys = {"old": ec_key()}
    keys = await start(cooldown=0.0)
    await fetched(keys)
    key_server.keys = {"new": ec_key()}
    assert keys.find("old") is not None
    await fetched(keys)
    assert keys.find("new") is not None
    assert keys.find("old") is None


async def test_unknown_keys_fetch_once_in_a_while(key_server: KeyServer, start: Start) -> None:
    key_server.keys = {"one": ec_key()}
    keys = await start()
    await fetched(keys)
    for _ in range(1000):
        assert 0 < keys.fetch(lambda: pytest.fail("not to be called")) <= 30
    await asyncio.sleep(0)
    assert key_server.requests == 1


async def test_many_who_wait_are_one_request(key_server: KeyServer, start: Start) -> None:
    key_server.keys = {"one": ec_key()}
    key_server.hold.clear()
    keys = await start()
    told = []
    for n in range(1000):
        assert keys.fetch(lambda n=n: told.append(n)) == 0
    key_server.hold.set()
    await fetched(keys)
    assert told == list(range(1000))
    assert key_server.requests == 1


async def test_keys_are_fetched_anew_by_themselves(key_server: KeyServer, start: Start) -> None:
    key_server.keys = {"one": ec_key()}
    keys = await start(fresh=0.05)
    await fetched(keys)
    key_server.asked.clear()
    async with asyncio.timeout(10):
        await key_server.asked.wait()
    assert key_server.requests >= 2


async def test_keys_outlast_an_outage(
    key_server: KeyServer,
    start: Start,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(key_set, "FIRST_RETRY_SECONDS", 0.05)
    key_server.keys = {"one": ec_key()}
    keys = await start(cooldown=0.0)
    await fetched(keys)
    await key_server.stop()
    with caplog.at_level(logging.WARNING):
        await fetched(keys)
    assert keys.find("one") is not None
    assert keys.retry_after is not None
    assert {record.getMessage() for record in caplog.records} == {
        "the key set cannot be fetched: ClientConnectorError"
    }
    # Back, and with another key, which nobody has to ask for.
    key_server.keys = {"new": ec_key()}
    key_server.asked.clear()
    await key_server.start()
    async with asyncio.timeout(10):
        await key_server.asked.wait()
        while keys.find("new") is None:
            await fetched(keys)
    assert keys.find("one") is None
    assert keys.retry_after is None


async def test_after_a_failure_it_is_not_asked_at_once_again(
    key_server: KeyServer, start: Start
) -> None:
    key_server.text("no", status=500)
    keys = await start()
    await fetched(keys)
    wait = keys.retry_after
    assert wait is not None
    assert 0 < wait <= 1
    assert 0 < keys.fetch(lambda: pytest.fail("not to be called")) <= 1


async def test_a_slow_answer_is_not_waited_for(
    key_server: KeyServer, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_set, "FETCH_SECONDS", 0.1)
    key_server.hold.clear()
    keys = await start()
    await fetched(keys)
    assert keys.retry_after is not None


def redirect(_: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/elsewhere"})


def compressed(_: web.Request) -> web.StreamResponse:
    """What it unpacks to could be anything."""
    response = web.Response(body=key_set_json(public_jwk(ec_key(), kid="new")))
    response.enable_compression(web.ContentCoding.gzip)
    return response


def huge(_: web.Request) -> web.StreamResponse:
    body = key_set_json(public_jwk(ec_key(), kid="new"))
    return web.Response(body=body + b" " * key_set.MOST_BYTES)


@pytest.mark.parametrize(
    "answer",
    [
        redirect,
        compressed,
        huge,
        lambda _: web.Response(body=b"[" * 100_000),
        lambda _: web.Response(text="<html>"),
        lambda _: web.Response(text='{"keys":{}}'),
        lambda _: web.Response(text='{"keys":[]}'),
        lambda _: web.Response(text='{"keys":[7]}'),
        lambda _: web.Response(body=b"\xff"),
        lambda _: web.Response(status=404),
    ],
)
async def test_an_answer_of_no_use_changes_nothing(
    key_server: KeyServer, start: Start, answer: Callable[[web.Request], web.StreamResponse]
) -> None:
    key_server.keys = {"one": ec_key()}
    keys = await start(cooldown=0.0)
    await fetched(keys)
    key_server.answer = answer
    await fetched(keys)
    assert keys.find("one") is not None
    assert keys.retry_after is not None


async def test_a_listener_that_fails_is_nobody_elses_trouble(
    key_server: KeyServer, start: Start
) -> None:
    key_server.keys = {"one": ec_key()}
    key_server.hold.clear()
    failures = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: failures.append(context["exception"]))
    keys = await start(cooldown=0.0)

    def fail() -> None:
        raise RuntimeError("of a listener")

    assert keys.fetch(fail) == 0
    key_server.hold.set()
    await fetched(keys)
    await fetched(keys)
    assert [str(failure) for failure in failures] == ["of a listener"]


async def test_who_waits_when_it_is_closed_hears_nothing(
    key_server: KeyServer, start: Start
) -> None:
    key_server.hold.clear()
    keys = await start()
    assert keys.fetch(lambda: pytest.fail("not to be called")) == 0
    await keys.close()
    key_server.hold.set()
    await asyncio.sleep(0)


# What is a usable key


def test_only_keys_for_signatures_of_ours_are_used(an_rsa_key: RSAPrivateKey) -> None:
    good = public_jwk(an_rsa_key, kid="good")
    odd = [
        public_jwk(an_rsa_key, kid="512", alg="RS512"),
        public_jwk(an_rsa_key, kid="enc", use="enc"),
        RSAAlgorithm.to_jwk(an_rsa_key, as_dict=True) | {"kid": "private", "key_ops": None},
        ECAlgorithm.to_jwk(ec_key(), as_dict=True) | {"kid": "private"},
        public_jwk(an_rsa_key, kid=7),
        public_jwk(rsa_key(1024), kid="weak"),
        public_jwk(ec_key(ec.SECP384R1()), kid="384"),
        public_jwk(ec_key(ec.SECP384R1()), kid="384", alg="ES256"),
        {"kty": "oct", "k": "c2VjcmV0", "kid": "symmetric"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AAAA", "kid": "25519"},
        {"kty": "RSA", "kid": "empty"},
        {"kty": "RSA", "n": 7, "e": [], "kid": "odd"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "kid": "nowhere"},
        {"kty": ["RSA"], "kid": "list"},
        {},
    ]
    assert set(parse_key_set(key_set_json(*odd, good, *odd))) == {"good"}


def test_of_two_keys_with_one_name_the_first(an_rsa_key: RSAPrivateKey) -> None:
    first = public_jwk(an_rsa_key, kid="one")
    keys = parse_key_set(key_set_json(first, public_jwk(ec_key(), kid="one")))
    assert keys["one"].algorithm_name == "RS256"


def test_the_number_of_keys_is_bounded(an_rsa_key: RSAPrivateKey) -> None:
    described = [public_jwk(an_rsa_key, kid=str(n)) for n in range(2 * MOST_KEYS)]
    assert len(parse_key_set(key_set_json(*described))) == MOST_KEYS
