"""Two students find each other and talk, skip, and end: real apps, server, WebRTC and sound.

What is asserted is what a person would see and hear: the names on the screen, moving
pixels, and the tone that comes out of the sound device.
"""

import json
from pathlib import Path

import pytest

from gurukul_desktop.preferences import VERSION
from tests.end_to_end.conftest import Ground
from tests.end_to_end.programs import ENDED, IDLE, SEARCHING

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]


def test_find_match_talk_skip_match_again_end(ground: Ground, tmp_path: Path) -> None:
    settings = tmp_path / "Asha" / "preferences-1.json"
    settings.parent.mkdir()
    wishes = {"version": VERSION, "camera_after_match": True, "find_next": True}
    settings.write_text(json.dumps(wishes))
    server = ground.server()
    asha = ground.student("Asha", 0, server, 440)
    ravi = ground.student("Ravi", 1, server, 660)

    # Find: one's own place in the queue is shown, and the ring is heard until the match.
    asha.window.wait_for(IDLE)
    asha.window.wait_for("Your camera stays closed until somebody was found.")
    asha.find()
    asha.window.wait_for(SEARCHING)
    asha.window.wait_for("You are number 1 of 1")
    asha.window.wait_for("Your camera is off")
    asha.wait_ringing()
    ravi.find()

    # Talk
    asha.wait_connected("Ravi")
    ravi.wait_connected("Asha")
    for said in ("Finding a Partner…", "Waiting for partner…", "Connected with Ravi"):
        asha.window.wait_heard(said)
    for student in (asha, ravi):
        student.window.wait_for("Skip")
        student.window.wait_for("End")
    asha.wait_moving_picture()
    ravi.wait_moving_picture()
    asha.wait_hears(660)
    ravi.wait_hears(440)

    # Mute: the partner sees it and hears nothing, then hears again.
    asha.window.press("Mute")
    asha.window.wait_heard("Your microphone is off")
    ravi.window.wait_for("Partner is muted")
    ravi.window.wait_heard("Partner is muted")
    ravi.wait_silence()
    asha.window.press("Unmute")
    ravi.window.wait_gone("Partner is muted")
    ravi.wait_hears(440)

    # Camera off, and on again.
    ravi.window.press("Turn camera off")
    asha.window.wait_for("Camera is off")
    asha.window.wait_heard("Partner’s camera is off")
    asha.wait_still_picture()
    ravi.window.press("Turn camera on")
    asha.window.wait_gone("Camera is off")
    asha.wait_moving_picture()

    # Skip: Asha searches again by herself, Ravi is told and rests. A third one waits already.
    meera = ground.student("Meera", 2, server, 880, "--find")
    meera.window.wait_for(SEARCHING)
    asha.window.press("Skip")
    ravi.window.wait_for("Partner moved on to someone else")
    asha.wait_connected("Meera")
    meera.wait_connected("Asha")
    ravi.wait_idle()
    ravi.wait_silence()
    asha.wait_hears(880)
    meera.wait_hears(440)
    asha.wait_moving_picture()

    # End: the partner is told, and looks for the next by herself; both rest, nothing sounds.
    meera.window.press("End")
    meera.window.wait_for(ENDED)
    asha.window.wait_for("Partner left the call")
    asha.window.wait_heard("Partner left the call")
    assert "Partner’s camera is on" in asha.window.heard()
    assert asha.window.heard().count("Partner is muted") == 0
    asha.window.wait_heard("Next search in")
    asha.window.wait_for(SEARCHING, 8)
    asha.window.press("Cancel")
    for student in (asha, meera):
        student.wait_idle()
        student.wait_silence()


def test_audio_only_when_one_of_the_two_asks_for_it(ground: Ground) -> None:
    server = ground.server()
    asha = ground.student("Asha", 0, server, 440, "--audio-only", "--find")
    ravi = ground.student("Ravi", 1, server, 660, "--find")
    asha.wait_connected("Ravi")
    ravi.wait_connected("Asha")
    for student in (asha, ravi):
        student.window.wait_for("Audio call")
        assert student.window.find("Turn camera off") is None
    asha.wait_hears(660)
    ravi.wait_hears(440)
    asha.window.press("End")
    ravi.wait_idle()
