"""The engine as the app uses it: place, talk, close, and nothing left behind."""

import asyncio
import gc
import queue
import threading
import time

import psutil
import pytest
from aiortc.rtcdtlstransport import RTCDtlsTransport

from gurukul_desktop.call.engine import THREAD, CallEngine
from gurukul_desktop.call.ports import CallPlan, LocalMedia, RemoteMedia
from gurukul_desktop.call.timing import Timing
from gurukul_desktop.errors import CallFault
from gurukul_desktop.protocol.channel import MediaState

OPUS = 96
"""The payload type that aiortc gives to sound."""


async def test_two_sides_see_and_hear_each_other(stage, made):
    caller, callee = stage.pair()
    for side, hz in ((caller, 880), (callee, 440)):
        await side.until(lambda side=side: side.connected == 1)
        await side.until_pictures(20)
        first, last = side.newest[0], side.newest[-1]
        assert (last.width, last.height) == (320, 180)
        assert (first.to_ndarray(format="gray") != last.to_ndarray(format="gray")).any()
        assert abs(made.peak_hz(await side.fresh_sound()) - hz) < 5
        await side.until(lambda side=side: any(20 <= s.fps <= 40 for s in side.statistics))
        assert side.partner_media == [MediaState(microphone=True, camera=True)]
        statistics = side.statistics[-1]
        assert (statistics.width, statistics.height) == (320, 180)
        assert (statistics.sent_width, statistics.sent_height) == (320, 180)
        assert (statistics.codec, statistics.path) == ("H264", "direct")
        assert 0 < statistics.playout_ms < 500
        assert statistics.loss_in == statistics.loss_out == 0
        assert statistics.bits_per_second_in > 10_000
        assert statistics.bits_per_second_out > 10_000
        assert statistics.packets_lost == 0
        assert 0 < statistics.round_trip_ms < 1000
        assert not side.errors
        assert not side.byes


async def test_a_lost_start_of_the_picture_is_asked_for_again(stage, monkeypatch):
    """The first keyframe is lost on the way, so nothing after it can be decoded."""
    receive = RTCDtlsTransport._handle_rtp_data
    lost: dict[object, int] = {}

    async def lose_the_first(self, data, arrival_time_ms):
        if data[1] & 0x7F != OPUS and lost.setdefault(self, 0) < 6:
            lost[self] += 1
            return
        await receive(self, data, arrival_time_ms)

    monkeypatch.setattr(RTCDtlsTransport, "_handle_rtp_data", lose_the_first)
    caller, callee = stage.pair()
    for side in (caller, callee):
        await side.until_pictures(20)
    assert set(lost.values()) == {6}


async def test_the_listener_is_called_where_the_engine_was_started(stage):
    caller, callee = stage.pair()
    await callee.until(lambda: bool(callee.statistics))
    await caller.until(lambda: caller.connected == 1)
    assert caller.threads == callee.threads == {threading.current_thread().name}


async def test_listeners_are_called_through_post_if_it_is_given(made):
    posted = queue.SimpleQueue()
    engine = CallEngine(Timing(connect=0.1))
    engine.start(posted.put)
    side = made.Side("alone")
    silent = LocalMedia(None, None)
    engine.place(CallPlan("callee", "audio"), silent, RemoteMedia(print, print), side)
    said = await asyncio.to_thread(posted.get, timeout=5)
    assert not side.errors
    said()
    assert [error.fault for error in side.errors] == [CallFault.TIMEOUT]
    await engine.aclose()


async def test_placing_a_call_takes_no_time(stage, made):
    engine = stage.engine()
    local = LocalMedia(None, None)
    began = time.perf_counter()
    stage.place(engine, made.Side("caller"), CallPlan("caller", "video"), local)
    assert time.perf_counter() - began < 0.05


async def test_goodbye_is_said_on_the_channel(stage):
    caller, callee = stage.pair()
    await callee.until(lambda: bool(callee.partner_media))
    await caller.until(lambda: bool(caller.partner_media))
    await caller.call.close("skipped")
    await callee.until(lambda: bool(callee.byes))
    assert callee.byes == ["skipped"]
    assert not callee.errors


async def test_closing_without_a_reason_still_ends_the_call_over_there(stage):
    caller, callee = stage.pair()
    await callee.until(lambda: callee.connected == 1)
    await caller.until(lambda: caller.connected == 1)
    await caller.call.close(None)
    await callee.until(lambda: bool(callee.byes))
    assert callee.byes == ["ended"]


async def test_nothing_is_told_after_close_and_closing_again_is_fine(stage):
    caller, callee = stage.pair()
    await caller.until(lambda: caller.connected == 1)
    await caller.call.close("ended")
    told = len(caller.signals), len(caller.statistics), len(caller.partner_media)
    caller.call.set_media(microphone=False, camera=False)
    caller.call.receive(callee.signals[0])
    await caller.call.close("ended")
    await callee.until(lambda: bool(callee.byes))
    await callee.call.close(None)
    assert told == (len(caller.signals), len(caller.statistics), len(caller.partner_media))


async def test_closing_a_call_that_never_connected(stage, made):
    engine = stage.engine()
    local = stage.local()
    for role in ("caller", "callee"):
        side = made.Side(role)
        call = stage.place(engine, side, CallPlan(role, "video"), local)
        await call.close("ended")
        assert not side.errors
    assert local.camera.subscribers == local.microphone.subscribers == 0


def native_threads(process):
    """Threads that Python did not start, such as FFmpeg's."""
    return process.num_threads() - threading.active_count()


def await_native_threads(process, most):
    """The system tells nobody that a thread has ended: hence the look again."""
    deadline = time.monotonic() + 5
    while native_threads(process) > most:
        assert time.monotonic() < deadline, f"more than {most} threads"
        time.sleep(0.01)


async def test_calls_leave_nothing_behind(stage):
    """Threads, tasks and sockets are back where they were, call after call."""
    process = psutil.Process()
    engines = [stage.engine(), stage.engine()]
    local = stage.local(hz=440), stage.local(hz=880)

    async def call_once():
        caller, callee = stage.pair(engines=engines, local=local)
        await caller.until_pictures(3)
        await callee.until_pictures(3)
        await asyncio.gather(caller.call.close("ended"), callee.call.close("ended"))

    def held():
        gc.collect()
        encoders = f"{THREAD}-encoder"
        threads = [t.name for t in threading.enumerate() if not t.name.startswith(encoders)]
        tasks = sum(len(asyncio.all_tasks(engine._loop)) for engine in engines)
        return sorted(threads), tasks, process.num_fds()

    await call_once()  # whose imports and first threads are done with then
    before = held()
    for _ in range(5):
        await call_once()
        assert held() == before
    # Threads that FFmpeg starts are gone without the garbage collector's help.
    gc.disable()
    try:
        most = native_threads(process)
        for _ in range(3):
            await call_once()
            await asyncio.to_thread(await_native_threads, process, most)
    finally:
        gc.enable()
    assert all(
        source.subscribers == 0 for media in local for source in (media.camera, media.microphone)
    )


async def test_an_engine_leaves_nothing_behind(stage):
    process = psutil.Process()
    gc.collect()
    local = stage.local(), stage.local()
    # What a test before this one had open may still go meanwhile, so only more is a leak.
    threads, files = set(threading.enumerate()), process.num_fds()
    engines = [stage.engine(), stage.engine()]
    caller, callee = stage.pair(engines=engines, local=local)
    await caller.until_pictures(1)
    await callee.until_pictures(1)
    for engine in engines:
        await engine.aclose()
        await engine.aclose()
    gc.collect()
    assert set(threading.enumerate()) <= threads
    assert process.num_fds() <= files


async def test_an_engine_that_does_not_run_makes_no_calls(made):
    engine = CallEngine()
    plan, local, remote = CallPlan("caller", "audio"), LocalMedia(None, None), RemoteMedia(id, id)
    with pytest.raises(RuntimeError):
        engine.place(plan, local, remote, made.Side("too early"))
    await engine.aclose()
    engine.start()
    with pytest.raises(RuntimeError):
        engine.start()
    await engine.aclose()
    with pytest.raises(RuntimeError):
        engine.place(plan, local, remote, made.Side("too late"))


async def test_nobody_answers(stage, made):
    engine = stage.engine(Timing(connect=0.3))
    for role in ("caller", "callee"):
        side = made.Side(role)
        stage.place(engine, side, CallPlan(role, "video"), LocalMedia(None, None))
        await side.until(lambda side=side: bool(side.errors))
        assert [error.fault for error in side.errors] == [CallFault.TIMEOUT]


async def test_a_fault_on_the_call_thread_is_logged_once_and_told(stage, caplog):
    caller, callee = stage.pair()

    def broken(frame):
        raise ZeroDivisionError

    await callee.until(lambda: callee.connected == 1)
    callee.picture = broken  # too late: the sink was given when the call was placed
    await callee.until_pictures(1)
    assert not callee.errors

    side = type(callee)("broken")
    side.picture = broken
    engine = stage.engine()
    local = LocalMedia(None, None)
    other = type(callee)("other")
    side.partner = stage.place(engine, other, CallPlan("caller", "video"), stage.local())
    other.partner = stage.place(engine, side, CallPlan("callee", "video"), local)
    await side.until(lambda: bool(side.errors))
    assert [error.fault for error in side.errors] == [CallFault.LOST]
    assert sum("a part of the call" in record.message for record in caplog.records) == 1
    assert caller.connected == 1
