"""A running instance watched: its history and its metrics, from start to stop."""

import logging

from gurukul_desktop.server.history import History
from gurukul_desktop.server.http.scrape import Scrape
from gurukul_desktop.server.logs import LogCount
from gurukul_desktop.server.loop_lag import LoopLag
from gurukul_desktop.server.metrics import Metrics, Sources
from gurukul_desktop.server.service import Service


class Observation:
    """What watches an instance that serves HTTP.

    Args:
        store_kind: ``memory``, ``redis`` or ``postgresql``.

    Attributes:
        history: the last hour.
        scrape: the metrics, as a part of the HTTP side.
    """

    def __init__(self, service: Service, store_kind: str) -> None:
        self._lag = LoopLag()
        self._logged = LogCount()
        self.history = History(service.measures, service.census)
        options = service.options
        metrics = Metrics(
            Sources(
                measures=service.measures,
                census=service.census,
                draining=lambda: service.draining,
                store_kind=store_kind,
                store_ready=lambda: service.store.ready,
                timings=service.store.timings,
                lag=self._lag,
                logged=self._logged,
            )
        )
        self.scrape = Scrape(metrics, options.trusted_proxies, options.metrics_token)

    def start(self) -> None:
        """Begin to watch, on the running loop."""
        self.history.start()
        self._lag.start()
        logging.getLogger().addHandler(self._logged)

    def stop(self) -> None:
        """End. May be called again."""
        self.history.stop()
        self._lag.stop()
        logging.getLogger().removeHandler(self._logged)
