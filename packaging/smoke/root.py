"""A clean Debian or Ubuntu in a folder, and commands that run in it.

Each command gets a namespace of its own for its mounts and its processes: when it ends, however
it ends, the kernel takes both away, and nothing is left to be undone on this machine.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from smoke.steps import Failed

USER: Final = "student"
HOME: Final = f"/home/{USER}"
EXCHANGE: Final = "/mnt"
"""The folder of the root in which files come in and out."""
MAKE_SECONDS: Final = 900.0
PATH: Final = "/usr/sbin:/usr/bin:/sbin:/bin"

# $1 the root, $2 the folder at EXCHANGE, $3 the user, $4 the packages that were fetched before,
# $5 how many folders follow that are seen at the same place inside; then the command.
_ENTER: Final = """\
set -eu
root=$1 exchange=$2 user=$3 archives=$4 shared=$5
shift 5
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --bind "$exchange" "$root/mnt"
mount --bind "$archives" "$root/var/cache/apt/archives"
while [ "$shared" -gt 0 ]; do
    mkdir -p "$root$1"
    mount --bind "$1" "$root$1"
    shift
    shared=$((shared - 1))
done
chroot --userspec="$user" "$root" "$@"
"""


class Root:
    """A system in a folder.

    Args:
        folder: where it is; made by :meth:`make`.
        exchange: the folder of this machine that it sees at :data:`EXCHANGE`.
        archives: where packages that were fetched stay for the next time.
    """

    def __init__(self, folder: Path, exchange: Path, archives: Path) -> None:
        self.folder = folder
        self._exchange = exchange
        self._archives = archives

    def make(self, suite: str, mirror: str, components: str, original: Path) -> None:
        """Copy the system from ``original``, which is fetched first if it is not there.

        Raises:
            Failed: it cannot be fetched.
        """
        if not original.is_dir():
            part = original.with_name(original.name + ".part")
            shutil.rmtree(part, ignore_errors=True)
            command = ["debootstrap", "--variant=minbase", f"--components={components}"]
            fetched = _run([*command, suite, str(part), mirror], dict(os.environ), MAKE_SECONDS)
            if fetched.returncode != 0:
                raise Failed(f"A clean {suite} could not be made.", fetched.stdout)
            part.rename(original)
        subprocess.run(["cp", "-a", str(original), str(self.folder)], check=True)

    def command(
        self, *arguments: str, user: str = "root", shared: Sequence[Path] = ()
    ) -> tuple[str, ...]:
        """What runs a command in the root, on this machine's network.

        Args:
            arguments: the command.
            user: of the root's.
            shared: folders of this machine that the command sees at the same place.
        """
        return (
            *("unshare", "--mount", "--pid", "--fork", "--kill-child", "--", "sh", "-c", _ENTER),
            *("sh", str(self.folder), str(self._exchange), user, str(self._archives)),
            *(str(len(shared)), *map(str, shared), *arguments),
        )

    def run(self, *arguments: str, seconds: float = 120.0) -> str:
        """What a command of the root prints.

        Raises:
            Failed: it ends with another status than 0.
        """
        environment = {"PATH": PATH, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        proxies = {name: text for name, text in os.environ.items() if name.endswith("_proxy")}
        done = _run(self.command(*arguments), environment | proxies, seconds)
        if done.returncode != 0:
            words = " ".join(arguments)
            raise Failed(f"`{words}` ended with status {done.returncode} there.", done.stdout)
        return done.stdout

    def apt(self, *arguments: str) -> str:
        """``apt-get`` in the root, which asks nothing."""
        quiet = ("-qq", "--yes", "-o", "Dpkg::Use-Pty=0")
        return self.run("apt-get", *quiet, *arguments, seconds=MAKE_SECONDS)

    def packages(self) -> dict[str, str]:
        """The packages that are installed, or of which something is left, and their state."""
        text = self.run(
            "dpkg-query", "-W", "-f", "${Package}:${Architecture} ${db:Status-Abbrev}\\n"
        )
        return dict(line.split(maxsplit=1) for line in text.splitlines())


def _run(
    command: Sequence[str], environment: Mapping[str, str], seconds: float
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
        words = said if isinstance(said, str) else said.decode("utf-8", "replace")
        raise Failed(f"`{command[0]}` was not done after {seconds:.0f} s.", words) from None
