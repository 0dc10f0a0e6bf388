"""Polite fetching: robots.txt, a delay per host, a bound on requests at one time.

The order of gates matters: a request waits for its host first and takes one of
the common places only then, so that a queue at one slow host blocks nobody.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Protocol
from urllib.parse import urlsplit

from rawi.collect.fetch import Fetcher, Request
from rawi.collect.options import CollectOptions
from rawi.collect.robots import LIMIT, Get, RobotsCache
from rawi.ingest.plain_text import web_address
from rawi.ingest.records import Fetched
from rawi.model import Rejection

_BUSY = {429, 503}
_LONGEST_HOLD = 86_400.0
"""Seconds that ``Retry-After`` may ask for; longer is taken for a mistake."""


def retry_after(reply: Fetched, now: datetime) -> float | None:
    """Seconds that a busy server asks for (RFC 9110, 10.2.3), or None."""
    raw = reply.headers.get("retry-after", "").strip()
    if reply.status not in _BUSY or not raw:
        return None
    if raw.isdecimal():
        return min(float(raw[:9]), _LONGEST_HOLD)
    try:
        when = parsedate_to_datetime(raw)
    except ValueError:
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(0.0, (aware - now).total_seconds()), _LONGEST_HOLD)


class _Host:
    """One host: how many requests at a time, when the next may start, until when it rests."""

    def __init__(self, per_host: int) -> None:
        self.places = asyncio.Semaphore(per_host)
        self.next = 0.0
        self.rests_until = 0.0


class Turns(Protocol):
    """Turns at hosts that several machines share."""

    async def turn(self, host: str, delay: float) -> tuple[float, float]:
        """Seconds that the host must still be left alone, and, where that is nothing, seconds
        until the turn that is ours, the next one being ``delay`` seconds later."""
        ...

    async def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        ...


class Session:
    """Fetches for all outlets and keeps what must outlive one round."""

    def __init__(self, options: CollectOptions | None = None, turns: Turns | None = None) -> None:
        """``turns``: where several machines fetch, in place of this one's own memory."""
        self._turns = turns
        self.options = options or CollectOptions()
        self._fetcher = Fetcher(self.options)
        self._robots = RobotsCache(self.options)
        self._places = asyncio.Semaphore(self.options.concurrency)
        self._spare = asyncio.Semaphore(self.options.concurrency)
        self._hosts: dict[str, _Host] = {}

    async def __aenter__(self) -> Session:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._fetcher.aclose()

    async def get(self, request: Request) -> Fetched | Rejection:
        """One address, politely; see ``Fetcher.get``."""
        if web_address(request.url) is None:
            return Rejection(kind="address", reason="not a web address", item=request.url)
        host = self._host(request.url)
        async with host.places:
            if (rest := host.rests_until - time.monotonic()) > 0:
                return _resting(request.url, rest)
            get = self._plain(request.allow_private, self._places)
            if (refused := await self._refusal(request.url, get)) is not None:
                return refused
            if (rest := await self._wait(host, request.url)) > 0:
                return _resting(request.url, rest)
            reply = await self._fetched(request)
        await self._heed(host, request.url, reply)
        return reply

    async def sitemaps(self, url: str, *, allow_private: bool) -> tuple[str, ...]:
        """What the robots.txt of ``url``'s host names."""
        return await self._robots.sitemaps(url, self._plain(allow_private, self._places))

    async def _fetched(self, request: Request) -> Fetched | Rejection:
        async def turn(url: str) -> Rejection | None:
            # a place is held here: asking for another, for a robots.txt, could block all
            return await self._refusal(url, self._plain(request.allow_private, self._spare))

        async with self._places:
            return await self._fetcher.get(request, turn)

    async def _refusal(self, url: str, get: Get) -> Rejection | None:
        return await self._robots.refusal(url, get) if self.options.robots else None

    def _plain(self, allow_private: bool, places: asyncio.Semaphore) -> Get:
        async def get(url: str) -> Fetched | Rejection:
            request = Request(url=url, limit=LIMIT, allow_private=allow_private, cut=True)
            async with places:
                return await self._fetcher.get(request)

        return get

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(_name(url), _Host(self.options.per_host))

    async def _wait(self, host: _Host, url: str) -> float:
        """Until the host's delay since its last request is over; how long it must be left alone."""
        delay = max(self.options.delay, self._robots.delay(url)) if self.options.delay else 0.0
        if self._turns is not None:
            rest, wait = await self._turns.turn(_name(url), delay)
            await asyncio.sleep(0.0 if rest > 0 else wait)
            return rest
        now = time.monotonic()
        start = max(now, host.next)
        host.next = start + delay
        if start > now:
            await asyncio.sleep(start - now)
        return 0.0

    async def _heed(self, host: _Host, url: str, reply: Fetched | Rejection) -> None:
        if isinstance(reply, Fetched) and (rest := retry_after(reply, datetime.now(UTC))):
            host.rests_until = time.monotonic() + rest
            if self._turns is not None:
                await self._turns.rest(_name(url), rest)


def _name(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _resting(url: str, rest: float) -> Rejection:
    reason = f"the server asked to be left alone for {rest:.0f} s more"
    return Rejection(kind="busy", reason=reason, item=url)
