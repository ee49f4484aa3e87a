"""What the window asks of the rest of the app, in one place.

The app joins the real parts here, ``gurukul demo --offline`` and the tests small ones of
their own; the window knows none of them by name.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtGui import QAccessible

from gurukul_desktop.history import History
from gurukul_desktop.session.ports import SessionCommands
from gurukul_desktop.ui.about_model import UpdateCommands
from gurukul_desktop.ui.chat_model import ChatCommands
from gurukul_desktop.ui.desktop_model import DesktopCommands, Undisturbed
from gurukul_desktop.ui.devices_model import DeviceCommands
from gurukul_desktop.ui.focus_model import FocusCommands
from gurukul_desktop.ui.settings_model import SettingsCommands
from gurukul_desktop.ui.sharing_model import SharingCommands
from gurukul_desktop.ui.summary_model import AftercallCommands
from gurukul_desktop.ui.usage_model import UsageCommands
from gurukul_desktop.ui.web_page import open_page


@dataclass(frozen=True, kw_only=True)
class Services:
    """Who does what a student asks for.

    Attributes:
        session: the search and the call.
        devices: camera, microphone and speaker.
        chat: what is written to the partner.
        focus: the timer and the goals that are shared with the partner.
        updates: news of a newer version.
        aftercall: what a student decides after a call.
        sharing: the screen in the camera's place.
        usage: how much of the line a call may use.
        desktop: the last run, and a report of this one.
        settings: what can be set.
        history: the sessions that the student had.
        newcomer: whether this run may be somebody's first, who is shown around.
        clock: the one that ``Snapshot.connected_at`` is read from: the loop's.
        today: the day that the history counts from.
        browse: shows a page of the web.
        read_aloud: whether a screen reader is at work.
    """

    session: SessionCommands
    devices: DeviceCommands
    chat: ChatCommands
    focus: FocusCommands
    updates: UpdateCommands
    aftercall: AftercallCommands
    sharing: SharingCommands
    usage: UsageCommands
    settings: SettingsCommands
    history: History
    newcomer: bool = False
    clock: Callable[[], float] = time.monotonic
    today: Callable[[], date] = date.today
    browse: Callable[[str], bool] = open_page
    desktop: DesktopCommands = field(default_factory=Undisturbed)
    read_aloud: Callable[[], bool] = QAccessible.isActive
