"""gurukul_desktop.licences: what a notice says, part by part."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukul_desktop import __version__
from gurukul_desktop.licences import (
    MOST_LINES,
    Notice,
    Section,
    parse_notice,
    passages,
    read_notice,
)

NOTICE = """This app as a whole is under the GPL.

Its source is where it was downloaded.

==== FFmpeg 8.1 (GPL-3.0-or-later)

GNU GENERAL PUBLIC LICENSE
====
Version 3

==== Qt 6.11 ((LGPL-3.0-only OR GPL-2.0-only) AND ICU)
LESSER
==== odd
"""


def test_a_notice_is_a_statement_and_its_parts() -> None:
    assert parse_notice(NOTICE) == Notice(
        "This app as a whole is under the GPL.\n\nIts source is where it was downloaded.",
        (
            Section(
                "FFmpeg 8.1",
                "GPL-3.0-or-later",
                "GNU GENERAL PUBLIC LICENSE\n====\nVersion 3",
            ),
            Section("Qt 6.11", "(LGPL-3.0-only OR GPL-2.0-only) AND ICU", "LESSER"),
            Section("odd", "", ""),
        ),
    )


def test_a_notice_of_nothing_is_empty() -> None:
    assert parse_notice("") == Notice("", ())


def test_a_run_from_source_shows_our_own() -> None:
    notice = read_notice()
    (own,) = notice.sections
    assert (own.name, own.licence) == (f"Gurukul Desktop {__version__}", "MIT")
    assert own.text == Path(__file__).parents[1].joinpath("LICENSE").read_text()
    assert "source" in notice.statement


def test_a_file_is_read_whatever_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "licences.txt"
    path.write_bytes(b"\xff==== x\n==== zlib 1.3 (Zlib)\nna\xefve\n")
    (section,) = read_notice(path).sections
    assert section == Section("zlib 1.3", "Zlib", "na\ufffdve")
    with pytest.raises(FileNotFoundError):
        read_notice(tmp_path / "nothing")


@given(st.lists(st.sampled_from(["word", "", " ", "two words"]), max_size=200).map("\n".join))
def test_passages_make_the_text_again_and_are_short(text: str) -> None:
    pieces = passages(text)
    assert "\n".join(pieces) == text
    assert all(piece.count("\n") < MOST_LINES for piece in pieces)


def test_a_passage_ends_with_a_paragraph() -> None:
    text = "\n\n".join(f"{number}\nof many" for number in range(100))
    pieces = passages(text)
    assert len(pieces) > 5
    assert all(re.fullmatch(r"(\d+\nof many\n\n?)+", piece + "\n") for piece in pieces)
