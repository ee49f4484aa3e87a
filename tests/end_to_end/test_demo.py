"""``gurukul demo`` as a newcomer runs it: its own display, its own sound, a report, pictures."""

import json
import os
import subprocess
import sys
from pathlib import Path

PAGES = ("idle", "connected", "ended")


def test_the_demo_shows_a_call_and_reports_it(tmp_path: Path) -> None:
    wishes = ("GURUKUL_", "QT_", "PULSE_", "DISPLAY", "WAYLAND_")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(wishes)}
    report, shots = tmp_path / "r.json", tmp_path / "shots"
    run = subprocess.run(
        [
            *(sys.executable, "-m", "gurukul_desktop", "demo", "--seconds", "6"),
            *("--report", str(report), "--screenshots", str(shots)),
        ],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    # How many pictures a second come through is the machine's: it is said, but not asked here.
    faults = [line for line in run.stderr.splitlines() if "pictures a second" not in line]
    assert faults == [], run.stdout + run.stderr
    assert run.returncode == (1 if run.stderr else 0)
    assert "Traceback" not in run.stdout
    sides = json.loads(report.read_text())
    assert set(sides) == {"asha", "ravi"}
    for name, tone in (("asha", 660), ("ravi", 440)):
        side = sides[name]
        states = [entry["state"] for entry in side["states"]]
        assert states == ["idle", "searching", "connecting", "connected", "ended", "idle"]
        assert abs(side["audio_peak_hz"] - tone) < 5
        # A busy machine steps down; what it steps to keeps its shape.
        assert side["width"] * 9 == side["height"] * 16 > 0
        assert side["frames_different"] > side["frames_received"] / 2 > 0
        assert side["errors"] == []
        for page in PAGES:
            assert (shots / f"{name}-{page}.png").stat().st_size > 10_000
