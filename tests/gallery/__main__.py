"""``make gallery``: every scene in both themes, both languages, two sizes and two scales.

    python -m tests.gallery [SCENE …]             into the folder gallery, with an index.html
    python -m tests.gallery --documentation       the pictures of the documentation instead

The two scales are rendered side by side, each by one process and one window.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from gurukul_desktop import paths
from gurukul_desktop.demo.scenes import SCENES, named
from tests.gallery.sheet import SCALES, page
from tests.ui.pictures.photographer import Theme

ROOT: Final = paths.assets().parent
FOLDER: Final = ROOT / "gallery"
DOCUMENTATION: Final = ROOT / "docs" / "images"
DOCUMENTED: Final[dict[str, tuple[str, Theme]]] = {
    "lobby.png": ("idle-preview", "light"),
    "call.png": ("connected-timer", "dark"),
    "history.png": ("history", "light"),
}
"""The pictures of the documentation: file, scene, theme."""
SIZE: Final = (960, 600)
SMALLEST: Final = 0
"""Qt's word for a PNG file of which the last byte is pressed out."""


def gallery(names: list[str]) -> int:
    """Render the scenes of these names, or all; the exit status."""
    scenes = [scene for scene in SCENES if not names or scene.name in names]
    unknown = set(names) - {scene.name for scene in scenes}
    if unknown:
        sys.stderr.write(f"There is no scene {min(unknown)}.\n")
        return 2
    start = time.monotonic()
    FOLDER.mkdir(exist_ok=True)
    wanted = [scene.name for scene in scenes]
    renders = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.gallery.render", str(FOLDER), str(scale), *wanted],
            env={**os.environ, "QT_SCALE_FACTOR": str(scale)},
            cwd=ROOT,
        )
        for scale in SCALES
    ]
    failed = [render for render in renders if render.wait() != 0]
    (FOLDER / "index.html").write_text(page(scenes), "utf-8")
    count = sum(1 for _ in FOLDER.glob("*.jpg"))
    seconds = time.monotonic() - start
    sys.stdout.write(f"{count} pictures in {seconds:.0f} s: {FOLDER / 'index.html'}\n")
    return 1 if failed else 0


def documentation() -> int:
    """Take the pictures of the documentation; the exit status."""
    from gurukul_desktop.ui.application import create_application
    from tests.ui.pictures.photographer import Photographer

    application = create_application()
    with tempfile.TemporaryDirectory() as folder:
        photographer = Photographer(Path(folder), own_fonts=False)
        for file, (scene, theme) in DOCUMENTED.items():
            picture = dict(photographer.take(named(scene), *SIZE))[theme]
            opaque = picture.convertToFormat(picture.Format.Format_RGB888)
            opaque.save(str(DOCUMENTATION / file), "PNG", SMALLEST)
        photographer.close()
    application.quit()
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(documentation() if arguments == ["--documentation"] else gallery(arguments))
