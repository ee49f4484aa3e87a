"""The partner's sound: packets come on the call thread, the speaker's thread asks for samples.

Between the two is one queue; everything behind it belongs to the thread that asks. So neither
waits for the other, and a packet costs the call thread next to nothing.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np

from gurukul_desktop.call.audio.decoder import Decoder, open_decoder
from gurukul_desktop.call.audio.playout import MOST_PACKETS, Playout
from gurukul_desktop.call.internals.receiving import Feedback, MediaPacket
from gurukul_desktop.media.ports import SAMPLE_RATE, Samples

CODEC: Final = "opus"
"""The one that every browser has (RFC 7874); the packets of another are not played."""
OTHER_STREAM_AFTER: Final = 0.2
"""Another source (SSRC) is listened to when the last one was silent for so long, in seconds."""


class AudioReception:
    """One partner's sound; :class:`~.receiving.Reception` and :class:`~.ports.SoundFeed`.

    Args:
        clock: that the call loop's times are of.

    Attributes:
        reported: the last RTP timestamp that the sender dated, as ``(ntp, timestamp)``.
    """

    def __init__(
        self,
        *,
        decoder: Callable[[], Decoder] = open_decoder,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._came: deque[MediaPacket] = deque(maxlen=MOST_PACKETS)
        self._asking = threading.Lock()  # held by whoever reads, and at the end
        self._decoder: Decoder | None = decoder()
        self._playout = Playout(self._decoder)
        self._source: int | None = None
        self._source_heard = 0.0
        self._playing: tuple[int, float] | None = None
        self.reported: tuple[int, int] | None = None

    @property
    def concealed_seconds(self) -> float:
        """Sound that was made up for what did not come in time."""
        return self._playout.concealed / SAMPLE_RATE

    @property
    def delay(self) -> float:
        """How long a packet waits to be played evenly, in seconds, on the average of late."""
        return self._playout.waited

    def playing(self) -> tuple[int, float] | None:
        """An RTP timestamp, and when it is heard by the call loop's clock; None in silence."""
        return self._playing

    def close(self) -> None:
        """Nothing more is heard; to be called on any thread. Idempotent."""
        with self._asking:
            decoder, self._decoder = self._decoder, None
            self._playing = None
            if decoder is not None:
                decoder.close()

    # The call thread

    def begin(self, feedback: Feedback) -> None:
        """Nothing is asked for again: by the time it came, its turn would be over."""

    def packet(self, packet: MediaPacket) -> None:
        if packet.codec == CODEC:
            self._came.append(packet)

    def report(self, ntp: int, timestamp: int) -> None:
        self.reported = ntp, timestamp

    # The speaker's thread

    def read(self, count: int, ahead: float) -> Samples:
        """The next ``count`` samples, the first of which is heard in ``ahead`` seconds."""
        with self._asking:
            if self._decoder is None:
                return np.zeros(count, np.int16)
            while self._came:
                self._take(self._came.popleft())
            now = self._clock()
            place = self._playout.place()
            self._playing = (place, now + ahead) if place is not None else None
            return self._playout.read(count, now)

    def _take(self, packet: MediaPacket) -> None:
        if packet.ssrc != self._source:
            if self._source is not None:
                if packet.arrived - self._source_heard < OTHER_STREAM_AFTER:
                    return
                self._playout.restart()
            self._source = packet.ssrc
        self._source_heard = packet.arrived
        self._playout.insert(packet.sequence_number, packet.timestamp, packet.data, packet.arrived)
