"""What is set is seen and heard at once, is there in the next run, and can be reset."""

import json
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Ground
from tests.end_to_end.programs import SEARCHING, Student
from tests.end_to_end.screen import screenshot

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]

RING_SECONDS = 2.8
"""Once through the ring and its pause."""
RING = "Ring, chime and bell"
TYPED = "For this run the command line decides."


def brightness(student: Student) -> float:
    """Of the corner of the window, where nothing lies over the ground; 0 to 255."""
    frame = next(node for node in student.window.nodes() if node.role in ("frame", "window"))
    x, y, _, height = student.window.bounds(frame)
    framebuffer = student.seat.display.framebuffer
    assert framebuffer is not None
    return float(screenshot(framebuffer)[y + height // 2 : y + height - 8, x + 2 : x + 12].mean())


def section(student: Student, name: str, shows: str) -> None:
    student.window.press(name)
    student.window.wait_for(shows)


def test_settings_hold_at_once_and_in_the_next_run(ground: Ground, tmp_path: Path) -> None:
    file = tmp_path / "Asha" / "preferences-1.json"
    file.parent.mkdir()
    file.write_text("{ half of a")
    server = ground.server()
    asha = ground.student("Asha", 0, server, 440, "--audio-only")

    # A broken file is told of until that was read, and is still there.
    asha.window.wait_for_text("preferences-1.damaged-1.json")
    asha.window.press("Close this notice")
    asha.window.wait_gone("Close this notice")
    assert file.with_name("preferences-1.damaged-1.json").read_text() == "{ half of a"

    # The ring becomes quieter while it rings.
    asha.find()
    asha.window.wait_for(SEARCHING)
    asha.window.press("Settings")
    asha.window.wait_for(TYPED)
    section(asha, "Sounds", RING)
    before = asha.hears(RING_SECONDS).rms
    asha.window.set_value(RING, 10)
    asha.hears(0.2)
    after = asha.hears(RING_SECONDS).rms
    assert after == pytest.approx(before / 4, rel=0.2)

    # Colours and text.
    section(asha, "Appearance", "Dark")
    asha.window.press("Dark")
    dark = brightness(asha)
    asha.window.press("Light")
    asha.window.press("Text size: more")
    asha.window.wait_for("Text size: 110 %")
    assert brightness(asha) > dark + 100

    # Another language, in the open window and back.
    section(asha, "Language", "हिन्दी")
    asha.window.press("हिन्दी")
    asha.window.wait_for("भाषा")
    asha.window.press("English")
    asha.window.wait_gone("भाषा")
    asha.window.press("Close settings")
    asha.window.wait_gone("Close settings")
    asha.window.press("Cancel")
    asha.wait_idle()

    # The next run knows it all, and begins anew where it is told to.
    assert asha.stop() == 0
    kept = json.loads(file.read_text())
    assert (kept["ring_volume"], kept["scheme"], kept["text_size"]) == (10, "light", 110)
    again = ground.student("Asha", 0, server, 440, "--audio-only")
    again.window.press("Settings")
    section(again, "Appearance", "Text size: 110 %")
    assert again.window.wait_for("Light").checked
    section(again, "Reset and about", "Reset all settings…")
    again.window.press("Reset all settings…")
    again.window.press("Reset now")
    again.window.wait_for_text("preferences-1.reset-1.json")
    section(again, "Appearance", "Text size: 100 %")
    assert json.loads(file.read_text())["ring_volume"] == 40
    assert json.loads(file.with_name("preferences-1.reset-1.json").read_text()) == kept
