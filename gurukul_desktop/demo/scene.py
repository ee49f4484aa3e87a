"""What a scene is, and the snapshots that scenes begin with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from gurukul_desktop.call.statistics import Statistics
from gurukul_desktop.demo.offline import BUDDIES, PARTNER, World
from gurukul_desktop.protocol.messages import SessionId
from gurukul_desktop.session.snapshot import (
    Link,
    Notice,
    PartnerView,
    Reportable,
    Snapshot,
    Summary,
)
from gurukul_desktop.session.states import State


@dataclass(frozen=True, slots=True)
class Call:
    """Call a function of the one QML object, or of the view model, of this type."""

    type: str
    function: str
    arguments: tuple[str | bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Put:
    """Give a property of the one QML object of this type a value."""

    type: str
    name: str
    value: object


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of the window.

    Attributes:
        name: what it is called.
        what: one sentence on it.
        snapshot: the session's.
        shows: the variant of the student's own picture; None is no picture.
        sees: the variant of the partner's picture; None is no picture.
        talked: for how many seconds the call has lasted.
        prepare: fills the stand-ins.
        steps: what is opened or set then, in order.
        notice: said as a toast, with the name whom it is about.
        next_in: in how many seconds the next search begins by itself.
    """

    name: str
    what: str
    snapshot: Snapshot
    shows: str | None = None
    sees: str | None = None
    talked: float | None = None
    prepare: Callable[[World], None] = lambda world: None
    steps: tuple[Call | Put, ...] = ()
    notice: tuple[Notice, str] | None = None
    next_in: float | None = None


IDLE: Final = Snapshot(link=Link.ONLINE, buddies=BUDDIES, can_hide=True)
SEARCHING: Final = replace(IDLE, state=State.SEARCHING, position=2, waiting=5)
CONNECTING: Final = replace(
    IDLE,
    state=State.CONNECTING,
    partner=PartnerView(PARTNER),
    reportable=Reportable(SessionId("s1"), PARTNER),
    call_media="video",
)
CONNECTED: Final = replace(
    CONNECTING,
    state=State.CONNECTED,
    statistics=Statistics(
        frames_received=22_000,
        fps=29.8,
        width=1280,
        height=720,
        bits_per_second_in=1_480_000,
        bits_per_second_out=1_510_000,
        round_trip_ms=24.0,
        loss_out=0.0,
        playout_ms=45.0,
        codec="H264",
        sent_width=1280,
        sent_height=720,
        sent_fps=30.0,
        path="direct",
    ),
)
ENDED: Final = replace(
    IDLE,
    state=State.ENDED,
    addable=True,
    reportable=Reportable(SessionId("s1"), PARTNER),
    summary=Summary(
        SessionId("s1"),
        PARTNER,
        52 * 60.0,
        "partner",
        own_goal="Finish the integrals of chapter 4",
        partner_goal="Read the second act",
        rounds=2,
    ),
)
TOPICS: Final = ("Algebra", "Linear equations", "संस्कृत")
