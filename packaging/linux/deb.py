"""A Debian package, for Debian 12, Ubuntu 22.04 and what came after them.

No maintainer scripts: the packages that keep the desktop database, the icon cache and the index
of manual pages watch the folders themselves, and nothing writes below ``/usr/lib/gurukul``.
What a package has to hold, and where, is told by the Debian Policy Manual.
"""

import hashlib
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from linux import share, tarball

PACKAGE: Final = "gurukul"
ARCHITECTURES: Final = {"x86_64": "amd64", "aarch64": "arm64"}
"""What ``uname -m`` calls a processor, and what Debian does."""

HERE: Final = Path(__file__).resolve().parent
LICENSE: Final = HERE.parents[1] / "LICENSE"

_DESCRIPTION: Final = """\
Find a study partner and talk face to face
 Gurukul finds another student who wants to study now, and connects the two
 by picture and sound. A partner can be skipped, met again as a buddy, or
 reported and blocked.
 .
 The package brings the libraries that the app runs with, and the matchmaking
 server ("gurukul server").
"""


@dataclass(frozen=True, slots=True)
class Control:
    """What a package says of itself.

    Attributes:
        version: the app's version.
        architecture: Debian's name for the processor.
        maintainer: name and address of who built it.
        depends: entries of the field of that name; ``recommends`` likewise.
        installed_kib: the size of its files in units of 1024 bytes.
    """

    version: str
    architecture: str
    maintainer: str
    depends: Sequence[str]
    recommends: Sequence[str]
    installed_kib: int

    def text(self) -> str:
        """The file ``DEBIAN/control``."""
        fields = {
            "Package": PACKAGE,
            "Version": self.version,
            "Section": "net",
            "Priority": "optional",
            "Architecture": self.architecture,
            "Maintainer": self.maintainer,
            "Installed-Size": str(self.installed_kib),
            "Depends": ", ".join(self.depends),
            "Recommends": ", ".join(self.recommends),
            "Description": _DESCRIPTION.rstrip(),
        }
        return "".join(f"{name}: {value}\n" for name, value in fields.items())


def maintainer() -> str:
    """Who builds the package, from the variables of Debian's tools: DEBFULLNAME, DEBEMAIL."""
    name = os.environ.get("DEBFULLNAME", "The Gurukul Desktop authors")
    return f"{name} <{os.environ.get('DEBEMAIL', 'maintainers@gurukul.invalid')}>"


def write_documents(usr: Path, version: str, built: datetime) -> None:
    """Write what Debian wants beside the program: its licence, what changed, lintian's list."""
    documents = usr / "share" / "doc" / PACKAGE
    licence = LICENSE.read_text("utf-8").rstrip()
    copyright_ = share.filled(HERE / "copyright", {"LICENSE": licence})
    share.place(documents / "copyright", copyright_.encode())
    changelog = (
        f"{PACKAGE} ({version}) unstable; urgency=medium\n\n"
        f"  * Version {version}. What is new in it is told in the source's CHANGELOG.md.\n\n"
        f" -- {maintainer()}  {format_datetime(built)}\n"
    )
    share.place(documents / "changelog.gz", share.gzipped(changelog))
    overrides = (HERE / "lintian-overrides").read_bytes()
    share.place(usr / "share" / "lintian" / "overrides" / PACKAGE, overrides)


def installed_kib(root: Path) -> int:
    """The size as Debian counts it: files in whole KiB, one for a folder or a link."""
    return sum(
        -(-path.stat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1
        for path in root.rglob("*")
    )


def checksums(root: Path) -> str:
    """The file ``DEBIAN/md5sums``."""
    files = sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink())
    return "".join(
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  "
        f"{file.relative_to(root)}\n"
        for file in files
    )


def write(root: Path, control: Control, target: Path, epoch: int) -> None:
    """Write the package.

    Args:
        root: the files as they are to lie below ``/``; its ``DEBIAN`` is made here.
        control: what the package says of itself.
        target: the ``.deb`` file.
        epoch: the time that every file gets, in seconds since 1970.

    Raises:
        CalledProcessError: ``dpkg-deb`` failed; its words are on standard error.
    """
    sums = checksums(root)
    share.place(root / "DEBIAN" / "control", control.text().encode())
    share.place(root / "DEBIAN" / "md5sums", sums.encode())
    for path in sorted(root.rglob("*"), reverse=True):
        if not path.is_symlink():
            path.chmod(tarball.mode(path))
        os.utime(path, (epoch, epoch), follow_symlinks=False)
    root.chmod(0o755)
    os.utime(root, (epoch, epoch))
    # A tenth larger than at xz's own level, in a third of the time.
    # xz divides its work by the number of its threads, and the file with it.
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch), "DPKG_DEB_THREADS_MAX": "1"}
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--build", str(root), str(target)]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
