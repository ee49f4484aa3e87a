"""Builds the app as students install it, and the installers of the present system.

    python packaging/build.py [--out DIST]

Run by ``make package`` with the Python of ``.venv-package``. What it makes:

``dist/app/gurukul/``
    the app in one folder, by PyInstaller (``packaging/gurukul.spec``); on macOS also as
    ``Gurukul.app``
``dist/*``
    what :mod:`linux.package`, :mod:`macos.package` or :mod:`windows.package` makes of it
``dist/gurukul-VERSION-SYSTEM-MACHINE.files.txt``
    every file of the app with its size and SHA-256, to compare two builds (:mod:`files`)

At the end it prints how large the app's parts are (:mod:`sizes`).
"""

import argparse
import importlib
import os
import platform
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Final

import files
import sizes

ROOT: Final = Path(__file__).resolve().parent.parent
SYSTEMS: Final = {"linux": "linux", "darwin": "macos", "win32": "windows"}


def commit_time() -> str:
    """When the present commit was made, in seconds since 1970; "0" outside a checkout."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.strip() or "0"


def freeze(work: Path) -> Path:
    """Run PyInstaller; returns the folder of the app, on macOS its ``.app``."""
    environment = dict(os.environ)
    # Two builds of one commit are to be the same.
    environment.setdefault("SOURCE_DATE_EPOCH", commit_time())
    environment["PYTHONHASHSEED"] = "0"
    # It warns of what parts of Qt lack that are left out; what the app lacks, elf.py tells.
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(work / "app"), "--workpath", str(work / "work")]
    subprocess.run(
        [*command, str(ROOT / "packaging" / "gurukul.spec")], check=True, env=environment
    )
    return work / "app" / ("Gurukul.app" if sys.platform == "darwin" else "gurukul")


def write_list(app: Path, out: Path) -> Path:
    """Write the list of the app's files, as PyInstaller left them; returns the file."""
    version = runpy.run_path(str(ROOT / "gurukul_desktop" / "__init__.py"))["__version__"]
    name = f"gurukul-{version}-{SYSTEMS[sys.platform]}-{platform.machine().lower()}.files.txt"
    (out / name).write_text(files.files_list(app), "utf-8")
    return out / name


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    out: Path = parser.parse_args().out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    app = freeze(out)
    print(write_list(app, out))
    system = importlib.import_module(f"{SYSTEMS[sys.platform]}.package")
    for made in system.build(app, out):
        print(made)
    print(sizes.table(app))
    return 0


if __name__ == "__main__":
    sys.exit(main())
