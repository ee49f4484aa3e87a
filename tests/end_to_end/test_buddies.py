"""Two students become buddies and part again; one reports another and is never paired with them."""

import pytest

from tests.end_to_end.conftest import Ground
from tests.end_to_end.programs import ENDED, Server, Student

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]


def meet(ground: Ground, server: Server) -> tuple[Student, Student]:
    """Asha and Ravi in a call."""
    asha, ravi = ground.couple(server)
    return asha, ravi


def test_buddies_are_made_seen_and_removed(ground: Ground) -> None:
    server = ground.server()
    asha, ravi = meet(ground, server)
    asha.window.press("Add as buddy")
    asha.window.wait_for("You asked Ravi to be your buddy")
    ravi.window.wait_for("Asha wants to be your buddy")
    ravi.window.press("Accept")
    asha.window.wait_for("You and Ravi are buddies")
    ravi.window.wait_for("You and Asha are buddies")
    asha.window.press("End")
    asha.wait_idle()
    ravi.wait_idle()

    # Both find each other in the list, as online.
    asha.window.press("Buddies · 1 online")
    asha.window.wait_for("Ravi, Online")
    ravi.window.press("Buddies · 1 online")
    ravi.window.wait_for("Asha, Online")
    ravi.window.press("Close buddies")

    # The lobby tells who is there too, and the wish to be called with them first is kept.
    ravi.window.wait_for("Asha is online")
    assert ravi.window.wait_for("Anyone").checked
    ravi.window.press("Call first")
    ravi.window.wait_heard("Buddies are called first")
    assert ravi.window.wait_for("Buddies first").checked

    # One closes the window, and comes back as who they were.
    assert ravi.stop() == 0
    asha.window.wait_for("Ravi, Offline")
    ravi = ground.student("Ravi", 1, server, 660)
    asha.window.wait_for("Ravi, Online", 30)
    ravi.window.wait_for("Called first")
    ravi.window.press("Buddies · 1 online")
    ravi.window.wait_for("Asha, Online")

    # Removed by one, gone for both, while they look.
    asha.window.press("Remove Ravi")
    asha.window.press("Yes, remove Ravi")
    asha.window.wait_for("No buddies yet")
    ravi.window.wait_for("No buddies yet")


def test_a_reported_partner_is_left_and_never_met_again(ground: Ground) -> None:
    asha, ravi = meet(ground, ground.server())
    asha.window.press("Report")
    asha.window.wait_for("The call ends, you will not be paired again, and the admin reads it.")
    asha.window.press("Insults, hate or threats")
    asha.window.press("Report and block")
    asha.window.wait_for(ENDED)
    asha.window.wait_for("Thank you. Your report was sent.")
    ravi.window.wait_for("Partner left the call")
    asha.wait_idle()
    ravi.wait_idle()
    asha.wait_silence()

    # The other has something to say too, after the call.
    assert asha.window.find("Report Ravi") is None
    ravi.window.press("Report Asha")
    ravi.window.wait_for("You will not be paired again, and the admin reads it.")
    ravi.window.press("Something else")
    ravi.window.press("Report and block")
    ravi.window.wait_for("Thank you. Your report was sent.")
    ravi.window.wait_gone("Report Asha")

    # Both wait, and nobody else does: still they are not paired.
    asha.find()
    asha.window.wait_for("You are number 1 of 1")
    ravi.find()
    ravi.window.wait_for("You are number 2 of 2")
    asha.window.wait_for("You are number 1 of 2")


def test_a_report_outlives_the_server_and_the_app(ground: Ground) -> None:
    server = ground.server()
    asha, _ = meet(ground, server)
    server.kill()
    asha.window.wait_for("Report")
    asha.window.press("Report")
    asha.window.press("Advertising or a scam")
    asha.window.press("Report and block")
    asha.window.wait_for("Thank you. Your report will be sent when the server is back.")
    assert asha.stop() == 0

    # The memory store has forgotten the call, and the student is told so, once.
    server = ground.server(port=server.port)
    asha = ground.student("Asha", 0, server, 440)
    asha.window.wait_for_text("did not take your report")
    assert not list(asha.log_file.parent.glob("Asha/reports-*"))
