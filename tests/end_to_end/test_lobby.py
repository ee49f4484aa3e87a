"""The first start, the lobby with its topics, and a search that is widened: the real windows."""

import json
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Ground
from tests.end_to_end.programs import SEARCHING

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]

DEVICES = ("--camera", "test:asha", "--microphone", "test:440")
SILENT = ("--audio-only", "--microphone", "none", "--speaker", "none")
TOPICS = "What I study today"
FIRST = "First we look for somebody who studies biology too; after 10 seconds for anybody."
WIDENED = "Nobody who studies biology is free now, so we look for anybody."


def test_a_newcomer_is_shown_around_and_a_search_is_widened(ground: Ground, tmp_path: Path) -> None:
    server = ground.server()
    # The link is only filled in; its topic is searched for because Ravi says so.
    ravi = ground.student("Ravi", 1, server, 660, *SILENT, "--find", "gurukul://find?topic=biology")
    ravi.window.wait_for(SEARCHING)
    ravi.window.wait_for(FIRST)

    # Three steps; the name is cleaned, and the camera seen before anybody else sees it.
    asha = ground.newcomer("Asha", 0, server, *DEVICES)
    asha.window.wait_for("Step 1 of 3")
    asha.window.write("Your name", "   ")
    asha.window.press("Next")
    asha.window.wait_for_text("Please type a name")
    asha.window.write("Your name", " Asha\u202e  Rao ")
    asha.window.press("Next")
    asha.window.wait_for("Your camera")
    asha.window.press("Skip")
    asha.window.press("Start studying")
    asha.window.wait_gone("Step 3 of 3")

    # A topic is suggested, and nothing is open in the lobby.
    asha.window.write(TOPICS, "alg")
    asha.window.press("Add topic Algebra")
    asha.window.wait_for("Remove topic Algebra")
    asha.window.wait_for("Nobody sees you yet. Your camera is off.")
    assert asha.stop() == 0
    kept = json.loads((tmp_path / "Asha" / "preferences-1.json").read_text())
    assert (kept["name"], kept["topics"]) == ("Asha Rao", ["Algebra"])

    # The next run knows the topic and welcomes nobody.
    again = ground.newcomer("Asha", 0, server, *DEVICES, *SILENT)
    again.window.wait_for("Remove topic Algebra")
    assert again.window.find("Step 1 of 3") is None

    # Nobody studied biology too: it is said, and then anybody is the partner.
    ravi.window.wait_for(WIDENED, 14)
    ravi.window.wait_heard(WIDENED)
    again.find()
    again.window.wait_for("You are number 2 of 2")
    ravi.wait_connected("Asha Rao", 14)
    again.wait_connected("Ravi")
