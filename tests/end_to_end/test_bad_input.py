"""What is typed wrong is answered by one sentence on the error output and exit status 2."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from gurukul_desktop.demo.display import VirtualDisplay


def gurukul(arguments: Sequence[str], **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GURUKUL_", "QT_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "gurukul_desktop", *arguments],
        env={**clean, "DISPLAY": "", "WAYLAND_DISPLAY": "", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_one_sentence(run: "subprocess.CompletedProcess[str]", word: str) -> None:
    lines = run.stderr.strip().splitlines()
    assert run.returncode == 2, run.stderr
    assert len(lines) == 1, run.stderr
    assert lines[0].startswith("gurukul")
    assert lines[0].endswith((".", "?")), lines[0]
    assert word in lines[0]
    assert "Error" not in lines[0]
    assert run.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--fnid"], "--fnid"),
        (["dance"], "dance"),
        (["--server"], "--server"),
        (["--name", "x" * 61], "60"),
        (["--server", "ftp://example.org/ws"], "ftp://example.org/ws"),
        (["--server", "ws://"], "ws://"),
        (["--server", "ws://:99999/ws"], "99999"),
        (["--log-level", "loud"], "loud"),
        (["server", "--port", "many"], "many"),
        (["server", "--port", "70000"], "70000"),
        (["server", "--finds-per-minute", "-1"], "-1"),
        (["server", "--host", "256.256.256.256", "--port", "0"], "256.256.256.256"),
        (["demo", "--seconds", "-3"], "-3"),
        (["demo", "--report", "/nonexistent/folder/r.json"], "/nonexistent/folder/r.json"),
        (["devices", "--colour"], "--colour"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_on_the_command_line(arguments: list[str], word: str) -> None:
    assert_one_sentence(gurukul(arguments), word)


@pytest.mark.display
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--camera", "file:/nonexistent/film.mp4"], "/nonexistent/film.mp4"),
        (["--microphone", "file:/nonexistent/voice.wav"], "/nonexistent/voice.wav"),
        (["--camera", f"file:{__file__}"], "test_bad_input.py"),
        (["--microphone", "test:loud"], "loud"),
        (["--speaker", "test"], "test"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_device_that_cannot_be(
    arguments: list[str], word: str, display: VirtualDisplay, tmp_path: Path
) -> None:
    run = gurukul(
        ["--data-dir", str(tmp_path), *arguments],
        QT_QUICK_BACKEND="software",
        **display.environment,
    )
    assert_one_sentence(run, word)


def test_in_the_environment() -> None:
    assert_one_sentence(gurukul([], GURUKUL_SERVER="ftp://example.org"), "ftp://example.org")
    assert_one_sentence(gurukul(["server"], GURUKUL_PORT="many"), "many")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
def test_without_a_display(tmp_path: Path) -> None:
    assert_one_sentence(gurukul(["--data-dir", str(tmp_path)]), "display")


def test_a_port_in_use(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "gurukul_desktop", "server", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        try:
            assert first.stdout is not None
            port = first.stdout.readline().strip().rpartition(":")[2].partition("/")[0]
            run = gurukul(["server", "--port", port, "--data-dir", str(tmp_path)])
        finally:
            first.terminate()
    assert_one_sentence(run, port)


def test_who_has_no_terminal_gets_a_dialog(tmp_path: Path) -> None:
    """As started by a desktop: no input, and an error output that nobody reads."""
    said = tmp_path / "said"
    zenity = tmp_path / "zenity"
    zenity.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{said}"\n')
    zenity.chmod(0o755)
    status = subprocess.run(
        [sys.executable, "-m", "gurukul_desktop", "gurukul://find?topic=algebra"],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
            "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "XDG_STATE_HOME": str(tmp_path / "आशा state"),
            "DISPLAY": ":65432",
            "WAYLAND_DISPLAY": "",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=60,
        check=False,
    ).returncode
    sentence = "The display :65432 cannot be opened: is it running, and is it yours?"
    assert status == 2
    assert f"--text={sentence}" in said.read_text().splitlines()
    assert sentence in (tmp_path / "आशा state/gurukul/log/gurukul.log").read_text("utf-8")
