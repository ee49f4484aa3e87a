"""What is kept and sent again."""

import pytest

from gurukul_desktop.call.video.retransmission import KEPT_PACKETS, KEPT_SECONDS, History

RATE = 2_000_000


@pytest.fixture
def history():
    history = History()
    for number in range(300):
        history.add(number, f"packet {number}", number / 1000)
    return history


def asked(history, numbers, now, *, round_trip=0.04, loss=0.0, bitrate=RATE):
    repeats = history.asked(
        numbers, now, size=1300, bitrate=bitrate, round_trip=round_trip, loss=loss
    )
    return [(repeat.packet, repeat.twice) for repeat in repeats]


def test_a_lost_packet_is_there_for_more_than_300_ms_of_4_mbit(history):
    assert asked(history, [5, 290], 0.3) == [("packet 5", False), ("packet 290", False)]


def test_unknown_and_old_packets_are_not_sent(history):
    assert asked(history, [9000], 0.3) == []
    assert asked(history, [5], 0.01 + KEPT_SECONDS) == []


def test_who_asks_again_before_the_answer_can_be_there_is_patient_for_a_round_trip(history):
    assert asked(history, [5], 0.30)
    assert not asked(history, [5], 0.31)
    assert asked(history, [5], 0.34)
    assert asked(history, [6], 0.34, round_trip=None)
    assert asked(history, [6], 0.35, round_trip=None)


def test_a_long_round_trip_does_not_keep_a_packet_back_for_long(history):
    assert asked(history, [5], 0.3, round_trip=2.0)
    assert asked(history, [5], 0.4, round_trip=2.0)


def test_where_much_is_lost_a_packet_goes_twice(history):
    assert asked(history, [5], 0.3, loss=0.08) == [("packet 5", True)]


@pytest.mark.parametrize("loss", [0.0, 0.2])
def test_who_asks_for_everything_over_and_over_gets_a_bounded_part(history, loss):
    packets = 0
    for turn in range(400):
        now = 0.3 + turn / 200
        history.add(300 + turn, "new", now)
        for _, twice in asked(history, list(range(2000)), now, round_trip=None, loss=loss):
            packets += 1 + twice
    assert packets * 1300 * 8 / 2 < 0.8 * RATE


def test_a_number_that_comes_again_is_the_new_packet():
    history = History()
    history.add(7, "old", 0.0)
    history.add(7, "new", 0.5)
    assert asked(history, [7], 0.6) == [("new", False)]


def test_it_does_not_grow():
    history = History()
    for number in range(5000):
        history.add(number % 65536, "packet", number / 10000)
    assert len(history) == KEPT_PACKETS
    for number in range(5000, 7000):
        history.add(number, "packet", 10 + number / 100)
    assert len(history) <= 102
