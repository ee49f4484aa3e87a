"""What an installed package left behind, told from two listings of real folders."""

import os
from pathlib import Path

import pytest
from smoke.listing import KEPT, compare, listing


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("etc", "proc/1", "var/log", "usr/share/अध्ययन"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "etc" / "hosts").write_text("127.0.0.1 localhost\n")
    (tmp_path / "etc" / "link").symlink_to("hosts")
    (tmp_path / "var" / "log" / "dpkg.log").write_text("installed\n")
    os.mkfifo(tmp_path / "etc" / "pipe")
    return tmp_path


def test_a_system_that_nobody_touched_is_the_same(root: Path) -> None:
    before = listing(root)
    assert "/usr/share/अध्ययन" in before
    assert not any(path.startswith("/proc/") for path in before)
    assert not compare(before, listing(root))


def test_what_is_added_gone_or_changed_is_named(root: Path) -> None:
    before = listing(root)
    (root / "usr" / "lib").mkdir()
    (root / "etc" / "hosts").write_text("::1 localhost\n")
    (root / "etc" / "pipe").unlink()
    (root / "usr" / "share").chmod(0o700)
    difference = compare(before, listing(root))
    assert difference
    assert difference.lines() == [
        "left behind: /usr/lib",
        "gone: /etc/pipe",
        "changed: /etc/hosts",
        "changed: /usr/share",
    ]


def test_a_link_that_leads_elsewhere_is_a_change(root: Path) -> None:
    before = listing(root)
    (root / "etc" / "link").unlink()
    (root / "etc" / "link").symlink_to("pipe")
    assert compare(before, listing(root)).changed == ("/etc/link",)


def test_what_apt_and_dpkg_keep_may_differ_and_is_said(root: Path) -> None:
    before = listing(root)
    (root / "var" / "log" / "dpkg.log").write_text("installed\nremoved\n")
    (root / "var" / "log" / "apt").mkdir()
    (root / "var" / "log" / "apt" / "history.log").touch()
    difference = compare(before, listing(root))
    assert not difference
    assert difference.kept == ("/var/log/apt", "/var/log/dpkg.log")
    assert set(difference.kept) <= KEPT.keys()


def test_a_name_that_only_begins_like_one_of_these_is_a_trace(root: Path) -> None:
    before = listing(root)
    (root / "var" / "log" / "dpkg.log.gurukul").touch()
    assert compare(before, listing(root)).added == ("/var/log/dpkg.log.gurukul",)
