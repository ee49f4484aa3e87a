"""When the partner is told how much the way carries."""

import itertools
import random

from gurukul_desktop.call.video.estimate import (
    FALLEN,
    MOST_STREAMS,
    REMINDER,
    SOONEST_MS,
    ArrivalEstimate,
)

RATE = 1_500_000
SIZE = 1200


def told(seconds, *, loss=0.0, again=False, capacity=None, most=None):
    """30 pictures a second at ``RATE`` over a link; what was told when, in milliseconds."""
    chance = random.Random(7)
    free = 0.0
    packets = []
    count = round(RATE / 30 / 8 / SIZE)
    for picture in range(int(seconds * 30)):
        for part in range(count):
            sent = 5000 + picture * 1000 / 30 + part * 0.2
            late = 40.0
            if chance.random() < loss:
                if not again:
                    continue
                late += 90
            packets.append((sent + late + chance.random() * 3, sent))
    estimate = ArrivalEstimate()
    answers = []
    for arrived, sent in sorted(packets):
        if capacity:
            free = max(arrived, free) + SIZE * 8000 / capacity
            arrived = free
        abs_send_time = int(sent / 1000 * (1 << 18)) & 0xFFFFFF
        answer = estimate.add(
            sent=abs_send_time, arrived_ms=int(arrived), size=SIZE, ssrc=1, most=most
        )
        if answer is not None:
            answers.append((int(arrived) - 5000, answer[0]))
    return answers


def test_random_loss_alone_does_not_lower_it():
    for loss in (0.02, 0.1):
        for again in (False, True):
            answers = [bits for at, bits in told(20, loss=loss, again=again) if at > 5000]
            assert min(answers) > 0.85 * RATE
            assert answers == sorted(answers)


def test_a_full_link_lowers_it_below_what_the_link_carries():
    answers = told(15, capacity=1_000_000)
    assert 600_000 < answers[-1][1] < 1_000_000


def test_it_is_told_at_once_when_it_falls_and_else_now_and_then():
    answers = told(15, capacity=1_000_000)
    for (before, high), (at, low) in itertools.pairwise(answers):
        assert at - before >= SOONEST_MS or low < high
    assert len(answers) < 1.1 * answers[-1][0] / SOONEST_MS


def test_a_stream_a_packet_is_not_remembered():
    estimate = ArrivalEstimate()
    for ssrc in range(500):
        answer = estimate.add(sent=ssrc * 2000, arrived_ms=ssrc * 50, size=SIZE, ssrc=ssrc)
        assert answer is None or len(answer[1]) <= MOST_STREAMS
    assert len(estimate._estimator.ssrcs) == MOST_STREAMS


def test_no_more_is_told_than_is_wanted_and_who_sends_more_is_reminded():
    most = 360_000  # the partner sends four times as much
    answers = [bitrate for _, bitrate in told(10, most=most)]
    assert max(answers) <= most
    # Each reminder is a drop, which is what a sender heeds.
    drops = [early for early, late in itertools.pairwise(answers) if late < FALLEN * early]
    assert len(drops) >= 3
    assert set(answers[2:]) <= {most, round(REMINDER * most)}


def test_who_keeps_to_it_is_not_reminded():
    most = round(1.2 * RATE)
    answers = [bitrate for at, bitrate in told(10, most=most) if at > 5000]
    assert round(REMINDER * most) < min(answers) <= max(answers) == most
