"""``gurukul demo --offline``: the window on stand-ins, to walk through and to look at.

One walks as a student does. Ctrl+Right and Ctrl+Left go from scene to scene, Ctrl+Home goes
back to the walk.
"""

import asyncio

from PySide6.QtGui import QKeySequence, QShortcut

from gurukul_desktop.demo.scenes import SCENES, Scene
from gurukul_desktop.demo.showing import Showing
from gurukul_desktop.stop_signals import stop_signals


class SceneKeys:
    """The keys that go from scene to scene."""

    def __init__(self, showing: Showing) -> None:
        self._showing = showing
        self._number = -1
        self.shortcuts = {
            keys: QShortcut(QKeySequence(keys), showing.window.window, action)
            for keys, action in (
                ("Ctrl+Right", self.on),
                ("Ctrl+Left", self.back),
                ("Ctrl+Home", self.home),
            )
        }

    def enter(self, scene: Scene) -> None:
        """Go to ``scene``, and on from there."""
        self._number = SCENES.index(scene)
        self._showing.enter(scene)
        self._showing.window.window.setTitle(f"{scene.name}: {scene.what}")

    def on(self) -> None:
        """Go to the next scene; after the last comes the first."""
        self.enter(SCENES[(self._number + 1) % len(SCENES)])

    def back(self) -> None:
        """Go to the scene before."""
        self.enter(SCENES[(max(0, self._number) - 1) % len(SCENES)])

    def home(self) -> None:
        """Go back to the start of the walk."""
        self._number = -1
        self._showing.begin()
        self._showing.window.window.setTitle("Gurukul")


async def walk(scene: Scene | None) -> None:
    """Show the window, in ``scene`` or at the start of a walk, until it is closed."""
    showing = Showing(moving=True)
    stopped = asyncio.Event()
    showing.window.closed.connect(stopped.set)
    with stop_signals(stopped):
        try:
            showing.begin()
            showing.window.show()
            keys = SceneKeys(showing)
            if scene is not None:
                keys.enter(scene)
            await stopped.wait()
        finally:
            showing.close()
