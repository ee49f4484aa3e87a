"""The window's languages, by Qt Linguist's tools.

    python packaging/translations.py update    the sentences of the source into the .ts files
    python packaging/translations.py release   the .ts files into the .qm files that the app reads
    python packaging/translations.py missing   names what is not translated; status 1 if anything

A translator opens ``assets/ui/translations/gurukul_<language>.ts`` with ``pyside6-linguist``.
English needs a file only for what depends on a number ("1 minute", "2 minutes").
"""

import shutil
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "assets" / "ui" / "translations"
ENGLISH: Final = FOLDER / "gurukul_en.ts"
LANGUAGES: Final = (FOLDER / "gurukul_hi.ts",)


def tool(name: str) -> str:
    """A program of this Python's environment, else of the path."""
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        sys.exit(f"{name} is missing: it comes with PySide6.")
    return found


def sources() -> list[str]:
    """The files that speak to a student."""
    pages = sorted((ROOT / "assets" / "ui" / "Gurukul").rglob("*.qml"))
    code = [*(ROOT / "gurukul_desktop" / "ui").glob("*.py"), ROOT / "gurukul_desktop" / "app.py"]
    return [str(path.relative_to(ROOT)) for path in (*pages, *sorted(code))]


def update(*targets: Path) -> None:
    """Bring the files up to the source; a sentence that is gone goes from them too."""
    common = [tool("pyside6-lupdate"), "-silent", "-no-obsolete", "-locations", "none"]
    for target in targets:
        plural = ["-pluralonly"] if target.name == ENGLISH.name else []
        language = target.stem.split("_")[1]
        command = [*common, *plural, *sources(), "-source-language", "en"]
        subprocess.run(
            [*command, "-target-language", language, "-ts", str(target)], check=True, cwd=ROOT
        )


def release(folder: Path = FOLDER) -> None:
    """Make what the app reads; what is not translated is left to English."""
    for source in (ENGLISH, *LANGUAGES):
        target = folder / source.with_suffix(".qm").name
        command = [tool("pyside6-lrelease"), "-silent", str(source), "-qm", str(target)]
        subprocess.run(command, check=True)


def missing(path: Path) -> Iterator[tuple[str, str]]:
    """Context and sentence of what is not translated, or not to the end."""
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [] if translation is None else list(translation.iter("numerusform"))
            texts = [form.text for form in forms] or [
                translation.text if translation is not None else None
            ]
            finished = translation is not None and translation.get("type") is None
            if not finished or not all(texts):
                yield context.findtext("name", ""), message.findtext("source", "")


def main() -> int:
    """Do what was asked for; returns the exit status."""
    match sys.argv[1:]:
        case ["update"]:
            FOLDER.mkdir(exist_ok=True)
            update(ENGLISH, *LANGUAGES)
        case ["release"]:
            release()
        case ["missing"]:
            lacking = [found for path in (ENGLISH, *LANGUAGES) for found in missing(path)]
            for context, sentence in lacking:
                print(f"{context}: {sentence}")
            return 1 if lacking else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
