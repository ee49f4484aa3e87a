"""What two apps put into ``signal.data``: the negotiation of one connection.

On the wire each is an object with one of the keys ``description``, ``candidate`` or
``bye``. ``generation`` starts at 0 and grows by one each time the caller rebuilds the
connection; what belongs to an older generation is ignored.
"""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Raw

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.codec import ProtocolError, decode, encode_raw
from gurukul_desktop.protocol.messages import Record

Generation = Annotated[int, Meta(ge=0, le=1_000_000)]
ByeReason = Literal["skipped", "ended", "failed"]


class SessionDescription(Record, frozen=True, omit_defaults=False):
    """An SDP offer or answer (RFC 8866, RFC 9429) of one generation."""

    type: Literal["offer", "answer"]
    sdp: Annotated[str, Meta(max_length=limits.SDP_CHARACTERS)]
    generation: Generation = 0


class IceCandidate(
    Record,
    frozen=True,
    omit_defaults=False,
    rename={"sdp_mid": "sdpMid", "sdp_mline_index": "sdpMLineIndex"},
):
    """A candidate as W3C ``RTCIceCandidateInit`` has it, on the wire with all names as there."""

    candidate: Annotated[str, Meta(max_length=limits.CANDIDATE_CHARACTERS)]
    sdp_mid: Annotated[str, Meta(max_length=64)] | None = None
    sdp_mline_index: Annotated[int, Meta(ge=0, le=255)] | None = None


class DescriptionSignal(Record, frozen=True, omit_defaults=False):
    """An offer or an answer."""

    description: SessionDescription


class CandidateSignal(Record, frozen=True, omit_defaults=False):
    """A trickled candidate; None is end-of-candidates (RFC 8838, section 13)."""

    candidate: IceCandidate | None
    generation: Generation = 0


class ByeSignal(Record, frozen=True, omit_defaults=False):
    """The sender has left the call."""

    bye: ByeReason


PeerSignal = DescriptionSignal | CandidateSignal | ByeSignal

_shape: Final = msgspec.json.Decoder(dict[str, Raw])
_description: Final = msgspec.json.Decoder(DescriptionSignal)
_candidate: Final = msgspec.json.Decoder(CandidateSignal)
_bye: Final = msgspec.json.Decoder(ByeSignal)


def decode_peer(data: Raw | bytes) -> PeerSignal | None:
    """What the partner sent; None for a kind that this version does not know.

    Raises:
        ProtocolError: a known kind with a wrong or missing field.
    """
    data = bytes(data)
    keys = decode(_shape, data, limits.MESSAGE_BYTES)
    if "description" in keys:
        return decode(_description, data, limits.MESSAGE_BYTES)
    if "candidate" in keys:
        return decode(_candidate, data, limits.MESSAGE_BYTES)
    if "bye" in keys:
        return decode(_bye, data, limits.MESSAGE_BYTES)
    return None


def encode_peer(signal: PeerSignal) -> Raw:
    """A peer signal as the ``data`` of a ``signal`` message."""
    return encode_raw(signal)


def generation_of(signal: PeerSignal) -> int | None:
    """Which connection of the call a signal belongs to; None for one about the call itself."""
    match signal:
        case DescriptionSignal(description):
            return description.generation
        case CandidateSignal(_, generation):
            return generation
        case _:
            return None


__all__ = [
    "ByeReason",
    "ByeSignal",
    "CandidateSignal",
    "DescriptionSignal",
    "IceCandidate",
    "PeerSignal",
    "ProtocolError",
    "SessionDescription",
    "decode_peer",
    "encode_peer",
    "generation_of",
]
