"""Offer, answer and candidates of one connection (JSEP, RFC 9429; trickle ICE, RFC 8838).

The caller makes every offer, so two offers never cross; a connection that is built anew is a
:class:`Negotiation` of its own with the next generation. aiortc gathers before it gives
a description out: a description carries all candidates of its side, and the null
candidate that follows it says so. The partner's may come one by one, before the
description or after it.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, Literal

from aiortc import RTCIceCandidate, RTCPeerConnection, RTCSessionDescription
from aiortc.sdp import SessionDescription as ParsedDescription
from aiortc.sdp import candidate_from_sdp

from gurukul_desktop.call.audio.description import asking_for_copies
from gurukul_desktop.errors import CallError, CallFault
from gurukul_desktop.protocol.messages import Role
from gurukul_desktop.protocol.peer import (
    CandidateSignal,
    DescriptionSignal,
    IceCandidate,
    PeerSignal,
    SessionDescription,
)

_log = logging.getLogger(__name__)

CANDIDATES: Final = 100
"""The most candidates of the partner that are looked at (RFC 8445, section 19.5.1)."""
SIGNALS: Final = 200
"""The most signals that wait while a description is worked on."""
DESCRIPTIONS: Final = 20
"""The most descriptions that are worked on in one generation; an honest partner sends one."""


class Negotiation:
    """Works off the partner's signals one after the other.

    Args:
        generation: which all of its signals bear.
        prepare: called when the partner's description is set, before ours is made.

    Attributes:
        described: the partner's description is set.
    """

    def __init__(
        self,
        connection: RTCPeerConnection,
        role: Role,
        generation: int,
        send: Callable[[PeerSignal], None],
        prepare: Callable[[], None],
    ) -> None:
        self._connection = connection
        self._role = role
        self._generation = generation
        self._send = send
        self._prepare = prepare
        self._signals: asyncio.Queue[DescriptionSignal | CandidateSignal] = asyncio.Queue(SIGNALS)
        self._early: list[IceCandidate | None] = []
        self._candidates = 0
        self._descriptions = 0
        self.described = False
        self._sections = 0
        self._complaints: set[str] = set()

    def receive(self, signal: DescriptionSignal | CandidateSignal) -> None:
        """Queue what the partner sent."""
        try:
            self._signals.put_nowait(signal)
        except asyncio.QueueFull:
            self._complain("too many signals at once")

    async def run(self) -> None:
        """Negotiate until cancelled.

        Raises:
            CallError: the partner's first description is none, or no address was found here.
        """
        if self._role == "caller":
            await self._describe("offer")
        while True:
            signal = await self._signals.get()
            if isinstance(signal, DescriptionSignal):
                await self._on_description(signal.description)
            else:
                await self._on_candidate(signal.candidate)

    async def _on_description(self, description: SessionDescription) -> None:
        self._descriptions += 1
        if self._descriptions > DESCRIPTIONS:
            self._complain("too many descriptions")
            return
        if description.type == "offer":
            if self._role == "caller":
                self._complain("an offer to the caller")
                return
        elif self._connection.signalingState != "have-local-offer":
            self._complain("an answer without an offer")
            return
        try:
            await self._apply(description)
        except CallError:
            raise
        except Exception as error:
            # aiortc raises whatever the malformed line happens to provoke.
            if self.described:
                self._complain("a new description that does not parse")
                return
            raise CallError(
                CallFault.BAD_OFFER, f"the {description.type} is unusable: {type(error).__name__}"
            ) from None
        self.described = True
        for candidate in self._early:
            await self._add(candidate)
        self._early.clear()

    async def _apply(self, description: SessionDescription) -> None:
        media = ParsedDescription.parse(description.sdp).media
        # aiortc takes a description without any of this, and trips over it later.
        if len(media) < max(1, self._sections):
            raise ValueError("media sections are missing")
        if not all(section.dtls and section.dtls.fingerprints for section in media):
            raise ValueError("a fingerprint is missing (RFC 8842, section 5.1)")
        await self._connection.setRemoteDescription(
            RTCSessionDescription(sdp=description.sdp, type=description.type)
        )
        self._sections = len(media)
        self._prepare()
        if description.type == "offer":
            await self._describe("answer")

    async def _describe(self, kind: Literal["offer", "answer"]) -> None:
        connection = self._connection
        await connection.setLocalDescription(
            await (connection.createOffer() if kind == "offer" else connection.createAnswer())
        )
        sdp = asking_for_copies(connection.localDescription.sdp)
        if "a=candidate:" not in sdp:
            raise CallError(CallFault.UNREACHABLE, "this machine has no usable address")
        self._send(DescriptionSignal(SessionDescription(kind, sdp, self._generation)))
        self._send(CandidateSignal(None, self._generation))

    async def _on_candidate(self, candidate: IceCandidate | None) -> None:
        self._candidates += 1
        if self._candidates > CANDIDATES:
            self._complain("too many candidates")
        elif self.described:
            await self._add(candidate)
        else:
            self._early.append(candidate)

    async def _add(self, candidate: IceCandidate | None) -> None:
        try:
            await self._connection.addIceCandidate(_parse(candidate))
        except Exception:  # as with descriptions, and the next candidate may be a good one
            self._complain("a candidate that does not parse")

    def _complain(self, what: str) -> None:
        """One line a kind of fault: a hostile partner does not fill the log."""
        if what not in self._complaints:
            self._complaints.add(what)
            _log.warning("ignored from the partner: %s", what)


def _parse(candidate: IceCandidate | None) -> RTCIceCandidate | None:
    if candidate is None or not candidate.candidate:
        return None
    parsed = candidate_from_sdp(candidate.candidate.removeprefix("a=").removeprefix("candidate:"))
    if parsed.component != 1:
        raise ValueError("RTCP is multiplexed, there is one component (RFC 8834, section 4.5)")
    parsed.sdpMid = candidate.sdp_mid
    parsed.sdpMLineIndex = candidate.sdp_mline_index
    return parsed
