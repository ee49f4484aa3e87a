"""A token from a file or the environment."""

from pathlib import Path

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.signaling.sign_in import read_token, sign_in, token_from_environment


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "token"
    path.write_text("head.body.tail\n")
    return path


def test_a_guest_has_none() -> None:
    assert sign_in("", None) is None


def test_the_file_comes_before_the_environment_and_is_read_each_time(path: Path) -> None:
    token = sign_in("other", path)
    assert token is not None
    assert token() == "head.body.tail"
    path.write_text("newer")
    assert token() == "newer"
    path.unlink()
    assert token() == ""


@pytest.mark.parametrize("content", ["", "two words", "x" * 5000, "nul\0", "é"])
def test_what_is_no_token_is_said_without_saying_it(path: Path, content: str) -> None:
    path.write_text(content, "utf-8")
    with pytest.raises(UsageError, match="does not hold a token") as error:
        read_token(path)
    assert not content or content not in str(error.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_token(tmp_path / "none")


def test_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GURUKUL_TOKEN", raising=False)
    assert token_from_environment() == ""
    monkeypatch.setenv("GURUKUL_TOKEN", "abc")
    assert token_from_environment() == "abc"
    monkeypatch.setenv("GURUKUL_TOKEN", "a b")
    with pytest.raises(UsageError, match="GURUKUL_TOKEN does not hold a token"):
        token_from_environment()
