"""How soon a page is seen after the session asked for it; prints one JSON object.

The real window on the stand-ins of ``gurukul demo --offline``, with all of its motion: from the
new snapshot to the first picture in which the new page is. Beside it, the same for a picture in
which nothing is new.
"""

import json
import statistics
import sys
import time
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtQuick import QQuickItem

from gurukul_desktop.demo.scenes import CONNECTED, CONNECTING, ENDED, IDLE, SEARCHING
from gurukul_desktop.demo.showing import Showing
from gurukul_desktop.ui.application import create_application

ROUNDS: Final = 8
SETTLE_MS: Final = 300
"""A page has faded in, and its neighbour is gone, by then."""
WAYS: Final = (SEARCHING, CONNECTING, CONNECTED, ENDED, IDLE)


def main() -> int:
    """Print the median of each change in milliseconds, and of a picture without any."""
    application = create_application()
    showing = Showing(moving=False)
    window = showing.window.window
    loop = QEventLoop()
    window.frameSwapped.connect(loop.quit)
    showing.begin()
    showing.window.show()

    def settle() -> None:
        pause = QEventLoop()
        QTimer.singleShot(SETTLE_MS, pause.quit)
        pause.exec()

    sides = showing.find("CrossFade")
    assert isinstance(sides, QQuickItem)

    def there(page: str) -> bool:
        pages = [item for side in sides.childItems() for item in side.childItems()]
        return any(item.metaObject().className().startswith(f"{page}_QML") for item in pages)

    def shown() -> float:
        start = time.perf_counter()
        loop.exec()
        return 1000 * (time.perf_counter() - start)

    took: dict[str, list[float]] = {}
    for round_ in range(ROUNDS + 1):
        for snapshot in WAYS:
            settle()
            window.update()
            nothing = shown()
            settle()
            start = time.perf_counter()
            showing.world.session.put(snapshot)
            while not there(f"{snapshot.state.value.capitalize()}Page"):
                loop.exec()
            if round_:  # the first one of each page compiles it
                changed = 1000 * (time.perf_counter() - start)
                took.setdefault(snapshot.state.value, []).append(changed)
                took.setdefault("nothing", []).append(nothing)
    showing.close()
    application.quit()
    sys.stdout.write(
        json.dumps({name: statistics.median(times) for name, times in took.items()}) + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
