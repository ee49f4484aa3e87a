"""The watched process of the smoke test, on programs of the system."""

import subprocess
import sys
from pathlib import Path

import pytest
from smoke.program import Program, check_words, processes, until
from smoke.steps import Failed

SHELL = ("/bin/sh", "-c")


def program(tmp_path: Path, script: str) -> Program:
    return Program((*SHELL, script, "sh"), tmp_path / "bundle", tmp_path, {"PATH": "/usr/bin:/bin"})


def test_what_it_says_is_given_and_its_environment_is_what_it_gets(tmp_path: Path) -> None:
    said = program(tmp_path, 'echo "$1: $HOME|$PATH"').say("--version")
    assert said == "--version: |/usr/bin:/bin\n"


def test_a_status_and_a_traceback_are_failures(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"`gurukul devices` ended with status 3\.") as caught:
        program(tmp_path, "echo why; exit 3").say("devices")
    assert caught.value.tail() == "    why\n"
    with pytest.raises(Failed, match="printed 'Traceback"):
        check_words("x\nTraceback (most recent call last):\n", "The app")


def test_a_line_is_waited_for(tmp_path: Path) -> None:
    with program(tmp_path, "echo ready; read line").start() as running:
        running.wait_for("ready", 10)
    with (
        program(tmp_path, "exit 4").start() as running,
        pytest.raises(Failed, match="ended with status 4 before saying 'ready'"),
    ):
        running.wait_for("ready", 10)


def test_what_it_left_running_is_found_and_ended(tmp_path: Path) -> None:
    script = "sleep 60 & echo started; exec sleep 61"
    with program(tmp_path, script).start() as running:
        running.wait_for("started", 10)
        # Both may still be the shell that is about to become them.
        assert until(lambda: sorted(running.others().values()) == ["sleep", "sleep"], 10)
        assert running.own() == []
    assert running.others() == {}
    running.check_ended()


def test_no_process_has_a_mark_that_was_never_given() -> None:
    assert processes("0" * 32) == []


def test_without_a_built_app_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    script = Path(__file__).resolve().parents[2] / "packaging" / "smoke_test.py"
    for wish, words in (
        (("--part", "app", "--app", str(tmp_path / "gurukul")), "there is no program at"),
        (("--part", "package", "--dist", str(tmp_path)), "holds 0 files *.deb, not one"),
    ):
        run = subprocess.run(
            [sys.executable, str(script), *wish],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert run.returncode == 2
        assert run.stdout == ""
        assert words in run.stderr
        assert len(run.stderr.splitlines()) == 1
