"""What an admin may say of JWTs, and which identity follows."""

from pathlib import Path
from typing import Any

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.identity.choice import choose_identity
from gurukul_desktop.server.identity.guests import Guests
from gurukul_desktop.server.identity.public_key import PublicKeyIdentity
from gurukul_desktop.server.identity.secret_file import SECRET_FILE
from gurukul_desktop.server.identity.shared_secret import SharedSecretIdentity
from gurukul_desktop.server.options import ServerOptions

from .issuer import SECRET, jwt_options

KEY_SET = "https://abcdefgh.supabase.co/auth/v1/.well-known/jwks.json"


@pytest.mark.parametrize(
    "changes",
    [
        {"secret": ""},
        {"jwks_url": KEY_SET},
        {"secret": "too short"},
        {"secret": "x" * 31},
        {"issuer": ""},
        {"audience": ()},
        {"audience": ("",)},
        {"user_claim": ""},
        {"name_claim": ""},
    ],
)
def test_what_is_unsafe_or_makes_no_sense_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"^\S.*\.$") as error:
        jwt_options(**changes)
    assert "too short" not in str(error.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://study.example.org/keys",
        "http://192.0.2.1/keys",
        "ftp://127.0.0.1/keys",
        "file:///etc/keys",
        "https://",
        "https:///keys",
        "https://study.example.org:99999/",
        "https://study.example.org:0/",
        "https://study.example.org/a b",
        "https://[::1",
        "study.example.org",
    ],
)
def test_keys_come_only_by_a_safe_way(url: str) -> None:
    with pytest.raises(UsageError, match="https"):
        jwt_options(secret="", jwks_url=url)


@pytest.mark.parametrize(
    "url", [KEY_SET, "http://127.0.0.1:8000/keys", "http://localhost/keys", "http://[::1]/keys"]
)
def test_loopback_needs_no_tls(url: str) -> None:
    assert jwt_options(secret="", jwks_url=url).jwks_url == url


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(jwt_options())
    assert SECRET not in repr(ServerOptions(jwt=jwt_options()))


def test_guests_are_the_default_on_loopback(tmp_path: Path) -> None:
    for host in ("127.0.0.1", "::1", "localhost"):
        options = ServerOptions(host=host, data_dir=tmp_path)
        assert isinstance(choose_identity(options), Guests)
    assert (tmp_path / SECRET_FILE).exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.1", "study.example.org"])
def test_elsewhere_somebody_has_to_decide(host: str) -> None:
    with pytest.raises(UsageError, match=r"--identity guests\.$"):
        ServerOptions(host=host)
    assert isinstance(choose_identity(ServerOptions(host=host, identity="guests")), Guests)
    signed = ServerOptions(host=host, jwt=jwt_options())
    assert isinstance(choose_identity(signed), SharedSecretIdentity)


def test_jwt_on_loopback_too() -> None:
    options = ServerOptions(identity="jwt", jwt=jwt_options(secret="", jwks_url=KEY_SET))
    assert isinstance(choose_identity(options), PublicKeyIdentity)


def test_one_or_the_other() -> None:
    with pytest.raises(UsageError, match=r"^\S.*\.$"):
        ServerOptions(identity="guests", jwt=jwt_options())
    with pytest.raises(UsageError, match=r"^\S.*\.$"):
        ServerOptions(identity="jwt")
