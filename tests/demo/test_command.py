"""``gurukul demo --embedded``: the first side serves, and no server runs beside the two."""

import json
import os
import subprocess
import sys
from pathlib import Path

from gurukul_desktop.demo.verdict import STATES, TONES


def test_the_first_side_serves_both(tmp_path: Path) -> None:
    wishes = ("GURUKUL_", "QT_", "PULSE_", "DISPLAY", "WAYLAND_")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(wishes)}
    report = tmp_path / "r.json"
    run = subprocess.run(
        [
            *(sys.executable, "-m", "gurukul_desktop", "demo", "--embedded"),
            *("--seconds", "2", "--report", str(report)),
        ],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    # How good a call of two seconds is, is the machine's: the status is not asked.
    assert "Traceback" not in run.stdout + run.stderr
    assert "server:" not in run.stdout
    sides = json.loads(report.read_text())
    assert set(sides) == set(TONES)
    for side in sides.values():
        assert [entry["state"] for entry in side["states"]] == [*STATES, "idle"]
        assert side["frames_received"] > 0
        assert side["errors"] == []
