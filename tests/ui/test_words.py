"""Tests for gurukul_desktop.ui.words."""

import subprocess
import sys
from typing import get_args

import pytest

from gurukul_desktop.errors import DeviceKind, MediaError, MediaFault
from gurukul_desktop.protocol.messages import ReportReason
from gurukul_desktop.session.snapshot import Carrier, Link, Notice, Refusal
from gurukul_desktop.ui import device_words, words


@pytest.mark.parametrize("device", get_args(DeviceKind))
@pytest.mark.parametrize("fault", MediaFault)
def test_every_device_fault_has_a_sentence_and_something_to_do(
    device: DeviceKind, fault: MediaFault
) -> None:
    sentence = device_words.media_sentence(
        MediaError(device, fault, name="/dev/video0", detail="EIO")
    )
    what, todo = sentence.split(". ", maxsplit=1)
    assert device in what.lower()
    assert todo.startswith("Please ")
    assert sentence.endswith(".")
    assert "/dev" not in sentence
    assert "EIO" not in sentence


def test_a_busy_camera_is_told_in_the_promised_words() -> None:
    assert device_words.media_sentence(MediaError("camera", MediaFault.BUSY)) == (
        "Camera is being used by another app. Please close other video apps and try again."
    )


def test_no_two_faults_share_their_words() -> None:
    told = {
        device_words.fault_sentence(device, fault)
        for device in get_args(DeviceKind)
        for fault in MediaFault
    }
    assert len(told) == len(get_args(DeviceKind)) * len(MediaFault)


@pytest.mark.parametrize("notice", Notice)
def test_every_notice_has_words(notice: Notice) -> None:
    sentence = words.notice_sentence(notice, "Asha")
    assert sentence[0].isupper()
    assert notice.value not in sentence
    assert "{" not in sentence


def test_a_partner_who_left_is_told_in_the_promised_words() -> None:
    assert words.notice_sentence(Notice.PARTNER_LEFT) == "Partner left the call"


@pytest.mark.parametrize("link", Link)
def test_every_link_has_words(link: Link) -> None:
    assert words.link_sentence(link)


def test_only_an_online_link_over_http_has_a_detour() -> None:
    assert "detour" in words.detour_sentence(Link.ONLINE, Carrier.HTTP)
    assert words.detour_sentence(Link.ONLINE, Carrier.WEBSOCKET) == ""
    assert words.detour_sentence(Link.OFFLINE, Carrier.HTTP) == ""


def test_an_offline_link_tells_when_it_is_tried_again() -> None:
    assert words.link_sentence(Link.OFFLINE, 7).endswith("Trying again in 7 s.")
    assert "again" not in words.link_sentence(Link.OFFLINE, 0)
    assert words.link_sentence(Link.ONLINE, 7) == "Online"


@pytest.mark.parametrize("refusal", Refusal)
def test_a_refusal_is_told_in_place_of_the_network(refusal: Refusal) -> None:
    assert words.link_sentence(Link.ONLINE, 0, refusal) == "Online"
    told = words.link_sentence(Link.OFFLINE, 7, refusal)
    assert told.endswith(". Trying again in 7 s.")
    spoken_for = refusal in (Refusal.BANNED, Refusal.REPLACED)  # these are not tried again
    assert ("network" in told) == spoken_for


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(-1, "0:00"), (0, "0:00"), (7.9, "0:07"), (750, "12:30"), (3600, "1:00:00")],
)
def test_duration(seconds: float, shown: str) -> None:
    assert words.duration(seconds) == shown


def test_words_and_sounds_need_no_qt() -> None:
    code = (
        "import sys, gurukul_desktop.ui.words, gurukul_desktop.ui.sounds\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_name_in_a_sentence_stands_for_itself() -> None:
    assert words.notice_sentence(Notice.BUDDY_ASKS, "Asha") == "Asha wants to be your buddy"
    assert words.notice_sentence(Notice.BUDDY_ASKS, "a\u202e{name}") == (
        "a{name} wants to be your buddy"
    )
    assert words.notice_sentence(Notice.NOW_BUDDIES, "محمد") == (
        "You and \u2068محمد\u2069 are buddies now"
    )


def test_every_reason_of_a_report_has_words() -> None:
    assert set(words.REPORT_REASONS) == set(get_args(ReportReason))
