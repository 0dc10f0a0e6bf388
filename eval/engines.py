"""``python -m eval.engines``: the same articles through SQLite and through PostgreSQL.

Imports April 2018 with two workers into each, in processes of their own, one after the
other and in turn, and compares the two newsrooms row by row: stories, copies, ids,
refusals, statements, all of it. PostgreSQL is a cluster of its own, begun for this.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from eval.bench import ARTICLES
from eval.clusters import cluster
from rawi.store import schema as s
from rawi.store.engines.opening import opened
from rawi.store.engines.transfer import Copied, summary

BAR = 1.5
"""Times what SQLite takes, at most."""
RUN = """
import json, sys, time, rawi
from datetime import UTC, datetime
from rawi.newsroom import NewsroomOptions
clock = lambda: datetime(2018, 5, 1, 12, tzinfo=UTC)
options = NewsroomOptions(workers=2, cache=sys.argv[3])
begun = time.perf_counter()
with rawi.open(sys.argv[1], options=options, clock=clock) as news:
    added = sum(step.counts.added for step in news.import_files([sys.argv[2]]))
print(json.dumps([added, time.perf_counter() - begun]))
"""


def imported(place: str, source: Path, folder: Path) -> tuple[int, float]:
    """Articles and seconds of an import in a fresh process."""
    command = [sys.executable, "-c", RUN, place, str(source), str(folder / "cache")]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    added, took = json.loads(done.stdout)
    return added, took


def held(place: str, folder: Path) -> dict[str, Copied]:
    """What every table holds, without the marks of chance that batches have."""
    database = opened(place, create=False, beside=folder / "cache")
    try:
        with database.reading() as connection:
            tables = s.metadata.sorted_tables
            return {t.name: summary(connection, t, frozenset({"mark"})) for t in tables}
    finally:
        database.close()


@contextmanager
def some(most: int | None, folder: Path) -> Iterator[Path]:
    """April, or its first articles."""
    if most is None:
        yield ARTICLES
        return
    source = folder / "some.jsonl"
    with gzip.open(ARTICLES) as lines:
        source.write_bytes(b"".join(islice(lines, most)))
    yield source


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, help="only so many articles")
    parser.add_argument("--rounds", type=int, default=1, help="of each engine, in turn")
    given = parser.parse_args()
    took: dict[str, list[float]] = {"SQLite": [], "PostgreSQL": []}
    same = True
    out = Console()
    with tempfile.TemporaryDirectory() as name, cluster(fsync=True) as made:
        folder = Path(name)
        with some(given.most, folder) as source:
            for number in range(given.rounds):
                places = {"SQLite": str(folder / f"{number}.db"), "PostgreSQL": made.database()}
                for engine, place in places.items():
                    added, seconds = imported(place, source, folder)
                    took[engine].append(seconds)
                    out.print(f"{engine}: {added:,} articles, {seconds:.1f} s")
                one, other = (held(place, folder) for place in places.values())
                same &= told(out, one, other)
    ratio = median(took["PostgreSQL"]) / median(took["SQLite"])
    out.print(f"time of PostgreSQL over SQLite: {ratio:.2f}, bar {BAR}")
    sys.exit(0 if same and ratio <= BAR else 1)


def told(out: Console, one: dict[str, Copied], other: dict[str, Copied]) -> bool:
    """Print what both hold; whether it is the same."""
    table = Table("table", "rows", "the same")
    for name, found in one.items():
        table.add_row(name, f"{found.rows:,}", "yes" if found == other[name] else "NO")
    out.print(table)
    return one == other


if __name__ == "__main__":
    main()
