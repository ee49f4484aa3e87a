"""Guests and the secret that their tokens are signed with."""

import os
import stat
import threading
from pathlib import Path

import jwt
import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.identity import SECRET_FILE, Guests, InvalidTokenError, load_secret

SECRET = "a secret of some length"


def test_the_same_secret_recognises() -> None:
    user = Guests(SECRET).new()
    token = Guests(SECRET).token(user)
    assert Guests(SECRET).recognise(token) == user
    with pytest.raises(InvalidTokenError):
        Guests("another secret").recognise(token)


def test_guests_are_different() -> None:
    guests = Guests(SECRET)
    assert len({guests.new() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "gurukul"},
        {"sub": "guest-1"},
        {"iss": "elsewhere", "sub": "guest-1"},
        {"iss": "gurukul", "sub": ""},
        {"iss": "gurukul", "sub": "x" * 65},
        {"iss": "gurukul", "sub": 7},
    ],
)
def test_what_the_claims_must_be(claims: dict[str, object]) -> None:
    guests = Guests(SECRET)
    with pytest.raises(InvalidTokenError):
        guests.recognise(jwt.encode(claims, guests._key, algorithm="HS256"))


def test_an_unsigned_token_is_none() -> None:
    token = jwt.encode({"iss": "gurukul", "sub": "guest-1"}, None, algorithm="none")
    with pytest.raises(InvalidTokenError):
        Guests(SECRET).recognise(token)


def test_a_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    secret = load_secret(folder)
    assert load_secret(folder) == secret
    assert [path.name for path in folder.iterdir()] == [SECRET_FILE]
    if os.name == "posix":
        assert stat.S_IMODE((folder / SECRET_FILE).stat().st_mode) == 0o600


def test_two_that_start_at_once_agree(tmp_path: Path) -> None:
    secrets: list[str] = []
    ready = threading.Barrier(8)

    def load() -> None:
        ready.wait()
        secrets.append(load_secret(tmp_path))

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(secrets) == 8
    assert len(set(secrets)) == 1


def test_where_links_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert load_secret(tmp_path) == load_secret(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [SECRET_FILE]


def test_without_a_folder_it_is_new_each_time() -> None:
    assert load_secret(None) != load_secret(None)


@pytest.mark.parametrize("content", [b"", b"short\n", b"\xff\xfe" * 30])
def test_a_damaged_secret_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SECRET_FILE).write_bytes(content)
    with pytest.raises(UsageError, match="secret"):
        load_secret(tmp_path)


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be used"):
        load_secret(tmp_path / "file")
