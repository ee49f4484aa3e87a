"""What Sentry is told, received by a small server in its place."""

import gzip
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from gurukul_desktop.server.sentry import EVENTS_PER_MINUTE, Scrubber

from .deployed import clean_environment

FAULT = """
import logging, sys
from gurukul_desktop.server.logs import fields, set_up_logs
from gurukul_desktop.server.sentry import start_sentry

set_up_logs("error", "json", False)
start_sentry(sys.argv[1], "campus")
log = logging.getLogger("gurukul_desktop.server.service")

def relay(token, address):
    raise RuntimeError(f"no way from {address} for {token} by redis://:hunter2@192.0.2.9:6379/0")

try:
    relay("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJndWVzdCJ9.c2lnbmF0dXJl", "198.51.100.23")
except RuntimeError:
    log.exception(
        "a message of %s failed", "guest-S3cr3tPers0n", extra=fields(address="198.51.100.23")
    )
log.warning("nothing for sentry")
log.error("the store is away", extra=fields(user="guest-S3cr3tPers0n"))
"""


class Received:
    """Takes the envelopes that a Sentry SDK sends."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.raw = b""
        received = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                received.take(body)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *arguments: object) -> None:
                """Nothing: the test's output is its own."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.dsn = f"http://key@127.0.0.1:{self.server.server_port}/1"

    def take(self, envelope: bytes) -> None:
        self.raw += envelope
        # A header line, then for each item a header line and a payload line.
        lines = [json.loads(line) for line in envelope.splitlines() if line]
        items = zip(lines[1::2], lines[2::2], strict=True)
        self.events += [payload for header, payload in items if header["type"] == "event"]


@pytest.fixture
def received() -> Iterator[Received]:
    sentry = Received()
    thread = threading.Thread(target=sentry.server.serve_forever, args=(0.05,))
    thread.start()
    yield sentry
    sentry.server.shutdown()
    thread.join()
    sentry.server.server_close()


def test_an_error_is_told_without_the_people_in_it(received: Received) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULT, received.dsn],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert "Sentry" not in done.stderr + done.stdout
    first, second = sorted(received.events, key=lambda event: "exception" not in event)
    assert first["logentry"] == {"message": "a message of %s failed"}
    (failure,) = first["exception"]["values"]
    assert failure["type"] == "RuntimeError"
    assert failure["value"] == "no way from [address] for [token] by redis://[password]@[address]/0"
    assert [frame["function"] for frame in failure["stacktrace"]["frames"]] == ["<module>", "relay"]
    assert first["environment"] == "campus"
    assert second["logentry"]["message"] == "the store is away"
    for told in ("S3cr3tPers0n", "hunter2", "198.51.100.23", "192.0.2.9", "eyJhbG"):
        assert told.encode() not in received.raw
    for name in ("user", "request", "extra", "breadcrumbs", "server_name", "modules"):
        assert name not in first


def test_a_dsn_that_is_none_is_one_sentence() -> None:
    code = "from gurukul_desktop.server.sentry import *; start_sentry('nonsense')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30
    )
    last = done.stderr.splitlines()[-1]
    assert last == "gurukul_desktop.errors.UsageError: The address of Sentry (its DSN) is not one."


def test_a_flood_of_errors_is_cut() -> None:
    scrub = Scrubber()
    passed = [scrub({"event_id": str(n)}, {}) for n in range(3 * EVENTS_PER_MINUTE)]
    # A window of a minute may end while the test runs.
    assert EVENTS_PER_MINUTE <= sum(event is not None for event in passed) <= 2 * EVENTS_PER_MINUTE
