"""Secrets and lists, as a command line takes them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from gurukul_desktop.errors import UsageError
from gurukul_desktop.server.option_kinds import (
    SECRET_FILE_BYTES,
    list_option,
    read_secret,
    secret_option,
)


@click.command()
@secret_option("night-key", "the key of the night")
@list_option("pet", "pets", tuple, "A pet", "PET")
def command(**values: Any) -> dict[str, Any]:
    """Returns what it was given."""
    return values


def run(*arguments: str, **environment: str) -> dict[str, Any]:
    done = CliRunner().invoke(
        command, arguments, env=environment, standalone_mode=False, catch_exceptions=False
    )
    values: dict[str, Any] = done.return_value
    return values


def test_a_secret_from_the_environment(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("of the moon\n")
    path = str(tmp_path / "key")
    assert run()["night_key"] == ""
    assert run(GURUKUL_NIGHT_KEY="of stars")["night_key"] == "of stars"
    assert run(GURUKUL_NIGHT_KEY_FILE=path)["night_key"] == "of the moon"
    assert run("--night-key-file", path)["night_key"] == "of the moon"
    # What a compose file leaves empty is not set.
    both = run(GURUKUL_NIGHT_KEY="", GURUKUL_NIGHT_KEY_FILE=path)
    assert both == {"night_key": "of the moon", "pets": ()}


def test_a_secret_from_two_places(tmp_path: Path) -> None:
    path = str(tmp_path / "key")
    with pytest.raises(UsageError, match="not both") as error:
        run(GURUKUL_NIGHT_KEY="of stars", GURUKUL_NIGHT_KEY_FILE=path)
    assert "stars" not in str(error.value)


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe", b"x" * (SECRET_FILE_BYTES + 1)])
def test_a_file_without_a_secret_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"^The .*key.*\.$") as error:
        read_secret(path)
    assert len(str(error.value)) < 300


def test_a_folder_is_no_secret(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_secret(tmp_path)


def test_the_help_names_the_file_and_not_the_secret() -> None:
    words = CliRunner().invoke(command, ["--help"], env={"GURUKUL_NIGHT_KEY": "of stars"}).output
    assert "--night-key-file" in words
    assert "GURUKUL_NIGHT_KEY." in words
    assert "--night-key " not in words
    assert "stars" not in words


@pytest.mark.parametrize(
    ("arguments", "variable"),
    [
        (["--pet", "cat", "--pet", "dog"], ""),
        (["--pet", "cat,dog"], ""),
        ([], "cat dog"),
        ([], "cat, dog"),
        ([], "cat,dog\n"),
        (["--pet", "cat", "--pet", "dog"], "bird"),
    ],
)
def test_a_list(arguments: Sequence[str], variable: str) -> None:
    assert run(*arguments, GURUKUL_PETS=variable)["pets"] == ("cat", "dog")
