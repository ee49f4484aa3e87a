"""The page on which all pictures are seen beside each other."""

from collections.abc import Sequence
from html import escape
from typing import Final

from gurukul_desktop.demo.scenes import Scene
from tests.gallery.render import SIZES, name_of
from tests.ui.pictures.photographer import THEMES, TONGUES

SCALES: Final = (1, 2)

_HEAD: Final = """<!doctype html>
<meta charset="utf-8">
<title>Gurukul: every state</title>
<style>
body { font: 15px sans-serif; margin: 1.5em; background: #eee; color: #222 }
nav { position: sticky; top: 0; background: #eee; padding: .7em 0; z-index: 1 }
nav label { margin-right: 1em }
section div { display: flex; flex-wrap: wrap; gap: 12px }
figure { margin: 0 } figcaption { font-size: 12px; color: #666 }
img { width: 430px; border-radius: 6px; box-shadow: 0 1px 5px #0004; background: #ccc }
h2 { font-size: 17px; margin: 1.4em 0 .4em } h2 small { color: #666; font-weight: normal }
"""
_BODY: Final = """</style>
<h1>Every state of the window</h1>
<nav>{boxes}</nav>
<script>
for (const box of document.querySelectorAll("nav input"))
  box.onchange = () => document.body.classList.toggle("no-" + box.value, !box.checked);
for (const box of document.querySelectorAll("nav input:not([checked])"))
  document.body.classList.add("no-" + box.value);
</script>
"""


def page(scenes: Sequence[Scene]) -> str:
    """The page, with boxes to choose what is seen; at first the smaller window at 100 %."""
    kinds = [*THEMES, *TONGUES, *(f"w{w}" for w, _ in SIZES), *(f"x{s}" for s in SCALES)]
    hidden = {f"w{SIZES[1][0]}", "x2", "hi"}
    style = "".join(f".no-{kind} .{kind} {{ display: none }}\n" for kind in kinds)
    boxes = "".join(
        f'<label><input type="checkbox" value="{kind}"{"" if kind in hidden else " checked"}>'
        f" {_words(kind)}</label>"
        for kind in kinds
    )
    return _HEAD + style + _BODY.format(boxes=boxes) + "".join(map(_section, scenes))


def _words(kind: str) -> str:
    sizes = {f"w{width}": f"{width}×{height}" for width, height in SIZES}
    scales = {f"x{scale}": f"{scale * 100} %" for scale in SCALES}
    return (sizes | scales).get(kind, kind)


def _section(scene: Scene) -> str:
    figures = "".join(
        f'<figure class="{theme} {tongue} w{width} x{scale}">'
        f'<a href="{name}"><img loading="lazy" src="{name}" alt=""></a>'
        f"<figcaption>{theme}, {tongue}, {width}×{height}, {scale * 100} %</figcaption></figure>"
        for tongue in TONGUES
        for scale in SCALES
        for width, height in SIZES
        for theme in THEMES
        for name in [name_of(scene.name, tongue, theme, width, scale)]
    )
    title = f"{escape(scene.name)} <small>{escape(scene.what)}</small>"
    return f'<section><h2 id="{escape(scene.name)}">{title}</h2><div>{figures}</div></section>\n'
