"""The parts of ``packaging/smoke_test.py``, which tries the built app as students get it.

What they share with the demo (its virtual screen and sound, and what it takes for a call) is read
from this checkout; the program that is tried gets nothing of it.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))
