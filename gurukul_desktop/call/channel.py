"""The data channel ``gurukul``: heartbeat, mute state, goodbye, and what the students say.

The partner's app may be hostile: messages are bounded in size and rate, and what does
not parse is dropped. What the students say has bounds of its own (:mod:`.talk`), so that much of
it does not cost the heartbeat. A peer without the channel is fine: nothing here is needed for
picture and sound.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from aiortc import RTCDataChannel
from aiortc.exceptions import InvalidStateError

from gurukul_desktop.call.talk import Bucket, Talk, Teller
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
        talk: Talk,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._media = media
        self._on_media = on_media
        self._on_bye = on_bye
        self._on_pong = on_pong
        self._channel: RTCDataChannel | None = None
        self._talk = talk
        self._teller = Teller(talk, self._loop.time())
        self._bucket = Bucket(MESSAGES_PER_SECOND, BURST, self._loop.time())
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
            self._begin()
        else:
            channel.on("open", self._begin)

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
        self.catch_up()

    def catch_up(self) -> None:
        """Say what the students said and was not said on this channel."""
        for message in self._teller.untold(self._loop.time()):
            channel = self._channel
            if channel is None or channel.bufferedAmount > BACKLOG_BYTES:
                return
            if not self._say(message):
                return

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

    def _begin(self) -> None:
        self._say(self._media)
        self.catch_up()

    def _say(self, message: words.ChannelMessage) -> bool:
        if self._channel is None or self._channel.readyState != "open":
            return False
        try:
            self._channel.send(words.encode_channel(message))
        except (InvalidStateError, ConnectionError):  # it closes right now
            return False
        return True

    def _receive(self, data: bytes | str) -> None:
        try:
            message = words.decode_channel(data)
        except ProtocolError as error:
            self._complain(f"the partner said what is no message ({error.code})")
            return
        if message is None:
            return
        now = self._loop.time()
        if isinstance(message, words.Chat | words.Goal | words.Focus | words.Heard):
            if self._talk.receive(message, now):
                self.catch_up()
        elif not self._bucket.take(now):
            self._complain("the partner says too much at once")
        elif isinstance(message, words.Ping):
            self._say(words.Pong(n=message.n))
        elif isinstance(message, words.Pong):
            number, at = self._pinged
            self._on_pong()
            if message.n == number:
                self.round_trip_ms = (now - at) * 1000
        elif isinstance(message, words.MediaState):
            self._on_media(message)
        else:
            self._on_bye(message.reason)

    def _complain(self, what: str) -> None:
        if not self._complained:
            self._complained = True
            _log.warning("%s; such messages are dropped", what)
