"""``python -m eval.window``: how long the window of recent articles takes to load.

Makes sketches of articles of 160 made-up terms with the frequencies of real text
(Zipf), writes them to a newsroom as an import would, and opens it as the first
reader does. The aim is 5 s at 100,000 articles.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import rawi
from rawi.newsroom import NewsroomOptions
from rawi.newsroom.recent_window import Recent
from rawi.relate import Sketch
from rawi.store import schema as s
from rawi.store.codec import sketched
from rawi.store.engines.dialects import add_rows

BAR = 5.0


def made(number: int, random: np.random.Generator) -> Sketch:
    terms = np.unique(random.zipf(1.15, 240).astype(np.uint64) % 400_000).astype("<u4")[:160]
    return Sketch(
        id=f"w{number}",
        outlet=f"outlet{number % 50}",
        time=1_500_000_000.0 + number * 60,
        exact=True,
        words=240,
        signature=random.integers(0, 2**32, 128, dtype=np.uint64).astype("<u4").tobytes(),
        terms=terms.tobytes(),
        counts=bytes(random.integers(1, 6, len(terms)).tolist()),
        places=bytes(random.integers(0, 4, len(terms)).tolist()),
    )


def filled(path: Path, count: int) -> None:
    random = np.random.default_rng(3)
    with rawi.open(path) as news, news._database.writing() as connection:
        for begin in range(1, count + 1, 5000):
            numbers = range(begin, min(begin + 5000, count + 1))
            sketches = [made(n, random) for n in numbers]
            add_rows(
                connection,
                s.article,
                [
                    {
                        "intake": n,
                        "id": f"w{n}",
                        "capture": n,
                        "sequence": 0,
                        "edition": 1,
                        "fingerprint": b"",
                        "story": f"w{n - n % 3}",
                        "time": 0.0,
                        "record": b"{}",
                    }
                    for n in numbers
                ],
            )
            rows = zip(numbers, sketches, strict=True)
            add_rows(
                connection, s.sketch, [{"intake": n, "record": sketched(one)} for n, one in rows]
            )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval.window", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        filled(path, options.articles)
        room = NewsroomOptions(window=2 * options.articles)
        with rawi.open(path, options=room) as news, news._database.reading() as connection:
            begun, cpu = time.perf_counter(), time.process_time()
            Recent(room.window).follow(connection)
            took, used = time.perf_counter() - begun, time.process_time() - cpu
    print(f"{options.articles:,} articles: {took:.1f} s, {used:.1f} s of CPU (bar {BAR:.0f} s)")
    return 0 if used <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
