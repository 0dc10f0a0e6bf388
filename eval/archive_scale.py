"""``python -m eval.archive_scale``: what an article costs a newsroom of 5,000 and one of 200,000.

Imports the articles before April, writes their stored rows again under other ids and older
dates until there are forty of each, brings up the search index, and adds the same April
articles to both newsrooms by turns, a hundred at a time. Says the CPU of the writer an
article, stories told anew and the index among it; what workers annotate is alike for both.
``--keep FOLDER`` leaves the newsrooms there for another run. The first run takes half an hour.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

import rawi
from eval.articles import articles
from rawi.arabic import tokens
from rawi.model import Article
from rawi.newsroom import Newsroom
from rawi.relate import Sketch
from rawi.search import entries
from rawi.store.codec import article_of, copy_of, encoded, sketch_of, sketched

SEED, TIMES = 4_980, 40
"""Articles at first, and how many there are of each in the end: 199,200, so that the window
holds nearly the most it may."""
ASKED, TURN = 600, 100
APART = 70
"""Days between two copies of the articles, which are of two months."""
BAR = 1.3
COLUMNS: dict[str, tuple[Sequence[str], Sequence[str], Sequence[str]]] = {
    "capture": (("id",), (), ()),
    "article": (("intake", "capture"), ("id", "address", "story"), ("time",)),
    "note": (("intake",), (), ()),
    "keyword": (("intake",), (), ("time",)),
    "statement": (("intake",), (), ("time",)),
    "mention": (("intake",), (), ("time",)),
    "saying": (("intake",), (), ("time",)),
    "saying_key": (("intake",), (), ("time",)),
    "told_again": (("intake", "older"), (), ()),
    "sketch": (("intake",), (), ()),
    "copy": (("intake",), ("article_id", "older_id"), ()),
    "story": (("first",), ("id", "affair"), ("begun", "updated")),
    "story_outlet": ((), ("story",), ("updated",)),
}
"""Of each table the columns of numbers, of ids and of times."""
Row = dict[str, Any]


def grown(path: Path) -> None:
    """Make every article stand ``TIMES`` times; those that were there stay the last taken in."""
    random = np.random.default_rng(3)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA foreign_keys = OFF")
        there = {table: _rows(file, table) for table in COLUMNS}
        by = SEED * (TIMES - 1)
        for table, (numbers, _, _) in COLUMNS.items():
            for column in numbers:
                file.execute(f"UPDATE {table} SET {column} = {column} + {by}")
        file.execute(f"UPDATE reconciliation SET intake = intake + {by}")
        for number in range(1, TIMES):
            for table, rows in there.items():
                _write(file, table, [_copy(table, row, number, random) for row in rows])
            file.commit()
        file.execute("ANALYZE")


def _rows(file: sqlite3.Connection, table: str) -> list[Row]:
    found = file.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _write(file: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    for row in rows[:1]:
        marks = ",".join("?" * len(row))
        told = f"INSERT INTO {table} ({','.join(row)}) VALUES ({marks})"
        file.executemany(told, [tuple(one.values()) for one in rows])


def _copy(table: str, row: Row, number: int, random: np.random.Generator) -> Row:
    """The row of the copy of that number, the first the youngest."""
    numbers, ids, times = COLUMNS[table]
    name, days = f"~{number}", number * APART
    made = dict(row)
    made |= {column: row[column] + SEED * (TIMES - 1 - number) for column in numbers}
    made |= {column: row[column] + name for column in ids if row[column] is not None}
    made |= {column: row[column] - days * 86_400.0 for column in times}
    if table == "article":
        one = article_of(row["record"])
        made["record"] = encoded(
            msgspec.structs.replace(one, id=one.id + name, published=_before(one.published, days))
        )
    elif table == "sketch":
        made["record"] = sketched(_drawn(sketch_of(row["record"]), name, days, random))
    elif table == "copy":
        link = copy_of(row["record"])
        ends = {"article_id": link.article_id + name, "older_id": link.older_id + name}
        made["record"] = encoded(msgspec.structs.replace(link, **ends))
    elif table == "capture":
        made["digest"] = row["digest"][:-2] + number.to_bytes(2, "big")
    return made


def _before(published: str | None, days: int) -> str | None:
    if published is None or len(published) < 10:
        return published
    return (datetime.fromisoformat(published) - timedelta(days=days)).isoformat()


def _drawn(sketch: Sketch, name: str, days: int, random: np.random.Generator) -> Any:
    """A sketch under another id and date, its wording another."""
    own = np.frombuffer(sketch.signature, dtype="<u4")
    other = random.integers(0, 2**32, len(own), dtype=np.uint64).astype("<u4")
    return msgspec.structs.replace(
        sketch,
        id=sketch.id + name,
        time=None if sketch.time is None else sketch.time - days * 86_400.0,
        signature=(own ^ other).tobytes(),
    )


def before() -> list[Article]:
    """The latest articles before April, in order of publication."""
    dated = [a for a in articles("ant-2018-02-03-07") if a.published and a.published < "2018-04"]
    return sorted(dated, key=lambda one: (one.published or "", one.id))[-SEED:]


def made(folder: Path) -> Iterator[Path]:
    """The small newsroom and the large one, where they are not there yet."""
    small, large = folder / "small.db", folder / "large.db"
    if not small.exists():
        with rawi.open(small) as news:
            news.add(before())
    yield small
    if not large.exists():
        with closing(sqlite3.connect(small)) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        growing = folder / "growing.db"
        shutil.copy(small, growing)
        grown(growing)
        growing.rename(large)
    if not Path(f"{large}.index").exists():
        known = lru_cache(maxsize=None)(tokens)  # of one text there are forty
        setattr(entries, "tokens", known)  # noqa: B010
        rawi.open(large).close()
        setattr(entries, "tokens", tokens)  # noqa: B010
    yield large


def spent(news: Newsroom, some: Sequence[Article]) -> float:
    """Milliseconds of CPU an article, of this process with all its threads."""
    begun = time.process_time()
    news.add(some)
    return 1000 * (time.process_time() - begun) / len(some)


def compared(rooms: Sequence[Newsroom]) -> NDArray[np.float64]:
    """Milliseconds an article: a row a turn, a column a newsroom.

    The first turn loads the window of recent articles, which a newsroom does once.
    """
    dated = sorted(articles("ant-2018-04"), key=lambda one: (one.published or "", one.id))
    turns = [dated[begin : begin + TURN] for begin in range(0, ASKED + TURN, TURN)]
    return np.array([[spent(news, some) for news in rooms] for some in turns])


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval.archive_scale", description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the newsrooms stay")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        kept = options.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        paths = [_set_apart(path, Path(folder)) for path in made(kept)]
        took = compared([stack.enter_context(rawi.open(path)) for path in paths])
    first, (small, large) = took[0], took[1:].mean(axis=0)
    print(
        f"with the window loaded, the first {TURN}: {first[0]:.1f} and {first[1]:.1f} ms an article"
    )
    told = f"{SEED:,} and {SEED * TIMES:,} stored: {small:.2f} and {large:.2f} ms an article"
    print(f"{told}, {large / small:.2f} times (bar {BAR})")
    print("turns:", ", ".join(f"{one:.1f}/{other:.1f}" for one, other in took[1:]))
    return 0 if large <= BAR * small else 1


def _set_apart(path: Path, folder: Path) -> Path:
    """A copy of a newsroom and its index, to be written to."""
    copy = folder / f"asked-{path.name}"
    shutil.copy(path, copy)
    shutil.copytree(f"{path}.index", f"{copy}.index")
    return copy


if __name__ == "__main__":
    sys.exit(main())
