"""What is printed where the output cannot show it."""

import sys
from io import BytesIO, TextIOWrapper

import click
import pytest

from gurukul_desktop import cli


def test_a_name_that_cannot_be_shown_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # What a pipe is on a Windows that keeps its old code page.
    pipe = BytesIO()
    output = TextIOWrapper(pipe, encoding="cp1252", write_through=True)
    monkeypatch.setattr(sys, "stdout", output)
    monkeypatch.setattr(sys, "argv", ["gurukul", "--version"])
    with pytest.raises(UnicodeEncodeError):
        click.echo("दीक्षा")
    assert cli.main() == 0
    click.echo("दीक्षा …")
    assert pipe.getvalue().splitlines()[-1] == "?????? …".encode("cp1252")


def test_a_program_without_any_output_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # A Windows program without a console has none of the three.
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    monkeypatch.setattr(sys, "argv", ["gurukul", "--version"])
    assert cli.main() == 0
