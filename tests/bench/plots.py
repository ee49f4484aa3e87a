"""The plots of the bench, as PNG files in the folder of its results."""

from collections.abc import Mapping, Sequence
from typing import Final

import matplotlib
from matplotlib.figure import Figure

from tests.bench.results import RESULTS

matplotlib.use("agg")
COLOURS: Final = {"ours": "#e08a1e", "plain aiortc": "#8a8fb5", "Chromium": "#3d3a8c"}


def bars(name: str, title: str, figures: Mapping[str, float]) -> None:
    """One bar a stack."""
    figure = Figure(figsize=(6, 2.4), layout="constrained")
    axes = figure.subplots()
    names = list(figures)
    drawn = axes.barh(names, list(figures.values()), color=[COLOURS.get(n, "grey") for n in names])
    axes.bar_label(drawn, fmt="%.3g", padding=3)
    axes.set_title(title)
    axes.spines[["top", "right"]].set_visible(False)
    _save(figure, name)


def lines(
    name: str,
    title: str,
    across: str,
    along: str,
    curves: Mapping[str, Sequence[tuple[float, float]]],
) -> None:
    """One line a stack."""
    figure = Figure(figsize=(7, 3.2), layout="constrained")
    axes = figure.subplots()
    for curve, points in curves.items():
        axes.plot(*zip(*points, strict=True), label=curve, color=COLOURS.get(curve), marker=".")
    axes.set_title(title)
    axes.set_xlabel(across)
    axes.set_ylabel(along)
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    _save(figure, name)


def _save(figure: Figure, name: str) -> None:
    RESULTS.mkdir(exist_ok=True)
    figure.savefig(RESULTS / f"{name}.png", dpi=120)
