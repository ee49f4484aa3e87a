"""A search goes on while the system asks the student whether camera and microphone may be used."""

from collections.abc import AsyncIterator

import pytest

from gurukul_desktop.errors import DeviceKind, MediaFault
from gurukul_desktop.media.permission import Answer
from gurukul_desktop.media.studio import Studio
from gurukul_desktop.protocol import messages
from gurukul_desktop.protocol.messages import Partner, SessionId, User, UserId
from gurukul_desktop.session.controller import SessionController
from gurukul_desktop.session.report_store import MemoryReports
from gurukul_desktop.session.snapshot import Link
from gurukul_desktop.session.states import State
from tests.session.fakes import FakeCalls, FakeServer, FakeStage, Watcher


class Dialogs:
    """The dialogs of a system, open until the test answers them."""

    def __init__(self) -> None:
        self.open: dict[DeviceKind, Answer] = {}

    def __call__(self, kind: DeviceKind, answer: Answer) -> None:
        self.open[kind] = answer

    def answer(self, yes: bool) -> None:
        dialogs, self.open = self.open, {}
        for answer in dialogs.values():
            answer(yes)


class Student:
    """A session with real devices' studio; no device is touched before a dialog is answered."""

    def __init__(self, media: messages.Media) -> None:
        self.dialogs = Dialogs()
        self.calls = FakeCalls()
        self.seen = Watcher()
        self.studio = Studio(
            "Webcam",
            "Headset",
            "none",
            on_change=lambda: self.session.equipment.refresh(),
            permission=self.dialogs,
        )
        self.session = SessionController(self.studio, MemoryReports(), media=media)
        self.session.join(
            server=FakeServer(), calls=self.calls, stage=FakeStage(), observers=[self.seen]
        )
        self.session.on_link(Link.ONLINE, 0.0)
        self.session.on_message(messages.Welcome(1, User(UserId("me"), "Me"), "token"))
        self.session.find()

    @property
    def untouched(self) -> bool:
        """Whether neither device was opened."""
        return self.studio.camera.join(0) and self.studio.microphone.join(0)


@pytest.fixture
def media() -> messages.Media:
    return "video"


@pytest.fixture
async def student(media: messages.Media) -> AsyncIterator[Student]:
    student = Student(media)
    yield student
    await student.session.aclose()
    student.studio.close()
    assert student.studio.join(5)


def matched() -> messages.Matched:
    return messages.Matched(
        SessionId("one"), Partner(UserId("p"), "Meera", False), "caller", "video"
    )


def test_the_search_does_not_wait_for_the_answer(student: Student) -> None:
    assert set(student.dialogs.open) == {"camera", "microphone"}
    student.session.on_message(messages.Queued(1, 1, "global"))
    assert student.seen.now.state is State.SEARCHING
    assert student.seen.now.position == 1
    student.session.on_message(matched())
    assert student.seen.now.state is State.CONNECTING
    assert student.calls.placed, "the call is set up meanwhile"
    assert student.untouched


@pytest.mark.parametrize("media", ["audio"])
def test_an_audio_search_asks_for_the_microphone_alone(student: Student) -> None:
    assert set(student.dialogs.open) == {"microphone"}


@pytest.mark.parametrize("yes", [True, False])
def test_an_answer_after_cancel_opens_and_says_nothing(student: Student, yes: bool) -> None:
    student.session.cancel()
    assert student.seen.now.state is State.IDLE
    student.dialogs.answer(yes)
    assert student.untouched
    assert student.seen.now.camera_error is student.seen.now.microphone_error is None


def test_a_no_is_the_known_fault_and_the_search_goes_on(student: Student) -> None:
    student.dialogs.answer(False)
    snapshot = student.seen.now
    assert snapshot.state is State.SEARCHING
    assert snapshot.camera_error is not None
    assert snapshot.microphone_error is not None
    assert snapshot.camera_error.fault is snapshot.microphone_error.fault is MediaFault.DENIED
    assert student.untouched
    # What the page offers beside the sentence.
    student.session.set_media("audio")
    assert student.seen.now.camera_error is None
    assert student.seen.now.state is State.SEARCHING


def test_trying_again_asks_again(student: Student) -> None:
    student.dialogs.answer(False)
    student.session.retry_devices()
    assert set(student.dialogs.open) == {"camera", "microphone"}


def test_a_preview_asks_before_it_shows_anything(student: Student) -> None:
    student.session.cancel()
    student.dialogs.answer(True)
    student.session.equipment.preview(True)
    assert set(student.dialogs.open) == {"camera", "microphone"}
    assert student.untouched
    student.session.equipment.preview(False)
