"""What the page shows: one JSON, asked for again and again."""

import time
from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from gurukul_desktop.server.history import Bucket
from gurukul_desktop.server.settings import SETTINGS, LiveSettings, Source
from gurukul_desktop.server.stores.port import (
    Ban,
    FiledReport,
    Overview,
    Store,
    StoreUnavailableError,
    Verdict,
)

LISTED: Final = 100
BANS_LISTED: Final = 500


class Panel(Struct, frozen=True):
    """What the admin page looks at and acts on.

    Attributes:
        store_kind: memory, postgresql or redis.
        history: this instance's last hour, oldest first.
    """

    store: Store
    store_kind: str
    settings: LiveSettings
    history: Callable[[], Sequence[Bucket]]


class SettingView(Struct, frozen=True):
    """A setting as the page shows it."""

    key: str
    label: str
    hint: str
    variable: str
    most: int | None
    value: str
    source: Source
    stored: str | None
    problem: str


class View(Struct, frozen=True):
    """Everything on the page; the parts from a store that is away are None.

    Attributes:
        now: UNIX seconds of this server, so that ages do not depend on the browser's clock.
    """

    now: float
    instance: str
    store_kind: str
    store_ready: bool
    overview: Overview | None
    reports: list[FiledReport] | None
    bans: list[Ban] | None
    settings: list[SettingView]
    history: Sequence[Bucket]


async def look(panel: Panel, reports: Verdict | None) -> bytes:
    """The view as JSON, with the reports of this verdict."""
    overview, filed, bans = None, None, None
    try:
        overview = await panel.store.overview(LISTED)
        filed = await panel.store.reports(reports, LISTED)
        bans = await panel.store.bans(BANS_LISTED)
    except StoreUnavailableError:
        pass  # the page says so, and shows what this instance knows by itself
    return msgspec.json.encode(
        View(
            now=time.time(),
            instance=panel.store.instance,
            store_kind=panel.store_kind,
            store_ready=panel.store.ready and bans is not None,
            overview=overview,
            reports=filed,
            bans=bans,
            settings=_settings(panel.settings),
            history=panel.history(),
        )
    )


def _settings(settings: LiveSettings) -> list[SettingView]:
    return [
        SettingView(
            setting.key,
            setting.label,
            setting.hint,
            setting.variable,
            setting.most,
            ruling.value,
            ruling.source,
            ruling.stored,
            ruling.problem,
        )
        for setting in SETTINGS
        if (ruling := settings.rulings.get(setting.key)) is not None
    ]
