"""The systemd unit."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from gurukul_desktop.server.websocket import CLOSE_SECONDS

from .deployment import FOLDER, check

UNIT = (FOLDER / "gurukul-server.service").read_text()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_accepts_it(tmp_path: Path) -> None:
    unit = tmp_path / "gurukul-server.service"
    # The program has to be there.
    unit.write_text(UNIT.replace("/opt/gurukul/bin/python", sys.executable))
    assert check("systemd-analyze", "verify", "--man=no", unit) == ""


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_it_is_hardened() -> None:
    said = check(
        *("systemd-analyze", "security", "--offline=true", "--threshold=20"),
        FOLDER / "gurukul-server.service",
    )
    assert "Overall exposure level" in said


def test_it_is_given_the_time_to_drain() -> None:
    def seconds(name: str) -> float:
        found = re.search(rf"\b{name}=([\d.]+)", UNIT)
        assert found
        return float(found[1])

    assert "KillSignal=SIGTERM" in UNIT
    assert seconds("TimeoutStopSec") > seconds("GURUKUL_DRAIN_SECONDS") + CLOSE_SECONDS + 5
    assert seconds("LimitNOFILE") >= 65536
