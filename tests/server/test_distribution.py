"""Counts in buckets, and what can be told from them."""

import pytest

from gurukul_desktop.server.distribution import Distribution


def test_a_value_falls_into_the_first_bucket_that_reaches_it() -> None:
    values = Distribution((1, 2, 5))
    for value in (0.5, 1, 1.5, 5, 6):
        values.add(value)
    assert values.counts == [2, 1, 1, 1]
    assert values.total == 14
    assert len(values) == 5


def test_quantiles_lie_within_the_bucket() -> None:
    values = Distribution((10, 20, 40))
    assert values.quantile(0.5) is None
    for value in (1, 2, 15, 30):
        values.add(value)
    assert values.quantile(0) == 0
    assert values.quantile(0.5) == 10
    assert values.quantile(0.75) == 20
    assert values.quantile(1) == 40


def test_above_the_last_bound_the_answer_is_that_bound() -> None:
    values = Distribution((10, 20))
    values.add(1000)
    assert values.quantile(0.99) == 20


def test_what_came_since_a_copy() -> None:
    values = Distribution((10, 20))
    values.add(5)
    earlier = values.copy()
    values.add(15)
    later = values.since(earlier)
    assert earlier.counts == [1, 0, 0]
    assert later.counts == [0, 1, 0]
    assert later.total == pytest.approx(15)
    assert later.quantile(0.5) == 15
