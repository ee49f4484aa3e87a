"""The one place that touches what aiortc and aioice keep private.

aiortc's public surface has no place for another jitter buffer, another sender's loop or a look
at what ICE has chosen. Here are the places, made on the objects of one connection; nothing is
changed in the libraries themselves. ``tests/call/internals/`` fails clearly when a new version
of either no longer has one of the names used here.
"""
