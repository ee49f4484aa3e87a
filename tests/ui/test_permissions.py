"""gurukul_desktop.ui.permissions: how the student is asked for camera and microphone."""

import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCameraPermission, QMicrophonePermission, QObject, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gurukul_desktop.media.permission import allowed
from gurukul_desktop.ui.permissions import SystemPermission, system_permission

Status = Qt.PermissionStatus


class Answered:
    """A permission as Qt hands it back."""

    def __init__(self, status: Qt.PermissionStatus) -> None:
        self._status = status

    def status(self) -> Qt.PermissionStatus:
        return self._status


class Mac:
    """An application on a system that asks the student; ``answer`` closes the dialog."""

    def __init__(self, status: Qt.PermissionStatus) -> None:
        self.status = status
        self.dialogs: list[type[object]] = []
        self.threads: list[int] = []
        self._functors: list[Callable[[Any], None]] = []

    def checkPermission(self, permission: Any, /) -> Qt.PermissionStatus:
        return self.status

    def requestPermission(
        self, permission: Any, context: QObject, functor: Callable[..., Any], /
    ) -> None:
        self.dialogs.append(type(permission))
        self.threads.append(threading.get_ident())
        self._functors.append(functor)

    def answer(self, status: Qt.PermissionStatus) -> None:
        self.status = status
        functors, self._functors = self._functors, []
        for functor in functors:
            functor(Answered(status))


@pytest.mark.parametrize("kind", ["camera", "microphone", "speaker"])
def test_this_system_says_yes_at_once(qapp: QGuiApplication, kind: Any) -> None:
    answers: list[bool] = []
    SystemPermission(qapp)(kind, answers.append)
    assert answers == [True]


def test_this_systems_own_request_is_answered_too(qtbot: QtBot, qapp: QGuiApplication) -> None:
    class NeverSure:
        def checkPermission(self, permission: Any, /) -> Qt.PermissionStatus:
            return Status.Undetermined

        def requestPermission(
            self, permission: Any, context: QObject, functor: Callable[..., Any], /
        ) -> None:
            qapp.requestPermission(permission, context, functor)

    answers: list[bool] = []
    ask = SystemPermission(NeverSure())
    ask("camera", answers.append)
    ask("microphone", answers.append)
    qtbot.waitUntil(lambda: answers == [True, True])


@pytest.mark.parametrize(("status", "yes"), [(Status.Granted, True), (Status.Denied, False)])
def test_what_was_answered_once_is_not_asked_again(status: Qt.PermissionStatus, yes: bool) -> None:
    mac = Mac(status)
    answers: list[bool] = []
    SystemPermission(mac)("camera", answers.append)
    assert answers == [yes]
    assert mac.dialogs == []


@pytest.mark.parametrize(("status", "yes"), [(Status.Granted, True), (Status.Denied, False)])
def test_the_student_is_asked_once_for_each_kind(status: Qt.PermissionStatus, yes: bool) -> None:
    mac = Mac(Status.Undetermined)
    ask = SystemPermission(mac)
    answers: list[tuple[str, bool]] = []
    ask("camera", lambda yes: answers.append(("camera", yes)))
    ask("microphone", lambda yes: answers.append(("microphone", yes)))
    ask("camera", lambda yes: answers.append(("camera again", yes)))
    assert mac.dialogs == [QCameraPermission, QMicrophonePermission]
    assert answers == []
    mac.answer(status)
    assert answers == [("camera", yes), ("camera again", yes), ("microphone", yes)]


def test_a_request_of_another_thread_is_made_on_the_main_thread(qtbot: QtBot) -> None:
    mac = Mac(Status.Undetermined)
    ask = SystemPermission(mac)
    answers: list[bool] = []
    thread = threading.Thread(target=ask, args=("microphone", answers.append))
    thread.start()
    qtbot.waitUntil(lambda: mac.dialogs == [QMicrophonePermission])
    thread.join(5)
    assert mac.threads == [threading.get_ident()]
    mac.answer(Status.Granted)
    assert answers == [True]


def test_a_run_from_source_on_macos_leaves_the_question_to_the_system(
    qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(system_permission(), SystemPermission)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system_permission() is allowed
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert isinstance(system_permission(), SystemPermission)
