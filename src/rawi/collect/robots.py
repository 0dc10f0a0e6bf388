"""robots.txt, kept for a day (RFC 9309)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import msgspec
from protego import Protego

from rawi.collect.fetch import origin
from rawi.collect.options import ROBOTS_NAME, CollectOptions
from rawi.ingest.records import Fetched
from rawi.model import Rejection

LIMIT = 512_000  # bytes that RFC 9309 asks to be read at least; what follows is left out
_RETRY = 600.0  # seconds until a robots.txt that could not be had is asked for again

Get = Callable[[str], Awaitable[Fetched | Rejection]]


class _Held(msgspec.Struct, frozen=True):
    until: float
    rules: Protego | None
    """None: nothing may be fetched."""
    why: str = ""


def _rules(reply: Fetched | Rejection) -> tuple[Protego | None, str]:
    """No robots.txt allows all; a server in trouble allows nothing (RFC 9309, 2.3.1)."""
    if isinstance(reply, Rejection):
        return None, f"its robots.txt cannot be had: {reply.reason}"
    if reply.status >= 500 or reply.status == 429:
        return None, f"its robots.txt cannot be had: status {reply.status}"
    body = reply.body if reply.status == 200 else b""
    return Protego.parse(body.decode("utf-8", "replace")), ""


class RobotsCache:
    """The rules of each origin, fetched once at a time."""

    def __init__(self, options: CollectOptions) -> None:
        self._options = options
        self._held: dict[str, _Held] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def _of(self, url: str, get: Get) -> _Held:
        place = origin(url)
        async with self._locks.setdefault(place, asyncio.Lock()):
            held = self._held.get(place)
            if held is None or held.until < time.monotonic():
                rules, why = _rules(await get(f"{place}/robots.txt"))
                kept = self._options.robots_kept if rules is not None else _RETRY
                held = self._held[place] = _Held(time.monotonic() + kept, rules, why)
        return held

    async def refusal(self, url: str, get: Get) -> Rejection | None:
        """Why ``url`` may not be fetched, or None."""
        held = await self._of(url, get)
        if held.rules is None:
            return Rejection(kind="robots", reason=held.why, item=url)
        if not held.rules.can_fetch(url, ROBOTS_NAME):
            return Rejection(kind="robots", reason="robots.txt asks not to fetch it", item=url)
        return None

    def delay(self, url: str) -> float:
        """Seconds between requests that the host asks for, as far as its rules are known."""
        held = self._held.get(origin(url))
        asked = held.rules.crawl_delay(ROBOTS_NAME) if held and held.rules else None
        return min(asked or 0.0, self._options.longest_delay)

    async def sitemaps(self, url: str, get: Get) -> tuple[str, ...]:
        """Sitemaps that robots.txt names."""
        held = await self._of(url, get)
        return tuple(dict.fromkeys(held.rules.sitemaps)) if held.rules else ()
