"""Tests for gurukul_desktop.ui.link_events."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent, QGuiApplication

from gurukul_desktop.ui.link_events import LinkEvents


@pytest.fixture
def links(qapp: QGuiApplication) -> Iterator[LinkEvents]:
    links = LinkEvents(qapp)
    yield links
    shiboken6.delete(links)


def send(qapp: QGuiApplication, link: str) -> None:
    QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl(link)))


def test_links_reach_who_follows_them(qapp: QGuiApplication, links: LinkEvents) -> None:
    followed: list[str] = []
    send(qapp, "gurukul://find?topic=early")
    send(qapp, "gurukul://find?topic=a%20b")
    links.join(followed.append)
    send(qapp, "gurukul://find?topic=late")
    QCoreApplication.sendEvent(qapp, QEvent(QEvent.Type.User))
    assert followed == ["gurukul://find?topic=a%20b", "gurukul://find?topic=late"]
