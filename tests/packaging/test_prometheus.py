"""Alerts and dashboard, against the names that a running server really has."""

import json
import re
import shutil
from pathlib import Path

import aiohttp
import pytest

from tests.server.client import Client, pair
from tests.server.deployed import deployed

from .deployment import FOLDER, check

ALERTS = (FOLDER / "prometheus" / "alerts.yml").read_text()
RULE_TESTS = Path(__file__).with_name("alerts.test.yml")
DASHBOARD = json.loads((FOLDER / "grafana" / "dashboards" / "gurukul.json").read_text())

needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool is not installed"
)


@needs_promtool
def test_prometheus_accepts_the_files() -> None:
    check("promtool", "check", "config", FOLDER / "prometheus" / "prometheus.yml")
    check("promtool", "check", "rules", FOLDER / "prometheus" / "alerts.yml")


@needs_promtool
def test_every_alert_fires_when_it_should_and_only_then() -> None:
    assert "SUCCESS" in check("promtool", "test", "rules", RULE_TESTS)


def test_every_alert_has_a_test() -> None:
    tests = RULE_TESTS.read_text()
    names = re.findall(r"- alert: (\w+)", ALERTS)
    assert len(names) == len(set(names)) >= 12
    for name in names:
        assert re.search(rf"alertname: {name}\n +exp_alerts:\n +- exp_labels", tests), name
        assert re.search(rf"alertname: {name}, exp_alerts: \[\]", tests), name


def _expressions() -> list[str]:
    dashboard = [
        target["expr"] for panel in DASHBOARD["panels"] for target in panel.get("targets", [])
    ]
    rules = re.findall(r"expr: (\|\n(?: {10}.*\n)+|.*)", ALERTS)
    assert len(dashboard) > 25
    assert len(rules) > 12
    return dashboard + rules


async def test_the_running_server_has_every_name_that_is_asked_for(tmp_path: Path) -> None:
    async with deployed(tmp_path / "log", "--port", "0") as server:
        one, other = await Client.join(server.url), await Client.join(server.url)
        await pair(one, other)
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{server.http_url}/metrics") as response,
        ):
            assert response.status == 200
            text = await response.text()
        for client in (one, other):
            await client.close()
    told = set(re.findall(r"^(\w+)[{ ]", text, re.MULTILINE))
    # The memory store takes no time that could be measured, so it has no series.
    typed = set(re.findall(r"^# TYPE (\w+) histogram$", text, re.MULTILINE))
    told |= {f"{name}_{part}" for name in typed for part in ("bucket", "count", "sum")}
    wanted = {
        name
        for expression in _expressions()
        for name in re.findall(
            r"\b(?:gurukul|matchmaking|active|websocket|process)_\w+",
            re.sub(r"\{[^}]*\}|by \([^)]*\)", "", expression),
        )
    }
    assert len(wanted) > 25
    assert wanted - told == set()
    assert "matchmaking_latency_ms_count 2.0" in text
    assert "active_sessions_count 1.0" in text


async def test_labels_that_are_asked_for_exist(tmp_path: Path) -> None:
    async with (
        deployed(tmp_path / "log", "--port", "0") as server,
        aiohttp.ClientSession() as session,
        session.get(f"{server.http_url}/metrics") as response,
    ):
        text = await response.text()
    for expression in _expressions():
        for name, label, value in re.findall(r'(gurukul_\w+)\{(\w+)=~?"([\w|]+)"\}', expression):
            for one in value.split("|"):
                assert f'{name}{{{label}="{one}"}}' in text, expression


def test_the_dashboard_is_whole() -> None:
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    for panel in panels:
        assert panel["title"]
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        if panel["type"] != "row":
            assert panel["targets"]
            assert panel["datasource"]["uid"] == "prometheus"
    source = (FOLDER / "grafana/provisioning/datasources/prometheus.yaml").read_text()
    assert "uid: prometheus" in source
