"""The embedded signaling client: the app's way to the matchmaking server.

:class:`~gurukul_desktop.signaling.client.SignalingClient` keeps one link alive for as long
as the app runs, says ``hello`` with the token of last time, and reconnects by itself with
exponential backoff and full jitter.

* :mod:`~gurukul_desktop.signaling.ladder`: which carrier is used, and when it is changed.
* :mod:`~gurukul_desktop.signaling.carrier`: the seam; behind it
  :mod:`~gurukul_desktop.signaling.websocket` and :mod:`~gurukul_desktop.signaling.http`.
* :mod:`~gurukul_desktop.signaling.moving`: a link that works moves to another carrier.
* :mod:`~gurukul_desktop.signaling.servers`: which of several servers is next.
* :mod:`~gurukul_desktop.signaling.credentials`: with which token hello is said.
* :mod:`~gurukul_desktop.signaling.link`: what the rest of the app hears of all this.
"""
