"""Tests for gurukul_desktop.paths."""

import os
import pwd
from pathlib import Path

import pytest

from gurukul_desktop import paths


def test_the_folders_follow_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "आशा देवी"
    monkeypatch.setenv("HOME", str(home))
    folders = (paths.default_data_dir(), paths.default_config_dir(), paths.default_log_dir())
    assert all(folder.is_relative_to(home) for folder in folders)
    assert len(set(folders)) == 3


def test_without_a_home_no_folder_is_made_where_the_app_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:

    def unknown(number: int) -> None:
        raise KeyError(number)

    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.chdir(tmp_path)
    for folder in (paths.default_data_dir(), paths.default_config_dir(), paths.default_log_dir()):
        assert folder.is_relative_to(os.devnull)
        with pytest.raises(NotADirectoryError):
            folder.mkdir(parents=True)
    assert list(tmp_path.iterdir()) == []
