"""What Prometheus reads: ``GET /metrics``.

Imported only where HTTP is served, so that the server inside the app needs no
prometheus-client. The four names without a prefix are older than this server, and
dashboards know them.
"""

import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

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

_CLOSE_CODES: Final = {1000, 1001, 1002, 1008, 1009, 1011, 1012, 4001, 4003, 4008, 4009}


class Metrics:
    """The metrics of one instance, in a registry of their own.

    Args:
        census: how the instance stands now.
        store: which kind it is: ``memory``, ``redis`` or ``postgresql``.
        ready: whether the store answers.
        draining: whether the instance goes down.
        lag: measures the loop; started and stopped by whoever runs the loop.
    """

    def __init__(
        self,
        measures: Measures,
        census: Callable[[], Census],
        store: str,
        ready: Callable[[], bool],
        draining: Callable[[], bool],
        lag: LoopLag,
        logged: LogCount | None = None,
    ) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Service(measures, census, store, ready, draining, lag, logged))
        ProcessCollector(registry=self._registry)
        GCCollector(registry=self._registry)

    def render(self, accept: str = "") -> tuple[bytes, str]:
        """The body and the content type that suit an ``Accept`` header (OpenMetrics or text)."""
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type


class _Service(Collector):
    """Reads the numbers at the moment they are asked for."""

    def __init__(
        self,
        measures: Measures,
        census: Callable[[], Census],
        store: str,
        ready: Callable[[], bool],
        draining: Callable[[], bool],
        lag: LoopLag,
        logged: LogCount | None,
    ) -> None:
        self._measures = measures
        self._census = census
        self._store = store
        self._ready = ready
        self._draining = draining
        self._lag = lag
        self._logged = logged

    def collect(self) -> Iterable[Metric]:
        census = self._census()
        yield from self._matching(census)
        yield from self._connections(census)
        yield from self._traffic()
        yield from self._state()

    def _matching(self, census: Census) -> Iterator[Metric]:
        measures = self._measures
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
            "active_sessions_count",
            "Sessions whose caller is connected here.",
            census.sessions,
        )
        yield _counter("gurukul_finds", "Searches begun.", "mode", measures.finds)
        yield _counter("gurukul_matches", "Matches made.", "mode", measures.matches)
        yield CounterMetricFamily("gurukul_skips", "Skips.", value=measures.skips)
        yield _counter(
            "gurukul_session_ends", "Members told that it is over.", "reason", measures.ends
        )
        yield _counter("gurukul_reports", "Reports taken.", "reason", measures.reports)
        yield _histogram(
            "gurukul_time_to_media_ms",
            "Matched to first picture or sound, in milliseconds, as clients say.",
            measures.media_ms,
        )

    def _connections(self, census: Census) -> Iterator[Metric]:
        measures = self._measures
        present = census.connections
        yield _gauge("websocket_connections", "Open WebSockets.", present["websocket"])
        open_now = GaugeMetricFamily(
            "gurukul_connections", "Open connections, whatever carries them.", labels=["carrier"]
        )
        for carrier, count in present.items():
            open_now.add_metric([carrier], count)
        yield open_now
        yield _counter(
            "gurukul_connections_opened", "Connections taken.", "carrier", measures.opened
        )
        yield _counter(
            "gurukul_hello_failures",
            "Connections closed before their welcome.",
            "reason",
            measures.hello_failures,
        )
        codes = dict.fromkeys(map(str, sorted(_CLOSE_CODES)), 0) | {"other": 0}
        for code, count in measures.closed.items():
            codes[str(code) if code in _CLOSE_CODES else "other"] += count
        yield _counter("gurukul_disconnects", "Connections that the server closed.", "code", codes)
        yield CounterMetricFamily(
            "gurukul_slow_readers",
            "Connections cut because their client did not read.",
            value=measures.slow_readers,
        )

    def _traffic(self) -> Iterator[Metric]:
        measures = self._measures
        yield CounterMetricFamily(
            "gurukul_messages_received", "Messages of clients.", value=measures.received
        )
        yield CounterMetricFamily("gurukul_signals", "Signals relayed.", value=measures.relayed)
        yield CounterMetricFamily(
            "gurukul_signal_bytes", "Bytes of the signals relayed.", value=measures.relayed_bytes
        )
        yield _counter("gurukul_errors", "Errors sent to clients.", "code", measures.refused)
        if self._logged is not None:
            yield _counter("gurukul_log_lines", "Lines logged.", "level", self._logged.lines)

    def _state(self) -> Iterator[Metric]:
        measures = self._measures
        yield _gauge("gurukul_store_up", "Whether the store answers.", self._ready())
        if measures.store_seconds:
            taken = HistogramMetricFamily(
                "gurukul_store_command_seconds", "Time of the store.", labels=["command"]
            )
            for command, distribution in measures.store_seconds.items():
                taken.add_metric([command], _buckets(distribution), distribution.total)
            yield taken
        yield CounterMetricFamily(
            "gurukul_store_failures",
            "Commands that the store did not carry out at once.",
            value=measures.store_failures,
        )
        yield _gauge("gurukul_draining", "Whether this instance goes down.", self._draining())
        yield _histogram(
            "gurukul_event_loop_lag_seconds", "How late timers are.", self._lag.seconds
        )
        facts = {
            "version": __version__,
            "python": platform.python_version(),
            "store": self._store,
        }
        yield InfoMetricFamily("gurukul_build", "What runs here.", value=facts)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=float(value))


def _counter(name: str, words: str, label: str, counts: Mapping[str, int]) -> Metric:
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
