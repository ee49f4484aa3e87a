"""The five states: every pair of state and event, judged against the picture in the docstring."""

import itertools
import re
from pathlib import Path

import pytest

from gurukul_desktop.session import states
from gurukul_desktop.session.states import TABLE, Event, ImpossibleMove, State, after, allowed

# The arrows of the docstring's picture, typed out from the drawing and not from the table.
ARROWS = {
    ("idle", "find", "searching"),
    ("searching", "cancel", "idle"),
    ("searching", "fail", "idle"),
    ("searching", "matched", "connecting"),
    ("connecting", "media_flows", "connected"),
    ("connecting", "skip", "ended"),
    ("connecting", "end", "ended"),
    ("connecting", "partner_left", "ended"),
    ("connecting", "fail", "ended"),
    ("connected", "skip", "ended"),
    ("connected", "end", "ended"),
    ("connected", "partner_left", "ended"),
    ("connected", "fail", "ended"),
    ("ended", "find", "searching"),
    ("ended", "rest", "idle"),
}
FOLLOWS = {(State(start), Event(event)): State(end) for start, event, end in ARROWS}


@pytest.mark.parametrize(
    ("state", "event"),
    list(itertools.product(State, Event)),
    ids=lambda value: value.value,
)
def test_every_pair_is_as_the_picture_has_it(state: State, event: Event) -> None:
    expected = FOLLOWS.get((state, event))
    assert allowed(state, event) is (expected is not None)
    if expected is None:
        with pytest.raises(ImpossibleMove, match=f"^no {event.value} in {state.value}$") as caught:
            after(state, event)
        assert (caught.value.state, caught.value.event) == (state, event)
    else:
        assert after(state, event) is expected


def test_the_picture_names_every_state_and_every_event() -> None:
    picture = (states.__doc__ or "").partition("::")[2]
    words = set(re.findall(r"[a-z_]+", picture))
    assert {state.value for state in State} <= words
    assert {event.value for event in Event} <= words


def test_every_state_can_be_reached_and_left_for_idle() -> None:
    def reachable(start: State) -> set[State]:
        seen, fresh = {start}, [start]
        while fresh:
            for end in TABLE[fresh.pop()].values():
                if end not in seen:
                    seen.add(end)
                    fresh.append(end)
        return seen

    assert set(TABLE) == set(State)
    assert reachable(State.IDLE) == set(State)
    for state in State:
        assert State.IDLE in reachable(state), f"{state.value} is a dead end"


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        TABLE[State.IDLE] = {}


def test_the_documentation_has_the_same_table() -> None:
    """Rows of the form ``| state | event | state |`` in docs/architecture.md."""
    text = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
    names = "|".join(state.value for state in State)
    row = re.compile(rf"^\| `?({names})`? \| (.+?) \| `?({names})`? \|$", re.MULTILINE)
    documented = {
        (start, event, end)
        for start, events, end in row.findall(text)
        for event in re.findall(r"[a-z_]+", events)
    }
    if not documented:
        assert "stateDiagram" not in text, "a diagram that this test does not read"
        pytest.skip("docs/architecture.md holds no table of moves")
    assert documented == ARROWS
