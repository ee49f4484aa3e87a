"""The app as Linux users install it: a ``.tar.gz``, a ``.deb`` and a Flatpak manifest.

``gurukul-VERSION-linux-MACHINE.tar.gz``
    ``gurukul``, which starts the app in ``lib/gurukul``, and ``share`` for the desktop
``gurukul_VERSION_ARCHITECTURE.deb``
    ``/usr/bin/gurukul``, the app in ``/usr/lib/gurukul``, the same in ``/usr/share``
``org.gurukul.Desktop.json``
    for ``flatpak-builder``: it packs what is in the ``.tar.gz``
"""

import hashlib
import os
import platform
import runpy
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import elf
from build import commit_time
from linux import deb, dependencies, launcher, share, tarball

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]


def build(app: Path, out: Path) -> list[Path]:
    """Make the installers.

    Args:
        app: the folder with the app's program ``gurukul``, as PyInstaller left it.
        out: where they go.

    Returns:
        The files that were made.

    Raises:
        UnknownLibraryError: the app links to a library of the system whose package is unknown.
        CalledProcessError: ``dpkg-deb`` failed.
    """
    version: str = runpy.run_path(str(ROOT / "gurukul_desktop" / "__init__.py"))["__version__"]
    machine = platform.machine()
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or commit_time())
    built = datetime.fromtimestamp(epoch, UTC)
    glibc = elf.glibc_floor(app)
    with tempfile.TemporaryDirectory(dir=out, prefix="linux-") as work:
        folder = Path(work, f"gurukul-{version}-linux-{machine}")
        shutil.copytree(app, folder / "lib" / "gurukul", symlinks=True)
        share.write(folder / "share", version, built)
        _program(folder / "gurukul", launcher.script("lib/gurukul", machine, glibc))
        words = {
            "VERSION": version,
            "MACHINE": machine,
            "GLIBC": "{}.{}".format(*glibc),
            "SYSTEMS": launcher.systems(glibc),
        }
        share.place(folder / "README.txt", share.filled(HERE / "README.txt", words).encode())
        share.place(folder / "LICENSE", deb.LICENSE.read_bytes())
        archive = out / f"{folder.name}.tar.gz"
        tarball.write(folder, archive, epoch)

        usr = Path(work, "root", "usr")
        _program(usr / "bin" / "gurukul", launcher.script("../lib/gurukul", machine, glibc))
        (folder / "lib").rename(usr / "lib")
        (folder / "share").rename(usr / "share")
        deb.write_documents(usr, version, built)
        control = deb.Control(
            version=version,
            architecture=deb.ARCHITECTURES[machine],
            maintainer=deb.maintainer(),
            depends=dependencies.depends(elf.needed_from_system(app), glibc),
            recommends=dependencies.RECOMMENDED,
            installed_kib=deb.installed_kib(usr),
        )
        package = out / f"{deb.PACKAGE}_{version}_{control.architecture}.deb"
        deb.write(usr.parent, control, package, epoch)
    return [archive, package, _flatpak(archive)]


def _flatpak(archive: Path) -> Path:
    with archive.open("rb") as content:
        words = {
            "TARBALL": archive.name,
            "SHA256": hashlib.file_digest(content, "sha256").hexdigest(),
        }
    manifest = archive.with_name(f"{share.APP_ID}.json")
    manifest.write_text(share.filled(HERE / manifest.name, words), "utf-8")
    return manifest


def _program(file: Path, text: str) -> None:
    share.place(file, text.encode())
    file.chmod(0o755)
