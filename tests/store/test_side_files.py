"""What lies beside a newsroom: damaged, missing, locked, on a read-only disk, under two names."""

from __future__ import annotations

import gc
import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rawi.errors import BusyError, InputError, NewsroomError, StorageError
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.newsroom import open as opened
from tests.store.conftest import Room, clock, record, records

ONE = NewsroomOptions(workers=1)


def begun(path: Path, count: int) -> set[str]:
    """A newsroom with so many articles and one mark; what a search finds there."""
    with opened(path, options=ONE, clock=clock) as news:
        news.add(records(count))
        news.marks.save("t1", True)
        wanted = {hit.article.id for hit in news.search("السنديان", limit=50, group="none")}
    del news
    gc.collect()  # tantivy holds its files as long as anything holds the index
    return wanted


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """The folder of a newsroom with ten articles, closed, and what a search finds there."""
    folder = tmp_path_factory.mktemp("ten")
    return folder, begun(folder / "news.db", 10)


def noise(data: bytes) -> bytes:
    choose = random.Random(1)
    return bytes(choose.randrange(256) for _ in range(len(data) // 2)) + data[len(data) // 2 :]


HARM: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "noise": lambda file: file.write_bytes(noise(file.read_bytes())),
}
FILES = ("meta.json", "*.idx", "*.pos", "*.term", "*.store", "*.fast", "*.fieldnorm")


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("pattern", FILES)
def test_a_damaged_index_is_made_anew(
    ten: tuple[Path, set[str]], room: Room, tmp_path: Path, pattern: str, harm: str
) -> None:
    kept, wanted = ten
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    for file in (tmp_path / "news.db.index").glob(pattern):
        HARM[harm](file)
    again = room()
    assert {h.article.id for h in again.search("السنديان", limit=50, group="none")} == wanted
    assert {h.article.id for h in again.search('"وادي السنديان"', limit=50, group="none")} == wanted
    assert again.add([record(77)]).added == 1
    assert again.search("السنديان", limit=1).total == len(wanted)


def test_an_index_that_forgot_its_place_is_made_anew(room: Room) -> None:
    news = room()
    news.add(records(10))
    writer = news._index._writing()  # type: ignore[attr-defined]
    writer.delete_documents_by_term("kind", "sequence")
    writer.commit()
    news.close()
    assert room().search("السنديان", limit=1).total == 2


@pytest.mark.parametrize("harm", ["empty", "cut", "noise"])
def test_damaged_marks_are_named_with_what_to_do(room: Room, tmp_path: Path, harm: str) -> None:
    news = room()
    news.add(records(3))
    news.marks.save("t1", True)
    news.close()
    marks = tmp_path / "news.db.marks"
    HARM[harm](marks)
    before = marks.read_bytes()
    if harm == "empty":  # as a new one
        assert not room().marks.all_saved()
        return
    with pytest.raises(StorageError, match=r"news\.db\.marks.*put back a backup of it"):
        room().marks.all_saved()
    assert marks.read_bytes() == before


def test_marks_held_by_another_program_are_waited_for_and_named(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rawi.store.personal.file._PATIENCE", 100)
    news = room()
    news.add(records(3))
    news.marks.save("t1", True)
    holder = sqlite3.connect(tmp_path / "news.db.marks", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    again = room()
    assert again.marks.all_saved() == {"t1"}
    with pytest.raises(StorageError, match="another program has it locked"):
        again.marks.save("t2", True)
    holder.execute("ROLLBACK")
    holder.close()
    again.marks.save("t2", True)


def test_two_names_of_one_file_are_one_newsroom(room: Room, tmp_path: Path) -> None:
    news = room()
    link = tmp_path / "elsewhere" / "other.db"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "news.db")

    def meanwhile() -> Iterator[object]:
        yield record(1)
        with opened(link, options=ONE, clock=clock) as other, pytest.raises(BusyError):
            other.add([record(2)])

    news.add(meanwhile())
    news.marks.save("t1", True)
    with opened(link, options=ONE, clock=clock) as other:
        assert other.marks.all_saved() == {"t1"}
        assert other.search("تل الزيتون", limit=1).total == 1
    assert sorted(p.name for p in link.parent.iterdir()) == ["other.db"]


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """Makes a folder of a newsroom read-only, as the disk of another machine may be."""
    folder = tmp_path / "disk"
    folder.mkdir()
    root = os.geteuid() == 0
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    if root and subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")

    def close_it() -> Path:
        if root:
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        else:
            for path in (folder, *folder.rglob("*")):
                path.chmod(0o555 if path.is_dir() else 0o444)
        return folder / "news.db"

    yield close_it
    if root:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    else:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


@pytest.mark.parametrize("lost", ["", "news.db.index", "news.db.marks"])
def test_a_newsroom_on_a_read_only_disk_can_be_read(
    tmp_path: Path, read_only: Callable[[], Path], lost: str
) -> None:
    begun(tmp_path / "disk" / "news.db", 12)
    gone = tmp_path / "disk" / (lost or "none")
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink(missing_ok=True)
    with opened(read_only(), options=ONE, clock=clock) as still:
        assert still.count() == 12
        assert still.search("السنديان", limit=1).total == 3
        assert still.article("t1").title
        assert still.similar("t1") is not None
        assert not still.check(repair=True).findings
        assert still.marks.all_saved() == (set() if lost.endswith("marks") else {"t1"})
        for write in (
            lambda: still.add([record(50)]),
            lambda: still.take_down("https://a.example/1"),
            still.rebuild,
        ):
            with pytest.raises(StorageError, match=r"read-only|cannot be written"):
                write()
        if not lost:
            with pytest.raises(StorageError, match="read-only"):
                still.marks.save("t2", True)


@pytest.mark.parametrize("content", [b"", b"\0", b"not a newsroom" * 999])
def test_only_a_newsroom_is_opened_where_one_is_asked_for(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(content)
    with pytest.raises(NewsroomError):
        opened(path, create=False)
    assert path.read_bytes() == content


def test_a_database_of_nothing_is_no_newsroom(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "news.db") as raw:
        raw.execute("PRAGMA user_version = 1")
    with pytest.raises(NewsroomError, match="cut off"):
        opened(tmp_path / "news.db", create=False)


def test_an_empty_file_becomes_a_newsroom_where_one_may_be_made(tmp_path: Path) -> None:
    (tmp_path / "news.db").touch()
    with opened(tmp_path / "news.db", options=ONE) as news:
        assert news.count() == 0


def full(news: Newsroom) -> None:
    news.add(records(30))
    news.marks.save("t1", True)


def test_a_backup_that_fails_leaves_nothing(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = room()
    full(news)
    target = tmp_path / "copies"
    target.mkdir()

    def fails(_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("rawi.store.engines.files._synced", fails)
    with pytest.raises(StorageError, match="cannot be written"):
        news.backup(target / "copy.db")
    assert not list(target.iterdir())


def test_a_copy_is_whole_before_it_has_its_name(room: Room, tmp_path: Path) -> None:
    news = room()
    full(news)
    (tmp_path / "copy.db.part").write_bytes(b"what an earlier one left behind")
    news.backup(tmp_path / "copy.db")
    assert {p.name for p in tmp_path.glob("copy*")} == {"copy.db", "copy.db.marks"}
    with opened(tmp_path / "copy.db", create=False, options=ONE, clock=clock) as copy:
        assert (copy.count(), copy.marks.all_saved()) == (30, {"t1"})


@pytest.mark.parametrize("there", ["copy.db", "copy.db.marks", "copy.db-wal", "copy.db.marks-wal"])
def test_a_backup_replaces_nothing(room: Room, tmp_path: Path, there: str) -> None:
    news = room()
    full(news)
    (tmp_path / there).write_bytes(b"kept")
    with pytest.raises(InputError, match="exists already"):
        news.backup(tmp_path / "copy.db")
    assert [p.name for p in tmp_path.glob("copy*")] == [there]
    assert (tmp_path / there).read_bytes() == b"kept"
