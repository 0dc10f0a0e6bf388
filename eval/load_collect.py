"""``python -m eval.load_collect``: one full round over 500 outlets on this machine.

Each outlet has a loopback address of its own (127.1.x.y) with robots.txt, a feed and
six new articles; one in twenty stalls, drips or is broken in some other way. Delays
are off and the time limits are the defaults. Texts are shuffled from those of the demo
press. Prints one JSON line; exits 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import resource
import socket
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rawi
from rawi.collect.options import CollectOptions
from rawi.demo import load
from rawi.model import Outlet

PORT = 8099
ARTICLES = 6
BARS = {"seconds": 60.0, "megabytes": 600.0}
BAD = ("stall", "drip", "broken", "endless", "loop")


def address(number: int) -> str:
    return f"127.1.{number // 250}.{number % 250 + 1}"


def kind(number: int, bad: int) -> str:
    """What the outlet of this number does wrong, if anything."""
    return BAD[number // 20 % len(BAD)] if number % 20 == 19 and number // 20 < bad else ""


def vocabulary() -> list[str]:
    return sorted({word for report in load().reports for word in report.body.split()})


class Press:
    """Answers for all outlets, by the address that was asked."""

    def __init__(self, bad: int) -> None:
        self._words = vocabulary()
        self._bad = bad

    def _text(self, seed: str, words: int) -> str:
        chance = random.Random(seed)
        return " ".join(chance.choices(self._words, k=words)) + "."

    def feed(self, number: int) -> str:
        begun = datetime.now(UTC) - timedelta(hours=3)
        items = "".join(
            f"<item><title>{self._text(f'{number}/{n}', 9)}</title>"
            f"<link>http://{address(number)}:{PORT}/{n}</link>"
            f"<pubDate>{begun + timedelta(minutes=n):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
            for n in range(ARTICLES)
        )
        return f'<rss version="2.0"><channel><title>{number}</title>{items}</channel></rss>'

    def page(self, number: int, n: str) -> str:
        title = self._text(f"{number}/{n}", 9)
        body = "".join(f"<p>{self._text(f'{number}/{n}/{p}', 45)}</p>" for p in range(5))
        menu = "".join(f"<li><a href='/s{i}'>قسم {i}</a></li>" for i in range(40))
        return (
            f"<!doctype html><html lang='ar'><head><title>{title}</title></head><body>"
            f"<nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{body}</article></body></html>"
        )

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._answered(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        third, fourth = writer.get_extra_info("sockname")[0].split(".")[2:]
        number = int(third) * 250 + int(fourth) - 1
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            if path == "/feed" and (wrong := kind(number, self._bad)):
                await self._misbehave(wrong, writer)
                return
            if path == "/robots.txt":
                body, mime = "User-agent: *\nDisallow: /private/\n", "text/plain"
            elif path == "/feed":
                body, mime = self.feed(number), "application/rss+xml"
            else:
                body, mime = self.page(number, path.strip("/")), "text/html; charset=utf-8"
            data = body.encode()
            writer.write(
                f"HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\n"
                f"Content-Length: {len(data)}\r\n\r\n".encode()
                + data
            )
            await writer.drain()

    async def _misbehave(self, wrong: str, writer: asyncio.StreamWriter) -> None:
        if wrong == "stall":
            await asyncio.sleep(300)
        if wrong == "broken":
            writer.write(b"\x00\xff no protocol\r\n\r\n")
        if wrong == "loop":
            writer.write(b"HTTP/1.1 302 Found\r\nLocation: /feed\r\nContent-Length: 0\r\n\r\n")
        if wrong in ("drip", "endless"):
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while wrong in ("drip", "endless"):
            writer.write(b" " * (1 if wrong == "drip" else 65_536))
            await writer.drain()
            await asyncio.sleep(1 if wrong == "drip" else 0)
        await writer.drain()


def serve(outlets: int, bad: int) -> None:
    async def run() -> None:
        hosts = [address(n) for n in range(outlets)]
        server = await asyncio.start_server(Press(bad).answer, hosts, PORT, backlog=64)
        await server.serve_forever()

    asyncio.run(run())


def following(number: int) -> Outlet:
    base = f"http://{address(number)}:{PORT}"
    return Outlet(
        id=f"o{number:03}",
        name=f"وسيلة {number}",
        url=base,
        feeds=(f"{base}/feed",),
        allow_private=True,
    )


def megabytes() -> float:
    """Peak memory of this process and of the largest child that has ended."""
    own, children = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return max(own, children) / 1024


def cpu_seconds() -> float:
    """Of this process and its workers that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measured(outlets: int, bad: int) -> dict[str, float]:
    wrong = {f"o{n:03}" for n in range(outlets) if kind(n, bad)}
    with tempfile.TemporaryDirectory() as folder, rawi.open(Path(folder) / "news.db") as news:
        news.add_outlet(*map(following, range(outlets)))
        begun, worked = time.perf_counter(), cpu_seconds()
        report = news.collect(CollectOptions(delay=0.0))
        seconds = time.perf_counter() - begun
        last_good = max(
            datetime.fromisoformat(s.last_visit or "").timestamp()
            for name, s in news.outlet_states().items()
            if name not in wrong
        )
        begun_at = time.time() - (time.perf_counter() - begun)
        return {
            "seconds": round(seconds, 1),
            "cpu_seconds": round(cpu_seconds() - worked, 1),
            "last_good_outlet_after": round(last_good - begun_at, 1),
            "megabytes": round(megabytes()),
            "collected": sum(visit.new for visit in report.visits),
            "stored": news.count(),
            "expected": (outlets - len(wrong)) * ARTICLES,
            "outlets_with_an_error": len(report.errors),
            "bad_outlets": len(wrong),
            "good_outlets_with_an_error": len(set(report.errors) - wrong),
        }


def wait_for(host: str) -> None:
    """Until the last address answers; raises ``TimeoutError`` after a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection((host, PORT), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the press did not open")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outlets", type=int, default=500)
    parser.add_argument("--bad", type=int, default=25)
    options = parser.parse_args()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(options.outlets, options.bad), daemon=True
    )
    server.start()
    try:
        wait_for(address(options.outlets - 1))
        found = measured(options.outlets, options.bad)
    finally:
        server.terminate()
        server.join()
    print(json.dumps(found))
    # texts are shuffled words: extraction may doubt one page in some hundreds
    whole = found["collected"] == found["expected"] and found["stored"] >= 0.99 * found["expected"]
    good = whole and not found["good_outlets_with_an_error"]
    return 0 if good and all(found[name] < bar for name, bar in BARS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
