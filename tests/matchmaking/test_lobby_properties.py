"""Random sequences of commands against the rules written plainly."""

import itertools

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gurukul_desktop.matchmaking import effects
from gurukul_desktop.matchmaking.buddies import BuddyListFullError
from gurukul_desktop.matchmaking.lobby import Departure, Lobby
from gurukul_desktop.matchmaking.wishes import Rules, Wish
from gurukul_desktop.protocol.messages import SessionId, UserId

from .reference import Model

USERS = [UserId(f"u{n}") for n in range(6)]
RULES = Rules(skip=30, patience=10, ticket=40, grace=20, session=100)

users = st.sampled_from(USERS)
wishes = st.builds(
    Wish,
    mode=st.sampled_from(["global", "buddies_first"]),
    media=st.sampled_from(["video", "audio"]),
    topics=st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple),
    hide_address=st.booleans(),
)


reasons: st.SearchStrategy[Departure] = st.sampled_from(
    ["skipped", "skipped", "skipped", "ended", "reported"]
)


class LobbyMachine(RuleBasedStateMachine):
    """Drives a lobby and the model side by side."""

    def __init__(self) -> None:
        super().__init__()
        numbers = itertools.count()
        self.lobby = Lobby(lambda: SessionId(f"s{next(numbers)}"), RULES)
        self.model = Model(RULES)
        self.now = 1000.0
        self.started: dict[str, float] = {}
        self.away: dict[str, float] = {}

    # What the lobby did is checked, effect by effect, and then taken over by the model.

    def take(self, happened: list[effects.Effect], at: float) -> None:
        for one, other in itertools.pairwise([*happened, None]):
            match one:
                case effects.Matched(user, session) if user == session.caller:
                    # Both members are told, one right after the other.
                    assert other == effects.Matched(session.callee, session)
                    self.matched(session, at)
                case effects.Ended(user, session, reason) | effects.PartnerLeft(
                    user, session, reason
                ):
                    if session.id in self.model.sessions:
                        assert isinstance(other, effects.Ended | effects.PartnerLeft)
                        assert {user, other.user} == set(session.members)
                        assert (other.session, other.reason) == (session, reason)
                        del self.model.sessions[session.id]
                        for member in session.members:
                            self.away.pop(member, None)
                case effects.NoLongerWaiting(user):
                    self.model.remove(user)

    def matched(self, session: effects.Session, at: float) -> None:
        callee, caller = (self.model.waiter(u) for u in (session.callee, session.caller))
        assert callee is not None
        assert caller is not None
        assert self.model.rank(callee, caller, at) is not None, "may not be paired"
        best = (self.model.choice(caller, at), self.model.choice(callee, at))
        assert callee.user == best[0] or caller.user == best[1], "nobody's best choice"
        order = [w.user for w in self.model.waiting]
        assert order.index(callee.user) < order.index(caller.user), "the newcomer calls"
        audio = "audio" in (callee.wish.media, caller.wish.media)
        assert session.media == ("audio" if audio else "video")
        assert session.hide_address == (callee.wish.hide_address or caller.wish.hide_address)
        for member in session.members:
            assert self.model.session_of(member) is None, "in two sessions"
            self.model.remove(member)
        self.model.sessions[session.id] = frozenset(session.members)
        self.started[session.id] = session.started

    def settle(self) -> None:
        """Let the lobby do, deadline by deadline, what time has made due."""
        while (due := self.lobby.next_deadline()) is not None and due <= self.now:
            self.check_due(due)
            self.take(self.lobby.advance(due), due)
            assert self.lobby.next_deadline() != due
        assert self.lobby.advance(self.now) == []

    def check_due(self, due: float) -> None:
        """A deadline is one of those that the model knows."""
        model = self.model
        assert due in {
            *(w.since + RULES.patience for w in model.waiting),
            *(w.refreshed + RULES.ticket for w in model.waiting),
            *model.skipped.values(),
            *(since + RULES.grace for since in self.away.values()),
            *(self.started[s] + RULES.session for s in model.sessions),
        }

    @initialize(pairs=st.sets(st.tuples(users, users), max_size=6))
    def befriend(self, pairs: set[tuple[UserId, UserId]]) -> None:
        for one, other in pairs:
            if one != other:
                self.lobby.befriend(one, other, self.now)
                accepted, happened = self.lobby.befriend(other, one, self.now)
                assert accepted
                assert happened == []
                self.model.buddies.add(frozenset((one, other)))

    @rule(seconds=st.sampled_from([0.5, 3.0, 9.5, 10.0, 15.0, 20.0, 29.5, 45.0]))
    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.settle()

    @rule(everybody=st.permutations(USERS), data=st.data(), count=st.integers(2, len(USERS)))
    def several_find(self, everybody: list[UserId], data: st.DataObject, count: int) -> None:
        for user in everybody[:count]:
            self.find(user, data.draw(wishes))

    @rule(user=users, wish=wishes)
    def find(self, user: UserId, wish: Wish) -> None:
        if user in self.away:
            return
        happened = self.lobby.find(user, wish, self.now)
        if self.model.session_of(user):
            assert happened == [effects.AlreadyInSession(user)]
            return
        self.model.put(user, wish, self.now)
        finder = self.model.waiter(user)
        assert finder is not None
        partner = self.model.choice(finder, self.now)
        if partner is None:
            place = [w.user for w in self.model.waiting].index(user) + 1
            waiting = len(self.model.waiting)
            assert happened == [effects.Waiting(user, place, waiting, wish.mode)]
        else:
            assert isinstance(happened[0], effects.Matched)
            assert set(happened[0].session.members) == {user, partner}
            assert len(happened) == 2
        self.take(happened, self.now)

    @rule(user=users)
    def cancel(self, user: UserId) -> None:
        happened = self.lobby.cancel(user, self.now)
        if self.model.session_of(user):
            assert happened == [effects.AlreadyInSession(user)]
        else:
            assert happened == [effects.NoLongerWaiting(user)]
        self.take(happened, self.now)

    @precondition(lambda self: self.model.sessions)
    @rule(data=st.data(), reason=reasons)
    def leave(self, data: st.DataObject, reason: Departure) -> None:
        session = data.draw(st.sampled_from(sorted(self.model.sessions)))
        self.part(session, data.draw(st.sampled_from(sorted(self.model.sessions[session]))), reason)

    @precondition(lambda self: self.model.sessions)
    @rule(data=st.data(), reason=reasons, pause=st.sampled_from([0.0, 9.0, 25.0, 30.0]))
    def leave_and_both_search_again(
        self, data: st.DataObject, reason: Departure, pause: float
    ) -> None:
        session = data.draw(st.sampled_from(sorted(self.model.sessions)))
        members = data.draw(st.permutations(sorted(self.model.sessions[session])))
        self.part(session, members[0], reason)
        self.wait(pause)
        for member in members:
            self.find(UserId(member), data.draw(wishes))

    def part(self, session: str, user: str, reason: Departure) -> None:
        pair = self.model.sessions[session]
        (partner,) = pair - {user}
        happened = self.lobby.leave(UserId(user), SessionId(session), reason, self.now)
        told = {type(effect): effect.user for effect in happened}
        assert told == {effects.Ended: user, effects.PartnerLeft: partner}
        self.take(happened, self.now)
        if reason == "skipped":
            self.model.skipped[pair] = self.now + RULES.skip
        elif reason == "reported":
            self.model.reported.add(pair)

    @rule(user=users)
    def leave_a_session_that_is_not_theirs(self, user: UserId) -> None:
        happened = self.lobby.leave(user, SessionId("s-none"), "ended", self.now)
        assert happened == [effects.NotInSession(user)]

    @rule(user=users)
    def disconnect(self, user: UserId) -> None:
        assert self.lobby.disconnected(user, self.now) == []
        self.model.remove(user)
        if self.model.session_of(user):
            self.away.setdefault(user, self.now)

    @rule(user=users)
    def reconnect(self, user: UserId) -> None:
        assert self.lobby.connected(user, self.now) == []
        self.away.pop(user, None)

    @rule(one=users, other=users)
    def become_buddies(self, one: UserId, other: UserId) -> None:
        if one == other:
            return
        for user, partner in ((one, other), (other, one)):
            try:
                accepted, happened = self.lobby.befriend(user, partner, self.now)
            except BuddyListFullError:  # pragma: no cover
                raise AssertionError("200 of them, of six people") from None
            if accepted:
                self.model.buddies.add(frozenset((user, partner)))
            self.take(happened, self.now)

    @rule(one=users, other=users)
    def part_as_buddies(self, one: UserId, other: UserId) -> None:
        self.lobby.buddies.remove(one, other)
        self.model.buddies.discard(frozenset((one, other)))

    # What always holds

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        members = [user for pair in self.model.sessions.values() for user in pair]
        waiting = [ticket.user for ticket in self.lobby.queue]
        assert len(set(members + waiting)) == len(members) + len(waiting)

    @invariant()
    def lobby_and_model_agree(self) -> None:
        assert [t.user for t in self.lobby.queue] == [w.user for w in self.model.waiting]
        assert self.lobby.sessions == len(self.model.sessions)
        assert {s.id for s in self.lobby.present_sessions()} == set(self.model.sessions)
        for user in USERS:
            session = self.lobby.session_of(user)
            assert (session.id if session else None) == self.model.session_of(user)
            assert self.lobby.is_away(user) == (user in self.away)

    @invariant()
    def nobody_compatible_is_left_waiting(self) -> None:
        assert self.model.compatible_pairs(self.now) == []

    @invariant()
    def positions_are_a_permutation(self) -> None:
        places = [self.lobby.queue.position(ticket.user) for ticket in self.lobby.queue]
        assert places == list(range(1, len(self.lobby.queue) + 1))

    @invariant()
    def an_away_member_comes_back_or_the_session_ends_in_time(self) -> None:
        assert all(self.now < since + RULES.grace for since in self.away.values())

    @invariant()
    def nothing_is_overdue(self) -> None:
        due = self.lobby.next_deadline()
        assert due is None or due > self.now


TestLobby = LobbyMachine.TestCase
TestLobby.settings = settings(
    max_examples=150,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
