"""Renders every scene at one scale: a process of its own, for Qt reads the scale at its start.

QT_SCALE_FACTOR=2 python -m tests.gallery.render FOLDER SCALE [SCENE …]
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from gurukul_desktop.demo.scenes import SCENES, Scene
from gurukul_desktop.ui.application import create_application
from tests.ui.pictures.photographer import TONGUES, Photographer

SIZES: Final = ((900, 600), (1440, 900))
QUALITY: Final = 88


def name_of(scene: str, tongue: str, theme: str, width: int, scale: int) -> str:
    """The file of one picture."""
    return f"{scene}_{tongue}_{theme}_{width}_{scale}x.jpg"


def render(folder: Path, scale: int, scenes: Sequence[Scene]) -> None:
    """Write the pictures of these scenes."""
    with tempfile.TemporaryDirectory() as translations:
        photographer = Photographer(Path(translations), own_fonts=False)
        for tongue in TONGUES:
            photographer.speak(tongue)
            for scene in scenes:
                for width, height in SIZES:
                    for theme, picture in photographer.take(scene, width, height):
                        name = name_of(scene.name, tongue, theme, width, scale)
                        picture.save(str(folder / name), "JPG", QUALITY)
        photographer.close()


def main(arguments: list[str]) -> int:
    """The exit status."""
    folder, scale, *names = arguments
    application = create_application()
    render(Path(folder), int(scale), [s for s in SCENES if not names or s.name in names])
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
