"""Tests for gurukul_desktop.private_file."""

import stat
import sys
from pathlib import Path

import pytest

from gurukul_desktop.private_file import write_private


@pytest.mark.skipif(sys.platform == "win32", reason="file modes of POSIX")
def test_only_this_user_can_read_it_even_if_others_could_before(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "secret.json"
    write_private(path, "one")
    path.chmod(0o644)
    write_private(path, "zwei €")
    assert path.read_text("utf-8") == "zwei €"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "secret.json"
    write_private(path, "one")
    with pytest.raises(UnicodeEncodeError):
        write_private(path, "\ud800")
    assert path.read_text("utf-8") == "one"
    assert list(tmp_path.iterdir()) == [path]
