"""The embedded signaling client: the app's way to the matchmaking server.

:class:`~gurukul_desktop.signaling.client.SignalingClient` keeps one WebSocket alive for
as long as the app runs, says ``hello`` with the token of last time, and reconnects by
itself with exponential backoff and full jitter.
"""
