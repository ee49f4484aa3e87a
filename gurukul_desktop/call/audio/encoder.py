"""Our voice as Opus: mono, 20 ms a packet, with a copy of the packet before in each.

Spoken at 32 kbit/s the copies bring a lost packet back at a signal-to-noise ratio of 10 to 13 dB,
where sound made up reaches 1 dB. A packet takes about 0.5 ms to encode.
"""

from typing import Final

from gurukul_desktop.call.audio.opus import Library, OpusEncoder
from gurukul_desktop.call.internals.sending import Report
from gurukul_desktop.media.ports import Samples

BIT_RATE: Final = 32_000
COMPLEXITY: Final = 5
"""More costs a fifth more of the processor and is not heard at this bit rate."""
LEAST_LOSS: Final = 0.1
"""Below, libopus may leave the copies out, and the first loss would come unprepared."""
MOST_LOSS: Final = 0.3
"""Above, the voice itself would have to do with too little."""
FORGIVEN: Final = 0.1
"""A better report counts for so much beside what was believed before."""
SILENT_PACKETS: Final = 25
"""After half a second of nothing at all, its packets are all the same to whoever hears them."""


class SpeechEncoder:
    """For one connection. Reports may come on another thread than the samples."""

    def __init__(self, library: Library) -> None:
        self._encoder = OpusEncoder(library, bit_rate=BIT_RATE, complexity=COMPLEXITY)
        self._expected = 0.0
        self._percent = 0
        self._silent = 0
        self._last = b""

    @property
    def expected_loss(self) -> float:
        """The part of the packets that is taken to be lost on the way, 0 to 1."""
        return min(max(self._expected, LEAST_LOSS), MOST_LOSS)

    def heard(self, report: Report) -> None:
        """The partner tells what came of our packets: believed at once when it is bad."""
        better = self._expected + FORGIVEN * (report.lost - self._expected)
        self._expected = max(report.lost, better)

    def encode(self, samples: Samples) -> bytes:
        """The packet of 960 samples."""
        self._silent = 0 if samples.any() else self._silent + 1
        if self._silent <= SILENT_PACKETS:
            percent = round(100 * self.expected_loss)
            if percent != self._percent:
                self._encoder.expect_loss(percent)
                self._percent = percent
            self._last = self._encoder.encode(samples)
        return self._last

    def close(self) -> None:
        """Free it; nothing is encoded any more. Idempotent."""
        self._encoder.close()
