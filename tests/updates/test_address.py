"""gurukul_desktop.updates.address: whom to ask."""

import logging
from pathlib import Path

import pytest

from gurukul_desktop.errors import UsageError
from gurukul_desktop.updates.address import packaged_update_url, parse_update_url


@pytest.mark.parametrize(
    "text",
    [
        "https://study.example.org/newest.json",
        "https://study.example.org:8443/newest?channel=stable",
        "http://127.0.0.1:8080/newest.json",
        "http://localhost/newest.json",
        "http://[::1]:8080/",
    ],
)
def test_https_and_this_machine_can_be_asked(text: str) -> None:
    assert parse_update_url(f"  {text}\n") == text


@pytest.mark.parametrize("text", ["", "  ", "none"])
def test_nobody_can_be_asked(text: str) -> None:
    assert parse_update_url(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "http://study.example.org/newest.json",
        "http://127.0.0.1.example.org/",
        "ftp://study.example.org/",
        "file:///etc/passwd",
        "study.example.org",
        "https://",
        "https://user:secret@study.example.org/",
        "https://study.example.org:port/",
        "https://[::1/",
    ],
)
def test_nobody_else_can(text: str) -> None:
    with pytest.raises(UsageError, match="not an address"):
        parse_update_url(text)


def test_what_the_packager_wrote_is_read(tmp_path: Path) -> None:
    path = tmp_path / "update-url.txt"
    assert packaged_update_url(path) == ""
    path.write_text("https://study.example.org/newest.json\n")
    assert packaged_update_url(path) == "https://study.example.org/newest.json"


@pytest.mark.parametrize("content", [b"ftp://study.example.org", b"\xff\xfe", b"x" * 100_000])
def test_nonsense_of_the_packager_asks_nobody(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "update-url.txt"
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert packaged_update_url(path) == ""
    assert "cannot be used" in caplog.text


def test_a_folder_in_its_place_asks_nobody(tmp_path: Path) -> None:
    assert packaged_update_url(tmp_path) == ""


def test_a_run_from_source_asks_nobody() -> None:
    assert packaged_update_url() == ""
