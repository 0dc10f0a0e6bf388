"""``python -m eval.load_reader``: the reader under load, on loopback, for a bounded time.

Imports all given articles into a newsroom under the temporary folder (once), and serves a
copy of it, with its accounts where it has some, in a process of its own while collecting goes
on: fifty outlets of the press of ``load_collect`` bring some five articles a second. Asks for
one page after the other, of a reader that just began and of one that has read what it needs,
then at a steady rate whether earlier answers came or not:
home, its further pages and filters, stories, articles, searches, outlets, chosen at
random among thousands of addresses, answers packed as for a browser. With ``--people 20``
each request is that of one of so many accounts, signed in, with marks, saved reports, things
followed and rules of their own, and their own pages are asked for too. Prints p50, p95
and p99 by kind of page, what a page costs the reader in CPU time (collecting in it), and errors;
leaves with 1 where one page after the other p95 is over 50 ms or anything failed. The wall
clock says something on a quiet machine only; CPU time on any.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import http.client
import json
import multiprocessing
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import rawi
from eval import load_collect as press
from eval.figures import DATA
from eval.load_client import (
    FOLLOW,
    Asked,
    Client,
    Paths,
    Session,
    cpu_seconds,
    load,
    one_by_one,
    report,
    resident,
)
from rawi.newsroom import Newsroom
from rawi.serve.ui.screen import address
from rawi.store.personal.follows import Follow
from rawi.store.personal.marks import marks_path

FILES = ("ant-2018-04", "ant-2018-02-03-07", "saudi-2015-07", "almayadeen-2023-q1")
SPANS = (("2015-07-21", 7), ("2018-02-01", 27), ("2018-03-01", 27), ("2018-04-01", 28))
OWN = {
    "unread": ["/unread"],
    "own": ["/?unread=1", "/saved", "/saved/pages", "/arrivals?latest=30000"],
    "follows": ["/following", f"/following/{FOLLOW}", f"/following/{FOLLOW}?unread=1", "/mutes"],
}
"""Of people with accounts, besides: each kind as often as outlets."""
READ, SAVED, PASSWORD = 2_000, 30, "a long password of the load test"
"""Articles that each person has read and saved before."""
NAMES, KEYWORDS, WORDS = 16, 6, ("كرة القدم", "حادث", "الأسهم", "مقتل", "الدوري", "الطقس")
"""What each person follows, out of as many again, and words of which each mutes three."""
OUTLETS, PAUSE = 50, 10.0
"""Of the press, and seconds between two of an outlet's pages."""
SERVE = "import sys; from rawi.serve import ServeOptions, run; "
SERVE += "from rawi.collect.options import CollectOptions; "
SERVE += "run(sys.argv[1], ServeOptions(port=int(sys.argv[2]), readers=int(sys.argv[3])), "
SERVE += f"CollectOptions(delay={PAUSE}) if sys.argv[4:] else None)"
COLD, STEADY, FIRST = "just begun", "one page after the other", 300
"""While a reader that just began meets recent words beside, for so many pages; and after that."""
BAR = 0.050
"""Seconds that 95 of 100 pages must stay under, one after the other."""


def records() -> list[dict[str, object]]:
    """In the order of days, as collecting brings them."""
    found: list[dict[str, object]] = []
    for name in FILES:
        with gzip.open(DATA / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found += map(json.loads, lines)
    return sorted(found, key=lambda record: str(record.get("published") or ""))


def filled(path: Path, least: int) -> Path:
    """The newsroom with all given articles, imported where it holds less; kept for the next run."""
    with rawi.open(path) as room:
        if room.count() < least:
            print(f"importing into {path} ...", flush=True)
            counts = room.add(records())
            print(f"{counts.added} added, {len(counts.rejected)} rejected", flush=True)
    return path


def days() -> list[str]:
    return [f"{begun[:8]}{int(begun[8:]) + n:02}" for begun, count in SPANS for n in range(count)]


def wanted(path: Path, pick: random.Random) -> Paths:
    """Addresses to ask for, by kind of page."""
    with rawi.open(path) as room:
        facets = room.facets()
        articles = pick.sample([a.id for a in room.articles()], 4_000)
        stories = [b for day in days() for b in room.briefs(limit=40, until=day)]
        queries = [_query(b.headline, pick) for b in pick.sample(stories, 400)]
        return {
            "home": _lists(room, [*facets.sections, *facets.outlets]),
            "story": [address("story", b.id) for b in stories if b.articles > 1],
            "article": [address("article", name) for name in articles],
            "search": [f"/search?q={quote(q)}" for q in queries if q],
            "outlets": ["/outlets", *(address("outlet", name) for name in facets.outlets)],
        }


def _query(headline: str, pick: random.Random) -> str:
    """One to three words that stand side by side in a headline."""
    words = headline.split()
    at = pick.randrange(len(words)) if words else 0
    return " ".join(words[at : at + pick.randint(1, 3)])


def _lists(room: Newsroom, names: list[str]) -> list[str]:
    """Home as often as all else: its next pages, days, sections and outlets."""
    after, pages = None, []
    for _ in range(20):
        after = room.briefs(limit=24, after=after).next
        pages.append(f"/?after={after}")
    narrowed = [f"/?{kind}={quote(n)}" for n in names for kind in ("section", "outlet")]
    lists = [*pages, *narrowed, *(f"/?since={day}&until={day}" for day in days())]
    return lists + ["/"] * len(lists)


@contextmanager
def serving(path: Path, port: int, collecting: bool, readers: int = 1) -> Iterator[int]:
    """A reader over the newsroom, collecting meanwhile; its process id."""
    asked = [str(path), str(port), str(readers)] + ["collect"] * collecting
    server = subprocess.Popen([sys.executable, "-c", SERVE, *asked])
    try:
        _wait(port)
        yield server.pid
    finally:
        server.terminate()
        server.wait(60)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            if asyncio.run(Client(port).status("/health")) == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the reader did not start")


@contextmanager
def collected(path: Path) -> Iterator[None]:
    """The outlets of the press, followed by the newsroom, for as long as this lasts."""
    with rawi.open(path) as room:
        room.add_outlet(*map(press.following, range(OUTLETS)))
    server = multiprocessing.get_context("spawn").Process(
        target=press.serve, args=(OUTLETS, 0), daemon=True
    )
    server.start()
    try:
        press.wait_for(press.address(OUTLETS - 1))
        yield
    finally:
        server.terminate()
        server.join()


def people(path: Path, count: int, pick: random.Random) -> dict[str, list[int]]:
    """That many accounts, each with marks of their own, or those that are there already; the
    numbers of what each follows."""
    made: dict[str, list[int]] = {}
    with rawi.open(path) as room:
        room.number_arrivals()
        new = count and room.people.named(f"reader{count - 1}") is None
        ids = [a.id for a in room.articles()] if new else []
        topics = _topics(room, pick.sample(ids, 400)) if new else []
        for n in range(count):
            name = f"reader{n}"
            if known := room.people.named(name):
                made[name] = [one.number for one in room.follows.of(known.number).all()]
                continue
            person = room.people.add(name, PASSWORD, "reader" if n else "owner")
            marks = room.marks.of(person.number)
            marks.mark_all(pick.sample(ids, READ))
            for saved in pick.sample(ids, SAVED):
                marks.save(saved, True)
            for word in pick.sample(WORDS, 3):
                room.mute("word", word, person.number)
            wanted = pick.sample(topics, NAMES + KEYWORDS)
            made[name] = [room.follow(one, person.number).number for one in wanted]
    return made


def _topics(room: Newsroom, ids: list[str]) -> list[Follow]:
    """What of some articles people follow: the most frequent names and keywords."""
    names, keywords = Counter[str](), Counter[str]()
    for notes in map(room.notes, ids):
        names.update({e.name or e.text for e in notes.entities})
        keywords.update(k.text for k in notes.keywords)
    most = [("entity", name) for name, _ in names.most_common(2 * NAMES)]
    most += [("keyword", text) for text, _ in keywords.most_common(2 * KEYWORDS)]
    return [room.followable(kind, name) for kind, name in most]


def signed_in(port: int, made: dict[str, list[int]]) -> list[Session]:
    """The cookies of their sessions, and what each follows."""
    return [(_session(port, name), follows) for name, follows in made.items()]


def _session(port: int, name: str) -> str:
    body = urlencode({"name": name, "password": PASSWORD})
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("POST", "/login", body, {"content-type": "application/x-www-form-urlencoded"})
    cookie = line.getresponse().headers["set-cookie"].partition(";")[0]
    line.close()
    return cookie


Phase = tuple[str, Callable[[Client], Coroutine[Any, Any, Asked]]]


def phases(paths: Paths, pid: int, rate: int, seconds: int) -> tuple[Phase, ...]:
    """Ways to ask, by what is printed above their figures; each asks for other pages."""
    return (
        (COLD, lambda client: one_by_one(client, paths, FIRST, pid, 3)),
        (STEADY, lambda client: one_by_one(client, paths, 20 * seconds, pid)),
        (f"{rate} a second, {seconds} s", lambda client: load(client, paths, rate, seconds)),
    )


def measured(path: Path, paths: Paths, given: argparse.Namespace) -> bool:
    good, port = True, given.port
    rate, seconds = min(given.rate, 200), min(given.seconds, 120)
    begun = time.perf_counter()
    made = people(path, min(given.people, 100), random.Random(3))
    if made:
        print(f"{len(made)} accounts made in {time.perf_counter() - begun:.1f} s")
        paths = paths | OWN
    with collected(path), serving(path, port, True, given.readers) as pid:
        cookies = signed_in(port, made)
        for title, asking in phases(paths, pid, rate, seconds):
            print(title)
            begun = cpu_seconds(pid)
            asked = asyncio.run(asking(Client(port, cookies)))
            p95 = report(asked, cpu_seconds(pid) - begun)
            good = good and not asked.failed and (title != STEADY or p95 < BAR)
        print(f"{', '.join(map(str, resident(pid)))} MiB")
    with rawi.open(path) as room:
        print(f"{room.count()} articles in the end")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=100, help="requests a second, at most 200")
    parser.add_argument("--seconds", type=int, default=60, help="how long, at most 120")
    parser.add_argument("--people", type=int, default=0, help="accounts, at most 100; 0: none")
    parser.add_argument("--readers", type=int, default=1, help="processes that answer")
    parser.add_argument("--port", type=int, default=8797)
    parser.add_argument(
        "--newsroom", type=Path, default=Path(tempfile.gettempdir()) / "rawi-load" / "news.db"
    )
    parser.add_argument("--least", type=int, default=29_000, help="articles to do without import")
    given = parser.parse_args()
    if not DATA.is_dir():
        print("the shared data is absent, nothing was measured")
        return 0
    given.newsroom.parent.mkdir(parents=True, exist_ok=True)
    kept = filled(given.newsroom, given.least)
    paths = wanted(kept, random.Random(7))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / kept.name
        shutil.copy(kept, copy)
        shutil.copytree(f"{kept}.index", f"{copy}.index")
        if (marks := marks_path(kept)).exists():
            shutil.copy(marks, marks_path(copy))
        return 0 if measured(copy, paths, given) else 1


if __name__ == "__main__":
    sys.exit(main())
