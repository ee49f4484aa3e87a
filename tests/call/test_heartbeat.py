from gurukul_desktop.call.heartbeat import Heartbeat, Pulse


def test_silence_grows_into_loss_and_any_packet_ends_it():
    heartbeat = Heartbeat(silent=3, lost=20, now=100)
    assert heartbeat.pulse(102.9) is Pulse.ALIVE
    heartbeat.packets(1, 102.9)
    assert heartbeat.pulse(105.8) is Pulse.ALIVE
    heartbeat.packets(1, 105.8)  # nothing new
    assert heartbeat.pulse(105.9) is Pulse.SILENT
    heartbeat.packets(2, 110)
    assert heartbeat.pulse(110) is Pulse.ALIVE
    assert heartbeat.pulse(129.9) is Pulse.SILENT
    assert heartbeat.pulse(130) is Pulse.LOST


def test_who_is_heard_and_does_not_hear_us_any_more_is_silent_too():
    heartbeat = Heartbeat(silent=3, lost=20, now=0)
    heartbeat.answered(1)
    for second in range(1, 25):
        heartbeat.packets(second, second)
    assert heartbeat.pulse(3.9) is Pulse.ALIVE
    assert heartbeat.pulse(4) is Pulse.SILENT
    assert heartbeat.pulse(21) is Pulse.LOST
    heartbeat.answered(24)
    assert heartbeat.pulse(24) is Pulse.ALIVE


def test_who_never_answers_is_judged_by_what_it_sends():
    heartbeat = Heartbeat(silent=3, lost=20, now=0)
    heartbeat.packets(1, 30)
    assert heartbeat.pulse(31) is Pulse.ALIVE
