import logging

import pytest

from gurukul_desktop.call.quiet import LIBRARIES, LINES_PER_MINUTE, quieten


@pytest.fixture(autouse=True)
def _fresh():
    """Without what earlier tests have used up."""
    for name in LIBRARIES:
        logging.getLogger(name).handlers.clear()
    quieten()


def written(caplog):
    """What reaches the app's log; pytest itself also hears loggers that do not propagate."""
    ours = [record for record in caplog.records if record.name.startswith("gurukul_desktop")]
    return [record.getMessage() for record in ours]


def test_a_library_cannot_fill_the_log(caplog):
    for _ in range(1000):
        logging.getLogger("aiortc.rtcrtpreceiver").warning("failed to decode")
    assert len(written(caplog)) == LINES_PER_MINUTE


def test_a_traceback_becomes_one_line(caplog):
    quieten()
    logging.getLogger("aiortc.rtcdtlstransport").warning(
        "RTCDtlsTransport(server) %s", "Traceback (most recent call last):\n  x\nValueError: no\n"
    )
    assert written(caplog) == ["aiortc: ValueError: no"]


def test_addresses_are_not_written(caplog):
    logging.getLogger("aioice.ice").info("Check 192.0.2.7")
    assert not written(caplog)
