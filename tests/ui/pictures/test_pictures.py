"""Every scene looks as it did when its pictures were made: both themes, both languages."""

from pathlib import Path

import pytest

from gurukul_desktop.demo.scenes import SCENES, Scene
from tests.ui.pictures import album
from tests.ui.pictures.likeness import difference, kept
from tests.ui.pictures.photographer import TONGUES, Photographer, Tongue

MOST_BYTES = 700_000
ANEW = "if it is meant to look so, make it anew: python -m tests.ui.pictures"

CASES = [
    pytest.param(tongue, scene, id=f"{tongue}-{scene.name}")
    for tongue in TONGUES
    for scene in SCENES
]


@pytest.mark.parametrize(("tongue", "scene"), CASES)
def test_it_looks_as_it_did(
    photographer: Photographer, tongue: Tongue, scene: Scene, tmp_path: Path
) -> None:
    sheet = album.read(scene.name)
    assert sheet is not None, f"{scene.name} has no picture; {ANEW} {scene.name}"
    photographer.speak(tongue)
    for theme, picture in photographer.take(scene):
        found = difference(kept(picture), sheet[tongue, theme])
        if not found.alike:
            picture.save(str(tmp_path / f"{theme}-now.png"))
            sheet[tongue, theme].save(str(tmp_path / f"{theme}-before.png"))
        assert found.alike, f"{theme}: {found}; see {tmp_path}; {ANEW} {scene.name}"


def test_the_pictures_are_those_of_the_scenes_and_small() -> None:
    files = list(album.FOLDER.iterdir())
    assert {path.stem for path in files} == {scene.name for scene in SCENES}, ANEW
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
