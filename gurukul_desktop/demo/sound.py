"""Sound devices for a machine that has none: a PulseAudio server of our own.

Each seat gets a speaker and a microphone, both null sinks: what is played into a seat's
speaker can be recorded from its monitor, and what is played into the sink of its microphone
is what the microphone hears. The server runs in a folder of its own beside any other, and
only programs that get :meth:`VirtualSound.environment_for` see it.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from gurukul_desktop.errors import MissingLibraryError
from gurukul_desktop.system_programs import environment as system_environment

_START_SECONDS: Final = 15.0
_STOP_SECONDS: Final = 5.0
_POLL_SECONDS: Final = 0.02
# Whatever asks ALSA for its default device gets the PulseAudio server of PULSE_SERVER.
_ALSA: Final = """\
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse }
ctl.!default { type pulse }
"""


def needs_sound(environment: Mapping[str, str] | None = None, root: Path = Path("/")) -> bool:
    """Whether nothing can be played here: Linux with neither a sound server nor a sound card.

    Args:
        environment: in place of this process's.
        root: in place of the file system's, for tests.
    """
    environment = os.environ if environment is None else environment
    if not sys.platform.startswith("linux") or environment.get("PULSE_SERVER"):
        return False
    if runtime := environment.get("XDG_RUNTIME_DIR"):
        sockets = (Path(runtime, "pulse", "native"), Path(runtime, "pipewire-0"))
        if any(path.exists() for path in sockets):
            return False
    return not any((root / "dev" / "snd").glob("pcm*p"))


def speaker_of(seat: int) -> str:
    """The sink that a seat's programs play into."""
    return f"speaker{seat}"


def microphone_of(seat: int) -> str:
    """The sink that is heard by the microphone of a seat."""
    return f"microphone{seat}"


class VirtualSound:
    """One PulseAudio server, from :meth:`start` (or ``with``) to :meth:`stop`.

    Args:
        sinks: how many seats there are.

    Attributes:
        environment: what leads a program to the server; empty until started.
    """

    def __init__(self, sinks: int = 2) -> None:
        self.environment: dict[str, str] = {}
        self._seats = sinks
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None

    def start(self) -> None:
        """Start the server and wait until it has its devices. Does nothing if it runs already.

        Raises:
            MissingLibraryError: PulseAudio is not installed, or does not start.
        """
        if self._process is not None:
            return
        program = shutil.which("pulseaudio")
        if program is None:
            raise MissingLibraryError(
                "There is no sound device, and PulseAudio, which would stand in for one, is not "
                "installed (Debian and Ubuntu: apt-get install pulseaudio libasound2-plugins)."
            )
        self._folder = folder = Path(tempfile.mkdtemp(prefix="gurukul-sound-"))
        door = folder / "native"
        (folder / "asound.conf").write_text(_ALSA, "utf-8")
        private = {
            # Its settings, its cookie and its lock lie here, not where another server keeps them.
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder / "runtime"),
            "PULSE_STATE_PATH": str(folder / "state"),
        }
        inherited = system_environment().items()
        keep = {name: value for name, value in inherited if not name.startswith("PULSE_")}
        try:
            # The log goes to a file because nobody would read a pipe, and a full one blocks.
            with (folder / "log").open("wb") as log:
                self._process = subprocess.Popen(
                    [program, *self._arguments(door)],
                    env=keep | private,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # Ctrl-C is ours; the programs are closed first
                )
            self._await(door)
        except BaseException:
            self.stop()
            raise
        self.environment = {
            "PULSE_SERVER": f"unix:{door}",
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }

    def environment_for(self, seat: int) -> dict[str, str]:
        """What makes the devices of ``seat`` (from 0) a program's defaults."""
        return self.environment | {
            "PULSE_SINK": speaker_of(seat),
            "PULSE_SOURCE": f"{microphone_of(seat)}.monitor",
        }

    def stop(self) -> None:
        """Stop the server. Idempotent."""
        process, self._process = self._process, None
        folder, self._folder = self._folder, None
        self.environment = {}
        if process is not None:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _arguments(self, door: Path) -> list[str]:
        # Without rewinds a sink is never more than 50 ms ahead. With them it sleeps for two seconds
        # when its only stream ran dry, and whoever comes back waits for it to wake.
        names = [name(seat) for seat in range(self._seats) for name in (speaker_of, microphone_of)]
        sinks = [
            f"--load=module-null-sink sink_name={name} rate=48000 channels=2 norewinds=1"
            f" sink_properties=device.description={name}"
            for name in names
        ]
        return [
            *("-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"),
            *("--disable-shm=yes", "--realtime=no", "--high-priority=no"),
            *sinks,
            # The last one: who can connect finds every device.
            f"--load=module-native-protocol-unix auth-anonymous=1 socket={door}",
        ]

    def _await(self, door: Path) -> None:
        """Wait until the server accepts connections."""
        assert self._process is not None
        assert self._folder is not None
        deadline = time.monotonic() + _START_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(str(door)) == 0:
                    return
            time.sleep(_POLL_SECONDS)
        words = (self._folder / "log").read_text(errors="replace").strip().splitlines()
        raise MissingLibraryError(
            "PulseAudio did not start" + (f": {words[-1]}" if words else " in time.")
        )
