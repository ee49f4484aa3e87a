from gurukul_desktop.call.measure import Meter, Present, Totals


def test_rates_are_of_the_time_since_the_last_reading():
    meter = Meter(now=10)
    present = Present(width=1280, height=720, codec="VP8", round_trip_ms=1.5, path="direct")
    first = meter.read(11, Totals(bytes_in=1000, bytes_out=2000, frames=30), present)
    assert (first.fps, first.bits_per_second_in, first.bits_per_second_out) == (30, 8000, 16000)
    second = meter.read(13, Totals(bytes_in=2000, bytes_out=2000, frames=60), present)
    assert (second.fps, second.bits_per_second_in, second.bits_per_second_out) == (15, 4000, 0)
    assert (second.frames_received, second.round_trip_ms, second.path) == (60, 1.5, "direct")
    assert (second.width, second.height, second.codec) == (1280, 720, "VP8")


def test_the_loss_is_of_the_time_since_the_last_reading():
    meter = Meter(now=0)
    assert meter.read(1, Totals(), Present()).loss_in == 0
    assert meter.read(2, Totals(expected=100, lost=10), Present()).loss_in == 0.1
    again = meter.read(3, Totals(expected=200, lost=10, frozen=0.5, concealed=0.25), Present())
    assert (again.loss_in, again.packets_lost) == (0, 10)
    assert (again.frozen_ms, again.concealed_ms) == (500, 250)
    # Ten of those that counted as lost came late.
    assert meter.read(4, Totals(expected=300, lost=0), Present()).loss_in == 0


def test_what_several_connections_counted_adds_up():
    assert Totals(1, 2, 3, 4, 5, 6.5, 7) + Totals(frames=1, frozen=0.5) == Totals(
        1, 2, 3, 4, 6, 7.0, 7
    )
