"""Two writers, a killed one, a full disk, files that are no newsroom."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rawi.errors import BusyError, InputError, NewsroomError, StorageError, VersionError
from rawi.newsroom import NewsroomOptions
from rawi.newsroom import open as opened
from tests.store.conftest import Room, record, records

WRITE = """
import json, sys, rawi
from rawi.newsroom import NewsroomOptions
def slowly():
    for line in open(sys.argv[2]):
        yield json.loads(line)
    print("offered", flush=True)
    sys.stdin.readline()
with rawi.open(sys.argv[1], options=NewsroomOptions(workers=1)) as news:
    news.add(slowly())
"""


@pytest.fixture
def writer(tmp_path: Path) -> subprocess.Popen[str]:
    """Another process in the middle of adding ten articles."""
    lines = tmp_path / "ten.jsonl"
    lines.write_text("".join(json.dumps(r) + "\n" for r in records(10)), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(tmp_path / "news.db"), str(lines)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "offered\n"
    return process


def finish(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.communicate("\n", timeout=60)


def test_a_second_writer_is_told_who_the_first_is(
    room: Room, writer: subprocess.Popen[str]
) -> None:
    with pytest.raises(BusyError, match=rf"process {writer.pid} .* since \d{{4}}-"):
        room().add([record(1)])
    assert room().count() == 0, "readers do not wait"
    finish(writer)
    assert room().add([record(1)]).unchanged == 1


def test_a_killed_writer_leaves_the_lock(room: Room, writer: subprocess.Popen[str]) -> None:
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert room().add(records(3)).added == 3
    for pipe in (writer.stdin, writer.stdout):
        assert pipe is not None
        pipe.close()


def test_a_second_writer_in_the_same_process_is_busy(room: Room) -> None:
    one, other = room(), room()

    def meanwhile() -> object:
        yield record(1)
        with pytest.raises(BusyError, match=str(os.getpid())):
            other.add([record(2)])
        assert other.count() == 0

    assert one.add(meanwhile()).added == 1


def test_records_that_fail_to_come_leave_the_rest_usable(room: Room) -> None:
    news = room()

    def broken() -> object:
        yield record(1)
        raise OSError("the source broke off")

    with pytest.raises(OSError, match="broke off"):
        news.add(broken())
    assert news.add([record(1), record(2)]).added == 2
    assert news.story_of("t1").first.id == "t1"


def test_readers_see_whole_batches_while_one_is_written(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rawi.newsroom.writer.BATCH", 5)
    news, seen, wrong = room(), set[int](), list[BaseException]()
    done = threading.Event()

    def look() -> None:
        try:
            while not done.is_set():
                seen.add(news.count())
                for story in news.stories(limit=5):
                    news.similar(story.id)
        except BaseException as why:
            wrong.append(why)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    news.add(records(25))
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert seen <= {0, 5, 10, 15, 20, 25}


def test_a_full_disk_is_told_and_nothing_stored_is_lost(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rawi.newsroom.writer.BATCH", 8)
    news = room()
    news.add(records(8))
    with news._database._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    news.close()
    tight = f"PRAGMA max_page_count = {pages + 12}"
    monkeypatch.setattr("rawi.store.engines.sqlite._PRAGMAS", (tight,))
    full = room()
    with pytest.raises(StorageError, match="disk is full"):
        full.add(records(80))
    stored = full.count()
    assert stored >= 8
    full.close()
    monkeypatch.undo()
    again = room()
    assert again.add(records(80)).unchanged == stored
    assert again.count() == 80
    assert again.search("السنديان", limit=1).total == 16


def test_a_newer_newsroom_is_refused(room: Room) -> None:
    news = room()
    news.close()
    with sqlite3.connect(news.path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(VersionError, match="newer Rawi"):
        room()


@pytest.mark.parametrize("content", [b"not a database, whatever it is called" * 40, b"\0" * 5000])
def test_a_file_that_is_no_newsroom_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "news.db").write_bytes(content)
    with pytest.raises(NewsroomError):
        opened(tmp_path / "news.db")
    assert (tmp_path / "news.db").read_bytes() == content


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "news.db") as raw:
        raw.execute("CREATE TABLE mine (x)")
    with pytest.raises(NewsroomError, match="no newsroom"):
        opened(tmp_path / "news.db")


def test_a_damaged_newsroom_is_told(room: Room) -> None:
    news = room()
    news.add(records(20))
    news.close()
    data = bytearray(news.path.read_bytes())
    data[4096 * 2 :] = b"\xff" * (len(data) - 4096 * 2)
    news.path.write_bytes(data)
    for name in ("news.db-wal", "news.db-shm"):
        news.path.with_name(name).unlink(missing_ok=True)
    with pytest.raises(StorageError, match="damaged"):
        room().stories()


@pytest.mark.parametrize("where", ["postgresql://localhost/news", "missing/folder/news.db"])
def test_a_place_that_cannot_be_is_an_error(tmp_path: Path, where: str) -> None:
    with pytest.raises((InputError, StorageError)):
        opened(where if "://" in where else tmp_path / where)


def test_only_asked_for_is_a_newsroom_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no newsroom"):
        opened(tmp_path / "news.db", create=False, options=NewsroomOptions())
    assert not list(tmp_path.iterdir())
