"""Where the bench writes; git ignores the folder."""

from pathlib import Path
from typing import Final

RESULTS: Final = Path(__file__).parents[2] / "bench-results"
"""The table, the plots, and the film that the cameras play."""
