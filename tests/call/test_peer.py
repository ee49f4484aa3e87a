"""What one call does: media, muting, a partner that vanishes, a partner that is no app."""

import asyncio
import threading
import time

import pytest

from gurukul_desktop.call.ports import CallPlan, LocalMedia
from gurukul_desktop.call.timing import Timing
from gurukul_desktop.errors import CallFault
from gurukul_desktop.protocol.channel import Chat, MediaState
from gurukul_desktop.protocol.messages import IceServer
from gurukul_desktop.protocol.peer import ByeSignal, CandidateSignal, DescriptionSignal


async def connected(*sides):
    for side in sides:
        await side.until(lambda side=side: bool(side.connected and side.partner_media))


async def test_an_audio_call_has_no_picture(stage, made):
    caller, callee = stage.pair(media="audio")
    await connected(caller, callee)
    assert "m=video" not in caller.signals[0].description.sdp
    assert abs(made.peak_hz(await callee.fresh_sound()) - 440) < 5
    assert callee.partner_media == [MediaState(microphone=True, camera=False)]
    assert callee.pictures == 0


async def test_no_devices_at_all(stage, made):
    nothing = LocalMedia(None, None)
    caller, callee = stage.pair(local=(nothing, nothing))
    await connected(caller, callee)
    assert made.rms(await caller.fresh_sound()) < 10
    assert caller.partner_media == [MediaState(microphone=False, camera=False)]
    assert caller.pictures == 0


async def test_mute_is_silence_and_the_partner_is_told(stage, made):
    caller, callee = stage.pair()
    await connected(caller, callee)
    assert made.rms(await callee.fresh_sound()) > 1000
    caller.call.set_media(microphone=False, camera=True)
    await callee.until(lambda: len(callee.partner_media) == 2)
    assert callee.partner_media[-1] == MediaState(microphone=False, camera=True)
    await callee.until_heard(0.3)
    assert made.rms(await callee.fresh_sound()) < 10
    caller.call.set_media(microphone=True, camera=True)
    await callee.until(lambda: len(callee.partner_media) == 3)
    await callee.until_heard(0.3)
    assert abs(made.peak_hz(await callee.fresh_sound()) - 440) < 5


async def test_a_screen_takes_the_place_of_the_camera_whole_and_gives_it_back(stage, made):
    camera, screen = stage.started(made.Pattern()), stage.started(made.Pattern(300, 800))
    local = LocalMedia(camera, None, screen), LocalMedia(None, None)
    caller, callee = stage.pair(local=local)
    await connected(caller, callee)
    await callee.until_pictures(3)
    caller.call.set_media(microphone=False, camera=False, screen=True)
    await callee.until(lambda: callee.newest[-1].height == 800)
    assert callee.newest[-1].width == 300
    assert callee.partner_media[-1] == MediaState(microphone=False, camera=True, screen=True)
    caller.call.set_media(microphone=False, camera=True)
    await callee.until(lambda: callee.newest[-1].width == 320)
    assert callee.partner_media[-1] == MediaState(microphone=False, camera=True, screen=False)


async def test_who_saves_data_sends_small_pictures_at_once(stage, made):
    camera = stage.started(made.Pattern(1280, 720))
    caller, callee = stage.pair(local=(LocalMedia(camera, None), LocalMedia(None, None)))
    await connected(caller, callee)
    caller.call.set_usage("saving")
    await callee.until(lambda: bool(callee.newest) and callee.newest[-1].width == 640)
    caller.call.set_usage("automatic")
    await callee.until(lambda: callee.newest[-1].width == 1280, 20)


async def test_camera_off_is_black_and_the_partner_is_told(stage):
    caller, callee = stage.pair()
    await connected(caller, callee)
    await callee.until_pictures(5)
    assert callee.brightness() > 30
    caller.call.set_media(microphone=True, camera=False)
    await callee.until(lambda: callee.brightness() < 5)
    assert callee.partner_media[-1] == MediaState(microphone=True, camera=False)
    before = callee.pictures
    await callee.until_heard(1.0)
    assert callee.pictures - before <= 2
    caller.call.set_media(microphone=True, camera=True)
    await callee.until(lambda: callee.brightness() > 30)
    assert callee.partner_media[-1] == MediaState(microphone=True, camera=True)


async def test_a_partner_that_stops_is_silent_then_alive_then_lost(stage):
    timing = Timing(heartbeat=0.1, silent=0.5, lost=2.0)
    caller, callee = stage.pair(timing=timing)
    await connected(caller, callee)
    for _ in range(2):
        frozen = threading.Event()
        callee.frozen = frozen
        await caller.until(lambda: caller.alive[-1:] == [False])
        callee.frozen = None
        if caller.alive == [False]:
            frozen.set()
            await caller.until(lambda: caller.alive == [False, True])
    await caller.until(lambda: bool(caller.errors))
    assert caller.alive == [False, True, False]
    assert [error.fault for error in caller.errors] == [CallFault.LOST]
    began = time.perf_counter()
    await caller.call.close("failed")
    assert time.perf_counter() - began < 2
    frozen.set()


async def test_a_goodbye_through_the_server(stage):
    caller, callee = stage.pair()
    await connected(caller, callee)
    callee.call.receive(ByeSignal("skipped"))
    await callee.until(lambda: bool(callee.byes))
    await caller.call.close("skipped")
    await callee.call.close(None)
    assert callee.byes == ["skipped"]


async def test_a_browser_calls(stage, made):
    """No data channel over there: picture and sound flow, and it counts as alive."""
    timing = Timing(heartbeat=0.1, silent=2.0, lost=4.0)
    side, browser = made.Side("callee"), stage.browser()
    engine = stage.engine(timing)
    call = stage.place(engine, side, CallPlan("callee", "video"), stage.local())
    browser.send_media()
    call.receive(await browser.offer())
    await side.until(lambda: bool(side.signals))
    await browser.accept(side.signals[0])
    await browser.until(lambda: browser.pictures > 10 and browser.heard > 10)
    await side.until_pictures(10)
    await side.until(lambda: len(side.statistics) > 25)
    assert side.connected == 1
    assert side.alive == []
    assert side.partner_media == []
    await browser.connection.close()
    await side.until(lambda: bool(side.byes))
    assert side.byes == ["ended"]


async def test_a_browser_is_called(stage, made):
    side, browser = made.Side("caller"), stage.browser()
    call = stage.place(stage.engine(), side, CallPlan("caller", "video"), stage.local())
    await side.until(lambda: len(side.signals) == 2)
    assert side.signals[1] == CandidateSignal(None)
    call.receive(await browser.answer(side.signals[0]))
    call.say(Chat(1, "Anybody there?"))
    await browser.until(lambda: browser.pictures > 10 and browser.heard > 10)
    await side.until_pictures(10)
    await call.close("ended")
    assert not side.errors
    assert (side.said, side.confirmed) == ([], [])


async def test_a_browser_offers_video_in_an_audio_call(stage, made):
    side, browser = made.Side("callee"), stage.browser()
    call = stage.place(stage.engine(), side, CallPlan("callee", "audio"), stage.local())
    browser.send_media()
    call.receive(await browser.offer())
    await side.until(lambda: bool(side.signals))
    await browser.accept(side.signals[0])
    await side.until_pictures(5)
    await browser.until(lambda: browser.heard > 10)
    assert browser.pictures == 0


async def test_a_second_offer_is_answered(stage, made):
    side, browser = made.Side("callee"), stage.browser()
    call = stage.place(stage.engine(), side, CallPlan("callee", "video"), stage.local())
    browser.send_media()
    call.receive(await browser.offer())
    await side.until(lambda: len(side.signals) == 2)
    await browser.accept(side.signals[0])
    await side.until_pictures(5)
    call.receive(await browser.offer())
    await side.until(lambda: len(side.signals) == 4)
    await browser.accept(side.signals[2])
    await side.until_pictures(5)
    assert not side.errors


async def test_a_relay_is_wanted_but_there_is_none(stage, made):
    stun = IceServer(("stun:127.0.0.1:9",))
    for servers in ((), (stun,), (IceServer(("turn:nonsense:::",)),)):
        side = made.Side("caller")
        plan = CallPlan("caller", "video", servers, ice_policy="relay")
        call = stage.place(stage.engine(), side, plan, LocalMedia(None, None))
        await side.until(lambda side=side: bool(side.errors))
        assert [error.fault for error in side.errors] == [CallFault.NO_RELAY]
        await call.close(None)


@pytest.mark.parametrize("media", ["video", "audio"])
async def test_the_partner_cannot_be_reached(stage, made, media):
    """An answer whose only address nobody listens at: another way is tried, and then no more."""
    side, browser = made.Side("caller"), stage.browser()
    timing = Timing(connect=2.0, look=0.05, pause=0.2)
    stage.place(stage.engine(timing), side, CallPlan("caller", media), LocalMedia(None, None))
    await side.until(lambda: bool(side.signals))
    answer = await browser.answer(side.signals[0])
    sdp = answer.description.sdp.replace(" UDP ", " udp ")
    lines = [line for line in sdp.splitlines() if not line.startswith("a=candidate")]
    lines.append("a=candidate:1 1 tcp 1 192.0.2.1 9 typ host tcptype active")
    broken = type(answer.description)("answer", "\r\n".join(lines) + "\r\n")
    side.call.receive(type(answer)(broken))
    await asyncio.gather(browser.close(), side.until(lambda: bool(side.errors)))
    assert [error.fault for error in side.errors] == [CallFault.UNREACHABLE]
    offers = [signal for signal in side.signals if isinstance(signal, DescriptionSignal)]
    assert [offer.description.generation for offer in offers] == [0, 1]
