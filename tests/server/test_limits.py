"""Counting, with a clock that is turned by hand."""

import pytest

from gurukul_desktop.server.limits import AddressLimit, Counters, FindLimit, Meter


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_finds_are_counted_in_a_minute() -> None:
    clock = Clock()
    limit = FindLimit(2, clock)
    assert [limit.retry_after("a") for _ in range(2)] == [0, 0]
    clock.now += 20
    assert limit.retry_after("a") == 40
    assert limit.retry_after("b") == 0
    clock.now += 40
    assert limit.retry_after("a") == 0


def test_no_limit_on_finds() -> None:
    limit = FindLimit(0, Clock())
    assert {limit.retry_after("a") for _ in range(100)} == {0}


def test_counters_forget_what_has_expired() -> None:
    clock = Clock()
    counters = Counters(clock)
    for n in range(5000):
        counters.incr(f"user {n}", 60)
        clock.now += 1
    assert len(counters) <= 1024
    assert counters.get("user 4999") == 1
    assert counters.get("user 0") == 0
    assert counters.get_expiry("user 4999") == clock.now + 59
    assert counters.check()
    counters.clear("user 4999")
    assert counters.get("user 4999") == 0
    assert counters.reset() > 0
    assert len(counters) == 0
    assert counters.base_exceptions is ValueError


def test_a_meter_tells_by_how_many_it_is_over() -> None:
    meter = Meter(2, 1.0)
    assert [meter.over(5.0) for _ in range(4)] == [0, 0, 1, 2]
    assert meter.remaining(5.25) == 0.75
    assert meter.over(6.0) == 0


def test_a_meter_without_a_limit() -> None:
    meter = Meter(0, 1.0)
    assert {meter.over(0.0) for _ in range(100)} == {0}


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


def test_no_limit_on_addresses() -> None:
    limit = AddressLimit(0)
    assert all(limit.admit("192.0.2.1") for _ in range(100))
    limit.release("192.0.2.1")
