"""``python -m eval.bench``: how fast, beside trafilatura where that does the same.

Imports April 2018 with all steps in a process of its own (articles a second,
peak memory), then searches and asks for pages of the reader over the result
(p50, p95), then extracts pages beside trafilatura, metadata on for both. The
machine's load tells on all of it: compare within one run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

import msgspec
import trafilatura
from litestar.testing import TestClient
from rich.console import Console
from rich.table import Table

import rawi
from eval.figures import DATA, GOLD
from rawi.newsroom import Newsroom
from rawi.serve.app import create_app
from training.pages import arabic_pages, english_pages

ARTICLES = DATA / "articles" / "ant-2018-04.jsonl.gz"
BAR = 200.0
"""Articles a second, all steps, two cores."""
SEED = 11
RUN = """
import json, resource, sys, time, rawi
begun = time.perf_counter()
with rawi.open(sys.argv[1]) as news:
    added = sum(step.counts.added for step in news.import_files([sys.argv[2]]))
took = time.perf_counter() - begun
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
memory = [u.ru_maxrss / 1024 for u in used]
print(json.dumps([added, took, *memory, *(u.ru_utime + u.ru_stime for u in used)]))
"""


class Measure(msgspec.Struct, frozen=True):
    """One line of the table."""

    name: str
    value: float
    unit: str
    note: str = ""


def imported(path: Path, most: int | None) -> list[Measure]:
    """The import, in a fresh process with workers as by default."""
    source = ARTICLES
    if most is not None:
        source = path.with_name("some.jsonl")
        with gzip.open(ARTICLES) as lines:
            source.write_bytes(b"".join(islice(lines, most)))
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(path), str(source)],
        stdout=subprocess.PIPE,
        check=True,
    )
    added, took, mine, theirs, writer, workers = json.loads(done.stdout)
    cores = os.cpu_count() or 1
    cpu = f"{1000 * writer / added:.1f} ms writer and {1000 * workers / added:.1f} ms workers"
    return [
        Measure("import", added / took, "articles/s", f"{added:,.0f} articles, bar {BAR:.0f}"),
        Measure("import CPU", 1000 * (writer + workers) / added, "ms/article", cpu),
        Measure("import memory, writer", mine, "MiB", "peak"),
        Measure("import memory, a worker", theirs, "MiB", f"peak, {cores} workers"),
        Measure("newsroom file", path.stat().st_size / added, "bytes/article"),
    ]


def latency(name: str, calls: list[Callable[[], object]]) -> list[Measure]:
    """p50 and p95 of the calls, each made once after a first that is not counted."""
    calls[0]()
    took = []
    for call in calls:
        begun = time.perf_counter()
        call()
        took.append(1000 * (time.perf_counter() - begun))
    cuts = quantiles(took, n=20)
    note = f"{len(calls)} calls"
    return [Measure(f"{name}, p50", cuts[9], "ms", note), Measure(f"{name}, p95", cuts[18], "ms")]


def queries(news: Newsroom, count: int) -> list[str]:
    """Two words of a title each."""
    pick = random.Random(SEED)
    titles = [s.headline.split() for s in news.stories(limit=1000)]
    return [" ".join(pick.sample(t, 2)) for t in pick.choices(titles, k=count) if len(t) > 1]


def served(news: Newsroom) -> list[Measure]:
    """Search, lists and pages over the imported month."""
    asked = queries(news, 300)
    stories = news.stories(limit=200)
    found = latency("search", [partial(news.search, q) for q in asked])
    found += latency("stories, a page of 30", [lambda: news.stories(limit=30)] * 50)
    pages = {
        "home": ["/"] * 40,
        "story": [f"/story/{quote(s.id, safe='')}" for s in stories],
        "article": [f"/article/{quote(s.first.id, safe='')}" for s in stories],
        "search page": [f"/search?q={quote(q)}" for q in asked[:150]],
    }
    with TestClient(create_app(news), base_url="http://127.0.0.1:8765") as client:
        for name, addresses in pages.items():
            for address in addresses[:3]:
                assert client.get(address).status_code == 200, address
            found += latency(f"page: {name}", [partial(client.get, a) for a in addresses])
    return found


def extracted(step: int) -> list[Measure]:
    """CPU seconds of both extractors over the same pages, in turn."""
    pages = [*arabic_pages(), *english_pages(step)]
    ours = theirs = 0.0
    for page in pages:
        url = page.gold.get("url")
        begun = time.process_time()
        rawi.read(page.html, url, "text/html")
        between = time.process_time()
        trafilatura.bare_extraction(page.html, url, with_metadata=True)
        ours, theirs = ours + between - begun, theirs + time.process_time() - between
    options = f"trafilatura {trafilatura.__version__} bare_extraction(with_metadata=True)"
    return [
        Measure("extraction", len(pages) / ours, "pages/s", f"{len(pages)} pages, one core"),
        Measure("extraction, trafilatura", len(pages) / theirs, "pages/s", options),
        Measure("extraction over trafilatura", theirs / ours, "times"),
    ]


def shown(found: list[Measure]) -> Table:
    table = Table("what", "value", "unit", "note")
    for m in found:
        table.add_row(m.name, f"{m.value:,.1f}", m.unit, m.note)
    return table


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--step", type=int, default=5, help="extract every so manieth English page")
    parser.add_argument("--articles", type=int, help="import only so many")
    options = parser.parse_args(argv)
    console = Console(width=120)
    if not (ARTICLES.exists() and GOLD.is_dir()):
        console.print("bench: the shared data is absent, nothing was measured")
        return 0
    load = os.getloadavg()[0]
    console.print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        found = imported(path, options.articles)
        with rawi.open(path) as news:
            found += served(news)
    found += extracted(options.step)
    console.print(shown(found))
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
