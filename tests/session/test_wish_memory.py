"""The wish that is kept from one run to the next."""

from dataclasses import replace
from pathlib import Path

from gurukul_desktop.preferences import REMEMBERED_TOPICS, PreferenceFile, decode
from gurukul_desktop.session.snapshot import Snapshot
from gurukul_desktop.session.wish_memory import Wish, WishMemory


def test_the_first_run_begins_with_a_video_call_with_anybody() -> None:
    assert WishMemory(PreferenceFile(None)).first == Wish("global", "video", ())


def test_a_choice_is_kept_at_once(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    memory = WishMemory(PreferenceFile(file))
    memory.wished(mode="buddies_first")
    memory.wished(topics=("algebra",))
    assert WishMemory(PreferenceFile(file)).first == Wish("buddies_first", "video", ("algebra",))
    assert PreferenceFile(file).now.known_topics == ()


def test_the_command_line_wins_for_this_run_only(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    memory = WishMemory(PreferenceFile(file), audio_only=True)
    assert memory.first.media == "audio"
    memory.searched(Snapshot(media="audio", topics=("algebra",)))
    assert WishMemory(PreferenceFile(file)).first == Wish("global", "video", ("algebra",))
    memory.wished(media="audio")
    assert WishMemory(PreferenceFile(file)).first.media == "audio"


def test_what_a_link_filled_in_is_kept_when_it_is_searched_for(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    memory = WishMemory(PreferenceFile(file))
    linked = Snapshot(topics=("algebra",), media="audio")
    assert WishMemory(PreferenceFile(file)).first == memory.first
    memory.searched(linked)
    assert WishMemory(PreferenceFile(file)).first == Wish("global", "audio", ("algebra",))


def test_what_was_studied_is_known_the_latest_first(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    memory = WishMemory(PreferenceFile(file))
    snapshot = Snapshot()
    for number in range(REMEMBERED_TOPICS + 10):
        memory.searched(replace(snapshot, topics=(f"topic {number}", "Algebra")))
    memory.searched(replace(snapshot, topics=("ALGEBRA ",)))
    known = decode(file.read_bytes()).known_topics
    assert len(known) == REMEMBERED_TOPICS
    assert known[:2] == ("ALGEBRA ", f"topic {REMEMBERED_TOPICS + 9}")
