"""``python -m eval.kills``: workers, a reader and the server killed at random, begun again.

Two machines (``rawi work``) collect from outlets on loopback that go on publishing, a third
process reads (``rawi serve``), all over one PostgreSQL. One of worker, leader, reader and
server is killed at a time (SIGKILL; the server as if the power had gone) and begun again.
In the end every page is there once, nothing is wrong, the reader finds all, and it is told
how long there was no leader.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import ClassVar

import psycopg

import rawi
from eval.clusters import Cluster, cluster
from rawi.errors import NewsroomError
from rawi.model import Outlet
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.work.status import status

LETTERS = "ابتثجحخدذرزسشصضطعغفقكلمنهوي"
RESTARTED = 1.0
"""Seconds until what ended is begun again."""
BAR_LEADER = 30.0
"""Seconds without a leader, at most."""
_PAGE = """<!doctype html><html lang="ar"><head><title>{title}</title></head><body><article>
<h1>{title}</h1><p>{one}.</p><p>{two}.</p></article></body></html>"""


class Press(BaseHTTPRequestHandler):
    """Outlets by path, each with a feed of what it published so far."""

    published: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        _, outlet, name = [*self.path.split("/"), "", ""][:3]
        if outlet not in self.published:
            body, kind = b"none", "text/plain"
        elif name == "feed.xml":
            body, kind = self._feed(outlet), "application/rss+xml"
        else:
            body, kind = self._page(outlet, name), "text/html; charset=utf-8"
        self.send_response(200 if outlet in self.published else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _feed(self, outlet: str) -> bytes:
        host = self.headers["Host"]
        items = "".join(
            f"<item><title>{outlet} {n}</title><link>http://{host}/{outlet}/{n}.html</link></item>"
            for n in range(self.published[outlet])
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()

    def _page(self, outlet: str, name: str) -> bytes:
        choose = random.Random(f"{outlet}/{name}")
        title, one, two = (words(choose, count) for count in (6, 40, 40))
        return _PAGE.format(title=f"{title} {outlet} {name}", one=one, two=two).encode()

    def log_message(self, *_: object) -> None:
        pass


def words(choose: random.Random, count: int) -> str:
    return " ".join("".join(choose.choices(LETTERS, k=6)) for _ in range(count))


class Program:
    """A command of Rawi that is begun again however it ended, as by a unit that restarts it."""

    def __init__(self, place: str, cache: Path, *command: str) -> None:
        self._command = [sys.executable, "-m", "rawi.cli", *command]
        self._environ = os.environ | {
            "RAWI_NEWSROOM": place,
            "RAWI_CACHE": str(cache),
            "RAWI_COLLECT_DELAY": "0.02",
            "RAWI_COLLECT_SHORTEST": "0.05",
            "RAWI_COLLECT_LONGEST": "0.1",
        }
        self._over = Event()
        self.process = self._begun()
        Thread(target=self._keep, daemon=True).start()

    def _begun(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, env=self._environ)

    def _keep(self) -> None:
        while not self._over.is_set():
            self.process.wait()
            if not self._over.wait(RESTARTED):
                self.process = self._begun()

    def kill(self) -> None:
        self.process.kill()

    def close(self) -> None:
        self._over.set()
        self.process.terminate()
        self.process.wait(60)


def until(true: Callable[[], bool], seconds: float) -> float:
    """Seconds until it is true, however often the database is away meanwhile."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        with suppress(NewsroomError, psycopg.Error, OSError):
            if true():
                return time.monotonic() - begun
        time.sleep(0.2)
    raise SystemExit(f"it did not come within {seconds:.0f} s")


def leader_of(news: Newsroom) -> str | None:
    found = status(news)
    return found.leader if found else None


def killed(
    choose: random.Random, server: Cluster, news: Newsroom, machines: list[Program], reader: Program
) -> tuple[str, float]:
    """Kill one of them, which is begun again; what it was, and how long there was no leader."""
    what = choose.choice(("worker", "leader", "reader", "server"))
    if what == "server":
        server.stop(signal.SIGQUIT)
        server.start()
    elif what == "reader":
        reader.kill()
    else:
        leads = leader_of(news) or ""
        one = next(
            (m for m in machines if leads.startswith(f"{m.process.pid}@") == (what == "leader")),
            machines[0],
        )
        one.kill()
        if what == "leader":
            return what, until(lambda: leader_of(news) not in (None, leads), 90)
    return what, until(lambda: leader_of(news) is not None, 90)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    choose = random.Random(given.seed)
    press = ThreadingHTTPServer(("127.0.0.1", 0), Press)
    Thread(target=press.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{press.server_port}"
    Press.published.update({f"o{n}": 10 for n in range(3)})
    with tempfile.TemporaryDirectory() as name, cluster(fsync=True) as server:
        folder, place = Path(name), server.database()
        options = NewsroomOptions(workers=1, cache=str(folder / "mine"))
        with rawi.open(place, options=options) as news:
            came = run(given.kills, choose, server, news, folder, host)
        with rawi.open(place, options=options) as news:  # its own index follows
            judged(news, *came)


def run(
    kills: int, choose: random.Random, server: Cluster, news: Newsroom, folder: Path, host: str
) -> tuple[int, float, Counter[str]]:
    """How many pages there are, the longest time without a leader, and what was killed."""
    place = server.address("news1")
    for outlet in Press.published:
        news.add_outlet(
            Outlet(id=outlet, name=outlet, feeds=(f"{host}/{outlet}/feed.xml",), allow_private=True)
        )
    port = free_port()
    machines = [Program(place, folder / str(n), "work", "--pages", "1") for n in range(2)]
    reader = Program(place, folder / "reader", "serve", "--no-collect", "--port", str(port))
    longest = 0.0
    told: Counter[str] = Counter()
    try:
        until(lambda: leader_of(news) is not None and news.count() > 0, 180)
        for _ in range(kills):
            Press.published.update({outlet: choose.randint(0, 2) for outlet in Press.published})
            time.sleep(choose.uniform(0, 4))
            what, waited = killed(choose, server, news, machines, reader)
            told[what] += 1
            longest = max(longest, waited)
        wanted = Press.published.total()
        try:
            until(lambda: news.count() >= wanted, 300)
            until(lambda: caught_up(port, wanted), 120)
        except SystemExit:
            print(f"{news.count()} of {wanted} pages after {dict(told)}; {status(news)}")
            print(*news.rejections(), sep="\n")
            raise
    finally:
        for program in (*machines, reader):
            program.close()
    return wanted, longest, told


def caught_up(port: int, wanted: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
        health = json.loads(answer.read())
    return health["articles"] == wanted and len(set(health["batches"].values())) == 1


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def judged(news: Newsroom, wanted: int, longest: float, told: Counter[str]) -> None:
    """Print what came of it, and end with 1 where something is wrong."""
    urls = Counter(article.url for article in news.articles())
    findings = news.check().findings
    print(f"killed: {dict(told)}; longest without a leader {longest:.1f} s, bar {BAR_LEADER:.0f}")
    print(f"{len(urls)} of {wanted} pages, most of one {max(urls.values())}, found {findings}")
    right = len(urls) == wanted and set(urls.values()) == {1} and not findings
    sys.exit(0 if right and longest <= BAR_LEADER else 1)


if __name__ == "__main__":
    main()
