"""Where this machine gets its packages from: the mirror that a clean root is made from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

APT: Final = Path("/etc/apt")
_SCRIPTS: Final = Path("/usr/share/debootstrap/scripts")
_UBUNTU: Final = "gutsy"
_LISTED: Final = "mirror+file:"
"""Before a file with one mirror a line, as hosted machines have it (apt-transport-mirror(1))."""
_PARTS: Final = {"debian": "main", "ubuntu": "main,universe"}


def archives(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of mirror and suite in a file of apt's, one-line or deb822 (sources.list(5))."""
    stanza: dict[str, list[str]] = {}
    field = ""
    for line in [*text.splitlines(), ""]:
        if line.startswith("#"):
            continue
        words = line.split()
        if words[:1] == ["deb"]:
            yield from _one_line(words[1:])
        elif not words:
            yield from _stanza(stanza)
            stanza, field = {}, ""
        elif line[0].isspace():
            stanza.setdefault(field, []).extend(words)
        elif ":" in line:
            field, _, value = line.partition(":")
            field = field.lower()
            stanza[field] = value.split()


def _one_line(words: list[str]) -> Iterator[tuple[str, str]]:
    if words and words[0].startswith("["):
        end = next((n for n, word in enumerate(words) if word.endswith("]")), len(words))
        words = words[end + 1 :]
    if len(words) >= 2:
        yield words[0], words[1]


def _stanza(stanza: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    off = stanza.get("enabled", ["yes"]) in (["no"], ["false"])
    if "deb" in stanza.get("types", []) and not off:
        for mirror in stanza.get("uris", []):
            for suite in stanza.get("suites", []):
                yield mirror, suite


def mirror_of(suite: str, apt: Path = APT) -> str | None:
    """The mirror that this machine gets ``suite`` from; None if it does not."""
    lists = [apt / "sources.list", *sorted((apt / "sources.list.d").glob("*"))]
    for path in lists:
        if path.suffix in (".list", ".sources") and path.is_file():
            for source, name in archives(path.read_text("utf-8", "replace")):
                mirror = _first(source)
                if name == suite and mirror.startswith("http"):
                    return mirror
    return None


def _first(source: str) -> str:
    """The mirror that a source names, or the first of the file that it names."""
    path = Path(source.removeprefix(_LISTED))
    if not source.startswith(_LISTED) or not path.is_file():
        return source
    lines = (line.split() for line in path.read_text("utf-8", "replace").splitlines())
    return next((words[0] for words in lines if words and words[0].startswith("http")), source)


def components(suite: str, scripts: Path = _SCRIPTS) -> str:
    """The parts of the archive that a student's system has: Ubuntu's main alone lacks much."""
    script = scripts / suite
    ubuntu = script.exists() and script.resolve().name == _UBUNTU
    return _PARTS["ubuntu" if ubuntu else "debian"]
