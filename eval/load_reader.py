"""``python -m eval.load_reader``: the reader under load, on loopback, for a bounded time.

Imports all given articles into a newsroom under the temporary folder (once),
serves it in a process of its own, and asks for pages at a steady rate: home and
its further pages, stories, articles, searches, outlets. Prints p50, p95, p99 and
errors by kind of page; leaves with 1 where p95 is over 50 ms or anything failed.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import httpx

import rawi
from eval.figures import DATA
from rawi.serve.screen import address

FILES = ("ant-2018-04", "ant-2018-02-03-07", "saudi-2015-07", "almayadeen-2023-q1")
QUERIES = ("سوريا", "أسعار النفط", "الانتخابات", '"مجلس الأمن"', "كأس العالم", "وزير الخارجية")
Took = dict[str, list[float]]
"""Kind of page to the seconds that each answer took."""
SERVE = "import sys; from rawi.serve import ServeOptions, run; "
SERVE += "run(sys.argv[1], ServeOptions(port=int(sys.argv[2])))"
BAR = 0.050
"""Seconds that 95 of 100 pages must stay under."""


def records() -> Iterator[dict[str, object]]:
    for name in FILES:
        with gzip.open(DATA / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def filled(path: Path) -> Path:
    """The newsroom with all given articles; kept for the next run."""
    with rawi.open(path) as room:
        if room.count() < 29_000:
            print(f"importing into {path} ...", flush=True)
            counts = room.add(records())
            print(f"{counts.added} added, {len(counts.rejected)} rejected", flush=True)
    return path


def wanted(path: Path, seed: int) -> dict[str, list[str]]:
    """Addresses to ask for, by kind of page."""
    pick = random.Random(seed)
    with rawi.open(path) as room:
        stories = [s for n in range(6) for s in room.stories(limit=100, **_month(n))]
        outlets = [o.id for o in room.outlets()]
    articles = [s.first.id for s in stories]
    large = sorted(stories, key=lambda s: -len(s.articles))[:40]
    return {
        "home": ["/", "/?section=sport", "/?since=2018-04-10&until=2018-04-10"],
        "story": [address("story", s.id) for s in large + pick.sample(stories, 40)],
        "article": [address("article", name) for name in pick.sample(articles, 200)],
        "search": [f"/search?q={q}" for q in QUERIES],
        "outlets": ["/outlets", *(address("outlet", name) for name in outlets)],
    }


def _month(n: int) -> dict[str, str]:
    begun = ("2015-07-21", "2018-02-01", "2018-03-10", "2018-04-01", "2018-04-15", "2023-01-01")[n]
    return {"until": begun[:8] + "28", "since": begun}


async def _ask(
    client: httpx.AsyncClient, kind: str, path: str, took: dict[str, list[float]]
) -> bool:
    begun = time.perf_counter()
    try:
        answer = await client.get(path)
    except httpx.HTTPError as why:
        print(f"{path}: {why!r}")
        return False
    took[kind].append(time.perf_counter() - begun)
    if answer.status_code != 200:
        print(f"{path}: {answer.status_code}")
    return answer.status_code == 200


async def load(
    base: str, paths: dict[str, list[str]], rate: int, seconds: int
) -> tuple[dict[str, list[float]], int]:
    """Ask ``rate`` times a second, whether earlier answers came or not."""
    pick = random.Random(1)
    took: Took = defaultdict(list)
    kinds = ["home"] * 3 + ["story"] * 2 + ["article"] * 4 + ["search"] * 2 + ["outlets"]
    limits = httpx.Limits(max_connections=64)
    async with httpx.AsyncClient(base_url=base, limits=limits, timeout=10) as client:
        tasks = []
        begun = time.perf_counter()
        for n in range(rate * seconds):
            await asyncio.sleep(max(0.0, begun + n / rate - time.perf_counter()))
            kind = pick.choice(kinds)
            tasks.append(asyncio.create_task(_ask(client, kind, pick.choice(paths[kind]), took)))
        good = await asyncio.gather(*tasks)
    return took, good.count(False)


def at(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(took: Took, failed: int) -> bool:
    took = {**took, "all": [t for times in took.values() for t in times]}
    print(f"{'page':10} {'n':>6} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8}")
    for kind, times in took.items():
        row = " ".join(f"{at(times, share) * 1000:8.1f}" for share in (0.5, 0.95, 0.99))
        print(f"{kind:10} {len(times):6} {row}")
    print(f"{failed} failed")
    return failed == 0 and at(took["all"], 0.95) < BAR


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=100, help="requests a second, at most 200")
    parser.add_argument("--seconds", type=int, default=60, help="how long, at most 120")
    parser.add_argument("--port", type=int, default=8797)
    parser.add_argument(
        "--newsroom", type=Path, default=Path(tempfile.gettempdir()) / "rawi-load" / "news.db"
    )
    given = parser.parse_args()
    if not DATA.is_dir():
        print("the shared data is absent, nothing was measured")
        return 0
    given.newsroom.parent.mkdir(parents=True, exist_ok=True)
    path = filled(given.newsroom)
    paths = wanted(path, seed=7)
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(path), str(given.port)])
    base = f"http://127.0.0.1:{given.port}"
    try:
        _wait(base)
        took, failed = asyncio.run(load(base, paths, min(given.rate, 200), min(given.seconds, 120)))
    finally:
        server.terminate()
        server.wait(20)
    return 0 if report(took, failed) else 1


def _wait(base: str) -> None:
    for _ in range(300):
        try:
            httpx.get(f"{base}/health").raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise SystemExit("the reader did not start")


if __name__ == "__main__":
    sys.exit(main())
