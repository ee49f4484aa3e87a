"""Who may come in, as a command line says it."""

from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.identity.command_line import identity_options
from gurukul_desktop.server.identity.options import JwtOptions

from .issuer import AUDIENCE, ISSUER, SECRET, jwt_options

KEY_SET = "https://abcdefgh.supabase.co/auth/v1/.well-known/jwks.json"
ISSUED = {"GURUKUL_JWT_ISSUER": ISSUER, "GURUKUL_JWT_AUDIENCE": AUDIENCE}


@click.command()
@identity_options
def command(**values: Any) -> dict[str, Any]:
    """Returns what it was given."""
    return values


def run(*arguments: str, **environment: str) -> dict[str, Any]:
    done = CliRunner().invoke(
        command, arguments, env=environment, standalone_mode=False, catch_exceptions=False
    )
    values: dict[str, Any] = done.return_value
    return values


def test_nothing_said() -> None:
    assert run() == {"identity": "auto", "jwt": None}


def test_a_shared_secret(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    expected = {"identity": "auto", "jwt": jwt_options()}
    assert run(GURUKUL_JWT_SECRET=SECRET, **ISSUED) == expected
    assert run(GURUKUL_JWT_SECRET_FILE=str(tmp_path / "secret"), **ISSUED) == expected


def test_a_key_set() -> None:
    arguments = ["--identity", "jwt", "--jwks-url", KEY_SET, "--jwt-issuer", ISSUER]
    arguments += ["--jwt-audience", "one", "--jwt-audience", "two"]
    arguments += ["--jwt-user-claim", "id", "--jwt-name-claim", "profile.name"]
    expected = JwtOptions("", KEY_SET, ISSUER, ("one", "two"), "id", "profile.name")
    assert run(*arguments) == {"identity": "jwt", "jwt": expected}


@pytest.mark.parametrize(
    "environment",
    [
        ISSUED,
        {"GURUKUL_JWT_SECRET": SECRET},
        {"GURUKUL_JWT_SECRET": "short-secret", **ISSUED},
        {"GURUKUL_JWT_SECRET": SECRET, "GURUKUL_JWKS_URL": KEY_SET, **ISSUED},
        {"GURUKUL_JWKS_URL": "http://study.example.org/keys", **ISSUED},
    ],
)
def test_half_of_it_is_one_sentence(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"^\S.*\.$") as error:
        run(**environment)
    assert "secret-" not in str(error.value)
