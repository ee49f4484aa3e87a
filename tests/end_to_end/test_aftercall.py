"""After a call: what it was, the partner added late, the history over a restart, and its end."""

import pytest

from tests.end_to_end.conftest import Ground
from tests.end_to_end.programs import ENDED

pytestmark = [pytest.mark.display, pytest.mark.timeout(90)]


def test_the_page_after_a_call_and_the_history_over_a_restart(ground: Ground) -> None:
    server = ground.server()
    asha, ravi = ground.couple(server)

    # One ends: both see what it was, and with whom.
    asha.window.press("End")
    for student, partner, reason in (
        (asha, "Ravi", "You ended the call"),
        (ravi, "Asha", "Asha ended the call"),
    ):
        student.window.wait_for(ENDED)
        student.window.wait_for(f"Less than a minute with {partner}")
        student.window.wait_for(reason)
        student.window.wait_for("Find the next")

    # They forgot to become buddies, and it is not too late.
    asha.window.press("Add as buddy")
    ravi.window.wait_for("Asha wants to be your buddy")
    ravi.window.press("Accept as buddy")
    asha.window.wait_for("You and Ravi are buddies")
    asha.window.press("Done")
    asha.window.wait_for("Find Partner")

    # The history is there for the next run, and gone when it is cleared.
    assert asha.stop() == 0
    asha = ground.student("Asha", 0, server, 440)
    asha.window.press("History")
    asha.window.wait_for_text("less than a minute with Ravi")
    asha.window.wait_for("1 session")
    asha.window.wait_for_text(", today, less than a minute")
    asha.window.press("Clear history")
    asha.window.press("Yes, clear the history")
    asha.window.wait_for("No sessions yet")
    assert not list(asha.log_file.parent.glob("Asha/history-*"))
