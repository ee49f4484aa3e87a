"""The PeerJS server (npm ``peer``), which the relay is measured beside.

Installed with npm into a folder that git ignores, the first time it is needed.
"""

import shutil
import socket
import subprocess
from pathlib import Path
from typing import Final

PACKAGE: Final = "peer@1.0.2"
FOLDER: Final = Path(__file__).resolve().parents[2] / "out" / "bench" / "node"
INSTALL_SECONDS: Final = 180


class UnavailableError(Exception):
    """It cannot be run here. ``str()`` says why."""


def command() -> list[str]:
    """What starts the server, without its options.

    Raises:
        UnavailableError: Node or npm is missing, or the package cannot be installed.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise UnavailableError("npm is not installed")
    script = FOLDER / "node_modules" / "peer" / "dist" / "bin" / "peerjs.js"
    if not script.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--prefix", str(FOLDER), "--no-audit", "--no-fund", PACKAGE]
        try:
            subprocess.run(install, check=True, capture_output=True, timeout=INSTALL_SECONDS)
        except (OSError, subprocess.SubprocessError):
            raise UnavailableError(f"npm could not install {PACKAGE}") from None
    return [node, str(script)]


def free_port() -> int:
    """A port of loopback that was free a moment ago; this server cannot choose one by itself."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
