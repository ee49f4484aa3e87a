from gurukul_desktop.call.measure import Meter, Totals


def test_rates_are_of_the_time_since_the_last_reading():
    meter = Meter(now=10)
    size = (1280, 720)
    first = meter.read(11, Totals(1000, 2000, 10, 1), frames=30, size=size, round_trip_ms=None)
    assert (first.fps, first.bits_per_second_in, first.bits_per_second_out) == (30, 8000, 16000)
    second = meter.read(13, Totals(2000, 2000, 20, 1), frames=60, size=size, round_trip_ms=1.5)
    assert (second.fps, second.bits_per_second_in, second.bits_per_second_out) == (15, 4000, 0)
    assert (second.frames_received, second.packets_lost, second.round_trip_ms) == (60, 1, 1.5)
    assert (second.width, second.height) == size
