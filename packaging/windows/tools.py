"""Where Windows' packaging tools are, and what they are told: commands, and nothing is run.

The environment decides first, then the ``PATH``, then the folders where the tools install
themselves.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

COMPILER_VARIABLE: Final = "GURUKUL_ISCC"
SIGNTOOL_VARIABLE: Final = "GURUKUL_SIGNTOOL"
CERTIFICATE_VARIABLE: Final = "GURUKUL_WINDOWS_CERTIFICATE"
TIMESTAMP_VARIABLE: Final = "GURUKUL_TIMESTAMP_URL"

_PROGRAM_FOLDERS: Final = ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA")


class ToolMissingError(Exception):
    """A tool that is needed is not installed; the message says which, and how to name it."""


@dataclass(frozen=True)
class Signing:
    """How programs are signed.

    Attributes:
        signtool: the Windows SDK's ``signtool.exe``.
        certificate: the SHA-1 thumbprint of a certificate in the user's store, where a token or
            a service of the certificate's issuer has put it.
        timestamp: the RFC 3161 server, by whose word the signature outlives the certificate.
    """

    signtool: Path
    certificate: str
    timestamp: str

    def words(self) -> list[str]:
        """The command up to the names of the files."""
        return [
            *(str(self.signtool), "sign", "/sha1", self.certificate, "/fd", "sha256"),
            *("/tr", self.timestamp, "/td", "sha256", "/d", "Gurukul"),
        ]

    def command(self, files: Sequence[Path]) -> list[str]:
        """The command that signs ``files``."""
        return [*self.words(), *map(str, files)]

    def for_inno_setup(self) -> str:
        """The same as one text in Inno Setup's notation: ``$q`` is a quote, ``$f`` the file."""
        quoted = [f"$q{word}$q" if " " in word else word for word in self.words()]
        return " ".join([*quoted, "$f"])


def signing(environment: Mapping[str, str]) -> Signing | None:
    """How to sign, by the environment; None where no certificate is named.

    Raises:
        ToolMissingError: a certificate is named, but no time-stamp server, or there is no
            signtool.
    """
    certificate = environment.get(CERTIFICATE_VARIABLE, "").replace(" ", "")
    if not certificate:
        return None
    timestamp = environment.get(TIMESTAMP_VARIABLE, "")
    if not timestamp:
        raise ToolMissingError(
            f"{CERTIFICATE_VARIABLE} names a certificate: set {TIMESTAMP_VARIABLE} too, "
            "or the signature ends with the certificate."
        )
    kits = [
        folder
        for program_folder in _program_folders(environment)
        for folder in program_folder.glob("Windows Kits/10/bin/10.*/x64")
    ]
    places = sorted(kits, key=lambda folder: _version(folder.parent.name), reverse=True)
    tool = _find("signtool", SIGNTOOL_VARIABLE, environment, places)
    return Signing(tool, certificate, timestamp)


def compiler(environment: Mapping[str, str], installed: Iterable[Path] = ()) -> Path:
    """Inno Setup's command line compiler.

    Args:
        installed: the folders where the registry says that Inno Setup is.

    Raises:
        ToolMissingError: there is none.
    """
    usual = [folder / "Inno Setup 6" for folder in _program_folders(environment)]
    # One user's own installation is a folder further down.
    usual += [folder / "Programs" / "Inno Setup 6" for folder in _program_folders(environment)]
    return _find("ISCC", COMPILER_VARIABLE, environment, [*installed, *usual])


def compile_command(
    iscc: Path,
    script: Path,
    definitions: Mapping[str, str],
    out: Path,
    name: str,
    signed: Signing | None,
) -> list[str]:
    """The command that makes ``out/name.exe`` of an Inno Setup script."""
    command = [str(iscc), "/Qp", *(f"/D{key}={value}" for key, value in definitions.items())]
    if signed is not None:
        command += ["/DSign", f"/Sgurukul={signed.for_inno_setup()}"]
    return [*command, f"/O{out}", f"/F{name}", str(script)]


def _find(
    program: str, variable: str, environment: Mapping[str, str], places: Iterable[Path]
) -> Path:
    named = environment.get(variable, "")
    if named:
        if not Path(named).is_file():
            raise ToolMissingError(f"{variable} names {named}, which is no file.")
        return Path(named)
    on_path = shutil.which(f"{program}.exe", path=environment.get("PATH", ""))
    if on_path is not None:
        return Path(on_path)
    for folder in places:
        if (folder / f"{program}.exe").is_file():
            return folder / f"{program}.exe"
    raise ToolMissingError(f"There is no {program}.exe: install it, or name it by {variable}.")


def _program_folders(environment: Mapping[str, str]) -> list[Path]:
    return [Path(environment[name]) for name in _PROGRAM_FOLDERS if environment.get(name)]


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split(".") if part.isdecimal())
