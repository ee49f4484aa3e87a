"""``python -m gurukul_desktop`` is the command ``gurukul``."""

import sys

from gurukul_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
