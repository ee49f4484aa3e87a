"""What two apps send each other through the server."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.peer import (
    ByeSignal,
    CandidateSignal,
    DescriptionSignal,
    IceCandidate,
    PeerSignal,
    ProtocolError,
    SessionDescription,
    decode_peer,
    encode_peer,
    generation_of,
)
from tests.protocol.strategies import peer_signals

OFFER = {"type": "offer", "sdp": "v=0", "generation": 0}
CANDIDATE = {"candidate": "candidate:1", "sdpMid": "0", "sdpMLineIndex": 0}


@given(peer_signals)
def test_a_signal_arrives_as_it_was(signal: PeerSignal) -> None:
    assert decode_peer(encode_peer(signal)) == signal
    assert decode_peer(bytes(encode_peer(signal))) == signal


@pytest.mark.parametrize(
    ("signal", "wire"),
    [
        (
            DescriptionSignal(SessionDescription("offer", "v=0", 2)),
            {"description": {"type": "offer", "sdp": "v=0", "generation": 2}},
        ),
        (
            CandidateSignal(IceCandidate("candidate:1", "0", 0), 1),
            {"candidate": CANDIDATE, "generation": 1},
        ),
        (CandidateSignal(None), {"candidate": None, "generation": 0}),
        (ByeSignal("skipped"), {"bye": "skipped"}),
    ],
)
def test_on_the_wire(signal: PeerSignal, wire: dict[str, Any]) -> None:
    assert json.loads(bytes(encode_peer(signal))) == wire


def test_what_browsers_leave_out_has_a_default() -> None:
    assert decode_peer(b'{"description":{"type":"answer","sdp":"v=0"}}') == DescriptionSignal(
        SessionDescription("answer", "v=0", 0)
    )
    assert decode_peer(b'{"candidate":{"candidate":"c"}}') == CandidateSignal(
        IceCandidate("c", None, None), 0
    )


@pytest.mark.parametrize("value", [b"{}", b'{"wave":"hello"}', b'{"generation":3}'])
def test_an_unknown_kind_is_nothing(value: bytes) -> None:
    assert decode_peer(msgspec.Raw(value)) is None


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"description": None}, "description"),
        ({"description": {"type": "offer"}}, "description.sdp"),
        ({"description": OFFER | {"type": "rollback"}}, "description.type"),
        ({"description": OFFER | {"sdp": 5}}, "description.sdp"),
        ({"description": OFFER | {"sdp": "x" * (limits.SDP_CHARACTERS + 1)}}, "description.sdp"),
        ({"description": OFFER | {"generation": -1}}, "description.generation"),
        ({"description": OFFER | {"generation": 1_000_001}}, "description.generation"),
        ({"candidate": "candidate:1"}, "candidate"),
        ({"candidate": {}}, "candidate.candidate"),
        (
            {"candidate": CANDIDATE | {"candidate": "x" * (limits.CANDIDATE_CHARACTERS + 1)}},
            "candidate.candidate",
        ),
        ({"candidate": CANDIDATE | {"sdpMid": "x" * 65}}, "candidate.sdpMid"),
        ({"candidate": CANDIDATE | {"sdpMLineIndex": 256}}, "candidate.sdpMLineIndex"),
        ({"candidate": CANDIDATE | {"sdpMLineIndex": -1}}, "candidate.sdpMLineIndex"),
        ({"candidate": None, "generation": "0"}, "generation"),
        ({"bye": "goodnight"}, "bye"),
        ({"bye": None}, "bye"),
    ],
)
def test_a_known_kind_with_a_wrong_field_is_refused(value: Any, field: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        decode_peer(json.dumps(value).encode())
    assert caught.value.field == field
    assert caught.value.code == "bad_message"


@pytest.mark.parametrize("value", [b"[]", b"null", b'"bye"', b"", b"{"])
def test_what_is_no_object_is_refused(value: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode_peer(value)


def test_too_much_is_refused() -> None:
    with pytest.raises(ProtocolError) as caught:
        decode_peer(b'{"x":"' + b"a" * limits.MESSAGE_BYTES + b'"}')
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    ("signal", "generation"),
    [
        (DescriptionSignal(SessionDescription("answer", "v=0", 3)), 3),
        (CandidateSignal(None, 2), 2),
        (ByeSignal("ended"), None),
    ],
)
def test_a_signal_says_to_which_connection_it_belongs(
    signal: PeerSignal, generation: int | None
) -> None:
    assert generation_of(signal) == generation
