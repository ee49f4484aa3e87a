"""Tests for gurukul_desktop.desktop.running."""

import faulthandler
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gurukul_desktop.desktop.running import MOST_BYTES, Run, RunMark

PROGRAM = """
import ctypes, pathlib, sys, time
from gurukul_desktop.desktop.running import RunMark
mark = RunMark(pathlib.Path(sys.argv[1]), 1)
print("runs", flush=True)
if sys.argv[2] == "fault":
    ctypes.string_at(0)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def faults() -> Iterator[None]:
    """pytest's own watch for faults stays as it is."""
    enabled = faulthandler.is_enabled()
    yield
    assert faulthandler.is_enabled() == enabled


def test_a_run_that_ends_in_order_leaves_nothing(tmp_path: Path) -> None:
    mark = RunMark(tmp_path, 1)
    assert mark.crashed is None
    assert (tmp_path / "running-1.json").exists()
    mark.close()
    mark.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", ["kill", "fault"])
def test_the_next_run_knows_of_a_bad_end(tmp_path: Path, how: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path), how], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"runs\n"
        if how == "kill":
            other.send_signal(signal.SIGKILL)
        other.wait(10)
    other_window = RunMark(tmp_path, 2)
    assert other_window.crashed is None
    mark = RunMark(tmp_path, 1)
    assert mark.crashed is not None
    assert mark.crashed.pid == other.pid
    assert ("Segmentation fault" in mark.trace) == (how == "fault")
    mark.close()
    again = RunMark(tmp_path, 1)
    assert again.crashed is None  # it is told once
    again.close()
    other_window.close()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff" * 100, b'{"pid": 1, "began": -1}', b'{"x":' + b"[" * 5000]
)
def test_a_mark_that_cannot_be_read_is_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "running-1.json").write_bytes(content)
    (tmp_path / "fault-1.txt").write_bytes(b"x" * 2 * MOST_BYTES)
    mark = RunMark(tmp_path, 1)
    assert mark.crashed == Run(0, 0.0)
    assert len(mark.trace) == MOST_BYTES
    mark.close()


def test_where_nothing_can_be_kept_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for mark in (RunMark(tmp_path, None), RunMark(tmp_path / "file", 1)):
        assert mark.crashed is None
        mark.close()
