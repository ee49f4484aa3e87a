"""A real PostgreSQL of the test's own: a cluster on a free port, and a database a test.

PostgreSQL refuses to run as root, so root starts it as the user ``postgres``.
"""

import asyncio
import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from gurukul_desktop.server.stores.postgresql.migrate import migrate

OWNER: Final = "gurukul"
PASSWORD: Final = "p@ss/w0rd"
_TEMPLATE: Final = "gurukul_template"
_START_SECONDS: Final = 30.0
_FAST: Final = ("fsync=off", "full_page_writes=off", "synchronous_commit=on")


def programs() -> Path:
    """The folder with PostgreSQL's programs, the newest version's."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0),
        reverse=True,
    )
    for folder in folders:
        if all((folder / program).exists() for program in ("initdb", "pg_ctl", "psql")):
            return folder
    if Path("/etc/debian_version").exists():
        raise FileNotFoundError("initdb: install the package postgresql")
    pytest.skip("PostgreSQL is not installed")


class Cluster:
    """A PostgreSQL server. Start it, stop it, kill it, freeze it."""

    def __init__(self, folder: Path, settings: tuple[str, ...] = _FAST) -> None:
        self.folder = folder
        self._programs = programs()
        self._as: list[str] = []
        if os.geteuid() == 0:
            self._as = ["runuser", "-u", "postgres", "--"]
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self._data = folder / "data"
        self._settings = (
            *settings,
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={folder}",
            "max_connections=100",
            "shared_buffers=64MB",
            "max_wal_size=4GB",
        )
        self._program(
            "initdb", "-D", self._data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync"
        )
        # Passwords are checked for the owner, so that a wrong one can be tested.
        rules = self._data / "pg_hba.conf"
        self._run(
            "sh",
            "-c",
            f"printf 'host all {OWNER} 127.0.0.1/32 scram-sha-256\\n"
            f"local all all trust\\nhost all all 127.0.0.1/32 trust\\n' > {rules}",
        )

    def start(self) -> None:
        """Run; it answers when this returns."""
        options = " ".join(f"-c {setting}" for setting in self._settings)
        self._program(
            "pg_ctl", "-D", self._data, "-l", self.folder / "log", "-w", "-o", options, "start"
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop: ``fast`` as an administrator does, ``immediate`` as a crash would."""
        self._program("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def freeze(self) -> None:
        """All of its processes stop, with their connections open."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """They go on."""
        self._signal(signal.SIGCONT)

    def sql(self, statements: str, database: str = "postgres", user: str = "postgres") -> str:
        """Run statements by psql, stopping at the first that fails; what they printed."""
        return self.psql(database, user, "-c", statements)

    def psql(self, database: str, user: str, *arguments: str) -> str:
        """Run psql; its standard output."""
        return subprocess.run(
            [
                self._programs / "psql",
                *("-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1"),
                *("-h", str(self.folder), "-p", str(self.port), "-U", user, "-d", database),
                *arguments,
            ],
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def url(self, database: str, user: str = OWNER, password: str = PASSWORD) -> str:
        """The address of a database; the password is written as an address needs it."""
        quoted = password.replace("@", "%40").replace("/", "%2F")
        return f"postgresql://{user}:{quoted}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = _TEMPLATE) -> str:
        """A new database; its name."""
        name = f"test_{secrets.token_hex(6)}"
        self.sql(f"create database {name} owner {OWNER} template {template}")
        return name

    def drop(self, name: str) -> None:
        """Delete a database with whoever uses it."""
        self.sql(f"drop database if exists {name} with (force)")

    def make_template(self) -> None:
        """The role that owns the tables, and a database that has them."""
        self.sql(f"create role {OWNER} login password '{PASSWORD}'")
        self.sql(f"create database {_TEMPLATE} owner {OWNER}")
        asyncio.run(migrate(self.url(_TEMPLATE)))

    def _signal(self, number: signal.Signals) -> None:
        postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in (postmaster, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def _program(self, name: str, *arguments: object) -> None:
        self._run(str(self._programs / name), *map(str, arguments))

    def _run(self, *command: str) -> None:
        # To a file: what pg_ctl starts would keep a pipe open.
        with tempfile.TemporaryFile("w+") as output:
            status = subprocess.run(
                [*self._as, *command],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                timeout=_START_SECONDS,
            ).returncode
            output.seek(0)
            assert status == 0, f"{command[0]}: {output.read()}"


@contextlib.contextmanager
def running_cluster(settings: tuple[str, ...] = _FAST) -> Iterator[Cluster]:
    """A started cluster with the template, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="gurukul-postgresql-"))
    try:
        folder.chmod(0o755)
        cluster = Cluster(folder, settings)
        cluster.start()
        try:
            cluster.make_template()
            yield cluster
        finally:
            with contextlib.suppress(FileNotFoundError, AssertionError):  # a test stopped it
                cluster.thaw()
                cluster.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_reachable(cluster: Cluster, seconds: float = _START_SECONDS) -> None:
    """Wait until the cluster answers again."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            cluster.sql("select 1")
        except subprocess.CalledProcessError:
            assert time.monotonic() < deadline, "PostgreSQL does not answer"
        else:
            return


class Database:
    """A database of one test's, with the tables.

    Attributes:
        url: for the role that owns them.
    """

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.name = cluster.create()
        self.url = cluster.url(self.name)

    def sql(self, statements: str, user: str = "postgres") -> str:
        """Run statements by psql; what they printed."""
        return self.cluster.sql(statements, self.name, user)


@pytest.fixture(scope="session")
def shared_cluster() -> Iterator[Cluster]:
    """A cluster for all tests that leave it as it was."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def postgresql(shared_cluster: Cluster) -> Iterator[Database]:
    """A fresh database."""
    database = Database(shared_cluster)
    yield database
    shared_cluster.drop(database.name)
