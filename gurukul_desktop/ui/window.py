"""The window: loads the QML module and feeds it with snapshots and pictures."""

import logging
from pathlib import Path
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow

from gurukul_desktop import paths
from gurukul_desktop.errors import MissingLibraryError
from gurukul_desktop.session.snapshot import Notice, Snapshot
from gurukul_desktop.ui.about_model import AboutModel
from gurukul_desktop.ui.call_model import CallModel
from gurukul_desktop.ui.chat_model import ChatModel
from gurukul_desktop.ui.desktop_model import DesktopModel
from gurukul_desktop.ui.devices_model import DevicesModel
from gurukul_desktop.ui.focus_model import FocusModel
from gurukul_desktop.ui.history_model import HistoryModel
from gurukul_desktop.ui.language import retell
from gurukul_desktop.ui.lobby_model import LobbyModel
from gurukul_desktop.ui.motion import prefers_reduced_motion
from gurukul_desktop.ui.notices_model import NoticesModel
from gurukul_desktop.ui.people_model import PeopleModel
from gurukul_desktop.ui.search_model import SearchModel
from gurukul_desktop.ui.services import Services
from gurukul_desktop.ui.session_model import SessionModel
from gurukul_desktop.ui.settings_model import SettingsModel
from gurukul_desktop.ui.sharing_model import SharingModel
from gurukul_desktop.ui.summary_model import SummaryModel
from gurukul_desktop.ui.usage_model import UsageModel
from gurukul_desktop.ui.video import VideoSurface
from gurukul_desktop.ui.welcome_model import WelcomeModel

_MAIN: Final = Path("Gurukul", "Main.qml")
_SCHEMES: Final = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_log = logging.getLogger(__name__)


class Window(QObject):
    """The app's window, a :class:`~gurukul_desktop.session.ports.SessionObserver`.

    Attributes:
        closed: emitted once, when the student closed the window.
        local: one's own picture, shown mirrored.
        remote: the partner's picture.
        devices: what the window shows of the devices; an observer of the desk.
        desktop: what it shows of the desktop around it.
        about: what it shows of the app itself, to be refreshed when there is news of updates.
        settings: what it shows of the settings; an observer of them.
        notices: what has to be read, and stays until it was.
        warnings: what the QML engine complained of; empty when all is well.
    """

    closed = Signal()

    def __init__(self, services: Services) -> None:
        """Load the window without showing it.

        Raises:
            MissingLibraryError: a QML module of Qt cannot be loaded.
        """
        super().__init__()
        self.local = VideoSurface(self)
        self.remote = VideoSurface(self)
        self.warnings: list[str] = []
        self._session = SessionModel(services.session, services.clock, self)
        self._lobby = LobbyModel(services.session, lambda: services.settings.now.known_topics, self)
        self._search = SearchModel(services.session, services.clock, self)
        self._welcome = WelcomeModel(services.settings, newcomer=services.newcomer, parent=self)
        self._people = PeopleModel(services.session, self)
        self._call = CallModel(self, read_aloud=services.read_aloud)
        self._summary = SummaryModel(services.aftercall, services.clock, self)
        self._sharing = SharingModel(services.sharing, self)
        self._usage = UsageModel(services.usage, self)
        self._chat = ChatModel(services.chat, services.browse, self)
        self._focus = FocusModel(services.focus, services.clock, self)
        self._history = HistoryModel(services.history, self, today=services.today)
        self.devices = DevicesModel(services.devices, self)
        self.about = AboutModel(services.updates, services.browse, self)
        self.desktop = DesktopModel(services.desktop, self.devices.say, self)
        self.settings = SettingsModel(services.settings, self)
        self.settings.changed.connect(self._dress)
        self._dress()
        self.notices = NoticesModel(self)
        self._engine: QQmlApplicationEngine | None = QQmlApplicationEngine()
        self._engine.setOutputWarningsToStandardError(False)
        self._engine.warnings.connect(self._on_warnings)
        folder = paths.assets() / "ui"
        self._engine.addImportPath(str(folder))
        self._engine.setInitialProperties(
            {
                "session": self._session,
                "lobby": self._lobby,
                "search": self._search,
                "welcome": self._welcome,
                "people": self._people,
                "call": self._call,
                "sharing": self._sharing,
                "usage": self._usage,
                "chat": self._chat,
                "focusTimer": self._focus,
                "devices": self.devices,
                "about": self.about,
                "summary": self._summary,
                "desktop": self.desktop,
                "settings": self.settings,
                "notices": self.notices,
                "history": self._history,
                "local": self.local,
                "remote": self.remote,
                "reducedMotion": prefers_reduced_motion(),
            }
        )
        self._engine.load(QUrl.fromLocalFile(str(folder / _MAIN)))
        roots = self._engine.rootObjects()
        if not roots:
            why = self.warnings[-1] if self.warnings else "no reason given"
            self.close()
            raise MissingLibraryError(f"The window could not be loaded: {why}")
        root = roots[0]
        assert isinstance(root, QQuickWindow)
        self._window = root
        # Queued, so that whoever hears of it may close the window at once.
        main: Any = root  # no stub knows what Main.qml declares
        main.dismissed.connect(self._on_dismissed, Qt.ConnectionType.QueuedConnection)

    @property
    def window(self) -> QQuickWindow:
        """Qt's window, for those who place or measure it."""
        return self._window

    @property
    def theme(self) -> QObject:
        """The singleton of ``Theme.qml``: its properties are all colours, sizes and durations."""
        assert self._engine is not None
        theme = self._engine.singletonInstance("Gurukul", "Theme")
        assert isinstance(theme, QObject)
        return theme

    @property
    def engine(self) -> QQmlApplicationEngine:
        """What runs the QML, while the window is there."""
        assert self._engine is not None
        return self._engine

    def show(self) -> None:
        """Bring the window on the screen."""
        self._window.show()

    def close(self) -> None:
        """Take the window down, without emitting ``closed``. Idempotent."""
        engine, self._engine = self._engine, None
        if engine is not None:
            self._session.stop()
            self._search.stop()
            self._summary.stop()
            self._focus.stop()
            self.devices.stop()
            # Bindings read the view models to the last: the engine has to go before them.
            shiboken6.delete(engine)

    def retranslate(self) -> None:
        """Say everything anew, in the language that is spoken now."""
        if self._engine is not None:
            self._engine.retranslate()
            for model in self.findChildren(QObject):
                if model.parent() is self and not isinstance(model, VideoSurface):
                    retell(model)

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Show the session as it is now."""
        self._people.show(snapshot)
        self._lobby.show(snapshot)
        self._search.show(snapshot)
        self._call.show(snapshot)
        self._summary.show(snapshot)
        self._sharing.show(snapshot)
        self._usage.show(snapshot)
        self._chat.show(snapshot)
        self._focus.show(snapshot)
        self.desktop.show(snapshot)
        self._session.show(snapshot)

    def on_notice(self, notice: Notice, name: str) -> None:
        """Show a toast."""
        self._session.tell(notice, name)

    def grab(self, path: Path) -> bool:
        """Save what the window shows, in the format of the suffix; False if that failed."""
        return self._window.grabWindow().save(str(path))

    @Slot(list)
    def _on_warnings(self, warnings: list[QQmlError]) -> None:
        for warning in warnings:
            self.warnings.append(warning.toString())
            _log.warning("%s", warning.toString())

    @Slot()
    def _dress(self) -> None:
        """Have the system draw the window's frame in the colours of the window."""
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[self.settings.property("scheme")])

    @Slot()
    def _on_dismissed(self) -> None:
        self.closed.emit()
