"""packaging/update_url.py: the address of updates gets from the build into the app."""

from pathlib import Path

import pytest
import update_url

from gurukul_desktop.errors import UsageError
from gurukul_desktop.paths import update_url_file
from gurukul_desktop.updates.address import packaged_update_url

URL = "https://study.example.org/newest.json"


def test_the_app_reads_what_the_build_wrote(tmp_path: Path) -> None:
    ((path, folder),) = update_url.data(tmp_path / "work", {"GURUKUL_UPDATE_URL": f" {URL}\n"})
    assert Path(folder, Path(path).name).parts[-2:] == update_url_file().parts[-2:]
    assert packaged_update_url(Path(path)) == URL


def test_without_an_address_nothing_is_added(tmp_path: Path) -> None:
    assert update_url.data(tmp_path, {}) == []
    assert update_url.data(tmp_path, {"GURUKUL_UPDATE_URL": "none"}) == []
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_address_ends_the_build(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not an address"):
        update_url.data(tmp_path, {"GURUKUL_UPDATE_URL": "http://study.example.org/newest.json"})


def test_the_recipe_adds_it() -> None:
    spec = Path(update_url.__file__).with_name("gurukul.spec").read_text(encoding="utf-8")
    assert "*update_url.data(" in spec
