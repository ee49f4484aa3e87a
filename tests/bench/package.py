"""The installed app: how large it is, and how soon its window is there after a cold start.

It needs what ``make package`` makes, or an app elsewhere, named by ``GURUKUL_BENCH_APP``. The
reference is the same commit run from source by the Python of the bench, the two in turns. For a
cold start the files of both are first taken out of the page cache, where the system lets us; what
both share with the rest of the system, such as the C library, stays in it.
"""

import os
import statistics
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from tests.bench.row import Row
from tests.bench.starts import desk, seconds_to_window

ROOT: Final = Path(__file__).resolve().parents[2]
DIST: Final = ROOT / "dist"
STARTS: Final = 5
START_RATIO: Final = 1.5
_NO_DEVICES: Final = ("--camera", "none", "--microphone", "none", "--speaker", "none")


def run() -> Iterator[Row]:
    """The rows of this bench; none where there is no built app."""
    app = Path(os.environ.get("GURUKUL_BENCH_APP", DIST / "app" / "gurukul"))
    if not (app / "gurukul").is_file():
        sys.stderr.write(f"There is no built app in {app}: run make package first.\n")
        return
    yield from _sizes(app)
    yield from _starts(app)


def _sizes(app: Path) -> Iterator[Row]:
    # The scripts in packaging/ are no package; they find one another there.
    sys.path.insert(0, str(ROOT / "packaging"))
    sizes = import_module("sizes")
    found = sizes.parts(app)
    everything = sizes.total(found)
    archives = [
        f"{file.name} {file.stat().st_size / 1e6:.1f}"
        for ending in ("*.tar.gz", "*.deb")
        for file in sorted(DIST.glob(ending))
    ]
    for word, value, most, reference in (
        ("unpacked", everything.unpacked, sizes.MOST_UNPACKED, "without pruning 703"),
        ("compressed", everything.compressed, sizes.MOST_COMPRESSED, "; ".join(archives)),
    ):
        target = f"<= {most / 1e6:.0f}"
        yield Row(
            f"installed app, {word}", round(value / 1e6, 1), "MB", reference, target, value <= most
        )
    for number, part in enumerate(found[: sizes.LARGEST], 1):
        reference = f"compressed {part.compressed / 1e6:.1f}"
        size = round(part.unpacked / 1e6, 1)
        yield Row(f"the same, part {number}: {part.name}", size, "MB", reference, "-", True)


def _starts(app: Path) -> Iterator[Row]:
    source = [sys.executable, "-m", "gurukul_desktop"]
    files = [*_files([app]), *_files(_source_folders())]
    with desk() as (folder, environment):

        def seconds(command: list[str], name: str) -> float:
            given = [*command, "--data-dir", str(folder / name), *_NO_DEVICES]
            return seconds_to_window(given, environment)

        def both(cold: bool) -> tuple[float, float]:
            """The medians of the built app and of the source run."""
            ours, theirs = [], []
            for _ in range(STARTS):
                for times, command, name in (
                    (ours, [str(app / "gurukul")], "built"),
                    (theirs, source, "source"),
                ):
                    if cold:
                        forget(files)
                    times.append(seconds(command, name))
            return statistics.median(ours), statistics.median(theirs)

        both(cold=False)  # fills in the data folders, and the bytecode of the source
        if sys.platform == "linux":
            yield _row("cold start, page cache dropped", *both(cold=True), ratio=START_RATIO)
            yield _row("start again", *both(cold=False), ratio=None)
        else:
            yield _row("start, page cache not dropped", *both(cold=False), ratio=START_RATIO)


def _row(name: str, ours: float, theirs: float, *, ratio: float | None) -> Row:
    return Row(
        f"installed app, {name}: times the source run",
        round(ours / theirs, 2),
        "",
        f"median of {STARTS}: installed {ours:.2f} s, source {theirs:.2f} s",
        "-" if ratio is None else f"<= {ratio:g}",
        ratio is None or ours <= ratio * theirs,
    )


def _source_folders() -> list[Path]:
    """What a run from source reads: our code, the packages, Python itself."""
    paths = sysconfig.get_paths()
    python = {Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    return [ROOT / "gurukul_desktop", ROOT / "assets", *sorted(python)]


def _files(folders: Iterable[Path]) -> list[Path]:
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    ]


def forget(files: Iterable[Path]) -> None:
    """Take files out of the page cache, as far as nobody has them mapped."""
    if sys.platform != "linux":
        raise OSError("only Linux is known to forget files")
    for path in files:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
