"""The rules of this repository: who may import whom, and what a commit may hold."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

import gurukul_desktop

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "gurukul_desktop"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
UNWANTED = {"PySide6", "qasync", "aiortc", "av", "sounddevice", "numpy", "websockets"}
ARCHITECTURE = ROOT / "docs" / "architecture.md"

# Written so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile(r"(?<![\w.~])/(?:home|Users|root|work|opt/wheels)/[\w.-]+")
REGISTRY_HOSTS = re.compile(
    r"\b(?:pypi[.]org|pythonhosted[.]org|registry[.]npmjs[.]org|registry[.]yarnpkg[.]com"
    r"|deb[.]debian[.]org|(?:www|dep)[.]debian[.](?:org|net)|archive[.]ubuntu[.]com"
    r"|proxy[.]golang[.]org|crates[.]io)\b"
)


def tracked_files() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked_files():
        try:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a sound


def places(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_import_rules_hold() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run(
        [str(linter), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    assert f"{len(contracts)} kept, 0 broken" in run.stdout


@pytest.mark.parametrize("package", ["server", "matchmaking", "protocol"])
def test_the_server_imports_without_qt_and_media(package: str) -> None:
    """Also what a library imports on its own: no name of Qt's or media's may be loaded."""
    code = f"""
import importlib, pkgutil, sys
class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {UNWANTED}:
            raise AssertionError(f"{{name}} was imported")
sys.meta_path.insert(0, Wall())
package = importlib.import_module("gurukul_desktop.{package}")
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_no_file_names_a_path_of_one_machine() -> None:
    assert places(MACHINE_PATHS) == []


def test_no_file_names_a_package_registry() -> None:
    assert places(REGISTRY_HOSTS) == []


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_are_locked_with_hashes(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line.strip() and line.strip()[0] != "#"]
    assert entries
    for entry in entries:
        assert not entry.lstrip().startswith("-"), f"an option, not a package: {entry[:60]}"
        assert re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==[\w.!+-]+ ", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]
        assert "://" not in entry, entry[:60]


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!; \[]", requirement)[0].lower() for requirement in requirements}


def test_the_locked_files_agree_and_hold_what_the_project_asks_for() -> None:
    dev, app, server = locked("dev.txt"), locked("app.txt"), locked("server.txt")
    assert app.items() <= dev.items()
    assert server.items() <= dev.items()
    assert names(PROJECT["project"]["dependencies"]) <= app.keys()
    only_deployed = names(PROJECT["project"]["optional-dependencies"]["server"]) - {"pyjwt"}
    assert only_deployed <= server.keys()
    assert not only_deployed & app.keys()
    assert only_deployed <= names(PROJECT["dependency-groups"]["server-only"])
    assert not {"pyside6", "aiortc", "av", "numpy", "sounddevice"} & server.keys()


def test_the_version_stands_in_one_place() -> None:
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert "version" not in PROJECT["project"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", gurukul_desktop.__version__)
    assert importlib.metadata.version("gurukul-desktop") == gurukul_desktop.__version__
    written = re.compile(rf"__version__\s*=\s*[\"']{re.escape(gurukul_desktop.__version__)}")
    assert [p.split(":")[0] for p in places(written)] == ["gurukul_desktop/__init__.py"]


def test_the_changelog_knows_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = rf"^## \[?(?:Unreleased|{re.escape(gurukul_desktop.__version__)})\b"
    assert re.search(heading, text, re.MULTILINE)


def test_the_wheel_holds_the_whole_package_and_the_assets(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (n for n in names if n.endswith("entry_points.txt"))
        assert "gurukul = gurukul_desktop.cli:main" in archive.read(entry_points).decode()
    for path in tracked_files():
        relative = path.relative_to(ROOT).as_posix()
        if relative.startswith("gurukul_desktop/"):
            assert relative in names
        elif relative.startswith("assets/"):
            assert f"gurukul_desktop/{relative}" in names
    assets = {PurePosixPath(name).suffix for name in names if "/assets/" in name}
    assert {".qml", ".wav"} <= assets
    assert not any(name.startswith("tests/") for name in names)


def test_every_module_says_what_it_is() -> None:
    """An ``__init__`` may be empty; everything else opens with a docstring."""
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*.py")
        if (source := path.read_text(encoding="utf-8")).strip()
        and not ast.get_docstring(ast.parse(source))
    ]
    assert silent == []


def test_every_path_of_the_architecture_page_exists() -> None:
    """A word in backticks with a slash or a file's ending: a path from the root or the package."""
    text = ARCHITECTURE.read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    spans = set(re.findall(r"`([\w./-]+)`", text))
    paths = {
        span
        for span in spans
        if not span.startswith(("/", "-"))
        and ("/" in span or re.search(r"\.(py|qml|toml|md|sh|txt|wav|svg|spec|yml)$", span))
    }
    assert paths, "the page names no path"
    lost = sorted(p for p in paths if not ((ROOT / p).exists() or (PACKAGE / p).exists()))
    assert lost == []


def test_the_architecture_page_names_every_package() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(name for name in packages if f"{name}/" not in text) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for POSIX shells")
@pytest.mark.parametrize(
    "script", ["packaging/system_packages.sh", ".ci/run", "requirements/lock.sh"]
)
def test_a_script_is_executable_and_parses(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    shell = "bash" if "bash" in path.read_text(encoding="utf-8").splitlines()[0] else "sh"
    subprocess.run([shell, "-n", str(path)], check=True)
