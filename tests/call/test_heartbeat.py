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
