"""Tries what ``make package`` built, as students get it: the program, the archive, the ``.deb``.

    python packaging/smoke_test.py [--part NAME]... [--screenshots DIR] [--suite bookworm]...

Run by ``make smoke`` with the Python of ``.venv-package``. It runs nothing of the checkout: the
built program gets an empty environment, a home of its own, a virtual screen and virtual sound.
The status is 0, or 1 behind one sentence and the end of what the program said.

``app``
    answers without a screen; its window opens and closes; two instances call each other through
    the server inside the first; every file that it uses is its own or the system's
``archive``
    the ``.tar.gz``, unpacked where the path has spaces and Devanagari, answers and opens its window
``contents``
    the licence notice, no path of this machine, and the list of files
``package``
    the ``.deb`` in a clean root (debootstrap): installed, run by a plain user, removed, and every
    file compared with before; needs root's rights
"""

import argparse
import os
import platform
import re
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Final

from smoke.contents import Machine, try_contents
from smoke.installed import Wish, obstacle, try_package, unpack
from smoke.program import Program
from smoke.steps import Failed, Steps
from smoke.trials import seat, try_call, try_window, try_words

ROOT: Final = Path(__file__).resolve().parent.parent
PARTS: Final = ("app", "archive", "contents", "package")
AWKWARD: Final = "Study room अध्ययन कक्ष"
SECONDS: Final = 10.0


def version() -> str:
    """The version of the checkout, read as text."""
    text = (ROOT / "gurukul_desktop" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__\s*(?::[^=]+)?=\s*"([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise SystemExit("gurukul_desktop/__init__.py names no version.")
    return found[1]


def arguments(typed: list[str] | None = None) -> argparse.Namespace:
    """What was asked for; ends with one sentence where that cannot be."""
    parser = argparse.ArgumentParser(
        description="Tries what `make package` built.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    dist = ROOT / "dist"
    add = parser.add_argument
    add("--app", type=Path, default=dist / "app" / "gurukul" / "gurukul", help="the built program")
    add("--dist", type=Path, default=dist, help="where the archive, the .deb and the lists are")
    add("--part", action="append", choices=PARTS, help="only this part; may be repeated")
    add("--seconds", type=float, default=SECONDS, help="how long each call lasts")
    add("--screenshots", type=Path, help="keep the photographs in this folder")
    add("--suite", action="append", help="of the clean root; may be repeated (default: bookworm)")
    add(
        "--mirror",
        action="append",
        type=_mirror,
        metavar="SUITE=URL",
        help="where that suite is fetched from (default: where this machine gets it)",
    )
    add("--roots", type=Path, help="keep clean roots and packages here for the next time")
    asked = parser.parse_args(typed)
    asked.part = asked.part or list(PARTS)
    asked.suite = asked.suite or ["bookworm"]
    asked.mirror = dict(asked.mirror or ())
    asked.app, asked.dist = asked.app.absolute(), asked.dist.absolute()
    if {"app", "contents"} & set(asked.part) and not os.access(asked.app, os.X_OK):
        parser.exit(2, f"smoke test: there is no program at {asked.app}: make package builds it.\n")
    for part, pattern in (("archive", "*.tar.gz"), ("package", "*.deb")):
        if part in asked.part and len(found := sorted(asked.dist.glob(pattern))) != 1:
            parser.exit(
                2,
                f"smoke test: {asked.dist} holds {len(found)} files {pattern}, not one: "
                "make package builds it.\n",
            )
    return asked


def _mirror(typed: str) -> tuple[str, str]:
    suite, _, url = typed.partition("=")
    if not url:
        raise argparse.ArgumentTypeError(f"{typed!r} is not a suite and its mirror, SUITE=URL")
    return suite, url


class SmokeTest:
    """One run.

    Args:
        asked: what :func:`arguments` gave.
        work: an empty folder.
    """

    def __init__(self, asked: argparse.Namespace, work: Path) -> None:
        self.steps = Steps()
        self._asked = asked
        self._work = work
        self._version = version()
        folders = {ROOT, Path.home()}
        if sys.prefix != sys.base_prefix:
            folders.add(Path(sys.prefix))
        # Where the temporary files are in the user's home, the tried app's are as well.
        self._elsewhere = tuple(folder for folder in folders if not work.is_relative_to(folder))
        self._pictures = self._folder((asked.screenshots or work / "pictures").absolute())
        self._logs = self._folder(work / "logs")

    def run(self) -> None:
        """Every part that was asked for.

        Raises:
            Failed: something is not as it must be.
        """
        for part in PARTS:
            if part in self._asked.part:
                getattr(self, part)()

    def app(self) -> None:
        self.steps.part(f"The built program, {self._asked.app}")
        home = self._folder(self._work / "home")
        app = self._program(self._asked.app, home)
        self._try_alone(app, "app-window.png")
        # Without a screen and without sound: the app starts Xvfb and PulseAudio by itself.
        usual = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
        exchange = self._folder(self._work / "exchange")
        try_call(
            *(self.steps, app, usual, self._asked.seconds),
            *((exchange, str(exchange)), self._pictures),
        )

    def archive(self) -> None:
        self.steps.part("The archive, unpacked where the path has spaces and Devanagari")
        folder = self._folder(self._work / AWKWARD)
        program = unpack(next(self._asked.dist.glob("*.tar.gz")), folder)
        self._try_alone(self._program(program, folder), "archive-window.png")

    def contents(self) -> None:
        self.steps.part("What is in it")
        lists = sorted(self._asked.dist.glob("*.files.txt"))
        machine = Machine(ROOT, Path.home(), Path(sys.base_prefix))
        try_contents(self.steps, self._asked.app, lists, machine)

    def package(self) -> None:
        package = next(self._asked.dist.glob("*.deb"))
        roots = (self._asked.roots or self._work / "roots").absolute()
        for suite in self._asked.suite:
            self.steps.part(f"{package.name} in a clean {suite}")
            mirror, seconds = self._asked.mirror.get(suite, ""), self._asked.seconds
            wish = Wish(package, suite, mirror, roots, self._pictures, seconds)
            if why := obstacle(wish, os.geteuid()):
                self.steps.leave_out(f"the package in a clean {suite}", why)
            else:
                try_package(self.steps, wish, self._version, self._folder(self._work / suite))

    def _try_alone(self, app: Program, picture: str) -> None:
        try_words(self.steps, app, self._version)
        with seat() as (display, door, _):
            try_window(self.steps, app, display, door, self._pictures / picture, self._elsewhere)

    def _program(self, program: Path, home: Path) -> Program:
        # Its temporary files go with this test's, also where it has to be killed.
        environment = {"HOME": str(home), "TMPDIR": str(self._folder(self._work / "tmp"))}
        return Program((str(program),), program.parent, self._logs, environment)

    def _folder(self, path: Path) -> Path:
        path.mkdir(parents=True, exist_ok=True)
        return path


def main() -> int:
    asked = arguments()
    if platform.system() != "Linux":
        print("smoke test: only Linux has virtual screens: see docs/packaging.md for the others.")
        return 2
    # Ended from outside, everything that was started is ended on the way out.
    signal.signal(signal.SIGTERM, _interrupt)
    with tempfile.TemporaryDirectory(prefix="gurukul-smoke-") as folder:
        # The plain user of the clean root finds the way to what is shared with it.
        Path(folder).chmod(0o755)
        test = SmokeTest(asked, Path(folder))
        try:
            test.run()
        except Failed as failed:
            test.steps.fail(failed)
            return 1
        except KeyboardInterrupt:
            print("smoke test: stopped.", file=sys.stderr)
            return 130
    left_out = test.steps.left_out
    test.steps.part("All of it works" + (f", but for {', '.join(left_out)}." if left_out else "."))
    return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
