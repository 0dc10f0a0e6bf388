"""``python -m eval.crash``: kill an import at random moments, see that nothing is lost.

An import of made articles runs in a process of its own and reports every batch
that was stored. At a random moment (seeded) it is killed with SIGKILL; then the
newsroom is opened and checked: every article reported is there, none is there
twice, the index holds what the store holds. The import then goes on, until the
number of kills is reached. Bounded by ``--seconds``.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import rawi
from rawi.newsroom import NewsroomOptions

LETTERS = "ابتثجحخدذرزسشصضطعغفقكلمنهوي"
RUN = """
import sys, rawi
from rawi.newsroom import NewsroomOptions
import rawi.newsroom.writer
rawi.newsroom.writer.BATCH = 16
rawi.newsroom.writer.INDEX_EVERY = 2
with rawi.open(sys.argv[1], options=NewsroomOptions(workers=1)) as news:
    for step in news.import_files([sys.argv[2]]):
        print(news.count(), flush=True)
"""


def made(path: Path, count: int) -> None:
    """A file of articles in made-up words, every tenth a copy of the one before."""
    choose = random.Random(1)
    body = ""
    with path.open("w", encoding="utf-8") as out:
        for n in range(count):
            if n % 10:
                words = ("".join(choose.choices(LETTERS, k=5)) for _ in range(60))
                body = " ".join(words)
            record = {"id": f"c{n}", "title": f"خبر علامة{n}", "body": body}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def killed(news: Path, file: Path, choose: random.Random) -> tuple[int, bool]:
    """Import until killed; the count last reported, and whether it came to its end.

    Most kills count from the first batch stored; some from the start, to hit the
    making of the newsroom.
    """
    early = choose.random() < 0.2
    after = choose.uniform(0.0, 5.0 if early else 2.0)
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(news), str(file)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    begun = "" if early else process.stdout.readline()
    timer = threading.Timer(after, lambda: process.send_signal(signal.SIGKILL))
    timer.start()
    reported = [int(line) for line in [begun, *process.stdout] if line.strip()]
    ended = process.wait() == 0
    timer.cancel()
    return max(reported, default=0), ended


def wrong(news: Path, reported: int) -> list[str]:
    """What is not as it must be."""
    found = []
    with rawi.open(news, options=NewsroomOptions(workers=1)) as room:
        stored = room.count()
        if stored < reported:
            found.append(f"{reported} articles were reported, {stored} are stored")
        with sqlite3.connect(news) as raw:
            found += [f"integrity: {x}" for (x,) in raw.execute("PRAGMA quick_check") if x != "ok"]
            ids = [name for (name,) in raw.execute("SELECT id FROM article ORDER BY intake")]
            told = raw.execute("SELECT count(*) FROM note").fetchone()[0]
            batch = raw.execute("SELECT max(sequence) FROM batch").fetchone()[0]
        if len(ids) != len(set(ids)):
            found.append("an article is stored twice")
        if ids != [f"c{n}" for n in range(len(ids))]:
            found.append("articles are missing or out of order")
        if told != len(ids):
            found.append("an article is without its notes")
        if room._index.held.sequence != (batch or 0):
            found.append(f"the index holds batch {room._index.held.sequence}, the store {batch}")
        if room.search("خبر", limit=1).total != stored:
            found.append("the index does not hold what the store holds")
    return found


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--articles", type=int, default=800)
    parser.add_argument("--seconds", type=float, default=900)
    options = parser.parse_args(argv)
    choose, begun, kills, failures = random.Random(options.seed), time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        file, rounds = Path(folder) / "made.jsonl", 0
        made(file, options.articles)
        news = Path(folder) / "0.db"
        while kills < options.kills and time.monotonic() - begun < options.seconds:
            reported, ended = killed(news, file, choose)
            for problem in wrong(news, reported):
                failures += 1
                print(f"after kill {kills}: {problem}")
            kills += not ended
            if ended:
                rounds += 1
                news = Path(folder) / f"{rounds}.db"
    print(f"{kills} kills, {rounds} imports came to their end, {failures} failures")
    return 1 if failures or not kills else 0


if __name__ == "__main__":
    sys.exit(main())
