"""A browser and the app as its user has it: with its window, devices and sound."""

import pytest

from tests.end_to_end.chromium.conftest import OpenPage
from tests.end_to_end.conftest import Ground
from tests.end_to_end.programs import SEARCHING, Student, until

pytestmark = [pytest.mark.display, pytest.mark.timeout(120)]

SEES = "student.call.measure().then(m => m.video?.framesDecoded > 20)"
HEARS = "student.call.measure().then(m => m.audio?.totalAudioEnergy > 1e-3)"


def _sees_and_hears(asha: Student) -> None:
    asha.wait_moving_picture()
    until(lambda: asha.hears().rms > 0.003, "Asha hears the browser beep", 10.0)


async def test_each_calls_the_other(ground: Ground, site: str, open_page: OpenPage) -> None:
    server = ground.server("--origin", site)
    page = await open_page(server.url, codec="H264", name="Ravi")
    asha = ground.student("Asha", 0, server, 440)

    # The browser comes second, and calls.
    asha.find()
    asha.window.wait_for(SEARCHING)
    await page.run("student.find()")
    asha.wait_connected("Ravi")
    await page.until(SEES)
    await page.until(HEARS)
    _sees_and_hears(asha)

    # What is switched off here is seen there, and the other way round.
    asha.window.press("Mute")
    await page.until("student.call.partner.microphone === false")
    await page.run("student.call.say({type: 'media', microphone: true, camera: false})")
    asha.window.wait_for("Camera is off")
    await page.run("student.leave('end')")
    asha.window.wait_for("Partner left the call")
    asha.wait_idle()

    # The app comes second, and calls.
    await page.run("student.find()")
    await page.until("student.state === 'searching'")
    asha.find()
    asha.wait_connected("Ravi")
    await page.until("student.call.plan.role === 'callee'")
    await page.until(SEES)
    _sees_and_hears(asha)
    asha.window.press("Skip")
    await page.until("student.state === 'over: skipped'")
