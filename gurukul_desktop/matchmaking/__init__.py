"""Who studies with whom: tickets, the choice of a partner, the lobby.

Pure: no clock, no loop, no randomness. Every command takes ``now`` in seconds, on a
clock that never goes back, and returns the effects that the caller must tell.

* :mod:`~gurukul_desktop.matchmaking.wishes`: what somebody looks for, and the rules' times.
* :mod:`~gurukul_desktop.matchmaking.queue`: who waits, indexed so that a match costs O(1).
* :mod:`~gurukul_desktop.matchmaking.choice`: which of them is the partner.
* :mod:`~gurukul_desktop.matchmaking.lobby`: the commands, and what time does.
"""
