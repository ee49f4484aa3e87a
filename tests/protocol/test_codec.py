"""What is not a message is refused with one kind of error that names the field."""

import contextlib
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.protocol import limits, messages
from gurukul_desktop.protocol.channel import decode_channel
from gurukul_desktop.protocol.codec import (
    ProtocolError,
    decode_client,
    decode_server,
    encode,
    encode_raw,
)
from gurukul_desktop.protocol.peer import decode_peer
from tests.protocol.strategies import client_messages, json_objects, json_values

FIND = {"type": "find", "mode": "global", "media": "video"}
REPORT = {"type": "report", "session": "s", "reason": "spam"}
MATCHED = {
    "type": "matched",
    "session": "s",
    "partner": {"id": "u", "name": "Asha", "buddy": False},
    "role": "caller",
    "media": "video",
}


def refusal(decode: Callable[[Any], object], value: Any) -> ProtocolError:
    data = value if isinstance(value, bytes | str) else json.dumps(value).encode()
    with pytest.raises(ProtocolError) as caught:
        decode(data)
    return caught.value


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({}, "type"),
        ({"type": None}, "type"),
        ({"type": 7}, "type"),
        ({"type": "dance"}, "type"),
        ({"type": "matched"}, "type"),  # the server's word, not a client's
        ({"type": "hello"}, "protocol"),
        ({"type": "hello", "protocol": "1"}, "protocol"),
        ({"type": "hello", "protocol": 1.5}, "protocol"),
        ({"type": "hello", "protocol": 1, "token": None}, "token"),
        ({"type": "hello", "protocol": 1, "client": {"version": 3}}, "client.version"),
        ({"type": "find", "media": "video"}, "mode"),
        (FIND | {"mode": "nearby"}, "mode"),
        (FIND | {"media": "smell"}, "media"),
        (FIND | {"topics": "maths"}, "topics"),
        (FIND | {"topics": ["maths", 2]}, "topics[1]"),
        (FIND | {"hide_address": "yes"}, "hide_address"),
        ({"type": "signal", "session": "s"}, "data"),
        ({"type": "signal", "data": {}}, "session"),
        ({"type": "signal", "session": "s", "data": "{}"}, "data"),
        ({"type": "signal", "session": "s", "data": [{}]}, "data"),
        ({"type": "signal", "session": "s", "data": None}, "data"),
        ({"type": "skip"}, "session"),
        ({"type": "skip", "session": ""}, "session"),
        ({"type": "end", "session": 5}, "session"),
        ({"type": "connected", "session": ["s"]}, "session"),
        (REPORT | {"reason": "boring"}, "reason"),
        ({"type": "report", "session": "s"}, "reason"),
        ({"type": "buddy", "action": "add"}, "session"),
        ({"type": "buddy", "action": "add", "session": "s", "partner": "p"}, "session"),
        ({"type": "buddy", "action": "marry", "session": "s"}, "action"),
        ({"type": "buddy", "action": "remove", "partner": ""}, "partner"),
    ],
)
def test_a_client_is_told_which_field_was_wrong(value: Any, field: str) -> None:
    error = refusal(decode_client, value)
    assert error.field == field
    assert error.code == "bad_message"
    assert str(error).startswith(f"{field}: ")


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (MATCHED | {"role": "boss"}, "role"),
        (MATCHED | {"partner": {"id": "u", "name": "Asha"}}, "partner.buddy"),
        (MATCHED | {"partner": {"id": 1, "name": "Asha", "buddy": False}}, "partner.id"),
        (MATCHED | {"ice_servers": [{"urls": "stun:x"}]}, "ice_servers[0].urls"),
        ({"type": "signal", "session": "s", "data": 1}, "data"),
        ({"type": "error", "code": "oops", "message": ""}, "code"),
        ({"type": "find", "mode": "global", "media": "video"}, "type"),
    ],
)
def test_a_servers_fault_is_named_too(value: Any, field: str) -> None:
    assert refusal(decode_server, value).field == field


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b" ",
        b"{",
        b'{"type":"cancel"}x',
        b"nul",
        b"\xff\xfe",
        b'{"type":"\xc3\x28"}',
        "{'a':1}",
    ],
)
def test_what_is_not_json_says_so(value: bytes | str) -> None:
    error = refusal(decode_client, value)
    assert error.code == "bad_message"
    assert error.field == ""
    assert str(error).startswith("not JSON: ")


@pytest.mark.parametrize("value", [[], "cancel", 3, None, True, [{"type": "cancel"}]])
def test_json_that_is_no_object_is_refused(value: Any) -> None:
    assert refusal(decode_client, value).code == "bad_message"


@pytest.mark.parametrize(
    ("value", "field", "bound"),
    [
        ({"type": "hello", "protocol": 1, "name": "{}"}, "name", limits.NAME_CHARACTERS),
        ({"type": "hello", "protocol": 1, "token": "{}"}, "token", limits.TOKEN_CHARACTERS),
        (
            {"type": "hello", "protocol": 1, "client": {"platform": "{}"}},
            "client.platform",
            limits.CLIENT_FIELD_CHARACTERS,
        ),
        (FIND | {"topics": ["{}"]}, "topics[0]", limits.TOPIC_CHARACTERS),
        ({"type": "skip", "session": "{}"}, "session", limits.ID_CHARACTERS),
        (REPORT | {"note": "{}"}, "note", limits.NOTE_CHARACTERS),
        ({"type": "buddy", "action": "remove", "partner": "{}"}, "partner", limits.ID_CHARACTERS),
    ],
)
@pytest.mark.parametrize("letter", ["a", "ॐ", "𝄞"])
def test_a_field_is_bounded_in_characters(value: Any, field: str, bound: int, letter: str) -> None:
    template = json.dumps(value)
    decode_client(template.replace("{}", letter * bound))
    assert refusal(decode_client, template.replace("{}", letter * (bound + 1))).field == field


def test_topics_are_bounded_in_number() -> None:
    decode_client(json.dumps(FIND | {"topics": ["maths"] * limits.TOPICS}))
    error = refusal(decode_client, FIND | {"topics": ["maths"] * (limits.TOPICS + 1)})
    assert error.field == "topics"


@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("letter", ["a", "ॐ", "𝄞"])
def test_a_message_is_bounded_in_bytes_whatever_its_letters(letter: str, as_text: bool) -> None:
    def message(size: int) -> bytes | str:
        head, tail = '{"type":"cancel","x":"', '"}'
        letters, rest = divmod(size - len(head) - len(tail), len(letter.encode()))
        text = head + letter * letters + "a" * rest + tail
        assert len(text.encode()) == size
        return text if as_text else text.encode()

    assert decode_client(message(limits.MESSAGE_BYTES)) == messages.Cancel()
    error = refusal(decode_client, message(limits.MESSAGE_BYTES + 1))
    assert error.code == "too_large"
    assert error.field == ""


@given(client_messages, json_objects)
def test_an_unknown_field_is_ignored(
    message: messages.ClientMessage, extra: dict[str, Any]
) -> None:
    known = {"type", *message.__struct_fields__}
    wire = json.loads(encode(message))
    decoded = decode_client(json.dumps({k: v for k, v in extra.items() if k not in known} | wire))
    if isinstance(message, messages.Signal):
        assert isinstance(decoded, messages.Signal)
        assert json.loads(bytes(decoded.data)) == json.loads(bytes(message.data))
    else:
        assert decoded == message


def test_the_servers_relay_keeps_every_byte_of_data() -> None:
    data = b'{ "candidate" :null,\t"x": 1.50, "\\u0041": [] }'
    signal = decode_client(b'{"type":"signal","session":"s","data":' + data + b"}")
    assert isinstance(signal, messages.Signal)
    assert bytes(signal.data) == data
    assert encode(signal) == b'{"type":"signal","session":"s","data":' + data + b"}"


BOMBS = {
    "lists": b"[" * 60_000,
    "closed lists": b"[" * 30_000 + b"]" * 30_000,
    "objects": b'{"a":' * 12_000,
    "closed objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "an unknown field": b'{"type":"cancel","x":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "signal data": b'{"type":"signal","session":"s","data":{"a":'
    + b"[" * 30_000
    + b"]" * 30_000
    + b"}}",
    "a huge number": b'{"type":"hello","protocol":' + b"9" * 60_000 + b"}",
    "a huge exponent": b'{"type":"draining","retry_after":1e' + b"9" * 1_000 + b"}",
}
DECODERS: list[Callable[[Any], object]] = [
    decode_client,
    decode_server,
    decode_channel,
    decode_peer,
]


@pytest.mark.parametrize("decode", DECODERS)
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_nested_bomb_is_refused_or_skipped(decode: Callable[[Any], object], bomb: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        decode(bomb)


@pytest.mark.parametrize(
    "value",
    [
        '{"type":"hello","protocol":1,"name":"\ud800"}',
        '{"type":"cancel\udfff"}',
        "\ud800",
    ],
)
def test_a_lone_surrogate_in_text_is_refused(value: str) -> None:
    for decode in (decode_client, decode_server, decode_channel):
        assert refusal(decode, value).code == "bad_message"


@pytest.mark.parametrize("escape", [r"\ud800", r"\udc00", r"\ud800\u0041"])
def test_an_escaped_lone_surrogate_never_becomes_a_name(escape: str) -> None:
    error = refusal(decode_client, f'{{"type":"hello","protocol":1,"name":"{escape}"}}')
    assert error.code == "bad_message"


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_noise_raises_only_protocol_errors(noise: bytes | str) -> None:
    for decode in (decode_client, decode_server, decode_channel):
        with contextlib.suppress(ProtocolError):
            decode(noise)
    if isinstance(noise, bytes):
        with contextlib.suppress(ProtocolError):
            decode_peer(noise)


@given(
    st.dictionaries(
        st.sampled_from(["type", "session", "data", "protocol", "mode", "media", "topics"])
        | st.sampled_from(["reason", "n", "candidate", "description", "bye", "user", "partner"]),
        st.sampled_from(["hello", "find", "signal", "ping", "bye", "media", "welcome"])
        | json_values,
    )
)
def test_almost_messages_raise_only_protocol_errors(value: dict[str, Any]) -> None:
    data = msgspec.json.encode(value)
    for decode in DECODERS:
        with contextlib.suppress(ProtocolError):
            decode(data)


@given(client_messages, st.data())
def test_a_broken_message_raises_only_protocol_errors(
    message: messages.ClientMessage, data: st.DataObject
) -> None:
    wire = bytearray(encode(message))
    for place in data.draw(st.lists(st.integers(0, len(wire) - 1), min_size=1, max_size=3)):
        wire[place] = data.draw(st.integers(0, 255))
    for decode in DECODERS:
        with contextlib.suppress(ProtocolError):
            decode(bytes(wire))


def test_raw_is_put_into_a_message_untouched() -> None:
    raw = encode_raw({"bye": "ended"})
    assert bytes(raw) == b'{"bye":"ended"}'
