"""``python -m eval.million STEPS FOLDER``: a million articles in PostgreSQL.

``fill`` imports real articles, and repeats them by SQL up to the number asked for
(``eval.multiplied``) in a cluster under ``FOLDER``, which needs 28 KB an article; beside it stands
one of a twentieth. ``index`` derives the search index; ``size`` tells what both take up; ``intake``
imports the same articles of later days into both, a hundred in turn, with the whole pipeline;
``vacuum`` does what autovacuum would have done meanwhile; ``numbering`` numbers all for the first
time, as a reader does beside its pages; ``pages`` asks a reader for pages, one after the other, and
``search`` the newsroom. The folder stays until it is deleted.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

import msgspec
import psycopg

import rawi
from eval.clusters import Cluster, running
from eval.load_client import Client, Paths, cpu_seconds, one_by_one, report
from eval.load_reader import records
from eval.multiplied import A_DAY, MARK, base, dated, multiply
from rawi.newsroom import Newsroom, NewsroomOptions, numbering
from rawi.search import Entry, Held, TantivyIndex
from rawi.search.entries import analysed
from rawi.search.index import Analysed
from rawi.serve.ui.screen import address as page_at
from rawi.store import reading
from rawi.store.changes import changed_since
from rawi.store.engines.opening import opened as database_at
from rawi.store.personal.items import Items

BASE = 2_500
"""Articles really imported; the rest repeats them."""
SIZES = {"news_begun": 20, "news_full": 400}
"""How often each newsroom holds them."""
STEPS = "index,size,intake,vacuum,numbering,search,pages"
STEP = 100
BARS = {"intake": 0.8, "pages": 60.0, "search": 15.0}
_FILLING = tuple(
    word
    for option in (
        "fsync=off",
        "full_page_writes=off",
        "max_wal_size=2GB",
        "wal_level=minimal",
        "max_wal_senders=0",
        "autovacuum=off",
        "shared_buffers=1GB",
    )
    for word in ("-c", option)
)
_SERVING = ("-c", "shared_buffers=512MB", "-c", "max_wal_size=1GB")


def tell(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", flush=True)


def place(server: Cluster, name: str) -> str:
    return server.address(name)


def opened(server: Cluster, folder: Path, name: str, workers: int = 1) -> Newsroom:
    options = NewsroomOptions(workers=workers, cache=str(folder / "cache"))
    return rawi.open(place(server, name), options=options)


def fill(folder: Path, most: int) -> None:
    """Real articles, then the rest by SQL."""
    with running(folder, _FILLING) as server:
        with psycopg.connect(server.address("postgres"), autocommit=True) as db:
            there = {row[0] for row in db.execute("SELECT datname FROM pg_database")}
            if "news_full" not in there:
                db.execute("CREATE DATABASE news_full")
        with opened(server, folder, "news_full", 2) as news:
            if not news.count():
                tell(f"{news.add(base(BASE)).added:,} imported")
            added = news.count()
        with psycopg.connect(server.address("postgres"), autocommit=True) as db:
            db.execute("DROP DATABASE IF EXISTS news_begun")
            db.execute("CREATE DATABASE news_begun TEMPLATE news_full")
        for name in ("news_begun", "news_full"):
            times = min(SIZES[name], most // added) - 1
            tell(f"{name}: {times} times more")
            multiply(place(server, name), times, tell)


def coming() -> Iterator[dict[str, Any]]:
    """What is imported into each while it is measured: others, of days after all."""
    return dated(islice(records(), BASE + 500, None), BASE * max(SIZES.values()) * 2, 999)


def intake(server: Cluster, folder: Path, number: int) -> None:
    """The same articles into each, a hundred in turn: articles a second, and CPU."""
    made = coming()
    rooms: dict[str, Newsroom] = {}
    first = list(islice(made, STEP))
    for name in SIZES:  # windows are loaded once
        held = _memory()
        rooms[name] = opened(server, folder, name)
        rooms[name].add(first)
        tell(f"{name}: window and index of the writer {_memory() - held:.0f} MiB")
    rates: dict[str, list[float]] = {name: [] for name in SIZES}
    spent: dict[str, list[float]] = {name: [] for name in SIZES}
    for _ in range(number // STEP):
        few = list(islice(made, STEP))
        for name, news in rooms.items():
            begun, cpu = time.perf_counter(), _cpu(server)
            added = news.add(few).added
            rates[name].append(added / (time.perf_counter() - begun))
            spent[name].append((_cpu(server) - cpu) / added * 1000)
    for name, news in rooms.items():
        ratio = median(spent["news_begun"]) / median(spent[name])
        tell(
            f"{name}: {news.count():,} stored, {median(rates[name]):.1f} articles/s, "
            f"{median(spent[name]):.1f} ms CPU an article, the server's in it: {ratio:.2f} of "
            f"begun (bar {BARS['intake']})"
        )
        news.close()


def _memory() -> float:
    """MiB of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1048576


def _cpu(server: Cluster) -> float:
    """CPU seconds of this process and of the server so far."""
    return time.process_time() + _served(server)


def _served(server: Cluster) -> float:
    """CPU seconds of the server so far, ended sessions among them."""
    assert server.process is not None
    number = server.process.pid
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    total = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    for pid in Path(f"/proc/{number}/task/{number}/children").read_text().split():
        with suppress(OSError):  # ended meanwhile
            total += cpu_seconds(int(pid))
    return total


def index(server: Cluster, folder: Path, name: str, most: int) -> None:
    """The search index that a reader would derive, of so many articles of the newsroom: each
    text is analysed once, however often it is repeated."""
    begun, count = time.process_time(), 0
    database = database_at(place(server, name), beside=folder / "cache")
    with database.reading() as db:
        last = reading.last_sequence(db)
        mark = reading.mark_of(db, last)
        rows = (read for _, read in islice(changed_since(db, 0), BASE) if read)
        real = [analysed(Entry(*read)) for read in rows]
    made = TantivyIndex(database.path.with_name(database.path.name + ".index"))
    for few in batched(repeated(real, most)):
        made.update(few, (), Held(last, mark or ""))
        count += len(few)
    made.close()
    size = sum(f.stat().st_size for f in database.path.parent.glob("*.index/*"))
    spent = time.process_time() - begun
    tell(f"{name}, indexed {count:,}: {spent:.0f} s CPU, {size / count:,.0f} bytes an article")
    database.close()


def indexed(server: Cluster, folder: Path, most: int) -> None:
    index(server, folder, "news_begun", BASE * SIZES["news_begun"])
    index(server, folder, "news_full", most)


def repeated(real: list[Analysed], most: int) -> Iterator[Analysed]:
    """The real articles and their repetitions, under the names and on the days of these."""
    days = -(-len(real) // A_DAY)
    for number in range(-(-most // len(real))):
        for one in real:
            day = (one.fields.day or 0) + number * days
            at = one.fields.at + number * days * 86_400
            month = datetime.fromtimestamp(at, UTC).month
            held = msgspec.structs.replace(one.fields, at=at, day=day, month=month)
            yield Analysed(one.article_id.replace(MARK.format(0), MARK.format(number)), held)


def batched(entries: Iterator[Analysed]) -> Iterator[list[Analysed]]:
    while few := list(islice(entries, 20_000)):
        yield few


def sized(server: Cluster) -> None:
    for name in SIZES:
        with psycopg.connect(place(server, name)) as db:
            row = db.execute(
                "SELECT pg_database_size(current_database()), count(*) FROM article"
            ).fetchone()
        assert row is not None
        tell(f"{name}: {row[0] / 2**20:,.0f} MiB, {row[0] / max(1, row[1]):,.0f} bytes an article")


def vacuumed(server: Cluster) -> None:
    """Rows told to be visible to all, and statistics, as autovacuum leaves them."""
    for name in SIZES:
        begun = time.monotonic()
        with psycopg.connect(place(server, name), autocommit=True) as db:
            db.execute("VACUUM (ANALYZE)")
        tell(f"{name}: vacuumed in {time.monotonic() - begun:.0f} s")


def numbered(server: Cluster, folder: Path) -> None:
    """The first numbering, in steps: what it takes, and how long a step keeps marks waiting."""
    with psycopg.connect(place(server, "news_full"), autocommit=True) as db:
        db.execute("DROP SCHEMA IF EXISTS personal CASCADE")
    with opened(server, folder, "news_full") as news:
        items, steps = Items(news.marks), []
        begun, done = _cpu(server), False
        while not done:
            at = time.perf_counter()
            done = numbering.step(news.database, items)
            steps.append((time.perf_counter() - at) * 1000)
        spent = _cpu(server) - begun
        told = f"numbered {items.numbered():,} in {sum(steps) / 1000:.0f} s, {spent:.0f} s CPU"
        p95 = sorted(steps)[int(len(steps) * 0.95)]
        tell(f"{told}; a step p50 {median(steps):.0f}, p95 {p95:.0f}, most {max(steps):.0f} ms")


def searches(server: Cluster, folder: Path, number: int) -> None:
    """Whole searches, as a page asks for them, each question once."""
    pick = random.Random(5)
    titles = [str(r["title"]).split() for r in islice(records(), BASE) if r.get("title")]
    took, cpu = [], []
    with opened(server, folder, "news_full") as news:
        for words in pick.sample(titles, min(number + 5, len(titles))):
            asked = " ".join(words[: pick.randint(1, 4)])
            begun, spent = time.perf_counter(), _cpu(server)
            news.search(asked, limit=20)
            took.append((time.perf_counter() - begun) * 1000)
            cpu.append((_cpu(server) - spent) * 1000)
    for what, times in (("wall", sorted(took[5:])), ("CPU", sorted(cpu[5:]))):
        p95 = times[int(len(times) * 0.95)]
        tell(f"search, {what}: p50 {median(times):.1f}, p95 {p95:.1f} ms (bar {BARS['search']})")


def pages(server: Cluster, folder: Path, number: int) -> None:
    """Pages of a reader of its own, one after the other, each address once."""
    paths = wanted(server, folder)
    environ = os.environ | {"RAWI_CACHE": str(folder / "cache")}
    port = 8796
    command = [sys.executable, "-m", "rawi.cli", "serve", "--no-collect", "--no-notify"]
    command += ["--port", str(port), "--newsroom", place(server, "news_full")]
    reader = subprocess.Popen(command, env=environ)
    try:
        for _ in range(1200):
            with suppress(OSError):
                if asyncio.run(Client(port).status("/health")) == 200:
                    break
            time.sleep(0.25)
        begun, served = cpu_seconds(reader.pid), _served(server)
        asked = asyncio.run(one_by_one(Client(port), paths, number, reader.pid))
        p95 = report(asked, cpu_seconds(reader.pid) - begun)
        status = Path(f"/proc/{reader.pid}/status").read_text()
        memory = int(status.partition("VmHWM:")[2].split()[0]) // 1024
        tell(
            f"pages p95 {p95 * 1000:.1f} ms (bar {BARS['pages']}), of the server "
            f"{(_served(server) - served) / number * 1000:.1f} ms CPU each; reader {memory} MiB"
        )
    finally:
        reader.terminate()
        reader.wait(60)


def wanted(server: Cluster, folder: Path) -> Paths:
    """Addresses by kind of page, from all days."""
    pick = random.Random(7)
    with psycopg.connect(place(server, "news_full")) as db:
        most = sum(db.execute("SELECT max(intake) FROM article").fetchone() or (0,))
        some = pick.sample(range(1, most + 1), min(2_000, most))
        ids = [r[0] for r in db.execute("SELECT id FROM article WHERE intake = ANY(%s)", (some,))]
        asked = "SELECT id FROM story WHERE reports > 1 ORDER BY md5(id) LIMIT 2000"
        stories = [r[0] for r in db.execute(asked)]
    words = [str(r["title"]).split() for r in islice(records(), BASE) if r.get("title")]
    with opened(server, folder, "news_full", 1) as news:
        facets = news.facets()
    narrowed = [f"/?section={quote(name)}" for name in facets.sections[:20]]
    narrowed += [f"/?outlet={quote(name)}" for name in facets.outlets[:20]]
    return {
        "home": ["/", *narrowed],
        "story": [page_at("story", name) for name in stories],
        "article": [page_at("article", name) for name in ids],
        "search": [
            f"/search?q={quote(' '.join(w[:3]))}" for w in pick.sample(words, min(500, len(words)))
        ],
        "outlets": ["/outlets", *(page_at("outlet", name) for name in facets.outlets[:20])],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", help=f"fill, or some of {STEPS}")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--indexed", type=int, default=1_000_000, help="found by search")
    parser.add_argument("--number", type=int, default=1_000, help="imported into each, and asked")
    given = parser.parse_args()
    if given.steps == "fill":
        fill(given.folder, given.articles)
        return
    doing: dict[str, Callable[[Cluster], None]] = {
        "index": lambda server: indexed(server, given.folder, given.indexed),
        "size": sized,
        "vacuum": vacuumed,
        "numbering": lambda server: numbered(server, given.folder),
        "intake": lambda server: intake(server, given.folder, given.number),
        "search": lambda server: searches(server, given.folder, min(given.number, 500)),
        "pages": lambda server: pages(server, given.folder, given.number),
    }
    with running(given.folder, _SERVING) as server:
        for step in given.steps.split(","):
            doing[step](server)


if __name__ == "__main__":
    main()
