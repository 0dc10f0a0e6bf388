"""One visit of one outlet: what is new there, its pages, what to remember."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec

from rawi.collect.fetch import Request
from rawi.collect.plan import Wanted, planned, planned_id, shared_addresses
from rawi.collect.session import Session
from rawi.collect.sources import SourceRead, read_sources, reply_error, sources_of
from rawi.collect.state import (
    TRIES,
    OutletState,
    Seen,
    Visited,
    item_id,
    item_print,
    remembered,
    visited,
    without_old,
)
from rawi.ingest.capture_reading import item_capture, page_capture
from rawi.ingest.full_text import holds_full_text
from rawi.ingest.records import FeedItem, Fetched
from rawi.model import Capture, Outlet, Rejection
from rawi.urls import canonical_url

Deliver = Callable[[Capture], Awaitable[None]]
Claims = dict[str, str]
"""Article id, or canonical address of a source -> the outlet that it belongs to."""

_GONE = {401, 403, 404, 410, 451}


async def visit(
    outlet: Outlet, state: OutletState, session: Session, claims: Claims, deliver: Deliver
) -> tuple[Visited, OutletState]:
    """Read the outlet's sources, fetch what is new, hand each capture to ``deliver``.

    Never raises over what the outlet does: its errors stand in the result, in words.
    """
    one = _Visit(outlet, state, session, claims, deliver)
    try:
        async with asyncio.timeout(session.options.outlet_timeout):
            await one.run()
    except TimeoutError:
        one.errors.append(f"the visit was ended after {session.options.outlet_timeout:g} s")
    return one.result()


class _Visit:
    """What one visit gathers while its requests run side by side."""

    def __init__(
        self,
        outlet: Outlet,
        state: OutletState,
        session: Session,
        claims: Claims,
        deliver: Deliver,
    ) -> None:
        self._outlet = outlet
        self._state = state
        self._session = session
        self._claims = claims
        self._deliver = deliver
        self._reads: tuple[SourceRead, ...] = ()
        self._ids: dict[str, Seen] = {}
        self._names: dict[str, str] = {}
        self._announced: set[str] = set()
        self._counts = {"new": 0, "again": 0, "moved": 0, "left": 0}
        self._page_errors: list[str] = []
        self.errors: list[str] = []

    async def run(self) -> None:
        if not sources_of(self._outlet):
            self.errors.append("it has no feed, sitemap or page to read")
            return
        holders = [self._claims.get(canonical_url(u)) for u, _ in sources_of(self._outlet)]
        if all(holder not in (None, self._outlet.id) for holder in holders):
            self.errors.append(f"its feed is that of another outlet: {holders[0]}")
            return
        self._reads = await read_sources(self._outlet, self._state, self._session)
        self.errors += [f"{r.url}: {r.source.error}" for r in self._reads if r.source.error]
        items = self._own([item for read in self._reads for item in read.items])
        rechecks = self._session.options.rechecks
        plan = planned(items, self._outlet.id, self._state, time.time(), rechecks)
        shared = shared_addresses(items, self._outlet.id, self._state)
        self._announced = {planned_id(item, self._outlet.id, shared) for item in items}
        self._ids |= plan.known
        self._names |= plan.names
        self._counts["moved"] = plan.moved
        most = self._session.options.pages
        self._counts["left"] = max(0, len(plan.wanted) - most)
        await asyncio.gather(*(self._take(wanted) for wanted in plan.wanted[:most]))

    def _own(self, items: list[FeedItem]) -> list[FeedItem]:
        """Items that no other outlet announced before."""
        mine, others = [], []
        for item in items:
            holder = self._claims.setdefault(item_id(item, self._outlet.id), self._outlet.id)
            mine.append(item) if holder == self._outlet.id else others.append(holder)
        if len(others) >= 3 and len(others) > len(mine):
            self.errors.append(f"it gives the articles of another outlet: {others[0]}")
        return mine

    async def _take(self, wanted: Wanted) -> None:
        """Bring in one article; what fails is tried again in the next visits."""
        item, seen = wanted.item, wanted.seen
        if item.url is None or wanted.shared or holds_full_text(item):
            await self._keep(
                wanted, item_capture(item, self._outlet.id, wanted.settled_id, _now()), None
            )
            return
        reply = await self._session.get(
            Request(
                url=item.url,
                limit=self._session.options.page_bytes,
                allow_private=self._outlet.allow_private,
                etag=seen.etag if seen else None,
                last_modified=seen.last_modified if seen else None,
            )
        )
        error = reply_error(reply) or _lost(item.url, reply)
        if error is None and isinstance(reply, Fetched):
            capture = page_capture(reply, item, self._outlet.id, wanted.settled_id, _now())
            await self._keep(wanted, capture if reply.status != 304 else None, reply)
        else:
            await self._missed(wanted, reply, error or "")

    async def _missed(self, wanted: Wanted, reply: Fetched | Rejection, error: str) -> None:
        """Remember the failure; at last make do with what the feed itself says."""
        self._page_errors.append(error)
        seen = wanted.seen
        busy = isinstance(reply, Rejection) and reply.kind == "busy"
        tries = (seen.tries if seen else 0) + (not busy)
        if isinstance(reply, Rejection):
            final = reply.kind in ("robots", "private", "address")
        else:
            final = reply.status in _GONE
        if not final and tries < TRIES:
            print, of = (seen.print, seen.of) if seen else ("", None)
            self._remember(wanted, Seen(print=print, at=time.time(), tries=tries, of=of))
            return
        capture = self._of_item(wanted) if wanted.item.title and not wanted.again else None
        await self._keep(wanted, capture, None)

    def _of_item(self, wanted: Wanted) -> Capture:
        return item_capture(wanted.item, self._outlet.id, wanted.settled_id, _now())

    async def _keep(self, wanted: Wanted, capture: Capture | None, reply: Fetched | None) -> None:
        headers = reply.headers if reply else {}
        seen = wanted.seen
        self._remember(
            wanted,
            Seen(
                print=item_print(wanted.item),
                at=time.time(),
                checks=seen.checks + 1 if seen and not seen.tries else 0,
                etag=headers.get("etag"),
                last_modified=headers.get("last-modified"),
                of=seen.of if seen else None,
            ),
        )
        if capture is not None:
            self._counts["again" if wanted.again else "new"] += 1
            await self._deliver(capture)

    def _remember(self, wanted: Wanted, seen: Seen) -> None:
        self._ids[wanted.id] = seen
        self._names |= dict.fromkeys(wanted.names, wanted.id)

    def result(self) -> tuple[Visited, OutletState]:
        if self._page_errors:
            count = len(self._page_errors)
            self.errors.append(f"pages that could not be had: {count} ({self._page_errors[0]})")
        came = Visited(
            outlet=self._outlet.id,
            errors=tuple(self.errors),
            notes=tuple(note for read in self._reads for note in read.notes),
            failed=all(read.source.error for read in self._reads),
            retry_after=max((read.retry_after for read in self._reads), default=0.0),
            **self._counts,
        )
        state = remembered(self._state, self._ids, self._names)
        if self._reads and all(read.items for read in self._reads):
            state = without_old(state, self._announced, time.time())
        sources = {read.url: read.source for read in self._reads} or state.sources
        state = msgspec.structs.replace(state, sources=sources)
        return came, visited(state, came, datetime.now(UTC), self._session.options)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _lost(url: str, reply: Fetched | Rejection) -> str | None:
    """A page that sends to the front page instead is gone."""
    if isinstance(reply, Fetched) and urlsplit(reply.url).path in ("", "/"):
        asked = urlsplit(url)
        if asked.path not in ("", "/") or asked.query:
            return "the page sends to the front page"
    return None
