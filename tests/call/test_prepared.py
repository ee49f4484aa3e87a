"""Connections made ahead: of use to both roles, renewed, thrown away, never left behind."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from aiortc import RTCPeerConnection
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack

from gurukul_desktop.call import ice, prepared, probe
from gurukul_desktop.call.internals import route
from gurukul_desktop.call.ports import CallPlan
from gurukul_desktop.call.prepared import Preparation
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.protocol.messages import IceServer

PLAN = CallPlan("callee", "video")
CALLER = replace(PLAN, role="caller")
RELAY = (IceServer(("turn:127.0.0.1:9",), "student", "word"),)


@pytest.fixture
async def preparation(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Preparation]:
    monkeypatch.setattr(prepared, "LOOK_SECONDS", 0.02)
    preparation = Preparation()
    yield preparation
    await preparation.aclose()
    # Only what the test itself runs in is left, but for aioice's own that are being cancelled.
    await until(lambda: len(asyncio.all_tasks()) == 1)


async def until(condition: Callable[[], bool]) -> None:
    """There is nothing to wait on: the app itself never waits for it."""
    async with asyncio.timeout(10):
        for _ in range(2000):
            if condition():
                return
            await asyncio.sleep(0.005)
    raise AssertionError("it never came to be")


def gathered(rtc: RTCPeerConnection) -> bool:
    return rtc.iceGatheringState == "complete"


async def opened(preparation: Preparation, plan: CallPlan, attempt: int = 0) -> bool:
    """Whether the connection that a call of this plan gets was ready."""
    rtc = preparation.open(plan, attempt)
    ready = gathered(rtc)
    await rtc.close()
    return ready


async def test_there_is_always_a_connection(preparation: Preparation) -> None:
    assert not await opened(preparation, PLAN)


async def test_what_is_ready_is_handed_over_once(preparation: Preparation) -> None:
    preparation.begin(PLAN)
    await until(lambda: preparation.ready)
    assert await opened(preparation, CALLER)
    assert not preparation.ready
    assert not await opened(preparation, CALLER)


@pytest.mark.parametrize(
    ("plan", "attempt"),
    [
        (replace(PLAN, media="audio"), 0),
        (replace(PLAN, ice_servers=(IceServer(("stun:127.0.0.1:9",)),)), 0),
        (replace(PLAN, ice_servers=RELAY, ice_policy="relay"), 0),
        (PLAN, 1),
    ],
)
async def test_a_call_of_another_kind_gets_a_new_one(
    preparation: Preparation, plan: CallPlan, attempt: int
) -> None:
    preparation.begin(PLAN)
    await until(lambda: preparation.ready)
    assert not await opened(preparation, plan, attempt)
    assert not preparation.ready


async def test_another_wish_makes_another_one(preparation: Preparation) -> None:
    preparation.begin(PLAN)
    await until(lambda: preparation.ready)
    audio = replace(PLAN, media="audio")
    preparation.begin(audio)
    await until(lambda: preparation._ready is not None and preparation._ready.plan == audio)
    assert await opened(preparation, audio)


async def test_fresh_credentials_make_no_other_one(preparation: Preparation) -> None:
    servers = (IceServer(("stun:127.0.0.1:9",), "old", "word"),)
    preparation.begin(replace(PLAN, ice_servers=servers))
    await until(lambda: preparation.ready)
    before = preparation._ready
    fresh = replace(PLAN, ice_servers=(replace_username(servers[0]),))
    preparation.begin(fresh)
    assert preparation._ready is before
    assert await opened(preparation, fresh)


def replace_username(server: IceServer) -> IceServer:
    return IceServer(server.urls, "new", "other")


async def test_it_is_made_anew_before_routers_forget_it(
    preparation: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "FRESH_SECONDS", 0.05)
    preparation.begin(PLAN)
    await until(lambda: preparation.ready)
    first = preparation._ready
    assert first is not None
    await until(lambda: preparation._ready is not first)
    await until(lambda: first.rtc.connectionState == "closed")


async def test_another_network_makes_another_one(
    preparation: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparation.begin(PLAN)
    await until(lambda: preparation.ready)
    first = preparation._ready
    monkeypatch.setattr(route, "addresses", lambda: frozenset({"192.0.2.9"}))
    assert first is not None
    assert not first.suits(PLAN)
    await until(lambda: preparation._ready is not first)


async def test_a_search_that_ends_leaves_nothing(preparation: Preparation) -> None:
    preparation.begin(PLAN)
    preparation.discard()  # in the middle of it
    preparation.begin(PLAN)
    await until(lambda: preparation.ready)
    ready = preparation._ready
    preparation.discard()
    preparation.discard()
    assert ready is not None
    await until(lambda: ready.rtc.connectionState == "closed")
    assert not preparation.ready


async def test_what_cannot_be_prepared_is_a_reason_only_to_the_call(
    preparation: Preparation,
) -> None:
    hidden = replace(PLAN, ice_policy="relay")
    preparation.begin(hidden)
    await asyncio.sleep(0)
    assert not preparation.ready
    with pytest.raises(CallError) as raised:
        preparation.open(hidden, 0)
    assert raised.value.fault is CallFault.NO_RELAY


async def test_one_without_candidates_is_of_no_use(
    preparation: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The relay does not answer: there is nothing to begin with."""
    monkeypatch.setattr(prepared, "AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(ice, "patience", lambda plan, attempt: 0.05)
    monkeypatch.setattr(probe, "PATIENCE", 0.05)
    made: list[RTCPeerConnection] = []
    make = prepared.connection

    def keep(plan: CallPlan, attempt: int, known: ice.Reachable) -> RTCPeerConnection:
        made.append(make(plan, attempt, known))
        return made[-1]

    monkeypatch.setattr(prepared, "connection", keep)
    preparation.begin(replace(PLAN, ice_servers=RELAY, ice_policy="relay"))
    await until(lambda: len(made) > 1 and made[0].connectionState == "closed")
    assert not preparation.ready


@pytest.mark.parametrize("caller_ready", [True, False])
async def test_a_prepared_one_meets_any_other(caller_ready: bool) -> None:
    """Each side as it is described by the other: JSEP does not tell how it was made."""
    one, other = Preparation(), Preparation()
    (one if caller_ready else other).begin(PLAN)
    await until(lambda: one.ready or other.ready)
    caller, callee = one.open(CALLER, 0), other.open(PLAN, 0)
    tracks: list[str] = []
    for rtc in (caller, callee):
        rtc.on("track", lambda track: tracks.append(track.kind))
    for track in (AudioStreamTrack(), VideoStreamTrack()):
        caller.addTrack(track)
    caller.createDataChannel("gurukul")
    await caller.setLocalDescription(await caller.createOffer())
    await callee.setRemoteDescription(caller.localDescription)
    for track in (AudioStreamTrack(), VideoStreamTrack()):
        callee.addTrack(track)
    await callee.setLocalDescription(await callee.createAnswer())
    await caller.setRemoteDescription(callee.localDescription)
    await until(lambda: {caller.connectionState, callee.connectionState} == {"connected"})
    assert sorted(tracks) == ["audio", "audio", "video", "video"]
    for rtc in (caller, callee):
        assert len(rtc.getTransceivers()) == 2
        assert {t.currentDirection for t in rtc.getTransceivers()} == {"sendrecv"}
        await rtc.close()
    for preparation in (one, other):
        await preparation.aclose()
