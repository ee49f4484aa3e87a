"""The window appears before the slow libraries are loaded."""

import subprocess
import sys
from pathlib import Path

LATE = ("numpy", "av", "aiortc", "websockets", "aiohttp", "picows", "sounddevice", "cryptography")

CODE = """
import asyncio, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from gurukul_desktop.ui.application import create_application
application = create_application()
from gurukul_desktop.app import App
from gurukul_desktop.config import AppOptions
from gurukul_desktop.ui.event_loop import run_in_qt

async def start():
    app = App(AppOptions(data_dir=Path(sys.argv[1]), camera="none", speaker="none"))
    early = set(sys.argv[2:]) & set(sys.modules)
    await app.appear()
    await app.aclose()
    late = set(sys.argv[2:]) & set(sys.modules)
    print("early:", *sorted(early))
    print("late:", *sorted(late))

run_in_qt(application, start())
"""


def test_what_is_slow_to_load_is_loaded_after_the_first_picture(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path), *LATE],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = [line for line in done.stdout.splitlines() if line.startswith(("early", "late"))]
    assert said[:1] == ["early:"], done.stdout + done.stderr
    assert "numpy" in said[1]


def test_a_library_that_cannot_be_loaded_keeps_nothing_open(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.modules['av'] = None\n{CODE}", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "late:" in done.stdout, done.stderr
    assert list(tmp_path.glob("running-*")) == []
