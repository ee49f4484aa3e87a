"""The launcher, run by ``sh`` with a made-up program in the place of the app."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from linux import launcher

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the launcher is Linux's"
)

MACHINE = platform.machine()
POSSIBLE, IMPOSSIBLE = (2, 17), (2, 999)
PROGRAM = '#!/bin/sh\nprintf "%s\\n" "started" "$GURUKUL_NAME" "$@"\n'


def installed(folder: Path, glibc: tuple[int, int], machine: str = MACHINE) -> Path:
    script(folder / "lib" / "app" / "gurukul", PROGRAM)
    return script(folder / "gurukul", launcher.script("lib/app", machine, glibc))


def script(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    file.chmod(0o755)
    return file


def run(file: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: os.environ[name] for name in ("PATH",)}
    return subprocess.run(
        [str(file), *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env=kept | environment,
    )


def test_the_app_gets_arguments_and_environment(tmp_path: Path) -> None:
    file = installed(tmp_path / "मेरा फ़ोल्डर with 'spaces'", POSSIBLE)
    ran = run(file, "gurukul://find", "a b", "", "$x", GURUKUL_NAME="Asha")
    assert ran.stdout.splitlines() == ["started", "Asha", "gurukul://find", "a b", "", "$x"]
    assert (ran.returncode, ran.stderr) == (0, "")


def test_authorities_that_the_student_named_are_kept(tmp_path: Path) -> None:
    file = installed(tmp_path, POSSIBLE)
    script(tmp_path / "lib" / "app" / "gurukul", '#!/bin/sh\necho "$SSL_CERT_FILE"\n')
    assert run(file, SSL_CERT_FILE="/mine.pem").stdout == "/mine.pem\n"


def test_it_is_found_through_links(tmp_path: Path) -> None:
    file = installed(tmp_path / "a b", POSSIBLE)
    link = tmp_path / "bin" / "gurukul"
    link.parent.mkdir()
    (tmp_path / "middle").symlink_to(file)
    link.symlink_to(Path("..") / "middle")
    assert run(link).stdout.startswith("started")


@pytest.mark.parametrize(
    ("glibc", "starts"),
    [((1, 999), True), ((2, 0), True), ((2, 17), True), ((2, 999), False), ((3, 0), False)],
)
def test_the_c_library_is_compared_by_numbers(
    tmp_path: Path, glibc: tuple[int, int], starts: bool
) -> None:
    ran = run(installed(tmp_path, glibc))
    assert (ran.returncode == 0) == starts
    assert ran.stdout.startswith("started") == starts


def test_an_old_c_library_is_told_in_one_sentence(tmp_path: Path) -> None:
    getconf = "#!/bin/sh\necho glibc 2.31\n"
    script(tmp_path / "tools" / "getconf", getconf)
    path = f"{tmp_path / 'tools'}:{os.environ['PATH']}"
    ran = run(installed(tmp_path, (2, 35)), PATH=path)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr == (
        "gurukul: Gurukul needs the C library glibc 2.35 or newer "
        "(Ubuntu 22.04 or Debian 12 or later), and this system has 2.31.\n"
    )


@pytest.mark.parametrize("answer", ["exit 1", "echo undefined", ":"])
def test_a_system_without_glibc_is_told(tmp_path: Path, answer: str) -> None:
    script(tmp_path / "tools" / "getconf", f"#!/bin/sh\n{answer}\n")
    path = f"{tmp_path / 'tools'}:{os.environ['PATH']}"
    ran = run(installed(tmp_path, (2, 35)), PATH=path)
    assert ran.returncode == 1
    assert ran.stderr.endswith("and this system has none.\n")


def test_another_processor_is_told(tmp_path: Path) -> None:
    ran = run(installed(tmp_path, POSSIBLE, machine="riscv128"))
    assert ran.returncode == 1
    assert ran.stderr == (
        "gurukul: This is Gurukul for riscv128 processors, "
        f"and this computer has another one: {MACHINE}.\n"
    )


@pytest.mark.parametrize("tool", ["zenity", "kdialog", "xmessage", "notify-send"])
def test_without_a_terminal_there_is_a_dialog(tmp_path: Path, tool: str) -> None:
    shown = tmp_path / "shown"
    tools = tmp_path / "tools"
    script(tools / tool, f'#!/bin/sh\nprintf "%s\\n" "$@" >"{shown}"\n')
    for needed in ("sh", "uname", "getconf", "readlink", "dirname"):
        (tools / needed).symlink_to(which(needed))
    file = installed(tmp_path, IMPOSSIBLE)
    assert run(file, PATH=str(tools)).returncode == 1
    assert not shown.exists(), "no display, no dialog"
    ran = run(file, PATH=str(tools), DISPLAY=":999")
    assert ran.returncode == 1
    assert "glibc 2.999" in ran.stderr
    assert "glibc 2.999" in shown.read_text("utf-8")


def which(program: str) -> Path:
    folders = map(Path, os.environ["PATH"].split(":"))
    return next(folder / program for folder in folders if (folder / program).exists())


def test_releases_that_have_the_c_library() -> None:
    assert launcher.systems((2, 28)) == "Ubuntu 22.04 or Debian 12 or later"
    assert launcher.systems((2, 36)) == "Ubuntu 24.04 or Debian 12 or later"
    assert launcher.systems((2, 42)) == "Ubuntu 26.04 or later"
    assert launcher.systems((3, 0)) == "a system newer than this app"
