"""The secret that guests' tokens are signed with."""

import os
import stat
import threading
from pathlib import Path

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.identity.secret_file import SECRET_FILE, load_secret


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
