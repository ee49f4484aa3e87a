"""A wire between two engines that can be cut: datagrams are dropped as they come in."""

import asyncio
import weakref

from aioice.ice import StunProtocol

from gurukul_desktop.call.engine import CallEngine


class Wire:
    """Every socket of ICE in this process, while it is installed.

    A test that needs a real network cut uses ``tests/network``; this one needs no root.
    """

    def __init__(self, monkeypatch):
        self._sockets = weakref.WeakKeyDictionary()
        self._dead = weakref.WeakSet()
        self._deaf = set()
        made, received = StunProtocol.connection_made, StunProtocol.datagram_received

        def connection_made(protocol, transport):
            self._sockets[protocol] = asyncio.get_running_loop()
            made(protocol, transport)

        def datagram_received(protocol, data, address):
            if protocol not in self._dead and asyncio.get_running_loop() not in self._deaf:
                received(protocol, data, address)

        monkeypatch.setattr(StunProtocol, "connection_made", connection_made)
        monkeypatch.setattr(StunProtocol, "datagram_received", datagram_received)

    def cut(self, *engines: CallEngine) -> None:
        """Nothing comes in at these any more."""
        self._deaf |= {engine._loop for engine in engines}

    def mend(self) -> None:
        """Everything comes in again, but for what was killed."""
        self._deaf.clear()

    def kill(self) -> None:
        """The sockets that are open now are never heard again, as behind a new address."""
        self._dead |= set(self._sockets)
