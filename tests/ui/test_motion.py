"""Tests for gurukul_desktop.ui.motion."""

import sys
from pathlib import Path

import pytest

from gurukul_desktop.ui.motion import prefers_reduced_motion


@pytest.mark.parametrize(("wish", "answer"), [("1", True), ("0", False)])
def test_the_environment_decides_first(wish: str, answer: bool) -> None:
    assert prefers_reduced_motion({"GURUKUL_REDUCED_MOTION": wish}) is answer


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the desktops of Linux")
@pytest.mark.parametrize(("told", "answer"), [("false", True), ("true", False)])
def test_gnome_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, answer: bool
) -> None:
    tool = tmp_path / "gsettings"
    tool.write_text(f"#!/bin/sh\necho {told}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert prefers_reduced_motion({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}) is answer
    assert prefers_reduced_motion({"XDG_CURRENT_DESKTOP": "sway"}) is False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the desktops of Linux")
def test_a_desktop_that_cannot_be_asked_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert prefers_reduced_motion({"XDG_CURRENT_DESKTOP": "GNOME"}) is False
