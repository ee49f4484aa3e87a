"""gurukul_desktop.media.choice: which device is used as devices go and come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.media.choice import Choice, Following, Reason, Turn
from gurukul_desktop.media.devices import Device

BUILT_IN = Device("speaker", "Built-in", "pulse:built-in")
HEADSET = Device("speaker", "Headset", "pulse:headset")
CHOSEN = Choice(HEADSET.spec, HEADSET.name)


def default(device: Device) -> Device:
    return Device(device.kind, device.name, device.spec, default=True)


def test_a_chosen_device_that_goes_is_replaced_by_the_default_until_it_is_back() -> None:
    following = Following(CHOSEN)
    assert following.listed([default(BUILT_IN), HEADSET]) is None
    assert following.listed([default(BUILT_IN)]) == Turn("", Reason.LOST)
    assert (following.spec, following.away, following.choice) == ("", True, CHOSEN)
    assert following.listed([default(BUILT_IN)]) is None
    assert following.listed([default(BUILT_IN), HEADSET]) == Turn(HEADSET.spec, Reason.BACK)
    assert (following.spec, following.away) == (HEADSET.spec, False)


def test_a_remembered_device_that_is_not_there_at_the_start_is_nothing_to_tell() -> None:
    following = Following(CHOSEN)
    assert following.listed([default(BUILT_IN)]) == Turn("", Reason.LOST, told=False)
    assert following.listed([default(HEADSET), BUILT_IN]) == Turn(HEADSET.spec, Reason.BACK)


def test_the_systems_default_is_followed() -> None:
    following = Following(Choice())
    assert following.listed([default(BUILT_IN)]) is None, "it is open already"
    assert following.listed([BUILT_IN, default(HEADSET)]) == Turn("", Reason.DEFAULT, told=False)
    assert following.listed([default(BUILT_IN)]) == Turn("", Reason.DEFAULT, told=False)


def test_a_default_that_comes_after_there_was_none_is_used() -> None:
    following = Following(Choice())
    assert following.listed([]) is None
    assert following.listed([default(BUILT_IN)]) == Turn("", Reason.DEFAULT, told=False)


def test_who_stands_in_for_a_lost_device_is_followed_too() -> None:
    following = Following(CHOSEN)
    following.listed([default(HEADSET), BUILT_IN])
    assert following.listed([default(BUILT_IN)]) == Turn("", Reason.LOST)
    third = Device("speaker", "Screen", "pulse:screen", default=True)
    assert following.listed([BUILT_IN, third]) == Turn("", Reason.DEFAULT, told=False)


def test_the_default_is_not_followed_by_who_chose_a_device() -> None:
    following = Following(CHOSEN)
    following.listed([default(BUILT_IN), HEADSET])
    assert following.listed([BUILT_IN, default(HEADSET)]) is None


@pytest.mark.parametrize("typed", ["none", "test:a", "file:x.mp4", "hw:1,0"])
def test_what_was_typed_and_is_in_no_list_stays(typed: str) -> None:
    following = Following(Choice(typed))
    for devices in ([default(BUILT_IN)], [], [default(HEADSET), BUILT_IN]):
        assert following.listed(devices) is None
        assert following.spec == typed


def test_what_was_typed_and_is_listed_is_a_device_like_another() -> None:
    following = Following(Choice(HEADSET.spec))
    assert following.listed([default(BUILT_IN), HEADSET]) is None
    assert following.listed([default(BUILT_IN)]) == Turn("", Reason.LOST)


def test_a_new_choice_ends_the_wait_for_a_lost_device() -> None:
    following = Following(CHOSEN)
    following.listed([HEADSET, default(BUILT_IN)])
    following.listed([default(BUILT_IN)])
    following.choose(Choice())
    assert following.listed([HEADSET, default(BUILT_IN)]) is None
    assert following.spec == ""


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 1)), max_size=30))
def test_what_is_used_is_always_there(events: list[tuple[bool, bool, int]]) -> None:
    following = Following(CHOSEN)
    in_use = following.spec
    for built_in, headset, usual in events:
        there = [d for d, here in ((BUILT_IN, built_in), (HEADSET, headset)) if here]
        devices = [
            Device(d.kind, d.name, d.spec, default=index == usual % len(there))
            for index, d in enumerate(there)
        ]
        turn = following.listed(devices)
        in_use = turn.spec if turn is not None else in_use
        assert in_use == following.spec == (HEADSET.spec if headset else "")
