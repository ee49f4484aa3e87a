"""Counting, with a clock that is turned by hand."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from gurukul_desktop.errors import UsageError
from gurukul_desktop.protocol.limits import MESSAGE_BYTES
from gurukul_desktop.server.limits import (
    AddressLimit,
    Limiters,
    Limits,
    Meter,
    NewGuests,
    PerMinute,
    Traffic,
    Verdict,
)

UNLIMITED = Limits(**dict.fromkeys(Limits.__struct_fields__, 0))


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


# So many in a minute


def test_finds_are_counted_in_a_minute() -> None:
    clock = Clock()
    limit = PerMinute(2, clock)
    assert limit.retry_after("a") == 0
    clock.now += 20
    assert limit.retry_after("a") == 0
    assert limit.retry_after("a") == 40
    assert limit.retry_after("b") == 0
    clock.now += 40
    assert limit.retry_after("a") == 0
    assert limit.retry_after("a") == 20


@given(st.lists(st.floats(0, 30), min_size=30, max_size=60), st.integers(1, 10))
def test_no_minute_has_more_than_the_limit(pauses: list[float], amount: int) -> None:
    """Ten before the edge of a window and ten after it were twenty within a second."""
    clock = Clock()
    limit = PerMinute(amount, clock)
    allowed = []
    for pause in pauses:
        clock.now += pause
        if not limit.retry_after("a"):
            allowed.append(clock.now)
    for first, beyond in zip(allowed, allowed[amount:], strict=False):
        assert beyond - first > 60 - 2e-6, "but for how sums of times are rounded"


@given(st.lists(st.floats(0, 10), max_size=40))
@example([1.521392982820676, 0.0, 0.0, 0.0])
@example([1.8276081033244376, 0.0, 0.0, 0.0])
def test_who_waits_as_told_is_let_through(pauses: list[float]) -> None:
    clock = Clock()
    limit = PerMinute(3, clock)
    for pause in pauses:
        clock.now += pause
        if wait := limit.retry_after("a"):
            assert 0 < wait <= 60
            clock.now += wait
            assert limit.retry_after("a") == 0


def test_no_limit_on_finds() -> None:
    limit = PerMinute(0, Clock())
    assert {limit.retry_after("a") for _ in range(100)} == {0}
    assert len(limit) == 0


def test_a_new_limit_holds_for_what_was_counted() -> None:
    clock = Clock()
    limit = PerMinute(5, clock)
    for _ in range(5):
        assert limit.retry_after("a") == 0
        clock.now += 1
    limit.amount = 2
    assert limit.retry_after("a") == 58
    clock.now += 57
    assert limit.retry_after("a") == 1
    limit.amount = 6
    assert limit.retry_after("a") == 0


def test_who_is_quiet_is_forgotten() -> None:
    clock = Clock()
    limit = PerMinute(10, clock)
    for n in range(5000):
        limit.retry_after(f"user {n}")
        clock.now += 1
    assert len(limit) <= 1024


def test_one_user_takes_no_more_memory_than_the_limit() -> None:
    clock = Clock()
    limit = PerMinute(10, clock)
    for _ in range(1000):
        limit.retry_after("a")
        clock.now += 0.5
    assert len(limit._times["a"]) <= 10


def test_a_meter_tells_by_how_many_it_is_over() -> None:
    meter = Meter(2, 1.0)
    assert [meter.over(5.0) for _ in range(4)] == [0, 0, 1, 2]
    assert meter.remaining(5.25) == 0.75
    assert meter.over(6.0) == 0


def test_a_meter_without_a_limit() -> None:
    meter = Meter(0, 1.0)
    assert {meter.over(0.0) for _ in range(100)} == {0}


# Messages and bytes of a connection


def traffic(clock: Callable[[], float], **limits: int) -> Traffic:
    return Limiters(structs.replace(UNLIMITED, **limits), clock).traffic()


def test_messages_are_limited_and_the_client_is_told_once() -> None:
    clock = Clock()
    sent = traffic(clock, messages_per_second=4)
    verdicts = [sent.admit(10, clock.now) for _ in range(6)]
    assert verdicts == [Verdict.PASS] * 4 + [Verdict.REFUSE, Verdict.DROP]
    assert sent.retry_after == pytest.approx(0.25)
    clock.now += sent.retry_after
    assert sent.admit(10, clock.now) == Verdict.PASS


def test_the_rate_holds_in_the_long_run() -> None:
    clock = Clock()
    sent = traffic(clock, messages_per_second=10)
    passed = 0
    for _ in range(1000):
        passed += sent.admit(10, clock.now) == Verdict.PASS
        clock.now += 0.01
    assert 100 <= passed <= 110


def test_a_flood_of_messages_is_closed() -> None:
    clock = Clock()
    sent = traffic(clock, messages_per_second=10)
    verdicts = [sent.admit(10, clock.now) for _ in range(60)]
    assert verdicts.index(Verdict.CLOSE) in range(38, 42)


def test_bytes_are_limited() -> None:
    clock = Clock()
    sent = traffic(clock, bytes_per_second=256 * 1024)
    verdicts = [sent.admit(MESSAGE_BYTES, clock.now) for _ in range(6)]
    assert verdicts == [Verdict.PASS] * 4 + [Verdict.REFUSE, Verdict.DROP]
    assert sent.retry_after == pytest.approx(0.25)
    clock.now += sent.retry_after
    assert sent.admit(MESSAGE_BYTES, clock.now) == Verdict.PASS


def test_a_flood_of_bytes_is_closed() -> None:
    clock = Clock()
    sent = traffic(clock, bytes_per_second=256 * 1024)
    verdicts = [sent.admit(MESSAGE_BYTES, clock.now) for _ in range(20)]
    assert verdicts.index(Verdict.CLOSE) == 4 + 12


@pytest.mark.parametrize("rate", [1, 1024, 256 * 1024, 10**8])
def test_a_large_message_and_a_call_pass_whatever_the_rate(rate: int) -> None:
    """An offer, its answer's size and 40 candidates, at once."""
    clock = Clock()
    sent = traffic(clock, bytes_per_second=rate)
    for size in (MESSAGE_BYTES, 48 * 1024, *[300] * 40):
        assert sent.admit(size, clock.now) == Verdict.PASS


def test_what_is_too_large_is_left_to_be_answered_as_such() -> None:
    sent = traffic(Clock(), bytes_per_second=1024)
    assert sent.admit(10 * MESSAGE_BYTES, 100.0) == Verdict.PASS


def test_no_limit_on_traffic() -> None:
    sent = traffic(Clock())
    assert {sent.admit(MESSAGE_BYTES, 100.0) for _ in range(1000)} == {Verdict.PASS}


# Connections of an address


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
def test_loopback_is_not_counted(address: str) -> None:
    limit = AddressLimit(1)
    assert all(limit.admit(address) for _ in range(5))
    limit.release(address)


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("192.0.2.1", "::ffff:192.0.2.1", "192.0.2.2"),
        ("2001:db8::1", "2001:db8:0:0:ffff::2", "2001:db8:0:1::1"),
        ("fe80::1%eth0", "fe80::1%eth0", "192.0.2.1"),
        ("", "", "192.0.2.1"),
    ],
)
def test_an_address_is_counted(one: str, same: str, other: str) -> None:
    limit = AddressLimit(1)
    assert limit.admit(one)
    assert not limit.admit(same)
    assert limit.admit(other)
    limit.release(one)
    assert limit.admit(same)


def test_new_guests_of_an_address_are_counted_in_a_minute() -> None:
    clock = Clock()
    limit = NewGuests(2, clock)
    for address in ("2001:db8::1", "2001:db8::2"):
        assert limit.retry_after(address) == 0
    clock.now += 20
    assert limit.retry_after("2001:db8::3") == 40
    assert limit.retry_after("2001:db8:0:1::1") == limit.retry_after("192.0.2.1") == 0
    assert not any(limit.retry_after("127.0.0.1") for _ in range(5))
    limit.change(3)
    assert limit.retry_after("2001:db8::3") == 0


def test_no_limit_on_addresses() -> None:
    limit = AddressLimit(0)
    assert all(limit.admit("192.0.2.1") for _ in range(100))
    limit.release("192.0.2.1")


def test_a_limit_that_comes_later_counts_who_is_there() -> None:
    limit = AddressLimit(0)
    for _ in range(3):
        assert limit.admit("192.0.2.1")
    limit.amount = 2
    assert not limit.admit("192.0.2.1")
    for _ in range(2):
        limit.release("192.0.2.1")
    assert limit.admit("192.0.2.1")
    limit.amount = 0
    assert limit.admit("192.0.2.1")
    for _ in range(3):
        limit.release("192.0.2.1")
    assert not limit._open


# All of them


def test_a_change_is_at_once_and_for_open_connections() -> None:
    clock = Clock()
    limiters = Limiters(UNLIMITED, clock)
    sent = limiters.traffic()
    assert {sent.admit(10, clock.now) for _ in range(100)} == {Verdict.PASS}
    values = Limits(
        finds_per_minute=1,
        messages_per_second=1,
        bytes_per_second=0,
        connections_per_address=1,
        connections_per_user=1,
    )
    limiters.change(values)
    assert limiters.values == values
    assert [sent.admit(10, clock.now) for _ in range(2)] == [Verdict.PASS, Verdict.REFUSE]
    for limit in (limiters.finds, limiters.arrivals):
        assert [limit.retry_after("a") for _ in range(2)] == [0, 60]
    assert [limiters.addresses.admit("192.0.2.1") for _ in range(2)] == [True, False]
    limiters.change(UNLIMITED)
    assert sent.admit(10, clock.now) == Verdict.PASS
    assert limiters.finds.retry_after("a") == 0


@pytest.mark.parametrize("name", Limits.__struct_fields__)
def test_a_negative_limit_is_one_sentence(name: str) -> None:
    with pytest.raises(UsageError, match=rf"^{name} .*\.$"):
        Limits(**{name: -1})
