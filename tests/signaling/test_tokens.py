"""Where the tokens are kept."""

import json
import os
import stat
from pathlib import Path

import pytest

from gurukul_desktop.signaling.tokens import MOST_SERVERS, FileTokens


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "identity.json"


def test_a_token_is_kept_for_its_server(path: Path) -> None:
    FileTokens(path).save("ws://a", "secret")
    assert FileTokens(path).load("ws://a") == "secret"
    assert FileTokens(path).load("ws://b") == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits; the folder is private")
def test_only_the_user_can_read_it(path: Path) -> None:
    FileTokens(path).save("ws://a", "secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_token_can_be_forgotten(path: Path) -> None:
    tokens = FileTokens(path)
    tokens.save("ws://a", "secret")
    tokens.save("ws://a", "")
    assert tokens.load("ws://a") == ""
    assert "secret" not in path.read_text()


def test_old_servers_make_room(path: Path) -> None:
    tokens = FileTokens(path)
    for number in range(MOST_SERVERS + 5):
        tokens.save(f"ws://{number}", "token")
    assert len(json.loads(path.read_text())) == MOST_SERVERS
    assert tokens.load("ws://0") == ""


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"ws://a": 7}', "\x00", "[" * 200_000])
def test_a_broken_file_counts_as_empty(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    assert FileTokens(path).load("ws://a") == ""


def test_a_folder_that_cannot_be_written_is_no_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    FileTokens(tmp_path / "file" / "identity.json").save("ws://a", "secret")
    assert "could not be kept" in caplog.text
    assert "secret" not in caplog.text
