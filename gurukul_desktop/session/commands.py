"""The student's commands that one part of the session carries out alone."""

from gurukul_desktop.protocol.messages import Media, Mode, UserId
from gurukul_desktop.session.aftercall import Aftercall
from gurukul_desktop.session.equipment import Equipment
from gurukul_desktop.session.people import People
from gurukul_desktop.session.search import Search
from gurukul_desktop.session.together import Together


class PartCommands:
    """The base of the controller, which makes the parts and keeps the other commands.

    Attributes:
        equipment: the student's own devices.
        search: what the student asks for, and the asking.
        together: chat, goals and focus timer of a call.
        aftercall: what comes after a call.
    """

    equipment: Equipment
    search: Search
    together: Together
    aftercall: Aftercall
    _people: People

    def set_mode(self, mode: Mode) -> None:
        self.search.wish(mode=mode)

    def set_media(self, media: Media) -> None:
        self.search.wish(media=media)

    def set_topics(self, topics: tuple[str, ...]) -> None:
        self.search.wish(topics=topics)

    def set_hide_address(self, on: bool) -> None:
        self.search.hide_address(on)

    def set_microphone(self, on: bool) -> None:
        self.equipment.set_microphone(on)

    def set_camera(self, on: bool) -> None:
        self.equipment.set_camera(on)

    def retry_link(self) -> None:
        self.search.retry()

    def retry_devices(self) -> None:
        self.equipment.retry()

    def add_buddy(self) -> None:
        self._people.buddies.add()

    def decline_buddy(self) -> None:
        self._people.buddies.decline()

    def remove_buddy(self, user: UserId) -> None:
        self._people.buddies.remove(user)

    def unblock(self, user: UserId) -> None:
        self._people.blocks.unblock(user)
