"""Two students write to each other, set goals and share a focus timer: the real windows."""

import pytest

from tests.end_to_end.conftest import Ground

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]

AUDIO = ("--audio-only", "--microphone", "none", "--speaker", "none")


def test_two_students_chat_set_goals_and_share_a_timer(ground: Ground) -> None:
    server = ground.server()
    asha, ravi = ground.couple(server, *AUDIO)

    # Asha writes; Ravi, whose chat is closed, sees that she did, and answers.
    asha.window.press("Chat")
    asha.window.write("Message to Ravi", "Shall we begin? https://example.org/book")
    asha.window.press("Send")
    ravi.window.wait_for("Chat, 1 unread")
    ravi.window.press("Open chat")
    ravi.window.wait_for_text(": Shall we begin?")
    ravi.window.wait_gone("Chat, 1 unread")
    ravi.window.write("Message to Asha", "हाँ 👍")
    ravi.window.press("Send")
    asha.window.wait_for_text(": हाँ 👍")

    # A link is opened only after a yes.
    ravi.window.press("Open link https://example.org/book")
    ravi.window.wait_for("Open this link?")
    ravi.window.press("Do not open")
    ravi.window.wait_gone("Open this link?")

    # Goals
    asha.window.press("Set a goal for this call")
    asha.window.write("Your goal for this call", "Finish chapter 3")
    asha.window.press("Keep goal")
    ravi.window.wait_for("Asha’s goal: Finish chapter 3")

    asha.window.press("Close chat")

    # The timer of one is the other's.
    asha.window.press("Focus timer")
    asha.window.press("Start timer")
    ravi.window.wait_for("Asha started the focus timer")
    ravi.window.wait_for_text("Focus, 24:5")
    ravi.window.press("Close chat")
    ravi.window.press(ravi.window.wait_for_text("Focus, 24:5"))
    ravi.window.press("Pause timer")
    asha.window.wait_for("Ravi paused the focus timer")
    asha.window.press("Resume timer")
    ravi.window.wait_for("Asha resumed the focus timer")
    ravi.window.press("End timer")
    asha.window.wait_for("Start timer")
    asha.window.press("End")
    ravi.wait_idle()
