"""The WebSocket carrier: ``GET /ws``, and ``GET /healthz`` beside it.

On the way of a message there is no task and no await: picows calls the listener, the
listener calls the service, and the service sends.
"""

import asyncio
import json
import logging
from typing import Any, ClassVar, Final, TypeAlias, cast

from picows import (
    WSCloseCode,
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
    ws_create_server,
)

from gurukul_desktop.protocol.limits import MESSAGE_BYTES, SUBPROTOCOL
from gurukul_desktop.server.addresses import client_address
from gurukul_desktop.server.connection import CarrierKind, Connection
from gurukul_desktop.server.keepalive import PING_SECONDS, Keepalive
from gurukul_desktop.server.origins import allows
from gurukul_desktop.server.quiet import quiet_logger, summary
from gurukul_desktop.server.service import Service

_log: Final = logging.getLogger(__name__)

_Logger: TypeAlias = "logging.LoggerAdapter[Any]"

PATH: Final = "/ws"
READ_BUFFER_BYTES: Final = 2048
"""What each connection costs at the least; it grows with what arrives."""

FRAME_BYTES: Final = 4 * MESSAGE_BYTES
"""Frames up to this size are read, only to be able to answer that they are too large."""

WRITE_BUFFER_BYTES: Final = 512 * 1024
"""What may wait for one slow reader before it is disconnected."""

CLOSE_SECONDS: Final = 1.0
"""How long a client may take to answer a close frame."""

_HEADROOM: Final = 14
"""What picows wants before a message to put a frame's header there."""

_SMALL_BYTES: Final = 1024
"""What fits into the buffer that picows has for each connection from the start."""

_PROTOCOL_ERROR: Final = 1002
_CONTROL: Final = (WSMsgType.PING, WSMsgType.PONG, WSMsgType.CLOSE)


async def listen(service: Service, host: str, port: int) -> asyncio.Server:
    """Accept clients for ``service``.

    Raises:
        OSError: the address cannot be listened on.
    """
    errors = quiet_logger("websocket")
    keepalive = Keepalive(PING_SECONDS)
    return await ws_create_server(
        lambda request: _route(service, errors, keepalive, request),
        host,
        port,
        max_frame_size=FRAME_BYTES,
        read_buffer_init_size=READ_BUFFER_BYTES,
        enable_auto_ping=False,  # a task a connection; Keepalive has one timer for all
        # Pings are answered in the listener, so that they are counted like messages.
        enable_auto_pong=False,
        logger_name=quiet_logger("picows", "malformed traffic"),
        backlog=1024,
    )


def _route(
    service: Service, errors: _Logger, keepalive: Keepalive, request: WSUpgradeRequest
) -> WSUpgradeResponseWithListener:
    path = request.path.partition(b"?")[0]
    if path == b"/healthz":
        body = json.dumps(service.health()).encode()
        ok = WSUpgradeResponse.create_ok_response(
            body, {"Content-Type": "application/json", "Cache-Control": "no-store"}
        )
        return WSUpgradeResponseWithListener(ok, None)
    if path != PATH.encode():
        return _refusal(404, "Not found.\n")
    if request.headers.get("Upgrade", "").lower() != "websocket":
        return _refusal(426, "This is a WebSocket.\n", {"Upgrade": "websocket"})
    if not allows(service.options.origins, request.headers.getall("Origin", [])):
        return _refusal(403, "This origin is not allowed.\n")
    offered = ",".join(request.headers.getall("Sec-WebSocket-Protocol", []))
    if SUBPROTOCOL not in [name.strip() for name in offered.split(",")]:
        return _refusal(400, f"The subprotocol {SUBPROTOCOL} is needed.\n")
    accepted = WSUpgradeResponse.create_101_response({"Sec-WebSocket-Protocol": SUBPROTOCOL})
    return WSUpgradeResponseWithListener(accepted, WebSocket(service, errors, keepalive))


def _refusal(
    status: int, words: str, headers: dict[str, str] | None = None
) -> WSUpgradeResponseWithListener:
    headers = {"Content-Type": "text/plain; charset=utf-8", **(headers or {})}
    response = WSUpgradeResponse.create_error_response(status, words.encode(), headers)
    return WSUpgradeResponseWithListener(response, None)


class WebSocket(WSListener):
    """One client's WebSocket: a listener to picows, a carrier to the service."""

    __slots__ = (
        "_connection",
        "_errors",
        "_keepalive",
        "_parts",
        "_parts_type",
        "_service",
        "_transport",
        "heard",
        "silence",
    )

    _transport: WSTransport

    def __init__(self, service: Service, errors: _Logger, keepalive: Keepalive) -> None:
        super().__init__()
        self.heard = True
        self.silence = 0
        self._service = service
        self._errors = errors
        self._keepalive = keepalive
        self._connection: Connection | None = None
        self._parts: bytearray | None = None
        self._parts_type = WSMsgType.TEXT

    # Carrier

    kind: ClassVar[CarrierKind] = "websocket"

    def send(self, payload: bytes) -> None:
        """Send one message."""
        if len(payload) <= _SMALL_BYTES:
            self._transport.send(WSMsgType.TEXT, payload)
        else:
            # picows' own buffer would keep the size of the largest message for good.
            framed = bytearray(_HEADROOM)
            framed += payload
            self._transport.send_reuse_external_bytearray(WSMsgType.TEXT, framed, _HEADROOM)

    def close(self, code: int, reason: str) -> None:
        """Send a close frame; the TCP connection follows when the client has answered it."""
        transport = self._transport
        transport.send_close(cast(WSCloseCode, code), reason)
        # At once would reset the connection while the close frame is on its way.
        asyncio.get_running_loop().call_later(CLOSE_SECONDS, transport.disconnect, False)

    # What the keepalive calls

    def ping(self) -> None:
        """Ask for a sign of life."""
        self._transport.send_ping()

    def give_up(self) -> None:
        """There was none."""
        self._transport.disconnect(False)

    # What picows calls

    def on_ws_connected(self, transport: WSTransport) -> None:
        """The handshake is done."""
        self._transport = transport
        # Above this mark picows calls pause_writing, so no send has to look at the buffer.
        transport.underlying_transport.set_write_buffer_limits(high=WRITE_BUFFER_BYTES)
        self._keepalive.add(self)
        peer = transport.underlying_transport.get_extra_info("peername")
        address = client_address(
            str(peer[0]) if peer else "",
            transport.request.headers,
            self._service.options.trusted_proxies,
        )
        # They are not needed any more, and are a sixth of what a connection costs.
        transport.request.headers.clear()
        transport.response.headers.clear()
        self._connection = self._service.open(self, address)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """The connection is gone."""
        self._keepalive.discard(self)
        if self._connection is not None:
            self._service.closed(self._connection)

    def pause_writing(self) -> None:
        """The client does not read: nothing more is kept for it."""
        self._service.measures.slow_readers += 1
        self._transport.disconnect(False)

    def resume_writing(self) -> None:
        """Nothing to do: a connection whose writing was paused is on its way out."""

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """A frame arrived."""
        self.heard = True
        connection = self._connection
        kind = frame.msg_type
        if kind == WSMsgType.CLOSE:
            # Echoes the close (RFC 6455, section 5.5.1); nothing is sent if it answers ours.
            transport.send_close(frame.get_close_code())
            transport.disconnect()
            return
        if connection is None or connection.closing:
            return
        try:
            reserved = frame.rsv1 or frame.rsv2 or frame.rsv3
            if kind == WSMsgType.TEXT and frame.fin and self._parts is None and not reserved:
                self._service.receive(connection, frame.get_payload_as_bytes())
            elif reserved:
                # No extension was agreed on (RFC 6455, section 5.2).
                connection.close(_PROTOCOL_ERROR, "reserved bits are set")
            else:
                self._unusual(connection, frame)
        except Exception as error:
            self._errors.error("internal error: %s", summary(error))
            _log.debug("internal error", exc_info=error)
            self._service.failed(connection)

    def _unusual(self, connection: Connection, frame: WSFrame) -> None:
        """Everything but a text message in one frame."""
        kind = frame.msg_type
        if kind in _CONTROL:
            payload = frame.get_payload_as_bytes()
            if self._service.counts(connection, len(payload)) and kind == WSMsgType.PING:
                self._transport.send_pong(payload)
        elif (kind == WSMsgType.CONTINUATION) == (self._parts is None):
            connection.close(_PROTOCOL_ERROR, "a fragment in the wrong place")
        else:
            self._gather(connection, frame)

    def _gather(self, connection: Connection, frame: WSFrame) -> None:
        """Put the fragments of a message together."""
        if self._parts is None:
            self._parts = bytearray()
            self._parts_type = frame.msg_type
        elif not self._service.counts(connection, 0):
            return
        self._parts += frame.get_payload_as_memoryview()
        if len(self._parts) > MESSAGE_BYTES:
            self._service.malformed(connection, "too_large", f"more than {MESSAGE_BYTES} bytes")
        elif frame.fin:
            payload, self._parts = bytes(self._parts), None
            if self._parts_type == WSMsgType.TEXT:
                self._service.receive(connection, payload)
            elif self._service.counts(connection, len(payload)):
                self._service.malformed(connection, "bad_message", "a binary frame; text is needed")
