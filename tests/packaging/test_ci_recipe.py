"""The recipe for a hosted CI: it can be read, asks for little, and names what is there."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from macos import notary, signing
from windows import executables, package, tools

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "packaging" / "ci" / "build-installers.yml").read_text("utf-8")
# Every scalar a text: as YAML 1.1 has it, the key "on" is a truth value.
RECIPE: dict[str, Any] = yaml.load(TEXT, yaml.BaseLoader)
JOBS: dict[str, dict[str, Any]] = RECIPE["jobs"]
STEPS = [(job, step) for job, content in JOBS.items() for step in content["steps"]]


def _commands(job: str) -> str:
    return "\n".join(step.get("run", "") for step in JOBS[job]["steps"])


def _uses(job: str, action: str) -> dict[str, str]:
    (found,) = (s for s in JOBS[job]["steps"] if s.get("uses", "").startswith(f"{action}@"))
    return dict(found["with"])


def test_it_builds_every_system() -> None:
    runners = [entry["runner"] for entry in JOBS["macos"]["strategy"]["matrix"]["include"]]
    assert [JOBS["linux"]["runs-on"], *runners, JOBS["windows"]["runs-on"]] == [
        "ubuntu-22.04",
        "macos-14",
        "macos-15-intel",
        "windows-2022",
    ]


def test_it_may_only_read() -> None:
    assert RECIPE["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in JOBS.values())
    assert all(_uses(job, "actions/checkout")["persist-credentials"] == "false" for job in JOBS)


def test_actions_are_pinned_to_a_major_version_or_a_commit() -> None:
    used = {step["uses"] for _, step in STEPS if "uses" in step}
    assert all(re.fullmatch(r"actions/[a-z-]+@(v\d+|[0-9a-f]{40})", action) for action in used)


def test_every_job_ends() -> None:
    assert all(0 < int(job["timeout-minutes"]) <= 60 for job in JOBS.values())
    assert "github.ref" in RECIPE["concurrency"]["group"]


@pytest.mark.parametrize("job", sorted(JOBS))
def test_downloads_are_kept_for_the_locked_packages(job: str) -> None:
    settings = _uses(job, "actions/setup-python")
    assert settings["cache"] == "pip"
    assert settings["cache-dependency-path"] == "requirements/package.txt"


@pytest.mark.parametrize("job", sorted(JOBS))
def test_what_is_built_is_handed_over(job: str) -> None:
    settings = _uses(job, "actions/upload-artifact")
    assert settings["if-no-files-found"] == "error"
    assert "dist/*.*" in settings["path"].split()


def test_secrets_are_handed_only_to_the_steps_that_use_them() -> None:
    for name, value in RECIPE["env"].items():
        assert "secrets." not in value, name
    for _, step in STEPS:
        given = {name for name, value in step.get("env", {}).items() if "secrets." in value}
        text = step.get("run", "")
        # A variable that the build reads itself need not stand in the command.
        assert all(name in text or name.startswith("GURUKUL_") for name in given)
        assert "secrets." not in text


def test_the_build_is_told_of_the_keys_by_the_names_that_it_reads() -> None:
    told = {name for _, step in STEPS for name in step.get("env", {})}
    told |= set(re.findall(r"\b(GURUKUL_\w+)=", "".join(map(_commands, JOBS))))
    assert {name for name in told if name.startswith("GURUKUL_")} == {
        *(signing.IDENTITY, notary.KEY, notary.KEY_ID, notary.ISSUER),
        *(tools.CERTIFICATE_VARIABLE, tools.TIMESTAMP_VARIABLE),
    }


def test_keys_are_deleted_whatever_happens() -> None:
    last = [step for _, step in STEPS if step.get("name", "").startswith("Delete")]
    assert [step["if"] for step in last] == ["always()"] * 2


@pytest.mark.parametrize("job", ["linux", "macos"])
def test_the_build_is_the_one_that_everybody_runs(job: str) -> None:
    assert "make package" in _commands(job)


def test_windows_does_what_make_package_does() -> None:
    commands = _commands("windows")
    rule = (ROOT / "Makefile").read_text("utf-8").partition("\npackage:")[2].partition("\n\n")[0]
    assert "packaging/build.py" in rule
    assert r"packaging\build.py" in commands
    script = (ROOT / "packaging" / "virtual_environment.sh").read_text("utf-8")
    for text in ("--require-hashes", ".venv-package"):
        assert text in script
        assert text in commands


def test_windows_removes_what_the_installer_made() -> None:
    commands = _commands("windows")
    setup = package.SCRIPT.read_text("utf-8")
    assert r"{localappdata}\Programs" in setup
    assert r"Programs\Gurukul" in commands
    assert r"HKCU:\Software\Classes\gurukul" in commands
    assert f"{executables.CONSOLE}.exe" in commands
    assert f"{executables.WINDOWED}.exe" in commands


def test_what_it_names_of_the_repository_is_there() -> None:
    words = re.findall(r"\b(?:packaging|requirements)[/\\][\w./\\-]+\w", TEXT)
    paths = {word.replace("\\", "/") for word in words if "**" not in word}
    assert "packaging/smoke_test.py" in paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_it_names_no_registry() -> None:
    assert not re.search(r"https?://|\.org\b|\.io\b|pypi", TEXT)


@pytest.mark.parametrize("job", ["linux", "macos"])
def test_the_shell_can_read_its_commands(job: str) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    commands = re.sub(r"\$\{\{.*?\}\}", "value", _commands(job))
    subprocess.run([bash, "-n", "-c", commands], check=True)
