"""Every message survives the wire, and looks there as the protocol says."""

import json
import typing
from typing import Any

import msgspec
import pytest
from hypothesis import given

from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.codec import decode_client, decode_server, encode
from gurukul_desktop.protocol.messages import ClientMessage, ServerMessage
from tests.protocol.strategies import client_messages, server_messages


def tags(union: Any) -> set[str]:
    return {kind.__struct_config__.tag for kind in typing.get_args(union)}


@given(client_messages)
def test_what_a_client_says_arrives_as_it_was(message: ClientMessage) -> None:
    assert decode_client(encode(message)) == message


@given(server_messages)
def test_what_a_server_says_arrives_as_it_was(message: ServerMessage) -> None:
    assert decode_server(encode(message)) == message


@given(client_messages)
def test_text_and_bytes_are_the_same_message(message: ClientMessage) -> None:
    data = encode(message)
    assert decode_client(data.decode()) == message
    assert decode_client(bytearray(data)) == message
    assert decode_client(memoryview(data)) == message


def test_the_types_are_those_of_the_protocol() -> None:
    assert tags(ClientMessage) == {
        *("hello", "find", "cancel", "signal", "connected", "skip", "end", "report", "buddy")
    }
    assert tags(ServerMessage) == {
        *("welcome", "queued", "cancelled", "matched", "signal", "partner_left", "ended"),
        *("buddy", "buddies", "settings", "draining", "error"),
    }


@pytest.mark.parametrize(
    ("message", "wire"),
    [
        (messages.Hello(protocol=1), {"type": "hello", "protocol": 1}),
        (
            messages.Find(mode="global", media="video"),
            {"type": "find", "mode": "global", "media": "video"},
        ),
        (messages.Cancel(), {"type": "cancel"}),
        (
            messages.ChangeBuddy("add", session=messages.SessionId("s")),
            {"type": "buddy", "action": "add", "session": "s"},
        ),
        (
            messages.Signal(messages.SessionId("s"), msgspec.Raw(b'{"bye":"ended"}')),
            {"type": "signal", "session": "s", "data": {"bye": "ended"}},
        ),
        (
            messages.Error("rate_limited", "slow down", retry_after=6.0),
            {"type": "error", "code": "rate_limited", "message": "slow down", "retry_after": 6.0},
        ),
        (
            messages.Welcome(1, messages.User(messages.UserId("u"), "Asha"), "t"),
            {
                "type": "welcome",
                "protocol": 1,
                "user": {"id": "u", "name": "Asha"},
                "token": "t",
                "ice_servers": [],
                "ice_policy": "all",
                "settings": {},
                "session": None,
            },
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_on_the_wire(message: messages.Message, wire: dict[str, Any]) -> None:
    assert json.loads(encode(message)) == wire


@pytest.mark.parametrize(
    ("message", "field", "value"),
    [(messages.Cancel(), "type", "find"), (messages.Hello(protocol=1), "protocol", 2)],
)
def test_a_message_is_frozen(message: messages.Message, field: str, value: object) -> None:
    with pytest.raises(AttributeError):
        setattr(message, field, value)


def test_the_welcome_holds_the_fields_of_matched() -> None:
    assert messages.SessionInfo.__struct_fields__ == messages.Matched.__struct_fields__


def test_close_codes_are_those_of_the_protocol() -> None:
    codes = {name: code for name, code in vars(messages.CloseCode).items() if name.isupper()}
    assert codes == {
        "TOO_LARGE": 1009,
        "DRAINING": 1012,
        "UNAUTHORIZED": 4001,
        "BANNED": 4003,
        "RATE_LIMITED": 4008,
        "REPLACED": 4009,
    }
