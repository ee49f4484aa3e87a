"""Requests for keyframes: few are made, none is forgotten."""

from gurukul_desktop.call.video.keyframes import KeyframeRequests


def test_none_without_a_request():
    assert not KeyframeRequests().due(1.0, None)


def test_a_request_counts_once_and_at_once():
    requests = KeyframeRequests()
    requests.asked()
    requests.asked()
    assert requests.due(1.0, 0.02)
    assert not requests.due(2.0, 0.02)


def test_a_request_too_soon_is_kept_for_later():
    requests = KeyframeRequests()
    requests.asked()
    assert requests.due(1.0, 0.02)
    requests.asked()
    assert not requests.due(1.1, 0.02)
    assert requests.due(1.26, 0.02)


def test_it_was_asked_before_the_last_one_could_be_there():
    requests = KeyframeRequests()
    requests.asked()
    assert requests.due(1.0, 0.6)
    requests.asked()
    assert not requests.due(1.5, 0.6)
    assert requests.due(1.6, 0.6)
