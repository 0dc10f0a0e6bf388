"""Counts for Prometheus: answers by route and status, and how long they took."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Upper bounds of the latency histogram, in seconds."""
TOLD_EVERY = 1.0
"""Seconds between two times that a process tells others what it counted."""


class Counts(msgspec.Struct):
    """What one process counted, or several together."""

    answers: list[tuple[str, int, int]] = []
    """Route, status, how many."""
    slots: dict[str, list[int]] = {}
    """Route to answers by how long they took: up to each of ``BUCKETS``, and longer."""
    seconds: dict[str, float] = {}


class Counted(ASGIMiddleware):
    """Has every answer count in the meter of the reader that gives it."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        begun = time.perf_counter()
        route = str(scope.get("path_template") or "other")
        meter: Meter = scope["app"].state["reader"].meter

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                meter.count(route, int(message["status"]), time.perf_counter() - begun)
            await send(message)

        await next_app(scope, receive, counted)


class Meter:
    """Counts answers by route and status, and how long they took to begin."""

    def __init__(self, beside: Path | None = None) -> None:
        """``beside``: folder where processes that answer at one address tell each other."""
        self._lock = threading.Lock()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BUCKETS) + 1))
        self._seconds: dict[str, float] = defaultdict(float)
        self._beside = beside
        self._own = f"{os.getpid()}-{time.time_ns()}.json"

    def count(self, route: str, status: int, seconds: float) -> None:
        slot = next((n for n, bound in enumerate(BUCKETS) if seconds <= bound), len(BUCKETS))
        with self._lock:
            self._answers[route, status] += 1
            self._buckets[route][slot] += 1
            self._seconds[route] += seconds

    def lines(self) -> list[str]:
        """Prometheus text, version 0.0.4: of all processes that answer at one address."""
        total = Meter()
        for counts in (self._counts(), *self._others()):
            total.add(counts)
        return total._lines()

    def add(self, counts: Counts) -> None:
        """Count what others counted."""
        for route, status, n in counts.answers:
            self._answers[route, status] += n
        for route, slots in counts.slots.items():
            held = self._buckets[route]
            self._buckets[route] = [one + more for one, more in zip(held, slots, strict=True)]
            self._seconds[route] += counts.seconds[route]

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tell other processes what was counted, while this holds and at its end."""
        if self._beside is None:
            yield
            return
        ended = threading.Event()
        teller = threading.Thread(target=self._tell_on, args=(ended,), daemon=True)
        teller.start()
        try:
            yield
        finally:
            ended.set()
            teller.join()

    def _tell_on(self, ended: threading.Event) -> None:
        told = -1
        while not ended.wait(TOLD_EVERY) or told != self._answers.total():
            if told != (total := self._answers.total()):
                self._tell()
                told = total

    def _tell(self) -> None:
        assert self._beside is not None
        part = self._beside / f"{self._own}.part"
        part.write_bytes(msgspec.json.encode(self._counts()))
        part.replace(self._beside / self._own)

    def _counts(self) -> Counts:
        with self._lock:
            answers = [(route, status, n) for (route, status), n in self._answers.items()]
            slots = {route: list(held) for route, held in self._buckets.items()}
            return Counts(answers, slots, dict(self._seconds))

    def _others(self) -> Iterator[Counts]:
        """What the others told last; of those that ended too, for counters never fall."""
        for file in self._beside.glob("*.json") if self._beside else ():
            if file.name != self._own:
                yield msgspec.json.decode(file.read_bytes(), type=Counts)

    def _lines(self) -> list[str]:
        out = ["# TYPE rawi_http_requests_total counter"]
        for (route, status), n in sorted(self._answers.items()):
            out.append(f'rawi_http_requests_total{{route="{route}",status="{status}"}} {n}')
        out.append("# TYPE rawi_http_request_seconds histogram")
        for route, slots in sorted(self._buckets.items()):
            out += _histogram(route, slots, self._seconds[route])
        return out


def _histogram(route: str, slots: list[int], seconds: float) -> list[str]:
    name, total, out = "rawi_http_request_seconds", 0, []
    for bound, n in zip((*BUCKETS, "+Inf"), slots, strict=True):
        total += n
        out.append(f'{name}_bucket{{route="{route}",le="{bound}"}} {total}')
    out.append(f'{name}_sum{{route="{route}"}} {seconds:.6f}')
    out.append(f'{name}_count{{route="{route}"}} {total}')
    return out
