"""What students say to each other: once, in order, over any number of channels, and bounded."""

import pytest

from gurukul_desktop.call.talk import CHAT_BURST, MOST_LATE, OWN_BURST, Talk, Teller, late
from gurukul_desktop.protocol.channel import Chat, Focus, Goal, Heard


class Ear:
    """Keeps what is told."""

    def __init__(self):
        self.said, self.heard, self.left_out = [], [], []
        self.talk = Talk(0.0, self.said.append, self.heard.append, self.left_out.append)


@pytest.fixture
def ear():
    return Ear()


@pytest.fixture
def talk(ear):
    return ear.talk


def chat(n):
    return Chat(n=n, text=f"line {n}")


def focus(n, running=True, remaining=60_000):
    return Focus(n, "focus", running, remaining, 25, 5)


def told(teller, now=0.0):
    return list(teller.untold(now))


def test_a_channel_begins_with_the_goal_and_says_everything_once(talk):
    teller = Teller(talk, 0.0)
    assert told(teller) == [Goal(0, "")]
    talk.say(chat(1), 0.0)
    talk.say(Goal(1, "Calculus"), 0.0)
    talk.say(focus(1), 0.0)
    assert told(teller) == [Goal(1, "Calculus"), focus(1), chat(1)]
    assert told(teller) == []


def test_what_was_not_confirmed_is_said_again_on_the_next_channel(talk, ear):
    first, second = Teller(talk, 0.0), Teller(talk, 0.0)
    for n in (1, 2, 3):
        talk.say(chat(n), 0.0)
    assert told(first)[1:] == [chat(1), chat(2), chat(3)]
    talk.receive(Heard(1), 0.0)
    assert ear.heard == [1]
    assert told(second)[1:] == [chat(2), chat(3)]
    talk.receive(Heard(3), 0.0)
    assert told(Teller(talk, 0.0)) == [Goal(0, "")]


def test_what_fails_to_be_said_is_said_later(talk):
    teller = Teller(talk, 0.0)
    talk.say(chat(1), 0.0)
    for _ in teller.untold(0.0):
        break  # the channel is full
    assert told(teller) == [Goal(0, ""), chat(1)]


def test_we_write_no_faster_than_the_partner_takes(talk):
    teller = Teller(talk, 0.0)
    for n in range(1, 21):
        talk.say(chat(n), 0.0)
    assert len(told(teller)) == 1 + OWN_BURST
    assert told(teller) == []
    assert told(teller, 1.0) == [chat(n) for n in range(OWN_BURST + 1, OWN_BURST + 5)]


def test_a_partner_confirms_what_nobody_said(talk, ear):
    talk.receive(Heard(99), 0.0)
    talk.say(chat(1), 0.0)
    talk.receive(Heard(99), 0.0)
    talk.receive(Heard(99), 0.0)
    assert ear.heard == [1]


def test_what_comes_twice_is_heard_once_and_confirmed(talk, ear):
    teller = Teller(talk, 0.0)
    assert talk.receive(chat(1), 0.0)
    assert not talk.receive(chat(1), 0.0)
    assert ear.said == [chat(1)]
    assert told(teller)[0] == Heard(1)
    assert told(Teller(talk, 0.0))[0] == Heard(1)


def test_a_flood_of_chat_is_left_out_counted_and_told_with_the_heartbeat(talk, ear):
    for n in range(1, 51):
        talk.receive(chat(n), n / 50)  # 50 in a second
    # 5 more came in while it went on.
    assert CHAT_BURST + 4 <= len(ear.said) <= CHAT_BURST + 5
    assert ear.left_out == []
    talk.beat()
    talk.beat()
    assert ear.left_out == [50 - len(ear.said)]
    assert told(Teller(talk, 1.0))[0] == Heard(50), "it need not be said again"


def test_of_a_flood_of_goals_the_newest_arrives(talk, ear):
    for n in range(1, 1001):
        talk.receive(Goal(n, str(n)), 0.0)
        talk.receive(focus(n), 0.0)
    assert len(ear.said) == CHAT_BURST
    talk.beat()
    assert ear.said[CHAT_BURST:] == [Goal(1000, "1000"), focus(1000)]


def test_an_older_goal_or_timer_is_ignored(talk, ear):
    for n in (0, 5, 4, 5):
        talk.receive(Goal(n, str(n)), 0.0)
    for n in (5, 4, 5):
        talk.receive(focus(n), 0.0)
    assert ear.said == [Goal(0, "0"), Goal(5, "5"), focus(5)]


def test_no_number_of_a_timer_makes_ours_impossible(talk, ear):
    talk.receive(focus(2**53), 0.0)
    talk.say(focus(900), 0.0)
    talk.receive(focus(1900), 0.0)
    assert ear.said == [focus(1900)]


def test_a_timer_that_is_told_late_says_so(talk):
    talk.say(focus(1, remaining=60_000), 10.0)
    assert told(Teller(talk, 75.0), 75.0)[1] == focus(1, remaining=-5_000)
    assert late(focus(1, running=False), 75.0) == focus(1, running=False)
    assert late(focus(1), 10**7).remaining == -MOST_LATE
