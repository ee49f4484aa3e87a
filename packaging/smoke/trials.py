"""What the built app is put through, wherever it is: words, its window, a call."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from gurukul_desktop.demo.display import VirtualDisplay
from gurukul_desktop.demo.sound import VirtualSound
from gurukul_desktop.demo.verdict import Results, judge, table
from smoke.maps import mapped, of_bundle, strangers
from smoke.program import Program, Running, check_words
from smoke.screen import photograph, wait_still
from smoke.steps import Failed, Steps

WINDOW_LINE: Final = "= the window is on the screen"
WINDOW_SECONDS: Final = 60.0
STILL_SECONDS: Final = 8.0
CALL_LINE: Final = "are looking for a partner"
CALL_GRACE_SECONDS: Final = 150.0


@contextmanager
def seat() -> Iterator[tuple[VirtualDisplay, dict[str, str], tuple[Path, ...]]]:
    """A virtual screen and a virtual sound device for programs of any user.

    Yields:
        The screen, the variables that lead there, and the folders that hold their doors.
    """
    with ExitStack() as stack:
        display = stack.enter_context(VirtualDisplay())
        sound = stack.enter_context(VirtualSound(sinks=1))
        folder = Path(sound.environment["ALSA_CONFIG_PATH"]).parent
        folder.chmod(0o755)
        # There is no GPU behind it, and drawing OpenGL on the processor takes all of it.
        software = {"QT_QUICK_BACKEND": "software"}
        environment = display.environment | sound.environment_for(0) | software
        yield display, environment, (folder, Path("/tmp/.X11-unix"))


def try_words(steps: Steps, app: Program, version: str) -> None:
    """Version, help and devices, without a screen and with nothing in the environment."""
    said = app.say("--version").strip()
    if said.split()[-1:] != [version]:
        raise Failed(f"The app says that it is {said!r}; the checkout is {version}.")
    steps.done(f"says: {said}")
    if "--server" not in app.say("--help"):
        raise Failed("`gurukul --help` does not name its options.")
    devices = app.say("devices")
    steps.done(f"--help and devices answer ({len(devices.splitlines())} lines)")


def try_window(
    steps: Steps,
    app: Program,
    display: VirtualDisplay,
    environment: Mapping[str, str],
    picture: Path,
    elsewhere: tuple[Path, ...] = (),
) -> None:
    """The window opens, uses nothing but its own files and the system's, and ends when told."""
    with app.start("--log-level", "info", "--camera", "test:a", **environment) as running:
        running.wait_for(WINDOW_LINE, WINDOW_SECONDS)
        assert display.framebuffer is not None
        wait_still(display.framebuffer, STILL_SECONDS)
        if not photograph(display.framebuffer, picture):
            raise Failed(f"Nothing is to be seen on the screen ({picture}).", running.output)
        steps.done(f"its window is on the screen, photographed as {picture.name}")
        _check_files(running, app, elsewhere)
        if (status := running.terminate()) != 0:
            raise Failed(f"Told to end, the app ended with status {status}.", running.output)
        running.check_ended()
        check_words(running.output, "The app")
    steps.done("told to end it ends with status 0, and no process is left")


def try_call(
    steps: Steps,
    app: Program,
    environment: Mapping[str, str],
    seconds: float,
    exchange: tuple[Path, str],
    pictures: Path,
) -> None:
    """Two instances call each other through the server inside the first one.

    Args:
        exchange: a folder that the app may write into, and its path as the app sees it.
        pictures: where the photographs go.
    """
    here, there = exchange
    options = ("--seconds", f"{seconds:g}", "--report", f"{there}/report.json")
    with app.start(
        *("demo", "--embedded", *options, "--screenshots", f"{there}/pictures"), **environment
    ) as running:
        running.wait_for(CALL_LINE, CALL_GRACE_SECONDS)
        # In a root there is a screen, and what is found beside the app is what leads in there.
        helpers = running.others() if app.system == Path("/") else {}
        for pid, name in helpers.items():
            if borrowed := of_bundle(_maps(pid), app.bundle):
                raise Failed(f"{name} was given the app's own library {borrowed[0]}.")
        if helpers:
            steps.done(f"the app started {', '.join(sorted(helpers.values()))}, on their own")
        status = running.wait(seconds + CALL_GRACE_SECONDS)
        running.check_ended()
        output = running.output
    results = read_report(here / "report.json", output)
    for line in table(results).splitlines():
        steps.done(line)
    for picture in sorted((here / "pictures").glob("*.png")):
        shutil.copy(picture, pictures / picture.name)
    if faults := judge(results):
        raise Failed(" ".join(faults), output)
    if status != 0:
        raise Failed(f"The demo ended with status {status}.", output)
    check_words(output, "The demo")
    steps.done("the call was seen and heard on both sides")


def read_report(path: Path, output: str = "") -> Results:
    """The demo's report.

    Raises:
        Failed: there is none, or it is not about two sides.
    """
    try:
        report: dict[str, dict[str, Any] | None] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        raise Failed("The demo has written no report.", output) from None
    if not isinstance(report, dict) or len(report) != 2:
        raise Failed("The demo's report is not about two sides.", output)
    return report


def _check_files(running: Running, app: Program, elsewhere: tuple[Path, ...]) -> None:
    for pid in running.own():
        if wrong := strangers(_maps(pid), app.bundle, elsewhere, app.system):
            raise Failed(
                f"The app uses {len(wrong)} files that are neither its own nor the system's, "
                f"such as {wrong[0]}.",
                "\n".join(wrong),
            )


def _maps(pid: int) -> dict[str, bool]:
    try:
        return mapped(Path(f"/proc/{pid}/maps").read_text("utf-8", "replace"))
    except OSError:
        return {}
