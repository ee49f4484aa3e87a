"""Key servers, and keys that are slow to make and so made once."""

from collections.abc import AsyncIterator

import pytest

from .issuer import KeyServer, RSAPrivateKey, rsa_key


@pytest.fixture
async def key_server() -> AsyncIterator[KeyServer]:
    """An issuer's server with no keys yet."""
    server = KeyServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture(scope="session")
def an_rsa_key() -> RSAPrivateKey:
    return rsa_key()
