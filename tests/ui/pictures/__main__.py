"""Makes the pictures that the window is held against anew, all of them or those of some scenes.

    python -m tests.ui.pictures [SCENE …]

Look at what changed before it is committed: ``make gallery`` shows it large.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QImage

from gurukul_desktop.demo.scenes import SCENES
from gurukul_desktop.ui.application import create_application
from tests.ui.pictures import album
from tests.ui.pictures.likeness import difference, kept
from tests.ui.pictures.photographer import TONGUES, Photographer, Theme, Tongue


def main(names: list[str]) -> int:
    """Make them; the exit status."""
    unknown = set(names) - {scene.name for scene in SCENES}
    if unknown:
        sys.stderr.write(f"There is no scene {min(unknown)}.\n")
        return 2
    scenes = [scene for scene in SCENES if not names or scene.name in names]
    sheets: dict[str, dict[tuple[Tongue, Theme], QImage]] = {scene.name: {} for scene in scenes}
    application = create_application()
    with tempfile.TemporaryDirectory() as folder:
        photographer = Photographer(Path(folder))
        for tongue in TONGUES:
            photographer.speak(tongue)
            for scene in scenes:
                for theme, picture in photographer.take(scene):
                    sheets[scene.name][tongue, theme] = kept(picture)
        photographer.close()
    application.quit()
    album.FOLDER.mkdir(exist_ok=True)
    changed = 0
    for name, sheet in sheets.items():
        before = album.read(name)
        if before is None or not all(
            difference(picture, before[key]).alike for key, picture in sheet.items()
        ):
            changed += 1
            album.write(name, sheet)
    gone = set(album.FOLDER.iterdir()) - {album.file_of(scene.name) for scene in SCENES}
    for path in gone:
        path.unlink()
    size = sum(path.stat().st_size for path in album.FOLDER.iterdir())
    sys.stdout.write(
        f"{changed} of {len(sheets)} scenes look otherwise than before, {len(gone)} are gone; "
        f"the pictures take {size / 1000:.0f} kB\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
