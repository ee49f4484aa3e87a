"""gurukul_desktop.media.ringer: how loud it rings, and where."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from gurukul_desktop.errors import MediaError, MediaFault, UsageError
from gurukul_desktop.media.output import Mix
from gurukul_desktop.media.ports import ErrorSink, Samples
from gurukul_desktop.media.ringer import Ringer
from gurukul_desktop.media.speaker import Speaker
from gurukul_desktop.media.specs import NamedDevice, SpeakerSpec
from tests.media.collecting import Collector

RING = np.full(4800, 10_000, np.int16)
ABSENT = MediaError("speaker", MediaFault.ABSENT)


class Room:
    """Devices by name, pulled by hand."""

    def __init__(self) -> None:
        self.opened: dict[str, Collector[Mix]] = {"": Collector(), "desk": Collector()}
        self.closed: dict[str, Collector[str]] = {"": Collector(), "desk": Collector()}
        self.gone: set[str] = set()

    def __call__(self, spec: SpeakerSpec, mix: Mix, lost: Callable[[], None]) -> "Seen":
        assert isinstance(spec, NamedDevice)
        if spec.name in self.gone:
            raise ABSENT
        self.opened[spec.name](mix)
        return Seen(self, spec.name)

    def pull(self, name: str, times: int = 1) -> Samples:
        self.opened[name].wait_for(times)
        return self.opened[name].items[-1](480, 0.0)


class Seen:
    def __init__(self, room: Room, name: str) -> None:
        self._room, self._name = room, name

    def close(self) -> None:
        self._room.closed[self._name](self._name)


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def told() -> Collector[None]:
    return Collector()


@pytest.fixture
def ringer(room: Room, told: Collector[None]) -> Iterator[Ringer]:
    speaker = Speaker(NamedDevice(""), lambda error: None, open_output=room)

    def make(spec: SpeakerSpec, on_error: ErrorSink, *, on_ready: Callable[[], None]) -> Speaker:
        return Speaker(spec, on_error, on_ready=on_ready, open_output=room)

    ringer = Ringer(speaker, on_change=lambda: told(None), make=make)
    yield ringer
    assert ringer.join(2)
    assert speaker.join(2)


@pytest.mark.parametrize(
    ("percent", "gain", "heard"),
    [(40, 0.4, 4000), (100, 0.4, 10_000), (20, 0.4, 2000), (0, 1.0, 0), (20, 1.0, 5000)],
)
def test_it_is_as_loud_as_wished(
    ringer: Ringer, room: Room, percent: int, gain: float, heard: int
) -> None:
    ringer.set_volume(percent)
    ringer.play(RING, gain=gain, loop=True)
    assert room.pull("")[0] == pytest.approx(heard, abs=1)


def test_nothing_is_louder_than_it_was_made(ringer: Ringer, room: Room) -> None:
    ringer.set_volume(100)
    ringer.play(RING)
    assert room.pull("")[0] == 10_000


def test_the_volume_changes_while_it_rings(ringer: Ringer, room: Room) -> None:
    ring = ringer.play(RING, gain=0.4, loop=True)
    assert room.pull("")[0] == 4000
    ringer.set_volume(80)
    assert room.pull("")[0] == 8000
    ring.stop()
    assert room.pull("")[0] == 0


def test_a_device_of_its_own_rings_alone(ringer: Ringer, room: Room) -> None:
    ringer.use("desk")
    ringer.play(RING, loop=True)
    assert room.pull("desk")[0] == 10_000
    assert not room.opened[""].items


def test_a_ring_moves_to_the_device_that_is_chosen_and_back(ringer: Ringer, room: Room) -> None:
    ringer.play(RING, loop=True)
    room.pull("")
    ringer.use("desk")
    assert room.pull("desk")[0] == 10_000
    room.closed[""].wait_for(1)
    ringer.use("")
    assert room.pull("", 2)[0] == 10_000
    room.closed["desk"].wait_for(1)


def test_the_speaker_stands_in_for_a_device_that_is_not_there(
    ringer: Ringer, room: Room, told: Collector[None]
) -> None:
    room.gone.add("desk")
    ringer.use("desk")
    ring = ringer.play(RING, loop=True)
    assert room.pull("")[0] == 10_000
    told.wait_for(1)
    assert ringer.error == ABSENT
    ring.stop()
    # The next sound tries it again, and is heard there.
    room.gone.clear()
    ringer.play(RING, loop=True)
    assert room.pull("desk")[0] == 10_000
    told.wait_for(2)
    assert ringer.error is None


def test_another_choice_forgets_what_was_wrong(
    ringer: Ringer, room: Room, told: Collector[None]
) -> None:
    room.gone.add("desk")
    ringer.use("desk")
    ringer.play(RING)
    told.wait_for(1)
    ringer.use("")
    assert ringer.error is None


def test_a_file_is_no_device(ringer: Ringer) -> None:
    with pytest.raises(UsageError):
        ringer.use("file:ring.wav")
