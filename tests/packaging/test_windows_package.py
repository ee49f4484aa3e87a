"""The commands that make the installer, and the portable archive."""

import zipfile
from pathlib import Path

import pytest
from windows import package, tools

CERTIFICATE = "AB12" * 10
TIMESTAMP = "http://time.example"
FILES = [Path("gurukul.exe"), Path("gurukul-console.exe")]


def _program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.touch(0o755)
    return path


def test_nothing_is_signed_without_a_certificate() -> None:
    assert tools.signing({"PATH": ""}) is None


def test_a_signature_has_a_time(tmp_path: Path) -> None:
    tool = _program(tmp_path, "signtool.exe")
    named = {tools.CERTIFICATE_VARIABLE: CERTIFICATE, tools.SIGNTOOL_VARIABLE: str(tool)}
    with pytest.raises(tools.ToolMissingError, match=tools.TIMESTAMP_VARIABLE):
        tools.signing(named)
    signing = tools.signing(named | {tools.TIMESTAMP_VARIABLE: TIMESTAMP})
    assert signing is not None
    assert signing.command(FILES) == [
        *(str(tool), "sign", "/sha1", CERTIFICATE, "/fd", "sha256", "/tr", TIMESTAMP),
        *("/td", "sha256", "/d", "Gurukul", "gurukul.exe", "gurukul-console.exe"),
    ]


def test_the_newest_signtool_is_used(tmp_path: Path) -> None:
    for version in ("10.0.9600.0", "10.0.26100.0", "10.0.22621.0"):
        _program(tmp_path / "Windows Kits" / "10" / "bin" / version / "x64", "signtool.exe")
    signing = tools.signing(
        {
            tools.CERTIFICATE_VARIABLE: "ab 12",  # as the certificate's window shows it
            tools.TIMESTAMP_VARIABLE: TIMESTAMP,
            "ProgramFiles(x86)": str(tmp_path),
        }
    )
    assert signing is not None
    assert signing.signtool.parent.parent.name == "10.0.26100.0"
    assert signing.certificate == "ab12"


def test_inno_setup_signs_by_the_same_command() -> None:
    signing = tools.Signing(Path("C:/Program Files/signtool.exe"), CERTIFICATE, TIMESTAMP)
    assert signing.for_inno_setup() == (
        f"$qC:/Program Files/signtool.exe$q sign /sha1 {CERTIFICATE} /fd sha256 "
        f"/tr {TIMESTAMP} /td sha256 /d Gurukul $f"
    )


def test_the_compiler_is_told_everything() -> None:
    script, out = Path("gurukul.iss"), Path("out")
    plain = tools.compile_command(
        Path("ISCC.exe"), script, {"Version": "1.2", "App": "C:\\दीक्षा\\app"}, out, "name", None
    )
    assert plain == [
        *("ISCC.exe", "/Qp", "/DVersion=1.2", "/DApp=C:\\दीक्षा\\app"),
        *("/Oout", "/Fname", "gurukul.iss"),
    ]
    signing = tools.Signing(Path("signtool.exe"), CERTIFICATE, TIMESTAMP)
    signed = tools.compile_command(Path("ISCC.exe"), script, {}, out, "name", signing)
    assert [word for word in signed if word not in plain] == [
        "/DSign",
        f"/Sgurukul={signing.for_inno_setup()}",
    ]


def test_the_compiler_is_found_where_it_is(tmp_path: Path) -> None:
    usual = _program(tmp_path / "Programs" / "Inno Setup 6", "ISCC.exe")
    everybody = {"LOCALAPPDATA": str(tmp_path), "PATH": ""}
    assert tools.compiler(everybody) == usual
    registered = _program(tmp_path / "registered", "ISCC.exe")
    assert tools.compiler(everybody, [registered.parent]) == registered
    on_path = _program(tmp_path / "path", "ISCC.exe")
    environment = everybody | {"PATH": str(on_path.parent)}
    assert tools.compiler(environment, [registered.parent]) == on_path
    named = _program(tmp_path, "other.exe")
    environment[tools.COMPILER_VARIABLE] = str(named)
    assert tools.compiler(environment, [registered.parent]) == named


def test_a_missing_compiler_is_told() -> None:
    with pytest.raises(tools.ToolMissingError, match=tools.COMPILER_VARIABLE):
        tools.compiler({"PATH": ""})
    with pytest.raises(tools.ToolMissingError, match="no file"):
        tools.compiler({tools.COMPILER_VARIABLE: "nowhere", "PATH": ""})


def test_the_archive_is_the_same_each_time(tmp_path: Path) -> None:
    app = tmp_path / "app"
    (app / "_internal" / "दीक्षा").mkdir(parents=True)
    (app / "gurukul.exe").write_bytes(b"MZ")
    (app / "_internal" / "दीक्षा" / "ring.wav").write_bytes(b"RIFF")
    archives = [tmp_path / "first.zip", tmp_path / "second.zip"]
    for archive in archives:
        package.write_archive(app, archive, "Gurukul-1.2", 1_700_000_000.0)
        (app / "gurukul.exe").touch()
    first, second = (archive.read_bytes() for archive in archives)
    assert first == second
    with zipfile.ZipFile(archives[0]) as file:
        assert file.namelist() == [
            "Gurukul-1.2/_internal/दीक्षा/ring.wav",
            "Gurukul-1.2/gurukul.exe",
        ]
        assert file.getinfo("Gurukul-1.2/gurukul.exe").date_time == (2023, 11, 14, 22, 13, 20)
        assert file.testzip() is None


def test_an_archive_of_no_commit_has_a_time(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "gurukul.exe").write_bytes(b"MZ")
    package.write_archive(tmp_path / "app", tmp_path / "a.zip", "G", 0.0)
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        assert file.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_a_path_that_is_too_long_is_refused(tmp_path: Path) -> None:
    package.check_lengths(tmp_path)
    (tmp_path / ("d" * 100)).mkdir()
    (tmp_path / ("d" * 100) / ("f" * 49)).touch()
    package.check_lengths(tmp_path)
    (tmp_path / ("d" * 100) / ("f" * 50)).touch()
    with pytest.raises(ValueError, match="151 characters"):
        package.check_lengths(tmp_path)
