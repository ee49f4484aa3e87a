"""The policy alone: no clock, no socket."""

import pytest

from gurukul_desktop.signaling.ladder import STUBBORN_FAILURES, YOUNG_SECONDS, Ladder
from gurukul_desktop.signaling.link import Carrier

WS, HTTP = Carrier.WEBSOCKET, Carrier.HTTP


def ladder() -> Ladder:
    return Ladder(uniform=lambda low, high: (low + high) / 2)


def on_http() -> Ladder:
    fallen = ladder()
    for _ in range(3):
        fallen.failed(WS)
    fallen.welcomed(HTTP)
    return fallen


def test_the_third_failure_in_a_row_leads_to_http_at_once() -> None:
    policy = ladder()
    assert [policy.failed(WS) for _ in range(3)] == [False, False, True]
    assert policy.carrier is HTTP


def test_a_link_that_grew_old_between_two_failures_makes_them_none_in_a_row() -> None:
    policy = ladder()
    policy.failed(WS)
    policy.failed(WS)
    policy.welcomed(WS)
    assert policy.lost(WS, YOUNG_SECONDS) is False
    assert policy.failed(WS) is False
    assert policy.carrier is WS


def test_links_that_die_young_are_failures() -> None:
    policy = ladder()
    for expected in (False, False, True):
        policy.welcomed(WS)
        assert policy.lost(WS, YOUNG_SECONDS - 0.1) is expected
    assert policy.carrier is HTTP


def test_a_proxy_that_cuts_each_connection_does_not_lead_to_http() -> None:
    policy = ladder()
    for _ in range(100):
        policy.welcomed(WS)
        assert policy.lost(WS, 20.0) is False
        assert policy.carrier is WS


def test_a_server_that_is_down_is_tried_over_the_websocket_first_each_time() -> None:
    policy = ladder()
    tried = []
    at_once = []
    for _ in range(9):
        tried.append(policy.carrier)
        at_once.append(policy.failed(policy.carrier))
    assert tried == [WS, WS, WS, HTTP, WS, HTTP, WS, HTTP, WS]
    # HTTP only ever follows a WebSocket without a wait, and a WebSocket never follows HTTP so.
    assert at_once == [False, False, True, False, True, False, True, False, True]


def test_http_that_works_is_tried_again_before_the_websocket() -> None:
    policy = on_http()
    assert policy.lost(HTTP, 60.0) is False
    assert policy.carrier is HTTP
    assert [policy.failed(HTTP) for _ in range(3)] == [False, False, False]
    assert policy.carrier is WS
    assert policy.failed(WS) is True


def test_probes_become_rarer_up_to_five_minutes() -> None:
    policy = on_http()
    assert [policy.probe_after(HTTP) for _ in range(6)] == [30, 60, 120, 240, 300, 300]
    assert policy.probe_after(WS) is None


@pytest.mark.parametrize(("drawn", "seconds"), [(0, 24.0), (1, 36.0)])
def test_probes_are_jittered(drawn: int, seconds: float) -> None:
    policy = Ladder(uniform=lambda low, high: (low, high)[drawn])
    assert policy.probe_after(HTTP) == pytest.approx(seconds)


def test_a_websocket_that_dies_young_after_a_probe_leads_straight_back() -> None:
    policy = on_http()
    policy.probe_after(HTTP)
    policy.welcomed(WS)
    assert policy.lost(WS, 1.0) is True
    assert policy.carrier is HTTP
    policy.welcomed(HTTP)
    assert policy.probe_after(HTTP) == 60


def test_a_websocket_that_grew_old_makes_probes_frequent_again() -> None:
    policy = on_http()
    policy.probe_after(HTTP)
    policy.welcomed(WS)
    policy.lost(WS, 600.0)
    assert policy.carrier is WS
    assert policy.probe_after(HTTP) == 30


def test_an_order_comes_before_everything() -> None:
    policy = ladder()
    policy.obey("http")
    assert (policy.carrier, policy.order) == (HTTP, HTTP)
    assert policy.probe_after(HTTP) is None
    policy.obey("websocket")
    assert [policy.failed(WS) for _ in range(4)] == [False] * 4
    assert policy.carrier is WS
    policy.obey("auto")
    assert (policy.carrier, policy.order) == (HTTP, None)


def test_an_order_to_leave_is_obeyed_when_the_link_breaks_first() -> None:
    policy = ladder()
    policy.welcomed(WS)
    policy.obey("http")
    assert policy.lost(WS, 60.0) is True


def test_an_order_that_leads_nowhere_is_forgotten() -> None:
    policy = ladder()
    policy.obey("http")
    for _ in range(STUBBORN_FAILURES - 1):
        policy.failed(HTTP)
        assert policy.carrier is HTTP
    policy.failed(HTTP)
    assert (policy.carrier, policy.order) == (WS, None)


def test_hope_is_left_until_the_websocket_has_failed_thrice() -> None:
    policy = ladder()
    hopes = []
    for _ in range(3):
        hopes.append(policy.hopeful)
        policy.failed(WS)
    assert [*hopes, policy.hopeful] == [True, True, True, False]
