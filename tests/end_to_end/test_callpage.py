"""A call seen in a small window, and ended by a report and a block that outlasts everything."""

import json
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Ground
from tests.end_to_end.programs import ENDED, SEARCHING, until

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]


def test_who_was_blocked_is_never_met_again(ground: Ground, tmp_path: Path) -> None:
    server = ground.server()
    asha, ravi = ground.couple(server)

    # The partner in a small window of its own, and back.
    asha.window.press("More")
    asha.window.press("Small window")
    asha.window.wait_for("Call with Ravi")
    asha.window.press("Back to the large window")
    asha.window.wait_gone("Call with Ravi")

    # That it is not to open by itself is for every call to come.
    asha.window.press("More")
    asha.window.press("Small window when minimised")

    # Report and block: two clicks, and the call is over.
    asha.window.press("Report")
    asha.window.press("Report and block")
    asha.window.wait_for(ENDED)
    asha.window.wait_for("Thank you. Your report was sent.")
    ravi.window.wait_for("Partner left the call")

    # Neither the app nor the server remembers anything but what is on Asha's disk.
    assert asha.stop() == 0
    kept = json.loads((tmp_path / "Asha" / "preferences-1.json").read_text())
    assert kept["small_window"] is False
    server.kill()
    server = ground.server(port=server.port)
    asha = ground.student("Asha", 0, server, 440, "--find")
    asha.window.wait_for("You are number 1 of 1")
    if ravi.window.find("Done") is not None:
        ravi.window.press("Done")
    ravi.find()
    ravi.window.wait_for("Partner moved on to someone else")
    until(lambda: "somebody who is blocked" in asha.log, "Asha's app skips Ravi", 5)
    asha.window.wait_for(SEARCHING)
    assert "connecting" not in asha.log.split("somebody who is blocked")[-1]
