"""A link simulated in steps of 10 ms: a rate, a queue before it, and losses by chance."""

import random
from collections import deque

from aiortc.rate import RemoteBitrateEstimator

from gurukul_desktop.call.video.bandwidth import Report

PACKET = 1200
STEP = 0.01


class Link:
    """Sends what a ``Bandwidth`` says through it, and reports back as aiortc does."""

    def __init__(self, bandwidth, *, capacity, loss=0.0, queue=0.3, delay=0.02, remb=True, seed=1):
        self.bandwidth = bandwidth
        self.capacity = capacity
        self.loss = loss
        self.queue = queue
        self.delay = delay
        self.used = 1.0
        """The part of the rate that the pictures need."""
        self.now = 100.0
        self.rates = []
        self.arrived = 0
        self._remb = RemoteBitrateEstimator() if remb else None
        self._random = random.Random(seed)
        self._owed = 0.0
        self._free_at = self.now
        self._on_the_way = deque()
        self._sent = deque()
        self._expected = self._lost = 0
        self._report_due = self.now + 1

    def run(self, seconds):
        until = self.now + seconds
        while self.now < until:
            self.now += STEP
            self._send()
            self._receive()
            if self.now >= self._report_due:
                self._report()
        return self

    def mean_rate(self, seconds):
        last = [rate for at, rate in self.rates if at > self.now - seconds]
        return sum(last) / len(last)

    def _send(self):
        self._owed += self.bandwidth.rate * self.used * STEP / 8
        while self._owed >= PACKET:
            self._owed -= PACKET
            self._sent.append(self.now)
            self._expected += 1
            start = max(self.now, self._free_at)
            if self._random.random() < self.loss or start - self.now > self.queue:
                self._lost += 1
                continue
            self._free_at = start + PACKET * 8 / self.capacity
            self._on_the_way.append((self._free_at + self.delay, self.now))

    def _receive(self):
        while self._on_the_way and self._on_the_way[0][0] <= self.now:
            arrived, sent = self._on_the_way.popleft()
            self.arrived += 1
            if self._remb is None:
                continue
            estimate = self._remb.add(
                arrival_time_ms=round(arrived * 1000),
                abs_send_time=int((sent % 64) * (1 << 18)) & 0xFFFFFF,
                payload_size=PACKET,
                ssrc=1,
            )
            if estimate is not None:
                self.bandwidth.estimated(self.now, estimate[0], self._sent_lately())

    def _report(self):
        self._report_due = self.now + self._random.uniform(0.5, 1.5)
        if self.loss == 1:
            return
        queued = max(0.0, self._free_at - self.now)
        lost = self._lost / self._expected if self._expected else 0.0
        report = Report(self._expected, lost, 2 * self.delay + queued, self._sent_lately())
        self._expected = self._lost = 0
        self.bandwidth.reported(self.now, report)
        self.rates.append((self.now, self.bandwidth.rate))

    def _sent_lately(self):
        while self._sent and self._sent[0] < self.now - 1:
            self._sent.popleft()
        return len(self._sent) * PACKET * 8
