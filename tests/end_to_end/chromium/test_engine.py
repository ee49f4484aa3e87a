"""A browser and our call engine: each calls the other, with each codec."""

import pytest

from tests.call.conftest import rms
from tests.call.wire import Wire
from tests.end_to_end.chromium.browser import Page
from tests.end_to_end.chromium.conftest import OpenPage, Student

pytestmark = pytest.mark.timeout(60)

SEES = "student.call.measure().then(m => m.video?.framesDecoded > {0})"
HEARS = "student.call.measure().then(m => m.audio?.totalAudioEnergy > {0})"


async def _meet(page: Page, ours: Student, calls: str) -> None:
    """Whoever comes second calls."""
    if calls == "browser":
        await ours.find()
        await page.run("student.find()")
    else:
        await page.run("student.find()")
        await page.until("student.state === 'searching'")
        await ours.find()
    await page.until("student.state === 'with Asha'")
    assert await page.run("student.call.plan.role") == (
        "caller" if calls == "browser" else "callee"
    )


async def _both_see_and_hear(page: Page, ours: Student) -> None:
    await ours.until_pictures(20)
    await ours.until(lambda: rms(ours.last_sound()) > 300)  # it beeps now and then
    before = await page.run("student.call.measure()")
    frames = before.get("video", {}).get("framesDecoded", 0)
    energy = before.get("audio", {}).get("totalAudioEnergy", 0)
    await page.until(SEES.format(frames + 20))
    await page.until(HEARS.format(energy + 1e-4))


@pytest.mark.parametrize("codec", ["VP8", "H264"])
@pytest.mark.parametrize("calls", ["app", "browser"])
async def test_both_see_and_hear(
    ours: Student, server: str, open_page: OpenPage, calls: str, codec: str
) -> None:
    page = await open_page(server, codec=codec)
    await _meet(page, ours, calls)
    await _both_see_and_hear(page, ours)
    seen = (await page.run("student.call.measure()"))["video"]
    assert seen["mimeType"] == f"video/{codec}"
    assert (seen["frameWidth"], seen["frameHeight"]) == (640, 360)
    # The channel of the two apps is spoken as well.
    await page.until("student.call.pongs > 0 && student.call.partner.camera")
    await ours.until(lambda: bool(ours.partner_media))
    assert ours.partner_media[0].camera
    assert ours.connected == 1
    assert ours.errors == []


async def test_without_the_data_channel(ours: Student, server: str, open_page: OpenPage) -> None:
    page = await open_page(server, channel=False)
    await _meet(page, ours, "browser")
    await _both_see_and_hear(page, ours)
    assert ours.partner_media == []
    await page.run("student.leave('end')")
    await ours.until(lambda: bool(ours.byes))


@pytest.mark.parametrize("leaves", ["app", "browser"])
async def test_skip(ours: Student, server: str, open_page: OpenPage, leaves: str) -> None:
    page = await open_page(server)
    await _meet(page, ours, "browser")
    await page.until("student.call.pongs > 0")
    if leaves == "app":
        await ours.leave("skip")
        await page.until("student.state === 'over: skipped'")
        assert await page.run("student.call.bye") == "skipped"
    else:
        await page.run("student.leave('skip')")
        await ours.until(lambda: ours.byes == ["skipped"])
        await ours.until(lambda: ours.told[-1]["type"] == "partner_left")


async def test_the_browser_rebuilds(ours: Student, server: str, open_page: OpenPage) -> None:
    page = await open_page(server)
    await _meet(page, ours, "browser")
    await _both_see_and_hear(page, ours)
    await page.run("student.call.rebuild()")
    await page.until("student.call.connection.connectionState === 'connected'")
    await _both_see_and_hear(page, ours)
    assert await page.run("student.call.generation") == 1
    assert ours.errors == []


async def test_the_app_rebuilds(
    ours: Student, server: str, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = Wire(monkeypatch)
    page = await open_page(server)
    await _meet(page, ours, "app")
    await page.until("student.call.pongs > 0")
    wire.kill()
    await ours.until(lambda: ours.alive[-2:] == [False, True], seconds=20)
    await _both_see_and_hear(page, ours)
    assert await page.run("student.call.generation") >= 1
    assert ours.errors == []
