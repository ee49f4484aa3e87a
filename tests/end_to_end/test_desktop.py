"""The app among other programs: a second start, the tray, a notification, and quitting from it.

The desktop's services are stand-ins on a real message bus; the windows are real, on one screen.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.standins import Shell
from tests.end_to_end.accessibility import AccessibilityBus
from tests.end_to_end.conftest import Ground
from tests.end_to_end.programs import Student, until

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]

AUDIO = ("--audio-only", "--microphone", "none", "--speaker", "none")
LINK = "gurukul://find?topic=algebra&topic=%E0%A4%97%E0%A4%A3%E0%A4%BF%E0%A4%A4"
ACTIVE = 1  # AtspiStateType


@pytest.fixture
def shell(bus: AccessibilityBus) -> Iterator[Shell]:
    with Shell(bus.environment["DBUS_SESSION_BUS_ADDRESS"]) as shell:
        yield shell


def start_again(student: Student, folder: Path, *arguments: str) -> str:
    """Start the student's app a second time; what it prints."""
    command = [sys.executable, "-m", "gurukul_desktop", "--data-dir", str(folder / student.name)]
    done = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, check=True, timeout=10
    )
    return done.stdout


def in_front(student: Student) -> bool:
    frames = [node for node in student.window.nodes() if node.role in ("frame", "window")]
    return any(ACTIVE in frame.states for frame in frames)


def test_second_start_tray_notification_and_quit(
    ground: Ground, shell: Shell, tmp_path: Path
) -> None:
    server = ground.server()
    asha = ground.student("Asha", 0, server, 440, *AUDIO)
    icon = shell.item()
    ravi = ground.student("Ravi", 0, server, 660, *AUDIO)
    assert icon.tooltip() == "Ready to study"

    # A link opens no second app: the first comes forward, and waits for a press.
    said = start_again(asha, tmp_path, LINK)
    assert said == "Gurukul is open already: its window comes forward.\n"
    asha.window.wait_for_text("algebra")
    asha.window.wait_for("The link filled in what to study. Press Find Partner to begin.")
    until(lambda: in_front(asha), "Asha's window is in front", 5)
    assert icon.tooltip() == "Ready to study"

    # Of a link that is far too long not even the half is filled in.
    start_again(asha, tmp_path, "gurukul://find?topic=biology&topic=" + "x" * 5000)
    asha.window.wait_for("The link could not be read, so nothing was filled in.")
    assert asha.window.find("Remove topic algebra")

    # The search goes on behind another window; the match is told on the desktop.
    icon.choose("Find Partner")
    icon.until(lambda icon: icon.tooltip() == "Looking for a study partner")
    start_again(ravi, tmp_path)
    until(lambda: in_front(ravi) and not in_front(asha), "Ravi's window is in front", 5)
    ravi.find()
    number, *_, title, text, _, _, _ = shell.told.get(timeout=10)
    assert (title, text) == ("Your study partner is here", "Your call with Ravi begins now.")
    asha.wait_connected("Ravi")
    ravi.wait_connected("Asha")
    assert shell.told.empty(), "Ravi looks at his window"
    shell.press(number)
    until(lambda: in_front(asha), "Asha's window is in front", 5)

    # The tray shows the call and works it.
    icon.until(lambda icon: icon.tooltip() == "In a study call with Ravi")
    icon.choose("Mute microphone")
    ravi.window.wait_for("Partner is muted")

    # Quit ends the call: the partner is told at once.
    icon.choose("Quit")
    ravi.window.wait_for("Partner left the call", 3)
    assert asha.process.wait(10) == 0
    assert not (tmp_path / "Asha" / "running-1.json").exists()
    log = (tmp_path / "Asha" / "log" / "gurukul.log").read_text("utf-8")
    assert "= matched: connecting" in log
    assert "127.0.0.1" not in log
    assert "Ravi" not in log
