"""A disk that is really full under PostgreSQL: a small one of memory, mounted for this."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

import rawi
from eval.clusters import Cluster, servant
from rawi.errors import StorageError
from rawi.newsroom import Newsroom, NewsroomOptions
from tests.store.conftest import clock, record, records

SIZE = 24
"""Megabytes of the disk: an empty newsroom needs ten."""
LEFT = 400_000
"""Bytes that nobody else has taken of it."""


@contextmanager
def disk(folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True)
    size = f"size={SIZE}m,uid={servant()},mode=700"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "rawi-test", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Something else takes nearly all that is left."""
    left = os.statvfs(folder)
    taken = folder / "something else"
    taken.write_bytes(bytes(left.f_bavail * left.f_bsize - LEFT))
    return taken


def added(news: Newsroom, stored: list[str]) -> None:
    """Reports, one after the other, until that is refused."""
    for number in range(100, 400):
        news.add([record(number)])
        stored.append(f"t{number}")


def test_a_full_disk_is_told_and_what_was_stored_before_stays(
    postgres: Cluster, tmp_path: Path
) -> None:
    options = NewsroomOptions(workers=1, cache=str(tmp_path))
    with disk(postgres.folder / "small") as small:
        with psycopg.connect(postgres.address("postgres"), autocommit=True) as db:
            db.execute(f"CREATE TABLESPACE small LOCATION '{small}'")
            db.execute("CREATE DATABASE small TABLESPACE small")
        with rawi.open(postgres.address("small"), options=options, clock=clock) as news:
            news.add(records(3))
            stored = ["t0", "t1", "t2"]
            taken = fill(small)
            with pytest.raises(StorageError, match="disk of the database is full"):
                added(news, stored)
            assert [article.id for article in news.articles()] == stored
            assert not news.check().findings
            taken.unlink()
            news.add([record(500)])
            assert [article.id for article in news.articles()] == [*stored, "t500"]
            assert not news.check().findings
            assert news.search(str(record(500)["title"]))[0].article.id == "t500"
        with psycopg.connect(postgres.address("postgres"), autocommit=True) as db:
            db.execute("DROP DATABASE small WITH (FORCE)")
            db.execute("DROP TABLESPACE small")
