"""Tests for gurukul_desktop.late: two threads that load a library at the same time."""

import subprocess
import sys

RACE = """
import importlib.abc, sys, threading
from gurukul_desktop import late

loading = threading.Thread(target=late.av.load)

class Pause(importlib.abc.MetaPathFinder):
    # In the middle of PyAV, as the call thread loads it, another thread begins to load it too.
    def find_spec(self, name, path, target=None):
        if name.startswith("av.") and loading.ident is None:
            loading.start()
            loading.join(0.5)
            assert loading.is_alive(), "it waits until the first has loaded it"

sys.meta_path.insert(0, Pause())
import aiortc
loading.join()
print("Interpolation" in dir(late.av.video.reformatter))
"""


def test_two_threads_that_load_it_at_once_wait_for_each_other() -> None:
    done = subprocess.run(
        [sys.executable, "-c", RACE], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.stdout, done.stderr) == ("True\n", "")
