"""``python -m eval.load_reader``: the reader under load, on loopback, for a bounded time.

Imports all given articles into a newsroom under the temporary folder (once), and serves a
copy of it, with its accounts where it has some, in a process of its own while collecting goes
on: fifty outlets of the press of ``load_collect`` bring some five articles a second. First asks for
one page after the other, then at a steady rate whether earlier answers came or not:
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
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

import rawi
from eval import load_collect as press
from eval.figures import DATA
from rawi.newsroom import Newsroom
from rawi.serve.ui.screen import address
from rawi.store.personal.follows import Follow
from rawi.store.personal.marks import marks_path

FILES = ("ant-2018-04", "ant-2018-02-03-07", "saudi-2015-07", "almayadeen-2023-q1")
SPANS = (("2015-07-21", 7), ("2018-02-01", 27), ("2018-03-01", 27), ("2018-04-01", 28))
MIX = {"home": 3, "story": 2, "article": 4, "search": 2, "outlets": 1}
"""How often each kind of page is asked for."""
FOLLOW = "{follow}"
"""Stands in an address for the number of something that whoever asks follows."""
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
BAR = 0.050
"""Seconds that 95 of 100 pages must stay under, one after the other."""
Paths = dict[str, list[str]]
Session = tuple[str, list[int]]
"""A cookie, and the numbers of what that person follows."""
Took = dict[str, list[float]]
"""Kind of page to the seconds that each answer took."""


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


class Client:
    """Asks over connections that stay open, as browsers do; light beside the server."""

    def __init__(self, port: int, sessions: Sequence[Session] = ()) -> None:
        self._port = port
        self._sessions = sessions
        self._pick = random.Random(2)
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    @asynccontextmanager
    async def _line(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        while self._free and self._free[-1][0].at_eof():
            self._free.pop()  # the server closes what was idle for some seconds
        line = self._free.pop() if self._free else None
        line = line or await asyncio.open_connection("127.0.0.1", self._port)
        yield line
        self._free.append(line)

    async def status(self, path: str) -> int:
        """Of the answer, which is read to its end."""
        async with self._line() as (reader, writer):
            who = ""
            if self._sessions:
                cookie, follows = self._pick.choice(self._sessions)
                who = f"Cookie: {cookie}\r\n"
                path = path.replace(FOLLOW, str(self._pick.choice(follows)))
            head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{who}\r\n"
            writer.write(head.encode())
            told = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = told.partition(b"content-length:")[2].split(b"\r\n", 1)[0]
            await reader.readexactly(int(length))
            return int(told.split(b" ", 2)[1])


async def ask(client: Client, path: str, begun: float) -> float | None:
    """Seconds since it was to be asked for; None where it failed."""
    try:
        status = await asyncio.wait_for(client.status(path), 10)
    except (OSError, ValueError, asyncio.IncompleteReadError, TimeoutError) as why:
        print(f"{path}: {why!r}")
        return None
    if status != 200:
        print(f"{path}: {status}")
        return None
    return time.perf_counter() - begun


class Asked(NamedTuple):
    """What asking gave: by kind of page the seconds of each answer, and of CPU where known."""

    took: Took
    cpu: Took
    failed: int


async def load(client: Client, paths: Paths, rate: int, seconds: int) -> Asked:
    """Ask ``rate`` times a second, whether earlier answers came or not."""
    pick, kinds = _mixed(paths, rate * seconds)
    took = defaultdict(list)
    tasks: list[asyncio.Task[float | None]] = []
    start = time.perf_counter()
    for n, kind in enumerate(kinds):
        due = start + n / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(ask(client, pick.choice(paths[kind]), due)))
    for kind, found in zip(kinds, await asyncio.gather(*tasks), strict=True):
        if found is not None:
            took[kind].append(found)
    return Asked(took, {}, len(kinds) - sum(map(len, took.values())))


async def one_by_one(client: Client, paths: Paths, count: int, pid: int) -> Asked:
    """Ask for so many pages, each when the one before has come."""
    pick, kinds = _mixed(paths, count)
    took, cpu = defaultdict(list), defaultdict(list)
    for kind in kinds:
        begun, path = cpu_seconds(pid), pick.choice(paths[kind])
        found = await ask(client, path, time.perf_counter())
        if found is not None:
            took[kind].append(found)
            cpu[kind].append(cpu_seconds(pid) - begun)
    return Asked(took, cpu, len(kinds) - sum(map(len, took.values())))


def _mixed(paths: Paths, count: int) -> tuple[random.Random, list[str]]:
    pick = random.Random(1)
    mix = {kind: MIX.get(kind, 1) for kind in paths}
    return pick, pick.choices(list(mix), list(mix.values()), k=count)


def cpu_seconds(pid: int) -> float:
    """Of the reader, all processes that answer and their threads, to the nanosecond."""
    spent = 0
    for process in (pid, *answering(pid)):
        for thread in Path(f"/proc/{process}/task").iterdir():
            try:
                spent += int((thread / "schedstat").read_text().split()[0])
            except OSError:
                continue  # it ended meanwhile
    return spent / 1e9


def answering(pid: int) -> list[int]:
    """The processes that a reader of several began: those that do not stand back, as what
    collects does."""
    own = os.getpriority(os.PRIO_PROCESS, pid)
    begun = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(child) for names in begun for child in names.read_text().split()]
    spawned = (c for c in children if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes())
    return [child for child in spawned if os.getpriority(os.PRIO_PROCESS, child) == own]


def resident(pid: int) -> list[int]:
    """MiB of memory of each process that answers."""
    found = []
    for process in answering(pid) or [pid]:
        status = Path(f"/proc/{process}/status").read_text()
        found.append(int(status.partition("VmRSS:")[2].split()[0]) // 1024)
    return found


def report(asked: Asked, cpu: float) -> float:
    """Print the figures; p95 of all."""
    print(f"{'':10} {'':>6} {'wall, ms':>26} {'CPU, ms':>17}" if asked.cpu else "")
    print(f"{'page':10} {'n':>6} {'p50':>8} {'p95':>8} {'p99':>8}")
    for kind, times in _with_all(asked.took).items():
        row = " ".join(f"{_at(times, share) * 1000:8.1f}" for share in (0.5, 0.95, 0.99))
        spent = _with_all(asked.cpu).get(kind, []) if asked.cpu else []
        own = " ".join(f"{_at(spent, share) * 1000:8.1f}" for share in (0.5, 0.95) if spent)
        print(f"{kind:10} {len(times):6} {row} {own}")
    every = _with_all(asked.took)["all"]
    print(f"{cpu * 1000 / len(every):.1f} ms CPU a page in the reader, {asked.failed} failed\n")
    return _at(every, 0.95)


def _with_all(took: Took) -> Took:
    return {**took, "all": [t for times in took.values() for t in times]}


def _at(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


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
        for pace in (0, rate):
            print(f"{pace} a second, {seconds} s" if pace else "one page after the other")
            begun = cpu_seconds(pid)
            client = Client(port, cookies)
            asking = load(client, paths, pace, seconds) if pace else None
            asked = asyncio.run(asking or one_by_one(client, paths, 20 * seconds, pid))
            p95 = report(asked, cpu_seconds(pid) - begun)
            good = good and not asked.failed and (bool(pace) or p95 < BAR)
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
