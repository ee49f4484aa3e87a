"""The public keys of an issuer (JSON Web Key Set, RFC 7517), fetched and kept fresh.

::

    fetch ── it has keys ──▶ wait 300 s, or until an unknown key is asked for,
      ▲  │                   the latter at most once in 30 s
      │  └─── it fails ───▶ wait 1, 2, 4 … 30 s; the keys that were there go on being used
      └──────────────────────────┘

A key that is gone from the set is withdrawn with the next fetch. An answer without a single
usable key counts as a failure: an issuer that breaks must not sign everybody out.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

import aiohttp
import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from msgspec import Struct

_log: Final = logging.getLogger(__name__)

FRESH_SECONDS: Final = 300.0
"""How often the keys are fetched anew."""

COOLDOWN_SECONDS: Final = 30.0
"""How often an unknown key may have them fetched, as anybody can make one up."""

FIRST_RETRY_SECONDS: Final = 1.0
FETCH_SECONDS: Final = 4.0
"""How long a fetch may take; less than a client waits for its welcome."""

MOST_BYTES: Final = 256 * 1024
MOST_KEYS: Final = 64
RSA_BITS: Final = range(2048, 8193)
"""Smaller ones are weak (RFC 7518, section 3.3), larger ones slow to verify with."""

_ALGORITHMS: Final = {"RSA": "RS256", "EC": "ES256"}


class _FetchError(Exception):
    """The keys could not be had; ``str()`` is for the log."""


class _Answer(Struct):
    keys: list[dict[str, Any]]


class KeySet:
    """The keys at one address."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._keys: Mapping[str | None, jwt.PyJWK] = {}
        self._waiting: list[Callable[[], None]] = []
        self._wanted = asyncio.Event()
        self._fetching = False
        self._failed = False
        self._next_fetch = 0.0
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin to fetch."""
        self._fetching = True
        self._task = asyncio.create_task(self._keep_fresh(), name="key set")

    async def close(self) -> None:
        """Fetch no more; who waits hears nothing. Idempotent."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def find(self, key_id: str | None) -> jwt.PyJWK | None:
        """A key by its ``kid``; without one, the only key that there is."""
        if key_id is None and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        return self._keys.get(key_id)

    @property
    def retry_after(self) -> float | None:
        """Seconds until the next fetch if the last one failed, else None."""
        return self._until_next_fetch() if self._failed else None

    def fetch(self, then: Callable[[], None]) -> float:
        """Call ``then`` when the keys were fetched, or could not be.

        Returns:
            0, or the seconds until they may be fetched again: then ``then`` is not called.
        """
        if not self._fetching:
            wait = self._until_next_fetch()
            if wait > 0:
                return wait
            self._fetching = True
            self._wanted.set()
        self._waiting.append(then)
        return 0.0

    def _until_next_fetch(self) -> float:
        return max(0.0, self._next_fetch - asyncio.get_running_loop().time())

    async def _keep_fresh(self) -> None:
        loop = asyncio.get_running_loop()
        retry = FIRST_RETRY_SECONDS
        while True:
            try:
                self._keys = await _fetch(self._url)
                self._failed, pause, retry = False, FRESH_SECONDS, FIRST_RETRY_SECONDS
                self._next_fetch = loop.time() + COOLDOWN_SECONDS
            except _FetchError as error:
                _log.warning("the key set cannot be fetched: %s", error)
                self._failed, pause = True, retry
                retry = min(2 * retry, COOLDOWN_SECONDS)
                self._next_fetch = loop.time() + pause
            self._fetching = False
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                loop.call_soon(then)  # an error in one of them is not another's
            self._wanted.clear()
            try:
                async with asyncio.timeout(pause):
                    await self._wanted.wait()
            except TimeoutError:
                self._fetching = True


async def _fetch(url: str) -> Mapping[str | None, jwt.PyJWK]:
    try:
        async with (
            aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=FETCH_SECONDS),
                headers={"Accept-Encoding": "identity"},
                auto_decompress=False,  # a small answer may unpack to a huge one
            ) as session,
            # A redirect could lead to where nobody promised who answers.
            session.get(url, allow_redirects=False) as answer,
        ):
            if answer.status != 200:
                raise _FetchError(f"status {answer.status}")
            body = bytearray()
            async for chunk in answer.content.iter_any():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise _FetchError(f"more than {MOST_BYTES} bytes")
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        # Only the kind: the words may hold an address.
        raise _FetchError(type(error).__name__) from None
    return parse_key_set(bytes(body))


def parse_key_set(body: bytes) -> Mapping[str | None, jwt.PyJWK]:
    """The usable keys of a set by their ``kid``; of several with the same one, the first.

    Raises:
        _FetchError: there is none.
    """
    try:
        described = msgspec.json.decode(body, type=_Answer).keys
    except (msgspec.DecodeError, RecursionError):
        raise _FetchError("it is no key set") from None
    keys: dict[str | None, jwt.PyJWK] = {}
    for one in described[:MOST_KEYS]:
        key = _parse_key(one)
        if key is not None:
            keys.setdefault(key.key_id, key)
    if not keys:
        raise _FetchError("it has no usable key")
    return keys


def _parse_key(described: Mapping[str, Any]) -> jwt.PyJWK | None:
    """A key for verifying signatures of ours; None if it is for something else, or weak."""
    algorithm = _ALGORITHMS.get(str(described.get("kty")))
    # A symmetric key has no place in a public set, and one for encrypting verifies nothing.
    if algorithm is None or described.get("alg", algorithm) != algorithm:
        return None
    if described.get("use", "sig") != "sig":
        return None
    if not isinstance(described.get("kid"), str | None):
        return None
    try:
        key = jwt.PyJWK(dict(described), algorithm)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError):
        return None
    material = key.key
    if isinstance(material, RSAPublicKey):
        return key if material.key_size in RSA_BITS else None
    if isinstance(material, EllipticCurvePublicKey):
        return key if material.curve.name == "secp256r1" else None
    return None
