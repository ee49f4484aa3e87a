"""The way to the server of this machine, which the app starts itself if nobody has.

Whatever else is found at its address is another program: no student typed that address, and
no proxy stands before it.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from gurukul_desktop.signaling.carrier import Gone
from gurukul_desktop.signaling.link import Refusal
from gurukul_desktop.signaling.timing import Timing

if TYPE_CHECKING:
    from gurukul_desktop.signaling.websocket import WebSocketConnection

Summon = Callable[[], Awaitable[bool]]
"""Starts a server at the address; returns whether trying again at once makes sense."""


async def open_at_home(url: str, timing: Timing, summon: Summon) -> "WebSocketConnection":
    """Connect and shake hands.

    Raises:
        Gone: it cannot be done, or a server was started and is to be tried.
    """
    # Slow to import: whoever has a window to show has done it on another thread.
    from gurukul_desktop.signaling.websocket import WebSocketConnection

    try:
        return await WebSocketConnection.open(url, timing)
    except Gone as gone:
        if gone.unreachable and await summon():
            raise Gone("nothing listened; a server was started", wait=0.0) from None
        if gone.unreachable or gone.refusal is Refusal.UNSUITABLE:
            # Doubtful, for another window may just be starting or ending a server there.
            raise Gone(
                str(gone), unreachable=gone.unreachable, refusal=Refusal.OCCUPIED, doubtful=True
            ) from None
        raise
