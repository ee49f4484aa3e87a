"""What of the command line and the environment reaches the app."""

import logging
import queue
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import gurukul_desktop.app
import gurukul_desktop.ui.application
from gurukul_desktop import alert
from gurukul_desktop.cli import gurukul, main
from gurukul_desktop.config import AppOptions
from gurukul_desktop.desktop.instance import Instance, Request, claim
from gurukul_desktop.errors import UsageError


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[AppOptions]:
    """The options of each app that would have run."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for name in ("GURUKUL_SERVER", "GURUKUL_TOKEN", "GURUKUL_TOKEN_FILE", "GURUKUL_UPDATE_URL"):
        monkeypatch.delenv(name, raising=False)
    asked: list[AppOptions] = []

    def run(application: object, options: AppOptions, instance: Instance | None) -> int:
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


def test_who_is_asked_for_updates_is_nobody_or_named(
    asked: list[AppOptions], monkeypatch: pytest.MonkeyPatch
) -> None:
    start()
    monkeypatch.setenv("GURUKUL_UPDATE_URL", "https://study.example.org/newest.json")
    start()
    start("--update-url", "none")
    urls = [options.update_url for options in asked]
    assert urls == ["", "https://study.example.org/newest.json", ""]


@pytest.mark.parametrize(
    "option", ["--token-file=/nowhere/token", "--server=nonsense", "--update-url=ftp://x"]
)
def test_a_mistake_is_told_at_once(asked: list[AppOptions], option: str) -> None:
    with pytest.raises(UsageError):
        start(option)
    assert asked == []


LINK = "gurukul://find?topic=algebra"


def test_a_link_is_the_last_argument(asked: list[AppOptions]) -> None:
    start(LINK)
    start("--audio-only", "--name", "गीता", "GURUKUL:find")
    assert [(options.link, options.audio_only, options.find) for options in asked] == [
        (LINK, False, False),
        ("GURUKUL:find", True, False),
    ]


@pytest.mark.parametrize("more", ["--find", "--camera=test", "gurukul://y", "demo", "x"])
def test_nothing_may_follow_a_link(asked: list[AppOptions], more: str) -> None:
    """A link that breaks out of its quotes adds no options."""
    with pytest.raises(click.UsageError, match="link"):
        start(LINK, more)
    assert asked == []


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The dialogs of an app that was started without a terminal."""
    shown: list[str] = []

    def show(sentence: str) -> bool:
        shown.append(sentence)
        return True

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(alert, "unread", lambda: True)
    monkeypatch.setattr(alert, "show", show)
    return shown


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["gurukul", *arguments])
    with monkeypatch.context() as patch:
        patch.setattr(logging.getLogger(), "handlers", [])  # nobody has set up logging yet
        status = main()
        for handler in logging.getLogger().handlers:
            handler.close()
    return status


def logged(folder: Path) -> str:
    return (folder / "gurukul" / "log" / "gurukul.log").read_text("utf-8")


@pytest.mark.parametrize("arguments", [["--fnid"], ["--server=nonsense"], [LINK, "--find"]])
def test_a_mistake_is_shown_and_logged_where_nobody_reads(
    asked: list[AppOptions],
    shown: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    assert run(monkeypatch, *arguments) == 2
    assert len(shown) == 1
    assert shown[0].split("wss:")[0] in logged(tmp_path)
    assert shown[0] in capsys.readouterr().err


def test_a_command_for_a_terminal_shows_no_dialog(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, "server", "--port", "many") == 2
    assert shown == []


def test_a_fault_is_one_sentence_and_its_trace_is_logged(
    asked: list[AppOptions], shown: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def crash(application: object, options: AppOptions, instance: Instance | None) -> int:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(gurukul_desktop.app, "run", crash)
    assert run(monkeypatch) == 1
    assert len(shown) == 1
    assert "gurukul.log" in shown[0]
    assert "Zero" not in shown[0]
    assert "ZeroDivisionError: a fault of ours" in logged(tmp_path)
    # A terminal reads the trace itself.
    monkeypatch.setattr(alert, "unread", lambda: False)
    with pytest.raises(ZeroDivisionError):
        run(monkeypatch)
    assert len(shown) == 1


def test_without_any_output_it_still_ends_with_a_sentence(
    asked: list[AppOptions], shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run(monkeypatch, "--server=nonsense") == 2
    assert len(shown) == 1
    assert run(monkeypatch) == 0
    assert len(asked) == 1


@pytest.fixture
def first(asked: list[AppOptions], tmp_path: Path) -> Iterator[queue.Queue[Request]]:
    """What the Gurukul that is open already is asked."""
    heard: queue.Queue[Request] = queue.Queue()
    first = claim(tmp_path / "data" / "gurukul")
    assert first is not None
    first.join(heard.put)
    yield heard
    first.close()


def test_a_second_start_brings_the_first_forward(
    asked: list[AppOptions],
    first: queue.Queue[Request],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "forward")
    assert run(monkeypatch, LINK) == 0
    assert first.get(timeout=5) == Request(LINK, "forward")
    assert capsys.readouterr().out == "Gurukul is open already: its window comes forward.\n"
    assert asked == []


def test_another_window_or_folder_is_another_app(
    asked: list[AppOptions],
    first: queue.Queue[Request],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    start("--new-window")
    start("--data-dir", str(tmp_path / "other"))
    monkeypatch.setenv("GURUKUL_NEW_WINDOW", "1")
    start(LINK)
    assert len(asked) == 3
    assert first.empty()


def test_the_log_is_kept_where_the_data_is(
    asked: list[AppOptions], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run_app(application: object, options: AppOptions, instance: Instance | None) -> int:
        logging.getLogger("gurukul_desktop.test").info("= it runs at wss://study.example.org/ws")
        return 0

    monkeypatch.setattr(gurukul_desktop.app, "run", run_app)
    monkeypatch.setattr(logging.getLogger(), "level", logging.WARNING)
    assert run(monkeypatch) == 0
    assert run(monkeypatch, "--data-dir", str(tmp_path / "other")) == 0
    other = (tmp_path / "other" / "log" / "gurukul.log").read_text("utf-8")
    for text in (logged(tmp_path), other):
        assert text.endswith("gurukul_desktop.test: = it runs at wss://<address>\n")
