"""Calls that are over, for the stand-ins: the one just before, and weeks of study before it."""

from datetime import date
from typing import Final

from gurukul_desktop.history import MemoryHistory, PastSession
from gurukul_desktop.protocol.messages import SessionId
from gurukul_desktop.session.snapshot import Snapshot, Summary
from gurukul_desktop.session.states import State

_DAY: Final = 24 * 3600
_PAST: Final = (
    # days ago, hour, minutes, partner, topics, own goal, rounds
    (0, 8, 52, "Ravi", ("Algebra",), "Finish the integrals of chapter 4", 2),
    (0, 7, 3, "Tomás Echeverría", (), "", 0),
    (1, 19, 94, "अनन्या शर्मा", ("संस्कृत",), "Learn the first conjugation", 3),
    (2, 17, 28, "Meera", ("Linear equations", "Algebra"), "", 1),
    (3, 20, 61, "Ravi", ("Algebra",), "Old exam of 2024", 2),
    (5, 16, 125, "Kabir", ("History",), "Read chapters 6 and 7", 4),
    (8, 18, 45, "Meera", ("Algebra",), "", 1),
    (9, 9, 75, "Ravi", (), "Lab report", 3),
)


def summary_of(snapshot: Snapshot, now: float) -> Summary | None:
    """What a call was that ends in this moment; None if it never was connected."""
    if snapshot.state is not State.CONNECTED or snapshot.connected_at is None:
        return None
    return Summary(
        SessionId("s1"),
        snapshot.partner.name if snapshot.partner is not None else "",
        now - snapshot.connected_at,
        "you",
        snapshot.topics,
        snapshot.own_goal,
        snapshot.partner_goal,
        snapshot.focus.rounds,
    )


def some_history(day: date) -> MemoryHistory:
    """Two weeks of study that end with this day; nothing of it is kept anywhere."""
    today = (day - date(1970, 1, 1)).days * _DAY
    sessions = [
        PastSession(
            at=today - days * _DAY + hour * 3600 + 300,
            offset=0,
            seconds=minutes * 60,
            ending="lost" if minutes < 5 else "partner",
            partner=partner,
            topics=topics,
            own_goal=goal,
            rounds=rounds,
        )
        for days, hour, minutes, partner, topics, goal, rounds in _PAST
    ]
    return MemoryHistory(sessions[::-1], kept=True)
