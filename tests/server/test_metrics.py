"""What Prometheus reads."""

import shutil
import subprocess
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from gurukul_desktop.protocol.messages import UserId
from gurukul_desktop.server.census import Census
from gurukul_desktop.server.logs import LogCount
from gurukul_desktop.server.loop_lag import LoopLag
from gurukul_desktop.server.measures import Measures
from gurukul_desktop.server.metrics import Metrics, Sources
from gurukul_desktop.server.stores.commands import Cancel
from gurukul_desktop.server.stores.timings import Timings

CENSUS = Census({"websocket": 5, "http": 2}, waiting=1, longest_wait=2.5, in_session=4, sessions=2)


def sources(**others: Any) -> Sources:
    """Sources that have counted nothing, but for ``others``."""
    nothing: dict[str, Any] = {
        "measures": Measures(),
        "census": lambda: CENSUS,
        "draining": lambda: False,
        "store_kind": "memory",
        "store_ready": lambda: True,
        "timings": Timings(),
        "lag": LoopLag(),
        "logged": LogCount(),
    }
    return Sources(**(nothing | others))


def served() -> tuple[Measures, Metrics]:
    told = sources()
    return told.measures, Metrics(told)


def samples(metrics: Metrics) -> dict[tuple[str, str], float]:
    """Every sample by its name and its labels as text."""
    text = metrics.render()[0].decode()
    return {
        (sample.name, ",".join(f"{k}={v}" for k, v in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_four_names_of_old() -> None:
    measures, metrics = served()
    measures.matched(0.0001, "global", "caller")
    measures.matched(2.0, "global", "callee")
    told = samples(metrics)
    assert told["matchmaking_queue_length", ""] == 1
    assert told["matchmaking_latency_ms_count", ""] == 2
    assert told["matchmaking_latency_ms_bucket", "le=0.25"] == 1
    assert told["matchmaking_latency_ms_bucket", "le=2500.0"] == 2
    assert told["matchmaking_latency_ms_bucket", "le=+Inf"] == 2
    assert told["active_sessions_count", ""] == 2
    assert told["websocket_connections", ""] == 5
    assert told["gurukul_connections", "carrier=http"] == 2
    assert told["gurukul_longest_wait_seconds", ""] == 2.5
    assert told["gurukul_matches_total", "mode=global"] == 1


def test_counters_are_there_before_the_first_event() -> None:
    told = samples(served()[1])
    for name, label in (
        ("gurukul_matches_total", "mode=buddies_first"),
        ("gurukul_errors_total", "code=internal"),
        ("gurukul_hello_failures_total", "reason=unauthorized"),
        ("gurukul_session_ends_total", "reason=timeout"),
        ("gurukul_reports_total", "reason=spam"),
        ("gurukul_disconnects_total", "code=4008"),
        ("gurukul_log_lines_total", "level=error"),
        ("gurukul_store_failures_total", ""),
    ):
        assert told[name, label] == 0


def test_the_state_of_store_and_drain() -> None:
    state = {"ready": True, "draining": False}
    timings = Timings()
    timings.took(Cancel(UserId("ann")), 0.004)
    timings.failures += 1
    metrics = Metrics(
        sources(
            store_kind="redis",
            store_ready=lambda: state["ready"],
            draining=lambda: state["draining"],
            timings=timings,
        )
    )
    told = samples(metrics)
    assert told["gurukul_store_command_seconds_bucket", "command=Cancel,le=0.005"] == 1
    assert told["gurukul_store_command_seconds_bucket", "command=Cancel,le=0.0025"] == 0
    assert told["gurukul_store_failures_total", ""] == 1
    assert any(name == "gurukul_build_info" and "store=redis" in of for name, of in told)
    assert samples(metrics)["gurukul_store_up", ""] == 1
    assert samples(metrics)["gurukul_draining", ""] == 0
    state.update(ready=False, draining=True)
    assert samples(metrics)["gurukul_store_up", ""] == 0
    assert samples(metrics)["gurukul_draining", ""] == 1


def test_unknown_close_codes_are_one() -> None:
    measures, metrics = served()
    for code in range(4000, 4999):
        measures.closing(code)
    text = metrics.render()[0].decode()
    assert text.count("gurukul_disconnects_total{") == 13
    assert len(text.splitlines()) < 400


def test_two_servers_of_one_process_do_not_share_their_numbers() -> None:
    one, other = served(), served()
    one[0].connected("websocket")
    assert samples(one[1])["gurukul_connections_opened_total", "carrier=websocket"] == 1
    assert samples(other[1])["gurukul_connections_opened_total", "carrier=websocket"] == 0


def test_both_formats() -> None:
    _, metrics = served()
    assert metrics.render()[1].startswith("text/plain; version=")
    body, content_type = metrics.render("application/openmetrics-text; version=1.0.0")
    assert content_type.startswith("application/openmetrics-text")
    assert body.endswith(b"# EOF\n")


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
def test_prometheus_finds_no_fault_with_the_names() -> None:
    body, _ = served()[1].render()
    done = subprocess.run(
        ["promtool", "check", "metrics"], input=body, capture_output=True, check=False, timeout=30
    )
    # The four names of old are older than the rule that a unit is a base unit.
    complaints = [
        line
        for line in done.stderr.decode().splitlines()
        if not line.startswith(("matchmaking_latency_ms ", "active_sessions_count "))
        and "gurukul_time_to_media_ms" not in line
    ]
    assert complaints == []
