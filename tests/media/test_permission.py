"""gurukul_desktop.media.permission: no device is opened before the student has said yes."""

from functools import partial
from typing import Any

import pytest

from gurukul_desktop.errors import DeviceKind, MediaFault
from gurukul_desktop.media import camera, microphone
from gurukul_desktop.media.permission import Answer, Permitted
from gurukul_desktop.media.specs import NamedDevice, TestPicture, TestTone
from gurukul_desktop.media.studio import Studio
from tests.media.collecting import Collector, subscribed
from tests.media.fakes import Container, DeviceLayer, picture, sound


class Question:
    """A system whose dialog stays open until the test answers."""

    def __init__(self, answer: bool | None = None) -> None:
        self.asked: list[DeviceKind] = []
        self._answer = answer
        self._waiting: list[Answer] = []

    def __call__(self, kind: DeviceKind, answer: Answer) -> None:
        self.asked.append(kind)
        if self._answer is None:
            self._waiting.append(answer)
        else:
            answer(self._answer)

    def answer(self, yes: bool) -> None:
        waiting, self._waiting = self._waiting, []
        for answer in waiting:
            answer(yes)


class Camera:
    """A camera behind a question, on a device layer without devices."""

    def __init__(self, question: Question) -> None:
        self.errors: Collector[Any] = Collector()
        self.layer = DeviceLayer(Container([picture()], endless=True))
        source = camera.source(
            NamedDevice("Webcam"),
            self.errors,
            permission=question,
            open_container=self.layer,
        )
        assert isinstance(source, Permitted)
        self.source = source
        self.pictures = subscribed(source)

    @property
    def opened(self) -> bool:
        """Whether the device has been touched, now that whatever was started has ended."""
        self.source.stop()
        assert self.source.join(2)
        return bool(self.layer.options)


def test_a_yes_at_once_opens_the_device_at_once() -> None:
    question = Question(answer=True)
    device = Camera(question)
    device.source.start()
    device.pictures.wait_for(2)
    assert question.asked == ["camera"]
    assert device.opened
    assert device.errors.items == []


def test_a_no_is_the_fault_denied_and_nothing_is_opened() -> None:
    device = Camera(Question(answer=False))
    device.source.start()
    (error,) = device.errors.items
    assert (error.device, error.fault, error.name) == ("camera", MediaFault.DENIED, "Webcam")
    assert not device.opened


def test_nobody_waits_for_the_answer_and_a_late_yes_opens_the_device() -> None:
    question = Question()
    device = Camera(question)
    device.source.start()
    assert device.layer.options == []
    question.answer(True)
    device.pictures.wait_for(2)
    assert device.opened


@pytest.mark.parametrize("yes", [True, False])
def test_an_answer_that_comes_after_the_end_changes_nothing(yes: bool) -> None:
    question = Question()
    device = Camera(question)
    device.source.start()
    device.source.stop()
    question.answer(yes)
    assert not device.opened
    assert device.errors.items == []


def test_one_question_is_enough_while_it_is_open() -> None:
    question = Question()
    device = Camera(question)
    for _ in range(3):
        device.source.start()
        device.source.stop()
    device.source.start()
    assert question.asked == ["camera"]
    question.answer(True)
    device.pictures.wait_for(1)
    assert device.opened


def test_after_a_no_the_next_start_asks_again() -> None:
    question = Question()
    device = Camera(question)
    device.source.start()
    question.answer(False)
    device.source.start()
    question.answer(True)
    device.pictures.wait_for(1)
    assert question.asked == ["camera", "camera"]
    assert len(device.errors.items) == 1
    assert device.opened


def test_a_microphone_is_asked_for_too() -> None:
    question = Question()
    errors: Collector[Any] = Collector()
    source = microphone.source(
        NamedDevice("Headset"),
        errors,
        permission=question,
        open_container=DeviceLayer(Container([sound()], endless=True)),
    )
    assert source is not None
    sounds = subscribed(source)
    source.start()
    assert question.asked == ["microphone"]
    question.answer(True)
    sounds.wait_for(2)
    source.stop()
    assert source.join(2)
    assert errors.items == []


def test_what_stands_for_a_device_needs_no_permission() -> None:
    question = Question()
    errors: Collector[Any] = Collector()
    for make in (
        partial(camera.source, TestPicture("a"), errors),
        partial(microphone.source, TestTone(440), errors),
    ):
        source = make(permission=question)
        assert source is not None
        items = subscribed(source)
        source.start()
        items.wait_for(1)
        source.stop()
        assert source.join(2)
    assert question.asked == []


def test_a_studio_asks_for_what_is_opened_and_keeps_the_no() -> None:
    question = Question()
    changes: Collector[None] = Collector()
    studio = Studio(
        "Webcam", "Headset", "none", on_change=lambda: changes(None), permission=question
    )
    studio.open(camera=False, microphone=True, speaker=True)
    assert question.asked == ["microphone"]
    studio.open(camera=True, microphone=True, speaker=True)
    assert question.asked == ["microphone", "camera"]
    assert studio.errors == {}
    question.answer(False)
    assert {kind: error.fault for kind, error in studio.errors.items()} == {
        "camera": MediaFault.DENIED,
        "microphone": MediaFault.DENIED,
    }
    assert len(changes.items) == 2
    studio.retry()
    assert question.asked == ["microphone", "camera", "microphone", "camera"]
    studio.close()
    question.answer(True)
    assert studio.errors == {}
    assert studio.camera.join(0)
    assert studio.microphone.join(0), "nothing may be open"


def test_a_studio_asks_before_it_changes_to_another_device() -> None:
    question = Question()
    studio = Studio("test:a", "test", "none", permission=question)
    pictures = subscribed(studio.camera)
    studio.open(camera=True, microphone=False, speaker=False)
    pictures.wait_for(1)
    studio.use_camera("Webcam")
    assert question.asked == ["camera"]
    question.answer(False)
    assert studio.refusals["camera"].fault is MediaFault.DENIED
    count = len(pictures.items)
    pictures.wait_for(count + 2)
    assert studio.errors == {}
    studio.close()
    assert studio.join(2)
