"""The server dies without a word and comes back: nobody is stuck, and a call goes on."""

import pytest

from tests.end_to_end.conftest import Ground
from tests.end_to_end.programs import ENDED, SEARCHING

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]

OFFLINE = "No connection to the server."


def test_killed_in_the_middle_of_a_search(ground: Ground) -> None:
    server = ground.server()
    asha = ground.student("Asha", 0, server, 440)
    asha.find()
    asha.window.wait_for("You are number 1 of 1")
    server.kill()
    asha.window.wait_for_text(OFFLINE)
    assert asha.window.find(SEARCHING), "the search goes on by itself"
    asha.window.wait_for_text("Trying again in 2 s.")
    asha.window.wait_for("Retry now")

    server = ground.server(port=server.port)
    asha.window.wait_for("You are number 1 of 1", 40)
    asha.window.wait_heard("Online")
    assert asha.window.heard().count("No connection to the server") == 1, (
        "said once, not at each try"
    )
    ravi = ground.student("Ravi", 1, server, 660, "--find")
    asha.wait_connected("Ravi")
    ravi.wait_connected("Asha")
    asha.window.press("End")
    ravi.wait_idle()


def test_killed_in_the_middle_of_a_call(ground: Ground) -> None:
    server = ground.server()
    asha, ravi = ground.couple(server)
    asha.wait_hears(660)
    server.kill()

    # Without a server: the call is from app to app.
    asha.wait_moving_picture()
    asha.wait_hears(660)
    ravi.wait_hears(440)

    # With the server back, which has forgotten the two.
    server = ground.server(port=server.port)
    server.wait_clients(2)
    asha.wait_moving_picture()
    ravi.wait_hears(440)
    assert asha.window.find("Connected with Ravi")
    assert ravi.window.find("Connected with Asha")

    # Ended from app to app, and a new search finds each other again.
    asha.window.press("End")
    asha.window.wait_for(ENDED)
    ravi.window.wait_for("Partner left the call")
    asha.wait_idle()
    ravi.wait_idle()
    for student in (asha, ravi):
        student.window.wait_for("Online", 40)
    asha.find()
    ravi.find()
    asha.wait_connected("Ravi")
    ravi.wait_hears(440)


def test_killed_and_never_back_while_searching(ground: Ground) -> None:
    """No stuck loader: Cancel works with nobody to tell."""
    server = ground.server()
    asha = ground.student("Asha", 0, server, 440)
    asha.find()
    server.kill()
    asha.window.wait_for_text(OFFLINE)
    asha.window.press("Cancel")
    asha.wait_idle()
    asha.wait_silence()
