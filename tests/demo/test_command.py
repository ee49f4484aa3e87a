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
            *("--seconds", "4", "--report", str(report)),
        ],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    # How many pictures a short call shows is the machine's: the status is not asked.
    assert "Traceback" not in run.stdout + run.stderr
    assert "server:" not in run.stdout
    sides = json.loads(report.read_text())
    assert set(sides) == set(TONES)
    for name, side in sides.items():
        assert [entry["state"] for entry in side["states"]] == [*STATES, "idle"]
        assert abs(side["audio_peak_hz"] - TONES[name]) < 15
        assert side["frames_received"] > 0
        assert side["errors"] == []
