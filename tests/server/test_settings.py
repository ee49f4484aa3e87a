"""Which value rules, and what a setting can be."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop.protocol.messages import ServerSettings
from gurukul_desktop.server.settings import (
    SETTINGS,
    LiveSettings,
    Setting,
    SettingError,
    parse_servers,
)

GIVEN: dict[str, str | int] = {"transport": "auto", "servers": "", "finds_per_minute": 10}


def test_environment_beats_stored_beats_default() -> None:
    settings = LiveSettings(GIVEN | {"transport": "http"}, fixed={"transport"})
    settings.take({"transport": "websocket", "finds_per_minute": "3"})
    sources = {key: (rule.value, rule.source) for key, rule in settings.rulings.items()}
    assert sources == {
        "transport": ("http", "environment"),
        "finds_per_minute": ("3", "stored"),
        "servers": ("", "default"),
    }
    assert settings.rulings["transport"].stored == "websocket"
    settings.take({})
    assert settings.rulings["finds_per_minute"].source == "default"
    assert settings.limits == {"finds_per_minute": 10}


def test_what_clients_are_told() -> None:
    settings = LiveSettings(GIVEN)
    assert settings.for_clients == ServerSettings()
    settings.take({"transport": "http", "servers": "wss://a.example/ws https://b.example"})
    assert settings.for_clients == ServerSettings(
        "http", ("wss://a.example/ws", "https://b.example")
    )


@pytest.mark.parametrize(
    ("key", "broken"),
    [
        ("transport", "pigeon"),
        ("transport", ""),
        ("servers", "ftp://a.example"),
        ("finds_per_minute", "-1"),
        ("finds_per_minute", "ten"),
        ("finds_per_minute", "٣"),
        ("finds_per_minute", "9" * 5000),
    ],
)
def test_a_broken_stored_value_is_ignored_said_and_shown(
    key: str, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = LiveSettings(GIVEN)
    before = settings.rulings[key].value
    with caplog.at_level(logging.WARNING):
        settings.take({key: broken})
    ruling = settings.rulings[key]
    assert (ruling.value, ruling.source, ruling.stored) == (before, "default", broken)
    assert ruling.problem
    assert key in caplog.text


def test_an_unknown_stored_setting_means_nothing() -> None:
    settings = LiveSettings(GIVEN)
    before = dict(settings.rulings)
    settings.take({"of_a_later_version": "yes"})
    assert settings.rulings == before


@pytest.mark.parametrize(
    "url",
    [
        "wss://",
        "wss:///ws",
        "javascript:alert(1)",
        "wss://user:secret@a.example/ws",
        "wss://a.example:99999/ws",
        "wss://a.example:0/ws",
        "wss://a.example/ws#part",
        "wss://ä.example/ws",
        "wss://a.example/" + "x" * 250,
        "study.example.org",
        "wss://[::1/ws",
    ],
)
def test_what_is_no_server_address(url: str) -> None:
    with pytest.raises(SettingError, match="is not a server address"):
        parse_servers(url)


def test_servers_are_told_apart_and_counted_once() -> None:
    typed = " wss://a.example/ws,\nhttps://b.example:8443\n\nwss://a.example/ws ws://[::1]:8765/ws"
    assert parse_servers(typed) == "wss://a.example/ws https://b.example:8443 ws://[::1]:8765/ws"
    with pytest.raises(SettingError, match="At most 8"):
        parse_servers(" ".join(f"wss://{n}.example/ws" for n in range(9)))


def test_changes_are_checked() -> None:
    settings = LiveSettings(GIVEN, fixed={"servers"})
    assert settings.checked({"transport": " http ", "finds_per_minute": None}) == {
        "transport": "http",
        "finds_per_minute": None,
    }
    # What is stored can be forgotten whoever rules.
    assert settings.checked({"servers": None}) == {"servers": None}
    with pytest.raises(SettingError, match="GURUKUL_SERVERS"):
        settings.checked({"servers": "wss://a.example/ws"})
    with pytest.raises(SettingError, match="no setting"):
        settings.checked({"password": "x"})
    with pytest.raises(SettingError, match="Searches of one user in a minute: A whole number"):
        settings.checked({"finds_per_minute": "1.5"})


@given(st.sampled_from(SETTINGS), st.text(max_size=300))
def test_what_is_accepted_stays_the_same_when_read_again(setting: Setting, text: str) -> None:
    try:
        stored = setting.parse(text)
    except SettingError:
        return
    assert setting.parse(stored) == stored
