"""The data channel ``gurukul``: heartbeat, mute state and goodbye.

The partner's app may be hostile: messages are bounded in size and rate, and what does
not parse is dropped. A peer without the channel is fine: nothing here is needed for
picture and sound.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from aiortc import RTCDataChannel
from aiortc.exceptions import InvalidStateError

from gurukul_desktop.protocol import channel as words
from gurukul_desktop.protocol.codec import ProtocolError
from gurukul_desktop.protocol.peer import ByeReason

_log = logging.getLogger(__name__)

MESSAGES_PER_SECOND: Final = 50
BURST: Final = 100
BACKLOG_BYTES: Final = 64 * 1024
"""With more than this unsent, the partner reads nothing: a ping would only add to it."""


class Conversation:
    """What two apps say to each other beside picture and sound."""

    def __init__(
        self,
        media: words.MediaState,
        on_media: Callable[[words.MediaState], None],
        on_bye: Callable[[ByeReason], None],
        on_pong: Callable[[], None],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._media = media
        self._on_media = on_media
        self._on_bye = on_bye
        self._on_pong = on_pong
        self._channel: RTCDataChannel | None = None
        self._tokens = float(BURST)
        self._refilled_at = self._loop.time()
        self._complained = False
        self._pinged: tuple[int, float] = (0, 0.0)
        self.round_trip_ms: float | None = None

    def use(self, channel: RTCDataChannel) -> None:
        """Talk on ``channel``, now or as soon as it opens. The first one counts."""
        if self._channel is not None:
            return
        self._channel = channel
        channel.on("message", self._receive)
        if channel.readyState == "open":
            self._say(self._media)
        else:
            channel.on("open", lambda: self._say(self._media))

    def set_media(self, media: words.MediaState) -> None:
        """Tell the partner which devices are on."""
        if media != self._media:
            self._media = media
            self._say(media)

    def ping(self) -> None:
        """The heartbeat; its answer gives the round trip."""
        channel = self._channel
        if channel is not None and channel.bufferedAmount <= BACKLOG_BYTES:
            self._pinged = self._pinged[0] + 1, self._loop.time()
            self._say(words.Ping(n=self._pinged[0]))

    async def goodbye(self, reason: ByeReason, within: float) -> None:
        """Hang up: returns when the word has left this machine, or after ``within`` seconds."""
        channel = self._channel
        if channel is None or not self._say(words.Bye(reason=reason)):
            return
        flushed = asyncio.Event()
        channel.on("bufferedamountlow", flushed.set)
        if channel.bufferedAmount == 0:
            return
        try:
            async with asyncio.timeout(within):
                await flushed.wait()
        except TimeoutError:
            return

    def _say(self, message: words.ChannelMessage) -> bool:
        if self._channel is None or self._channel.readyState != "open":
            return False
        try:
            self._channel.send(words.encode_channel(message))
        except (InvalidStateError, ConnectionError):  # it closes right now
            return False
        return True

    def _receive(self, data: bytes | str) -> None:
        now = self._loop.time()
        self._tokens = min(BURST, self._tokens + (now - self._refilled_at) * MESSAGES_PER_SECOND)
        self._refilled_at = now
        if self._tokens < 1:
            self._complain("the partner says too much at once")
            return
        self._tokens -= 1
        try:
            message = words.decode_channel(data)
        except ProtocolError as error:
            self._complain(f"the partner said what is no message ({error.code})")
            return
        if isinstance(message, words.Ping):
            self._say(words.Pong(n=message.n))
        elif isinstance(message, words.Pong):
            number, at = self._pinged
            self._on_pong()
            if message.n == number:
                self.round_trip_ms = (now - at) * 1000
        elif isinstance(message, words.MediaState):
            self._on_media(message)
        elif isinstance(message, words.Bye):
            self._on_bye(message.reason)

    def _complain(self, what: str) -> None:
        if not self._complained:
            self._complained = True
            _log.warning("%s; such messages are dropped", what)
