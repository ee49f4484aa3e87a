"""The demo's children, on both ends of their pipe."""

import sys

import pytest

from gurukul_desktop.demo import processes


def test_what_a_child_prints_comes_through_whatever_the_locale(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = "print('ready: दीक्षा')"
    monkeypatch.setattr(processes, "gurukul_command", lambda: [sys.executable, "-c", program])
    # Without UTF-8 mode this locale is ASCII, and the name could not be written.
    old = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    with processes.Child("Asha", [], old) as child:
        assert child.wait_for_line("ready", 20) == "ready: दीक्षा\n"
        assert child.wait(20) == 0
    assert "  Asha: ready: दीक्षा\n" in capsys.readouterr().out
