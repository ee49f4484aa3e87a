"""The gallery's page names the pictures that are rendered, and each can be hidden."""

import re

from gurukul_desktop.demo.scenes import SCENES, named
from tests.gallery.__main__ import DOCUMENTED
from tests.gallery.render import name_of
from tests.gallery.sheet import page


def test_the_page_shows_every_picture_of_every_scene() -> None:
    shown = page(SCENES)
    pictures = re.findall(r'src="([^"]+)"', shown)
    assert len(pictures) == len(set(pictures)) == 16 * len(SCENES)
    assert name_of("idle", "hi", "dark", 1440, 2) in pictures
    boxes = set(re.findall(r'value="(\w+)"', shown))
    assert boxes == {"light", "dark", "en", "hi", "w900", "w1440", "x1", "x2"}
    for classes in re.findall(r'<figure class="([^"]+)"', shown):
        assert set(classes.split()) <= boxes


def test_the_pictures_of_the_documentation_are_of_scenes_that_there_are() -> None:
    for scene, theme in DOCUMENTED.values():
        assert named(scene)
        assert theme in ("light", "dark")
