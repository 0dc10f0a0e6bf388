"""Counts for Prometheus: answers by route and status, and how long they took."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict

from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Upper bounds of the latency histogram, in seconds."""


class Meter(ASGIMiddleware):
    """Counts answers by route and status, and how long they took to begin."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BUCKETS) + 1))
        self._seconds: dict[str, float] = defaultdict(float)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        begun = time.perf_counter()
        route = str(scope.get("path_template") or "other")

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.count(route, int(message["status"]), time.perf_counter() - begun)
            await send(message)

        await next_app(scope, receive, counted)

    def count(self, route: str, status: int, seconds: float) -> None:
        slot = next((n for n, bound in enumerate(BUCKETS) if seconds <= bound), len(BUCKETS))
        with self._lock:
            self._answers[route, status] += 1
            self._buckets[route][slot] += 1
            self._seconds[route] += seconds

    def lines(self) -> list[str]:
        """Prometheus text, version 0.0.4."""
        out = ["# TYPE rawi_http_requests_total counter"]
        with self._lock:
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
