"""What two apps say on the data channel."""

import json
from typing import Any

import pytest
from hypothesis import given

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.channel import (
    Bye,
    ChannelMessage,
    Chat,
    Focus,
    Goal,
    Heard,
    MediaState,
    Ping,
    Pong,
    decode_channel,
    encode_channel,
)
from gurukul_desktop.protocol.codec import ProtocolError
from tests.protocol.strategies import channel_messages

FOCUS = json.loads(encode_channel(Focus(2, "focus", True, 1_500_000, 25, 5)))


@given(channel_messages)
def test_a_message_arrives_as_it_was(message: ChannelMessage) -> None:
    text = encode_channel(message)
    assert decode_channel(text) == message
    assert decode_channel(text.encode()) == message


@pytest.mark.parametrize(
    ("message", "wire"),
    [
        (Ping(3), {"type": "ping", "n": 3}),
        (Pong(3), {"type": "pong", "n": 3}),
        (
            MediaState(True, False),
            {"type": "media", "microphone": True, "camera": False, "screen": False},
        ),
        (
            MediaState(True, True, screen=True),
            {"type": "media", "microphone": True, "camera": True, "screen": True},
        ),
        (Bye("ended"), {"type": "bye", "reason": "ended"}),
        (Chat(1, "a\nb"), {"type": "chat", "n": 1, "text": "a\nb"}),
        (Heard(1), {"type": "heard", "n": 1}),
        (Goal(0, ""), {"type": "goal", "n": 0, "text": ""}),
        (
            Focus(2, "focus", True, 1_500_000, 25, 5),
            {
                "type": "focus",
                "n": 2,
                "phase": "focus",
                "running": True,
                "remaining": 1_500_000,
                "focus": 25,
                "pause": 5,
            },
        ),
    ],
)
def test_on_the_wire(message: ChannelMessage, wire: dict[str, Any]) -> None:
    assert json.loads(encode_channel(message)) == wire


def test_an_app_that_knows_nothing_of_screens_shares_none() -> None:
    said = '{"type":"media","microphone":true,"camera":true}'
    assert decode_channel(said) == MediaState(True, True, screen=False)


def test_a_kind_of_a_newer_app_is_nothing() -> None:
    assert decode_channel('{"type":"wave","strength":11}') is None


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({}, "type"),
        ({"type": 1}, "type"),
        ({"type": None}, "type"),
        ({"type": "ping"}, "n"),
        ({"type": "ping", "n": -1}, "n"),
        ({"type": "pong", "n": 2**53 + 1}, "n"),
        ({"type": "ping", "n": "1"}, "n"),
        ({"type": "media", "microphone": True}, "camera"),
        ({"type": "media", "microphone": 1, "camera": True}, "microphone"),
        ({"type": "media", "microphone": True, "camera": True, "screen": 1}, "screen"),
        ({"type": "bye", "reason": "bored"}, "reason"),
        ({"type": "chat", "n": 0, "text": "a"}, "n"),
        ({"type": "chat", "n": 1, "text": ""}, "text"),
        ({"type": "chat", "n": 1, "text": "a" * 2001}, "text"),
        ({"type": "chat", "n": 1, "text": ["a"]}, "text"),
        ({"type": "heard", "n": -1}, "n"),
        ({"type": "goal", "n": 1, "text": "a" * 121}, "text"),
        ({"type": "focus", "n": 1}, "phase"),
        (FOCUS | {"phase": "nap"}, "phase"),
        (FOCUS | {"remaining": 10**9}, "remaining"),
        (FOCUS | {"remaining": -(10**9)}, "remaining"),
        (FOCUS | {"focus": 0}, "focus"),
        (FOCUS | {"pause": 181}, "pause"),
    ],
)
def test_a_wrong_field_is_named(value: dict[str, Any], field: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        decode_channel(json.dumps(value))
    assert caught.value.field == field


def test_the_bound_of_the_channel_is_its_own() -> None:
    frame = '{"type":"wave","x":""}'
    most = limits.CHANNEL_BYTES - len(frame)
    assert decode_channel(f'{{"type":"wave","x":"{"a" * most}"}}') is None
    with pytest.raises(ProtocolError) as caught:
        decode_channel(f'{{"type":"wave","x":"{"a" * (most + 1)}"}}')
    assert caught.value.code == "too_large"
