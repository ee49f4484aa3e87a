"""Bytes to messages and back, within the limits.

Decoding accepts nothing but one JSON object of a known ``type`` (RFC 8259), and says
which field was wrong; it never raises anything but :class:`ProtocolError`.
"""

import re
from typing import Any, Final, TypeVar

import msgspec

from gurukul_desktop.protocol import limits
from gurukul_desktop.protocol.messages import (
    ChangeBuddy,
    ClientMessage,
    ErrorCode,
    Message,
    ServerMessage,
    Signal,
)


class ProtocolError(Exception):
    """What was received is not a message.

    Attributes:
        code: the protocol's error code for it, ``bad_message`` or ``too_large``.
        field: the path of the wrong field (``name``, ``topics[2]``), empty when the
            fault is not in one field.
    """

    def __init__(self, message: str, *, code: ErrorCode = "bad_message", field: str = "") -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.code: ErrorCode = code
        self.field = field


T = TypeVar("T")
Wire = bytes | bytearray | memoryview | str

_OPENING_BRACE: Final = ord("{")

_encoder: Final = msgspec.json.Encoder()
_client: Final[msgspec.json.Decoder[ClientMessage]] = msgspec.json.Decoder(ClientMessage)
_server: Final[msgspec.json.Decoder[ServerMessage]] = msgspec.json.Decoder(ServerMessage)

_PLACE: Final = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?$", re.DOTALL)
_MISSING: Final = re.compile(r"missing required field `(?P<field>[^`]+)`")


def decode_client(data: Wire) -> ClientMessage:
    """What a client sent.

    Raises:
        ProtocolError: too large, not JSON, an unknown type, a wrong or missing field.
    """
    message = decode(_client, data, limits.MESSAGE_BYTES)
    if isinstance(message, Signal):
        _check_object(message.data)
    elif isinstance(message, ChangeBuddy) and (message.session is msgspec.UNSET) == (
        message.partner is msgspec.UNSET
    ):
        raise ProtocolError("exactly one of `session` and `partner` is needed", field="session")
    return message


def decode_server(data: Wire) -> ServerMessage:
    """What a server sent.

    Raises:
        ProtocolError: as for :func:`decode_client`.
    """
    message = decode(_server, data, limits.MESSAGE_BYTES)
    if isinstance(message, Signal):
        _check_object(message.data)
    return message


def encode(message: Message) -> bytes:
    """A message as UTF-8 JSON. It may be longer than a peer accepts: senders bound their fields."""
    return _encoder.encode(message)


def encode_raw(value: Any) -> msgspec.Raw:
    """A struct or plain value as JSON that is put into another message untouched."""
    return msgspec.Raw(_encoder.encode(value))


def decode(decoder: msgspec.json.Decoder[T], data: Wire, max_bytes: int) -> T:
    """Decode by ``decoder``, with the bound and the errors of this module."""
    try:
        # A str of n characters has at least n bytes, so the cheap test comes first.
        if len(data) > max_bytes or (isinstance(data, str) and len(data.encode()) > max_bytes):
            raise ProtocolError(f"more than {max_bytes} bytes", code="too_large")
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        raise _explain(error) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise ProtocolError(f"not JSON: {error}") from None


def _check_object(raw: msgspec.Raw) -> None:
    if memoryview(raw)[0] != _OPENING_BRACE:  # never empty, and without white space before it
        raise ProtocolError("Expected `object`", field="data")


def _explain(error: msgspec.ValidationError) -> ProtocolError:
    place = _PLACE.match(str(error))
    assert place is not None  # every string matches
    what, path = place["what"], place["path"] or ""
    missing = _MISSING.search(what)
    if missing:
        path = f"{path}.{missing['field']}" if path else missing["field"]
    return ProtocolError(what, field=path)
