"""The scripts in ``packaging/`` are no package: what they import of each other is found there."""

import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"

sys.path.insert(0, str(PACKAGING))
