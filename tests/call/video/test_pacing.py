"""The bursts of a picture."""

from gurukul_desktop.call.video.pacing import BURST_BYTES, LONGEST, TICK, bursts


def test_an_ordinary_picture_leaves_at_once():
    assert bursts([1200] * 6, 1_500_000) == [6]
    assert bursts([], 1_500_000) == []
    assert bursts([BURST_BYTES], 1_500_000) == [1]


def test_a_keyframe_is_spread_but_not_for_long():
    for packets in (20, 60, 400):
        made = bursts([1250] * packets, 1_500_000)
        assert sum(made) == packets
        assert 2 <= len(made) <= LONGEST / TICK + 2
        assert max(made[1:]) <= packets // 3


def test_who_has_a_high_rate_is_done_sooner():
    assert len(bursts([1250] * 14, 20_000_000)) < len(bursts([1250] * 14, 500_000)) + 1
    assert max(bursts([1250] * 40, 20_000_000)) >= 10


def test_no_burst_is_empty():
    for packets in range(1, 90):
        made = bursts([1301] * packets, 150_000)
        assert sum(made) == packets
        assert min(made) >= 1
