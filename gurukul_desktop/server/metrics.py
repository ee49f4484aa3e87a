"""What Prometheus reads.

Imported only where HTTP is served, so that the server inside the app needs no
prometheus-client. The four names without a prefix are older than this server, and
dashboards know them.
"""

import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct
from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from gurukul_desktop import __version__
from gurukul_desktop.server.census import Census
from gurukul_desktop.server.distribution import Distribution
from gurukul_desktop.server.logs import LogCount
from gurukul_desktop.server.loop_lag import LoopLag
from gurukul_desktop.server.measures import Measures
from gurukul_desktop.server.stores.timings import Timings

_CLOSE_CODES: Final = (1000, 1001, 1002, 1008, 1009, 1011, 1012, 1013, 4001, 4003, 4008, 4009)


class Sources(Struct, frozen=True):
    """Where the numbers come from.

    Attributes:
        census: how the instance stands now.
        draining: whether the instance goes down.
        store_kind: ``memory``, ``redis`` or ``postgresql``.
        store_ready: whether the store answers.
    """

    measures: Measures
    census: Callable[[], Census]
    draining: Callable[[], bool]
    store_kind: str
    store_ready: Callable[[], bool]
    timings: Timings
    lag: LoopLag
    logged: LogCount


class Metrics:
    """The metrics of one instance, in a registry of their own."""

    def __init__(self, sources: Sources) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Instance(sources))
        ProcessCollector(registry=self._registry)
        GCCollector(registry=self._registry)

    def render(self, accept: str = "") -> tuple[bytes, str]:
        """The body and the content type that suit an ``Accept`` header (OpenMetrics or text)."""
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type


class _Instance(Collector):
    """Reads the numbers at the moment they are asked for."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def collect(self) -> Iterable[Metric]:
        measures, census = self._sources.measures, self._sources.census()
        yield from _matching(measures, census)
        yield from _connections(measures, census)
        yield from _traffic(measures)
        yield from _store(self._sources)
        yield from _state(self._sources)


def _matching(measures: Measures, census: Census) -> Iterator[Metric]:
    yield _gauge("matchmaking_queue_length", "People connected here who wait.", census.waiting)
    yield _gauge(
        "gurukul_longest_wait_seconds",
        "How long the one has waited who has waited longest here.",
        census.longest_wait,
    )
    yield _histogram(
        "matchmaking_latency_ms", "Find to matched, in milliseconds.", measures.latency_ms
    )
    yield _gauge(
        "active_sessions_count", "Sessions whose caller is connected here.", census.sessions
    )
    yield _by("gurukul_finds", "Searches begun.", "mode", measures.finds)
    yield _by("gurukul_matches", "Matches made.", "mode", measures.matches)
    yield _counter("gurukul_skips", "Skips.", measures.skips)
    yield _by("gurukul_session_ends", "Members told that it is over.", "reason", measures.ends)
    yield _by("gurukul_reports", "Reports of users.", "reason", measures.reports)
    yield _histogram(
        "gurukul_time_to_media_ms",
        "Matched to first picture or sound, in milliseconds, as clients say.",
        measures.media_ms,
    )


def _connections(measures: Measures, census: Census) -> Iterator[Metric]:
    present = census.connections
    yield _gauge("websocket_connections", "Open WebSockets.", present["websocket"])
    open_now = GaugeMetricFamily(
        "gurukul_connections", "Open connections, whatever carries them.", labels=["carrier"]
    )
    for carrier, count in present.items():
        open_now.add_metric([carrier], count)
    yield open_now
    yield _by("gurukul_connections_opened", "Connections taken.", "carrier", measures.opened)
    yield _by(
        "gurukul_hello_failures",
        "Connections closed before their welcome.",
        "reason",
        measures.hello_failures,
    )
    codes = dict.fromkeys(map(str, _CLOSE_CODES), 0) | {"other": 0}
    for code, count in measures.closed.items():
        codes[str(code) if code in _CLOSE_CODES else "other"] += count
    yield _by("gurukul_disconnects", "Connections that the server closed.", "code", codes)
    yield _counter(
        "gurukul_slow_readers",
        "Connections cut because their client did not read.",
        measures.slow_readers,
    )


def _traffic(measures: Measures) -> Iterator[Metric]:
    yield _counter("gurukul_messages_received", "Messages of clients.", measures.received)
    yield _counter("gurukul_signals", "Signals relayed.", measures.relayed)
    yield _counter("gurukul_signal_bytes", "Bytes of the signals.", measures.relayed_bytes)
    yield _by("gurukul_errors", "Errors sent to clients.", "code", measures.refused)


def _store(sources: Sources) -> Iterator[Metric]:
    yield _gauge("gurukul_store_up", "Whether the store answers.", sources.store_ready())
    taken = HistogramMetricFamily(
        "gurukul_store_command_seconds", "Time that the store takes.", labels=["command"]
    )
    for command, distribution in sources.timings.seconds.items():
        taken.add_metric([command], _buckets(distribution), distribution.total)
    yield taken
    yield _counter(
        "gurukul_store_failures",
        "How often the store did not carry out a command.",
        sources.timings.failures,
    )


def _state(sources: Sources) -> Iterator[Metric]:
    yield _gauge("gurukul_draining", "Whether this instance goes down.", sources.draining())
    yield _histogram("gurukul_event_loop_lag_seconds", "How late timers are.", sources.lag.seconds)
    yield _by("gurukul_log_lines", "Lines logged.", "level", sources.logged.lines)
    facts = {
        "version": __version__,
        "python": platform.python_version(),
        "store": sources.store_kind,
    }
    yield InfoMetricFamily("gurukul_build", "What runs here.", value=facts)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=float(value))


def _counter(name: str, words: str, count: int) -> Metric:
    return CounterMetricFamily(name, words, value=count)


def _by(name: str, words: str, label: str, counts: Mapping[str, int]) -> Metric:
    """A counter for each value of a label."""
    family = CounterMetricFamily(name, words, labels=[label])
    for value, count in counts.items():
        family.add_metric([value], count)
    return family


def _histogram(name: str, words: str, values: Distribution) -> Metric:
    return HistogramMetricFamily(name, words, buckets=_buckets(values), sum_value=values.total)


def _buckets(values: Distribution) -> list[tuple[str, float]]:
    """Cumulative counts, as the exposition format has them."""
    buckets: list[tuple[str, float]] = []
    below = 0
    for bound, count in zip([*values.bounds, float("inf")], values.counts, strict=True):
        below += count
        buckets.append(("+Inf" if bound == float("inf") else f"{float(bound)}", below))
    return buckets
