"""The door to the call thread: the one loop that owns every aiortc object.

Qt's event loop adds a timer to every callback, which media cannot afford; so calls live
on a plain asyncio loop of their own. Into that thread go functions and coroutines, out
of it come callbacks of a :class:`CallListener`, delivered where the engine was started.
"""

import asyncio
import concurrent.futures
import contextlib
import importlib
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from gurukul_desktop.call.ports import (
    Call,
    CallListener,
    CallPlan,
    LocalMedia,
    RemoteMedia,
    Usage,
)
from gurukul_desktop.call.quiet import quieten
from gurukul_desktop.call.timing import Timing
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.protocol.channel import Said
from gurukul_desktop.protocol.messages import IceServer
from gurukul_desktop.protocol.peer import ByeReason, PeerSignal

if TYPE_CHECKING:
    from aiortc import RTCPeerConnection

    from gurukul_desktop.call.peer import Peer
    from gurukul_desktop.call.prepared import Open, Preparation

_log = logging.getLogger(__name__)

Post = Callable[[Callable[[], None]], object]
"""Has a function called on the listeners' thread; callable from any thread."""

THREAD: Final = "gurukul-call"
ENCODERS: Final = 4
"""Threads that encode picture and sound, and look up the names of ICE servers."""
LAST_WORDS: Final = 2.0
"""How long the engine's end waits for connections that close slowly, in seconds."""


class CallEngine:
    """Makes calls, on a thread of its own between :meth:`start` and :meth:`aclose`."""

    def __init__(self, timing: Timing | None = None) -> None:
        self._timing = timing or Timing()
        self._calls: set[_PlacedCall] = set()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._post: Post | None = None
        self._ready = threading.Event()
        self._finished: concurrent.futures.Future[None] = concurrent.futures.Future()

    def start(self, post: Post | None = None) -> None:
        """Start the thread. Listeners are called through ``post``, else on the running loop."""
        if self._thread is not None:
            raise RuntimeError("the engine was started before")
        self._post = post or asyncio.get_running_loop().call_soon_threadsafe
        quieten()
        self._thread = threading.Thread(target=self._run, name=THREAD, daemon=True)
        self._thread.start()
        self._ready.wait()

    def place(
        self, plan: CallPlan, local: LocalMedia, remote: RemoteMedia, listener: CallListener
    ) -> Call:
        """Start a call; at once, without waiting for anything."""
        if self._loop is None or self._post is None or self._finished.done():
            raise RuntimeError("the engine does not run")
        call = _PlacedCall(self._loop, self._post, listener, self._calls.discard, self._open)
        self._calls.add(call)
        call.begin(plan, local, remote, self._timing)
        return call

    def look(self, ice_servers: tuple[IceServer, ...]) -> None:
        """Find out which of these are of use; at once."""
        self._on_preparation(lambda preparation: preparation.look(ice_servers))

    def prepare(self, plan: CallPlan) -> None:
        """Have a connection for a call like this one ready, of either role; at once."""
        self._on_preparation(lambda preparation: preparation.begin(plan))

    def discard(self) -> None:
        """No call is to come."""
        self._on_preparation(lambda preparation: preparation.discard())

    def _on_preparation(self, work: Callable[["Preparation"], None]) -> None:
        if self._loop is not None and not self._finished.done():
            with contextlib.suppress(RuntimeError):  # the loop has just ended
                self._loop.call_soon_threadsafe(lambda: work(self._preparation))

    async def aclose(self) -> None:
        """Close every call and end the thread. Idempotent."""
        if self._thread is None or self._loop is None:
            return
        await asyncio.gather(*(call.close("ended") for call in list(self._calls)))
        if not self._finished.done():
            with contextlib.suppress(RuntimeError):  # another aclose was faster
                self._loop.call_soon_threadsafe(self._stop.set)
        await asyncio.shield(asyncio.wrap_future(self._finished))
        self._thread.join()

    # On the call thread

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(self._serve())
        finally:
            self._finished.set_result(None)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(_on_stray_error)
        self._loop.set_default_executor(ThreadPoolExecutor(ENCODERS, f"{THREAD}-encoder"))
        self._stop = asyncio.Event()
        self._ready.set()
        # Imported here, beside the window's start: aiortc takes a fifth of a second.
        importlib.import_module("gurukul_desktop.call.peer")
        from gurukul_desktop.call.prepared import Preparation

        self._preparation = Preparation()
        await self._stop.wait()
        await self._preparation.aclose()
        slow = [call.peer.closed() for call in self._calls if call.peer is not None]
        try:
            async with asyncio.timeout(LAST_WORDS):
                await asyncio.gather(*slow)
        except TimeoutError:
            _log.warning("a connection did not close in time")

    def _open(self, plan: CallPlan, attempt: int) -> "RTCPeerConnection":
        return self._preparation.open(plan, attempt)


class _PlacedCall:
    """A call as the main thread holds it; ``peer`` belongs to the call thread."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        post: Post,
        listener: CallListener,
        forget: Callable[["_PlacedCall"], None],
        open_: "Open",
    ) -> None:
        self._loop = loop
        self._post = post
        self._listener = listener
        self._forget = forget
        self._open = open_
        self._closed: concurrent.futures.Future[None] | None = None
        self.peer: Peer | None = None

    def begin(self, plan: CallPlan, local: LocalMedia, remote: RemoteMedia, timing: Timing) -> None:
        """Make the peer on its thread."""
        self._loop.call_soon_threadsafe(self._begin, plan, local, remote, timing)

    def receive(self, signal: PeerSignal) -> None:
        """A signal from the partner."""
        self._on_peer(lambda peer: peer.receive(signal))

    def set_media(self, *, microphone: bool, camera: bool, screen: bool = False) -> None:
        """Mute, camera off, and the screen in the camera's place."""
        self._on_peer(
            lambda peer: peer.set_media(microphone=microphone, camera=camera, screen=screen)
        )

    def set_usage(self, usage: Usage) -> None:
        """How much of the line the call may use."""
        self._on_peer(lambda peer: peer.set_usage(usage))

    def say(self, message: Said) -> None:
        """What the student says to the partner."""
        self._on_peer(lambda peer: peer.say(message))

    def renew(self, ice_servers: tuple[IceServer, ...]) -> None:
        """Fresh credentials for connections to come."""
        self._on_peer(lambda peer: peer.renew(ice_servers))

    async def close(self, reason: ByeReason | None) -> None:
        """Say goodbye and free everything; idempotent."""
        if self._closed is None:
            self._closed = asyncio.run_coroutine_threadsafe(self._close(reason), self._loop)
        await asyncio.shield(asyncio.wrap_future(self._closed))
        self._forget(self)

    def _on_peer(self, work: Callable[["Peer"], None]) -> None:
        if self._closed is None:
            self._loop.call_soon_threadsafe(self._guarded, work)

    # On the call thread

    def _begin(
        self, plan: CallPlan, local: LocalMedia, remote: RemoteMedia, timing: Timing
    ) -> None:
        from gurukul_desktop.call.peer import Peer

        try:
            self.peer = Peer(plan, local, remote, self._tell, timing, self._open)
            self.peer.start()
        except CallError as error:
            self._fail(error)
        except Exception as error:
            self._fail_unexpectedly(error)

    def _guarded(self, work: Callable[["Peer"], None]) -> None:
        if self.peer is not None:
            try:
                work(self.peer)
            except Exception as error:
                self._fail_unexpectedly(error)

    def _fail_unexpectedly(self, error: Exception) -> None:
        _log.error("the call thread ran into a fault", exc_info=error)
        self._fail(CallError(CallFault.UNREACHABLE, type(error).__name__))

    def _fail(self, error: CallError) -> None:
        self._tell(lambda to: to.on_failed(error))

    async def _close(self, reason: ByeReason | None) -> None:
        if self.peer is not None:
            await self.peer.close(reason)

    def _tell(self, said: Callable[[CallListener], None]) -> None:
        try:
            self._post(partial(self._deliver, said))
        except RuntimeError:  # the main loop has ended, and its listeners with it
            return

    # On the listener's thread

    def _deliver(self, said: Callable[[CallListener], None]) -> None:
        if self._closed is None:
            said(self._listener)


def _on_stray_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What aiortc's own tasks raise, such as on a connection closed under them.

    The call notices by its state and its heartbeat; here it is only written down, without
    the message, which may hold an address.
    """
    error = context.get("exception")
    _log.warning("stray %s on the call thread", type(error).__name__ if error else "report")
