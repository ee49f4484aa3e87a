"""What of the command line and the environment reaches the app."""

from pathlib import Path

import pytest

import gurukul_desktop.app
import gurukul_desktop.ui.application
from gurukul_desktop.cli import gurukul
from gurukul_desktop.config import AppOptions
from gurukul_desktop.errors import UsageError


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[AppOptions]:
    """The options of each app that would have run."""
    for name in ("GURUKUL_SERVER", "GURUKUL_TOKEN", "GURUKUL_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)
    asked: list[AppOptions] = []

    def run(application: object, options: AppOptions) -> int:
        asked.append(options)
        return 0

    monkeypatch.setattr(gurukul_desktop.ui.application, "create_application", lambda: None)
    monkeypatch.setattr(gurukul_desktop.app, "run", run)
    return asked


def start(*arguments: str) -> None:
    gurukul.main(list(arguments), standalone_mode=False)


def test_without_anything_the_app_serves_itself_to_a_guest(asked: list[AppOptions]) -> None:
    start()
    assert (asked[0].servers, asked[0].token, asked[0].token_file) == ((), "", None)


def test_servers_are_a_list(asked: list[AppOptions], monkeypatch: pytest.MonkeyPatch) -> None:
    start("--server", "wss://a, https://b")
    monkeypatch.setenv("GURUKUL_SERVER", "ws://c ws://d")
    start()
    assert [options.servers for options in asked] == [
        ("wss://a/ws", "wss://b/ws"),
        ("ws://c/ws", "ws://d/ws"),
    ]


def test_a_token_comes_from_the_environment_or_a_file(
    asked: list[AppOptions], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "token"
    path.write_text("from.the.file")
    monkeypatch.setenv("GURUKUL_TOKEN", "from.the.environment")
    start("--token-file", str(path))
    assert (asked[0].token, asked[0].token_file) == ("from.the.environment", path)
    assert "from.the" not in repr(asked[0])


@pytest.mark.parametrize("option", ["--token-file=/nowhere/token", "--server=nonsense"])
def test_a_mistake_is_told_at_once(asked: list[AppOptions], option: str) -> None:
    with pytest.raises(UsageError):
        start(option)
    assert asked == []
