"""Asking a reader for pages, and what it took: of each answer, and of processor and memory."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

MIX = {"home": 3, "story": 2, "article": 4, "search": 2, "outlets": 1}
"""How often each kind of page is asked for."""
FOLLOW = "{follow}"
"""Stands in an address for the number of something that whoever asks follows."""
Paths = dict[str, list[str]]
Session = tuple[str, list[int]]
"""A cookie, and the numbers of what that person follows."""
Took = dict[str, list[float]]
"""Kind of page to the seconds that each answer took."""


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
    pick, kinds = _mixed(paths, rate * seconds, 2)
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


async def one_by_one(client: Client, paths: Paths, count: int, pid: int, draw: int = 1) -> Asked:
    """Ask for so many pages, each when the one before has come; other ones for another draw."""
    pick, kinds = _mixed(paths, count, draw)
    took, cpu = defaultdict(list), defaultdict(list)
    for kind in kinds:
        begun, path = cpu_seconds(pid), pick.choice(paths[kind])
        found = await ask(client, path, time.perf_counter())
        if found is not None:
            took[kind].append(found)
            cpu[kind].append(cpu_seconds(pid) - begun)
    return Asked(took, cpu, len(kinds) - sum(map(len, took.values())))


def _mixed(paths: Paths, count: int, draw: int) -> tuple[random.Random, list[str]]:
    pick = random.Random(draw)
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
