"""gurukul_desktop.ui.web_page: the system's browser gets the page, and nothing of this app's."""

import os
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gurukul_desktop.ui.web_page import open_page

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="xdg-open is Linux's")


def test_the_browser_gets_the_page_without_the_apps_libraries(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    program = tmp_path / "xdg-open"
    program.write_text(
        f'#!/bin/sh\necho "$# $1 [$LD_LIBRARY_PATH]" > {told}.new\nmv {told}.new {told}\n'
    )
    program.chmod(0o755)
    bundle = tmp_path / "app"
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(bundle))
    monkeypatch.setattr(sys, "_MEIPASS", str(bundle), raising=False)
    assert open_page("https://study.example.org/get?for=linux&from=$HOME")
    qtbot.waitUntil(told.exists)
    assert told.read_text() == "1 https://study.example.org/get?for=linux&from=$HOME []\n"
