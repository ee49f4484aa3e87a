"""Offers, answers and candidates: in any order, too many, and not at all what they should be."""

import pytest

from gurukul_desktop.call.negotiation import CANDIDATES
from gurukul_desktop.call.ports import CallPlan, LocalMedia
from gurukul_desktop.errors import CallFault
from gurukul_desktop.protocol.peer import (
    CandidateSignal,
    DescriptionSignal,
    IceCandidate,
    SessionDescription,
)


def candidate(text, mid="0"):
    return CandidateSignal(IceCandidate(text, sdp_mid=mid, sdp_mline_index=0))


def trickled(signal):
    """A description without candidates, and the candidates one by one."""
    lines = signal.description.sdp.splitlines()
    kept = [line for line in lines if not line.startswith(("a=candidate", "a=end-of-candidates"))]
    found = dict.fromkeys(line[2:] for line in lines if line.startswith("a=candidate"))
    bare = SessionDescription(signal.description.type, "\r\n".join(kept) + "\r\n")
    return DescriptionSignal(bare), [candidate(text) for text in found]


@pytest.fixture
async def callee(stage, made):
    side = made.Side("callee")
    stage.place(stage.engine(), side, CallPlan("callee", "video"), stage.local())
    return side


@pytest.fixture
async def offered(stage):
    """A browser and its offer."""
    browser = stage.browser()
    browser.send_media()
    return browser, await browser.offer()


@pytest.mark.parametrize("early", [True, False])
async def test_candidates_come_before_the_description_or_after(callee, offered, early):
    browser, offer = offered
    bare, candidates = trickled(offer)
    signals = [*candidates, bare] if early else [bare, *candidates]
    for signal in [*signals, CandidateSignal(None)]:
        callee.call.receive(signal)
    await callee.until(lambda: bool(callee.signals))
    await browser.accept(callee.signals[0])
    await callee.until_pictures(3)


async def test_a_hundred_candidates_and_more(callee, offered, caplog):
    """What is over the bound is dropped with one line, the call stands."""
    browser, offer = offered
    for port in range(CANDIDATES + 50):  # fewer than may wait, or the offer would be dropped too
        callee.call.receive(
            candidate(f"candidate:1 1 tcp 1 127.0.0.1 {port + 1} typ host tcptype active")
        )
    callee.call.receive(offer)
    await callee.until(lambda: bool(callee.signals))
    await browser.accept(callee.signals[0])
    await callee.until_pictures(3)
    assert sum("too many" in record.message for record in caplog.records) <= 2
    assert any("too many" in record.message for record in caplog.records)


async def test_candidates_that_do_not_parse(callee, offered, caplog):
    browser, offer = offered
    hostile = ["nonsense", "candidate:1 1 udp x y z typ host", "candidate:1 2 udp 1 ::1 9 typ host"]
    for early in (True, False):
        for text in hostile:
            callee.call.receive(candidate(text))
        callee.call.receive(CandidateSignal(IceCandidate("candidate:1 1 udp 1 ::1 9 typ host")))
        if early:
            callee.call.receive(offer)
    await callee.until(lambda: bool(callee.signals))
    await browser.accept(callee.signals[0])
    await callee.until_pictures(3)
    assert sum("does not parse" in record.message for record in caplog.records) == 1
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(
    "sdp",
    [
        "",
        "this is no offer",
        "v=0\r\nm=\r\n",
        "v=0\r\nm=video x y z\r\n",
        "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n",
    ],
)
async def test_an_offer_that_does_not_parse(callee, sdp, caplog):
    callee.call.receive(DescriptionSignal(SessionDescription("offer", sdp)))
    await callee.until(lambda: bool(callee.errors))
    assert [error.fault for error in callee.errors] == [CallFault.BAD_OFFER]
    assert not any(record.exc_info for record in caplog.records)
    await callee.call.close(None)


async def test_a_later_offer_that_does_not_parse_leaves_the_call_alone(callee, offered):
    browser, offer = offered
    callee.call.receive(offer)
    await callee.until(lambda: bool(callee.signals))
    await browser.accept(callee.signals[0])
    await callee.until_pictures(3)
    callee.call.receive(DescriptionSignal(SessionDescription("offer", "nonsense")))
    callee.call.receive(DescriptionSignal(SessionDescription("answer", "nonsense")))
    await callee.until_pictures(10)
    assert not callee.errors


async def test_what_belongs_to_no_living_generation_is_ignored(callee, offered):
    browser, offer = offered
    sdp = offer.description.sdp
    newer = [DescriptionSignal(SessionDescription("answer", sdp, 7)), CandidateSignal(None, 7)]
    for signal in (*newer, offer, *newer):
        callee.call.receive(signal)
    await callee.until(lambda: bool(callee.signals))
    await browser.accept(callee.signals[0])
    await callee.until_pictures(3)
    assert [signal.description.type for signal in callee.signals[:1]] == ["answer"]
    assert len(callee.signals) == 2


async def test_the_caller_takes_no_offer(stage, made, offered):
    _, offer = offered
    side, browser = made.Side("caller"), stage.browser()
    local = LocalMedia(None, None)
    call = stage.place(stage.engine(), side, CallPlan("caller", "video"), local)
    call.receive(offer)
    await side.until(lambda: bool(side.signals))
    call.receive(await browser.answer(side.signals[0]))
    await side.until_pictures(3)
    assert [signal.description.type for signal in side.signals[:1]] == ["offer"]
    assert not side.errors


async def test_a_flood_of_signals(callee, offered, caplog):
    browser, offer = offered
    callee.call.receive(offer)
    for _ in range(5000):
        callee.call.receive(offer)
        callee.call.receive(CandidateSignal(None))
    await callee.until(lambda: bool(callee.signals))
    await browser.accept(callee.signals[0])
    await callee.until_pictures(3)
    assert not callee.errors
    assert len(caplog.records) < 10
