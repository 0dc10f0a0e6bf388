"""Files as such: whole copies or none, never in the place of another."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rawi.errors import StorageError
from rawi.store.engines import files
from rawi.store.engines.files import connected, copied, is_writable


@pytest.fixture
def source(tmp_path: Path) -> sqlite3.Connection:
    made = connected(tmp_path / "a.db")
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("CREATE TABLE t (x)")
    made.execute("INSERT INTO t VALUES (7)")
    return made


def held(path: Path) -> list[tuple[int]]:
    with contextlib.closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT x FROM t").fetchall()


def test_a_copy_is_one_whole_file(source: sqlite3.Connection, tmp_path: Path) -> None:
    copied(source, tmp_path / "b.db")
    assert sorted(p.name for p in tmp_path.glob("b.db*")) == ["b.db"]
    with contextlib.closing(sqlite3.connect(tmp_path / "b.db")) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert held(tmp_path / "b.db") == [(7,)]


def test_a_file_that_came_meanwhile_is_left(source: sqlite3.Connection, tmp_path: Path) -> None:
    place = tmp_path / "b.db"
    place.write_bytes(b"mine")
    with pytest.raises(StorageError, match="somebody else"):
        copied(source, place)
    assert place.read_bytes() == b"mine"
    assert sorted(p.name for p in tmp_path.glob("b.db*")) == ["b.db"]


def test_what_a_cut_off_copy_left_is_in_nobodys_way(
    source: sqlite3.Connection, tmp_path: Path
) -> None:
    for ending in ("", "-wal", "-journal", "-shm"):
        (tmp_path / f"b.db.part{ending}").write_bytes(b"half")
    copied(source, tmp_path / "b.db")
    assert held(tmp_path / "b.db") == [(7,)]
    assert sorted(p.name for p in tmp_path.glob("b.db*")) == ["b.db"]


def test_a_disk_without_links_is_renamed_on(
    source: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    copied(source, tmp_path / "b.db")
    assert held(tmp_path / "b.db") == [(7,)]
    with pytest.raises(StorageError, match="somebody else"):
        copied(source, tmp_path / "b.db")


def test_a_copy_is_on_the_disk_before_it_has_its_name(
    source: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[str, bool]] = []

    def sync(path: Path) -> None:
        synced.append((path.name, (tmp_path / "b.db").exists()))

    monkeypatch.setattr(files, "_synced", sync)
    copied(source, tmp_path / "b.db")
    assert synced == [("b.db.part", False), (tmp_path.name, True)]


def test_a_copy_into_nowhere_is_told(source: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        copied(source, tmp_path / "none" / "b.db")


def test_without_writing_nothing_is_written(source: sqlite3.Connection, tmp_path: Path) -> None:
    source.close()
    names = sorted(p.name for p in tmp_path.iterdir())
    with contextlib.closing(connected(tmp_path / "a.db", writable=False)) as still:
        assert still.execute("SELECT x FROM t").fetchall() == [(7,)]
        with pytest.raises(sqlite3.OperationalError):
            still.execute("INSERT INTO t VALUES (8)")
    assert sorted(p.name for p in tmp_path.iterdir()) == names


def test_a_journal_that_was_left_is_read(source: sqlite3.Connection, tmp_path: Path) -> None:
    source.execute("INSERT INTO t VALUES (8)")
    with contextlib.closing(connected(tmp_path / "a.db", writable=False)) as still:
        assert still.execute("SELECT x FROM t").fetchall() == [(7,), (8,)]


def test_writable_is_a_folder_that_is(tmp_path: Path) -> None:
    assert is_writable(tmp_path / "new.db")
    assert not is_writable(tmp_path / "none" / "new.db")


@pytest.mark.parametrize("writable", [True, False])
def test_a_connection_serves_several_threads(
    source: sqlite3.Connection, tmp_path: Path, writable: bool
) -> None:
    source.close()
    with contextlib.closing(connected(tmp_path / "a.db", writable)) as made:
        with ThreadPoolExecutor(1) as other:
            found = other.submit(lambda: made.execute("SELECT x FROM t").fetchall()).result()
        assert found == [(7,)]
