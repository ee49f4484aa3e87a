"""What the command line and the environment decide about one run of the app."""

from dataclasses import dataclass, field
from pathlib import Path

from gurukul_desktop.paths import default_data_dir
from gurukul_desktop.signaling.address import DEFAULT_PORT


@dataclass(frozen=True, slots=True)
class AppOptions:
    """One run of the app.

    Attributes:
        servers: the server's WebSocket addresses, tried in turn; none is the embedded default.
        port: of the loopback interface, where the windows of this machine find each other
            when no server is named.
        token: of a user who signed in somewhere else; empty is a guest.
        token_file: where that token is read from at each connection, instead of ``token``.
        name: what the partner reads; empty lets the server choose.
        camera, microphone, speaker: device specifications
            (:mod:`gurukul_desktop.media.specs`); None is the system's default device.
        audio_only: start with audio only chosen.
        link: a ``gurukul://`` link that the app was opened with; empty is none.
        find: press Find Partner at the start.
        update_url: who is asked once a day for the newest version; empty asks nobody.
        data_dir: where this user's token and the embedded server's secret are kept.
    """

    servers: tuple[str, ...] = ()
    port: int = DEFAULT_PORT
    token: str = field(default="", repr=False)
    token_file: Path | None = None
    name: str = ""
    camera: str | None = None
    microphone: str | None = None
    speaker: str | None = None
    audio_only: bool = False
    link: str = ""
    find: bool = False
    update_url: str = ""
    data_dir: Path = field(default_factory=default_data_dir)
