"""Finds out, before a call, which STUN and TURN servers are of use.

aioice asks the one STUN and the one TURN server that it is given, and gathering waits for both:
a dead one costs five seconds of a call's beginning. So all that the matchmaking server lists are
asked while the student still searches. A STUN server is asked for our address (RFC 8489,
section 2), a relay for an allocation, which is given back at once (RFC 8656, section 7): that
shows whether it lets these credentials in, which a mere sign of life would not.

Lives on the call thread.
"""

import asyncio
import logging
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, cast

from aioice import stun, turn

from gurukul_desktop.call.ice import Endpoint, Reachable, Silence, Way, endpoints
from gurukul_desktop.call.internals import route
from gurukul_desktop.protocol.messages import IceServer

_log = logging.getLogger(__name__)

PATIENCE: Final = 2.0
"""A server that has not answered after so many seconds is silent."""
HEAD_START: Final = 0.4
"""The next way to a relay is tried so many seconds after the one before."""
RESEND_SECONDS: Final = (0.2, 0.4, PATIENCE)
"""The pauses after each time that a STUN server is asked."""
GOOD_SECONDS: Final = 600.0
"""How long it counts what was found out, while there is one of a kind that answers."""
SILENT_SECONDS: Final = 15.0
"""How long it counts where none does."""

_REFUSALS: Final = (401, 403, 441)
"""Error codes of RFC 8489, section 14.8, and RFC 8656, section 17."""

Address = tuple[str, int]
Ask = Callable[[Endpoint], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Finding:
    endpoint: Endpoint
    at: float
    seconds: float
    silence: Silence | None

    @property
    def relay(self) -> bool:
        return self.endpoint.way is not Way.STUN


class Probe:
    """Asks servers and remembers for a while what they said, as long as the network is the same."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._findings: dict[str, _Finding] = {}
        self._addresses = route.addresses()

    def known(self, servers: Sequence[IceServer]) -> Reachable:
        """What is known of them now."""
        self._forget()
        listed = (one.url for one in endpoints(servers) if not self._unknown(one))
        found = {url: self._findings[url] for url in listed}
        return Reachable(
            {url: one.seconds for url, one in found.items() if one.silence is None},
            {url: one.silence for url, one in found.items() if one.silence is not None},
        )

    async def look(self, servers: Sequence[IceServer]) -> Reachable:
        """Ask those of which nothing is known; at most three seconds.

        It is enough that one STUN server answers, and one relay: the first to answer is the
        quickest. Relays are tried over UDP, a little later over TCP, at last over TLS.
        """
        self._forget()
        listed = endpoints(servers)
        jobs = []
        for ways, ask in (((Way.STUN,), _ask_stun), ((Way.UDP, Way.TCP, Way.TLS), _ask_relay)):
            groups = [[one for one in listed if one.way is way] for way in ways]
            if not any(self._answers(one) for group in groups for one in group):
                unknown = [[one for one in group if self._unknown(one)] for group in groups]
                jobs.append(self._race([group for group in unknown if group], ask))
        await asyncio.gather(*jobs)
        return self.known(servers)

    async def _race(self, groups: list[list[Endpoint]], ask: Ask) -> None:
        """Ask one group, and a little later the next, until somebody answers."""
        asking: set[asyncio.Task[bool]] = set()
        try:
            for group in groups:
                asking |= {asyncio.create_task(self._ask(one, ask)) for one in group}
                last = group is groups[-1]
                if await _answered(asking, PATIENCE if last else HEAD_START):
                    break
        finally:
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)

    async def _ask(self, endpoint: Endpoint, ask: Ask) -> bool:
        """Whether it is of use."""
        began = self._loop.time()
        silence: Silence | None = None
        try:
            async with asyncio.timeout(PATIENCE):
                await ask(endpoint)
        except asyncio.CancelledError:
            # Another was quicker. That says something of this one only if it began earlier.
            if self._loop.time() - began >= HEAD_START:
                self._note(endpoint, began, Silence.UNREACHABLE)
            raise
        except stun.TransactionFailed as error:
            refused = error.response.error_code in _REFUSALS
            silence = Silence.REFUSED if refused else Silence.UNABLE
        except ssl.SSLError:
            silence = Silence.UNTRUSTED
        except (OSError, stun.TransactionError):  # a TimeoutError is an OSError
            silence = Silence.UNREACHABLE
        self._note(endpoint, began, silence)
        return silence is None

    def _note(self, endpoint: Endpoint, began: float, silence: Silence | None) -> None:
        now = self._loop.time()
        if silence is not None:
            _log.info("a server for %s %s", endpoint.way.value, silence.value)
        self._findings[endpoint.url] = _Finding(endpoint, now, now - began, silence)

    def _answers(self, endpoint: Endpoint) -> bool:
        finding = self._findings.get(endpoint.url)
        return finding is not None and finding.silence is None

    def _unknown(self, endpoint: Endpoint) -> bool:
        finding = self._findings.get(endpoint.url)
        if finding is None:
            return True
        # Other credentials may be let in.
        refused = finding.silence is Silence.REFUSED
        return refused and finding.endpoint.username != endpoint.username

    def _forget(self) -> None:
        """Drop what is old, or was found out from another network."""
        now, addresses = self._loop.time(), route.addresses()
        if addresses != self._addresses:
            self._addresses = addresses
            self._findings.clear()
        good = {one.relay for one in self._findings.values() if one.silence is None}
        self._findings = {
            url: one
            for url, one in self._findings.items()
            if now - one.at < (GOOD_SECONDS if one.relay in good else SILENT_SECONDS)
        }


async def _answered(asking: set[asyncio.Task[bool]], within: float) -> bool:
    """Whether one of them is of use, as soon as that is known."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            while asking:
                done, asking = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
                if any(task.result() for task in done):
                    return True
    return False


async def _ask_stun(endpoint: Endpoint) -> None:
    """Ask a STUN server for our address, as aioice will: over IPv4.

    Raises:
        OSError: it has no address, or does not answer.
    """
    address = await resolve(endpoint.host, endpoint.port, socket.AF_INET)
    request = stun.Message(message_method=stun.Method.BINDING, message_class=stun.Class.REQUEST)
    loop = asyncio.get_running_loop()
    transport, answer = await loop.create_datagram_endpoint(
        lambda: _Answer(request.transaction_id), remote_addr=address
    )
    try:
        for pause in RESEND_SECONDS:
            transport.sendto(bytes(request))
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await answer.came.wait()
                    return
        raise TimeoutError
    finally:
        transport.close()


class _Answer(asyncio.DatagramProtocol):
    """Waits for the answer to one STUN request."""

    def __init__(self, transaction_id: bytes) -> None:
        self._transaction_id = transaction_id
        self.came = asyncio.Event()

    def datagram_received(self, data: bytes, addr: Address) -> None:
        with suppress(ValueError):
            message = stun.parse_message(data)
            ours = message.transaction_id == self._transaction_id
            if ours and message.message_class is stun.Class.RESPONSE:
                self.came.set()


async def _ask_relay(endpoint: Endpoint) -> None:
    """Have a relay allocate something, and give it back.

    Raises:
        OSError: it cannot be reached; as an SSLError if its certificate is not accepted.
        TransactionError: it says no, or nothing.
    """
    address = await resolve(endpoint.host, endpoint.port, socket.AF_UNSPEC)
    tls = endpoint.way is Way.TLS
    transport, _ = await turn.create_turn_endpoint(
        asyncio.DatagramProtocol,
        # A certificate is one for a name.
        server_addr=(endpoint.host, endpoint.port) if tls else address,
        username=endpoint.username or None,
        password=endpoint.credential or None,
        ssl=tls,
        transport="udp" if endpoint.way is Way.UDP else "tcp",
    )
    transport.close()


async def resolve(host: str, port: int, family: socket.AddressFamily) -> Address:
    """The first address of a name.

    On a thread that nobody waits for: the resolver may take half a minute to give up, and a
    pool of threads, such as the one that the encoders share, would be held up by it.

    Raises:
        OSError: it has none.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[Address | None] = loop.create_future()

    def tell(address: Address | None) -> None:
        if not found.done():
            found.set_result(address)

    def look() -> None:
        address = None
        with suppress(OSError, UnicodeError):
            infos = socket.getaddrinfo(host, port, family, socket.SOCK_DGRAM)
            address = cast(Address, infos[0][4][:2])
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(tell, address)

    threading.Thread(target=look, name="gurukul-resolver", daemon=True).start()
    address = await found
    if address is None:
        raise OSError("the name has no address")
    return address
