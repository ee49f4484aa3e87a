"""An issuer of JWTs: keys, tokens, and a real HTTP server on loopback with its key set."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from gurukul_desktop.server.identity.options import JwtOptions

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey
Json = dict[str, Any]

SECRET = "super-secret-jwt-token-with-at-least-32-characters-long"
ISSUER = "https://abcdefgh.supabase.co/auth/v1"
AUDIENCE = "authenticated"
USER = "0b7c2a5e-3f0e-4f6c-9a57-6e0f9e3d1c55"


def jwt_options(**changes: Any) -> JwtOptions:
    """Options that believe this issuer by its secret."""
    fields = {"secret": SECRET, "issuer": ISSUER, "audience": (AUDIENCE,)}
    return JwtOptions(**(fields | changes))


def claims(**changes: Any) -> Json:
    """Proper claims with changes; a claim of None is left out."""
    now = int(time.time())
    said = {"iss": ISSUER, "aud": AUDIENCE, "sub": USER, "iat": now, "exp": now + 3600} | changes
    return {name: value for name, value in said.items() if value is not None}


def supabase_claims(**changes: Any) -> Json:
    """The claims of a session of a hosted Supabase."""
    return claims(
        **{
            "email": "mira@example.org",
            "phone": "",
            "app_metadata": {"provider": "email", "providers": ["email"]},
            "user_metadata": {"email_verified": True, "full_name": "Mira  Sen"},
            "role": "authenticated",
            "aal": "aal1",
            "amr": [{"method": "password", "timestamp": 1_795_333_000}],
            "session_id": "6f0d4f5b-2f0c-4a1c-9d54-7a2d1d8a4f10",
            "is_anonymous": False,
        }
        | changes
    )


def rsa_key(bits: int = 2048) -> RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def ec_key(curve: ec.EllipticCurve | None = None) -> EllipticCurvePrivateKey:
    return ec.generate_private_key(curve or ec.SECP256R1())


def public_jwk(key: PrivateKey, **fields: Any) -> Json:
    """The public half as a JSON Web Key."""
    public = key.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        described = RSAAlgorithm.to_jwk(public, as_dict=True)
    else:
        described = ECAlgorithm.to_jwk(public, as_dict=True)
    described.pop("key_ops", None)
    return {**described, **fields}


def sign(key: PrivateKey, key_id: str | None, said: Json | None = None) -> str:
    """A token of proper claims, or of these."""
    algorithm = "RS256" if isinstance(key, RSAPrivateKey) else "ES256"
    headers = None if key_id is None else {"kid": key_id}
    return jwt.encode(said or claims(), key, algorithm=algorithm, headers=headers)


class KeyServer:
    """Serves a key set, and whatever else a test wants it to.

    Attributes:
        keys: the private keys by their ``kid``.
        requests: how many there were.
        answer: makes the answer; the key set unless a test says otherwise.
        hold: while it is cleared, answers wait.
    """

    def __init__(self) -> None:
        self.keys: dict[str, PrivateKey] = {}
        self.requests = 0
        self.answer: Callable[[web.Request], web.StreamResponse] = self.key_set
        self.hold = asyncio.Event()
        self.hold.set()
        self.asked = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/.well-known/jwks.json"

    def key_set(self, _: web.Request) -> web.StreamResponse:
        described = [public_jwk(key, kid=key_id, use="sig") for key_id, key in self.keys.items()]
        return web.json_response({"keys": described})

    def text(self, text: str, **fields: Any) -> None:
        """Answer so from now on."""
        self.answer = lambda _: web.Response(text=text, **fields)

    async def start(self) -> None:
        """Listen; again on the same port after :meth:`stop`."""

        async def handle(request: web.Request) -> web.StreamResponse:
            self.requests += 1
            self.asked.set()
            await self.hold.wait()
            return self.answer(request)

        app = web.Application()
        app.router.add_get("/.well-known/jwks.json", handle)
        app.router.add_get("/elsewhere", self._elsewhere)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True).start()
        self._port = self._runner.addresses[0][1]

    async def _elsewhere(self, request: web.Request) -> web.StreamResponse:
        return self.key_set(request)

    async def stop(self) -> None:
        """Be away."""
        self.hold.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


def key_set_json(*keys: Json) -> bytes:
    return json.dumps({"keys": keys}).encode()
