"""Our voice on one connection: its track, its encoder, and what the partner says of them."""

import logging

from aiortc import RTCRtpSender

from gurukul_desktop.call.audio.encoder import SpeechEncoder
from gurukul_desktop.call.audio.microphone_track import MicrophoneTrack
from gurukul_desktop.call.audio.opus import Library
from gurukul_desktop.call.internals import sending
from gurukul_desktop.errors import MissingLibraryError
from gurukul_desktop.media.ports import AudioSource

MIME_TYPE = "audio/opus"

_log = logging.getLogger(__name__)


class AudioSending:
    """Made and used on the call thread.

    Args:
        source: the microphone; None is sent as silence.
        on: whether it is heard at first.

    Attributes:
        track: what the connection sends.
    """

    def __init__(self, source: AudioSource | None, *, on: bool = True) -> None:
        self._encoder = _encoder()
        self._installed = False
        self.track = MicrophoneTrack(source, on=on, encoder=self._encoder)

    def install(self, sender: RTCRtpSender, mime_type: str) -> None:
        """The codec is negotiated, nothing was sent yet; calling it again changes nothing.

        A partner who wants another codec than Opus gets it from aiortc's own encoders.
        """
        if self._installed:
            return
        self._installed = True
        if mime_type.lower() != MIME_TYPE:
            self._leave_encoding()
        elif self._encoder is not None:
            sending.on_reports(sender, self._encoder.heard)

    def set_on(self, on: bool) -> None:
        """Send what the microphone hears, or silence."""
        self.track.set_on(on)

    def close(self) -> None:
        """Let go of the microphone and free everything. Idempotent."""
        self.track.stop()
        self._leave_encoding()

    def _leave_encoding(self) -> None:
        encoder, self._encoder = self._encoder, None
        self.track.set_encoder(None)
        if encoder is not None:
            encoder.close()


def _encoder() -> SpeechEncoder | None:
    try:
        return SpeechEncoder(Library())
    except (MissingLibraryError, AttributeError) as error:  # a copy without what we need
        _log.warning("sound is sent without a copy for what is lost: %s", error)
        return None
