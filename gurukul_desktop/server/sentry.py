"""Errors of the server told to Sentry, where the operator has named one. Off otherwise.

What leaves the machine is where the code failed and how: no value of a variable, no
request, no breadcrumb, nobody's id, address or token, no password of a URL.
"""

import time
from typing import TYPE_CHECKING, Any, Final, cast

from gurukul_desktop import __version__
from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.limits import MINUTE, Meter
from gurukul_desktop.server.redact import without_people

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

EVENTS_PER_MINUTE: Final = 30
FLUSH_SECONDS: Final = 2.0
_KEPT: Final = (
    *("event_id", "timestamp", "platform", "level", "logger", "release", "environment"),
    *("exception", "logentry", "contexts", "sdk"),
)
_CONTEXTS: Final = ("runtime", "os", "trace")


def start_sentry(dsn: str, environment: str = "") -> None:
    """Tell errors that are logged, and those that nobody catches, to the Sentry at ``dsn``.

    Raises:
        UsageError: ``dsn`` is none, or sentry-sdk is not installed.
    """
    try:
        import sentry_sdk
        from sentry_sdk.integrations.atexit import AtexitIntegration
        from sentry_sdk.integrations.excepthook import ExcepthookIntegration
        from sentry_sdk.integrations.logging import LoggingIntegration
        from sentry_sdk.utils import BadDsn
    except ImportError:
        raise UsageError("Sentry needs the package sentry-sdk, which is not here.") from None
    try:
        sentry_sdk.init(
            dsn,
            release=f"gurukul-desktop@{__version__}",
            environment=environment or None,
            server_name="",
            send_default_pii=False,
            include_local_variables=False,
            include_source_context=False,
            max_breadcrumbs=0,
            auto_session_tracking=False,
            send_client_reports=False,
            default_integrations=False,
            auto_enabling_integrations=False,
            integrations=[
                LoggingIntegration(level=None),
                ExcepthookIntegration(),
                # In place of the one that writes to the standard error output at the end.
                AtexitIntegration(callback=lambda pending, timeout: None),
            ],
            before_send=Scrubber(),
            shutdown_timeout=FLUSH_SECONDS,
        )
    except BadDsn:
        raise UsageError("The address of Sentry (its DSN) is not one.") from None


class Scrubber:
    """Takes people and secrets out of an event, and drops what is too many in a minute."""

    def __init__(self) -> None:
        self._meter = Meter(EVENTS_PER_MINUTE, MINUTE)

    def __call__(self, event: "Event", hint: "Hint") -> "Event | None":
        """The event as it may leave; None if it may not."""
        if self._meter.over(time.monotonic()):
            return None
        kept: Any = {name: value for name, value in event.items() if name in _KEPT}
        entry = kept.get("logentry")
        if entry is not None:
            # The words as they are in the code; what was put into them may name somebody.
            kept["logentry"] = {"message": without_people(str(entry.get("message", "")))}
        for exception in kept.get("exception", {}).get("values", ()):
            exception["value"] = without_people(str(exception.get("value", "")))
            # May hold what an exception had in its attributes.
            exception.get("mechanism", {}).pop("data", None)
        contexts = kept.get("contexts", {})
        kept["contexts"] = {name: contexts[name] for name in _CONTEXTS if name in contexts}
        return cast("Event", kept)
