"""Search after a newsroom was put back, copied or swapped: the index follows this very store."""

from __future__ import annotations

import json
import random
import resource
import shutil
from pathlib import Path

import pytest

from rawi.errors import StorageError
from rawi.newsroom import Newsroom
from tests.store.conftest import Room, record, records, words


def sign(number: int) -> str:
    """A word that stands in one article only."""
    return words(random.Random(1000 + number), 1)


def titled(number: int) -> dict[str, object]:
    return record(number, title=f"{sign(number)} في الخبر")


def found(news: Newsroom, *numbers: int) -> list[int]:
    return [n for n in numbers if news.search(sign(n)).total == 1]


def restore(news: Newsroom, copy: Path) -> None:
    """Put a backup in the place of the newsroom, its side files left as they are."""
    news.close()
    for ending in ("-wal", "-shm"):
        news.path.with_name(news.path.name + ending).unlink(missing_ok=True)
    shutil.copy(copy, news.path)


def test_an_index_of_a_later_life_is_built_anew(room: Room, tmp_path: Path) -> None:
    news = room()
    news.add([titled(1)])
    news.backup(tmp_path / "copy.db")
    for number in range(2, 6):
        news.add([titled(number)])
    restore(news, tmp_path / "copy.db")
    again = room()
    assert found(again, *range(1, 6)) == [1]
    again.add([titled(n) for n in range(10, 15)])
    assert found(again, *range(1, 15)) == [1, 10, 11, 12, 13, 14]


def test_a_life_as_long_as_the_lost_one_is_told_apart(room: Room, tmp_path: Path) -> None:
    news = room()
    news.add([titled(1)])
    news.backup(tmp_path / "copy.db")
    news.add([titled(2)])
    kept = tmp_path / "kept.index"
    shutil.copytree(tmp_path / "news.db.index", kept)
    restore(news, tmp_path / "copy.db")
    other = room()
    other.add([titled(3)])
    other.close()
    shutil.rmtree(tmp_path / "news.db.index")
    shutil.move(kept, tmp_path / "news.db.index")
    assert found(room(), 1, 2, 3) == [1, 3]


def test_an_index_of_another_newsroom_is_built_anew(room: Room, tmp_path: Path) -> None:
    one, other = room("one.db"), room("other.db")
    one.add([titled(1)])
    other.add([titled(2)])
    for news in (one, other):
        news.close()
    shutil.rmtree(tmp_path / "one.db.index")
    shutil.copytree(tmp_path / "other.db.index", tmp_path / "one.db.index")
    assert found(room("one.db"), 1, 2) == [1]


def test_an_index_beside_an_empty_store_is_emptied(room: Room, tmp_path: Path) -> None:
    news = room()
    news.add([titled(1)])
    news.close()
    for file in tmp_path.glob("news.db*"):
        if file.is_file():
            file.unlink()
    assert found(room(), 1) == []


def test_an_index_that_is_up_to_date_is_left_alone(room: Room, tmp_path: Path) -> None:
    news = room()
    news.add([titled(1), titled(2)])
    news.close()
    before = {f.name: f.stat().st_mtime_ns for f in (tmp_path / "news.db.index").iterdir()}
    assert found(room(), 1, 2) == [1, 2]
    after = {f.name: f.stat().st_mtime_ns for f in (tmp_path / "news.db.index").iterdir()}
    assert {n: t for n, t in after.items() if n.endswith(".json")} == {
        n: t for n, t in before.items() if n.endswith(".json")
    }


def test_a_copy_for_which_there_is_no_room_says_so(room: Room, tmp_path: Path) -> None:
    with room() as news:
        news.add(records(30))
        held = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, held[1]))
        try:
            with pytest.raises(StorageError, match="cannot be written"):
                news.backup(tmp_path / "copy.db")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, held)
        assert not list(tmp_path.glob("copy.db*"))
        news.backup(tmp_path / "copy.db")


def test_what_a_killed_writer_left_of_the_index_is_in_nobodys_way(
    room: Room, tmp_path: Path
) -> None:
    """Marks of deletion are named by a count that goes on where the last commit was."""
    news = room()
    news.add([titled(n) for n in range(6)])
    news.close()
    folder = tmp_path / "news.db.index"
    told = json.loads((folder / "meta.json").read_text("utf-8"))
    for segment in told["segments"]:
        for count in range(told["opstamp"], told["opstamp"] + 60):
            name = segment["segment_id"].replace("-", "")
            (folder / f"{name}.{count}.del").write_bytes(b"half")
    again = room()
    again.take_down("https://press.example/none")
    again.add([titled(2) | {"title": f"{sign(77)} بعد تصحيح"}])
    assert found(again, 1, 2, 77) == [1, 77]
    assert len(list(folder.glob("*.del"))) <= len(told["segments"])
