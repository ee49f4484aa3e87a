"""``make bench``: the speed figures as one Markdown table, each beside its reference.

    python -m tests.bench              all of them
    python -m tests.bench relay call   some of them

Each module named in ``BENCHES`` has a ``run()`` that gives its rows. The table, and the plots
that some of them draw, are also written to the folder ``bench-results``. The status is 1 if a
figure misses its target.
"""

import importlib
import sys
from collections.abc import Callable, Iterable
from typing import Final, TextIO

from tests.bench.results import RESULTS
from tests.bench.row import Row

BENCHES: Final = (
    "matching",
    "campus",
    "redis_store",
    "postgresql",
    "relay",
    "call",
    "quality",
    "picture",
    "loss",
    "recovery",
    "cycles",
    "interface",
    "app",
    "package",
)


def main(names: list[str]) -> int:
    """Run these benches, or all; the exit status."""
    unknown = set(names) - set(BENCHES)
    if unknown:
        sys.stderr.write(f"There is no bench {min(unknown)}; there are {', '.join(BENCHES)}.\n")
        return 2
    missed = 0
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / "table.md").open("w", encoding="utf-8") as table:
        _write(table, ("what", "measured", "reference", "target", "reached"))
        _write(table, ("---",) * 5)
        for name in names or BENCHES:
            run: Callable[[], Iterable[Row]] = importlib.import_module(f"tests.bench.{name}").run
            for row in run():
                reached = "yes" if row.ok else "**no**"
                measured = f"{row.value:g} {row.unit}".rstrip()
                cells = (row.name, measured, row.reference or "-", row.target, reached)
                _write(table, cells)
                missed += not row.ok
    return 1 if missed else 0


def _write(table: TextIO, cells: Iterable[str]) -> None:
    for output in (sys.stdout, table):
        output.write("| " + " | ".join(cells) + " |\n")
        output.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
