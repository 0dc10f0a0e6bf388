"""What is remembered of one outlet between visits, and what follows from it.

Pure: times come in as arguments, in seconds since 1970 (UTC) where they are
numbers and as ISO 8601 where they are shown.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import msgspec

from rawi.collect.options import CollectOptions
from rawi.ingest.records import FeedItem
from rawi.model import Record
from rawi.urls import article_id, canonical_url

KEPT = 3_000  # items remembered of one outlet at most
_REMEMBERED = 3 * 86_400.0  # seconds that an item is remembered once nothing announces it
_DAYS = 14
"""Days whose counts of new articles are kept."""
_FREE_EDITS = 3
"""Looks at a page for edits before each further one waits twice as long."""
_EDIT_PAUSE = 600.0  # seconds, doubled each time: some feeds date every item anew at every visit
TRIES = 3
"""Times that a page which fails is asked for."""
_BACK_OFF = 2.0
"""Each failure in a row makes the wait so many times as long."""
_GONE = 7 * 86_400.0  # seconds until what is gone for good is asked again
_NOTES = 5
"""Notes of a visit that are kept."""
_SILENT_AT_LEAST = 86_400.0
"""Seconds without anything new after which an outlet may be called silent,"""
_SILENT_GAPS = 10.0
"""and how many of its usual gaps that must be. Both chosen by reading, not measured."""


class Source(Record, frozen=True, kw_only=True):
    """One feed, sitemap or listing page of the outlet, as of the last visit."""

    etag: str | None = None
    last_modified: str | None = None
    error: str | None = None
    moved: str | None = None
    """Where it moved for good: asked there first from then on."""
    gone: bool = False
    """The server said that it is gone for good."""


class Seen(Record, frozen=True, kw_only=True, array_like=True):
    """One announced item: what it said, when its page was last fetched."""

    print: str
    at: float
    checks: int = 0
    tries: int = 0
    etag: str | None = None
    last_modified: str | None = None
    of: str | None = None
    """Id of the article, where this is a new address of an older one."""


class OutletState(Record, frozen=True, kw_only=True):
    """Everything remembered of one outlet."""

    outlet: str
    sources: dict[str, Source] = msgspec.field(default_factory=dict)
    seen: dict[str, Seen] = msgspec.field(default_factory=dict)
    """Id of an item (from its canonical address) -> what was seen, oldest first."""
    names: dict[str, str] = msgspec.field(default_factory=dict)
    """Digest of title and date, of the title, or of the outlet's own key -> id of the
    item: knows an article under a new address."""
    last_visit: str | None = None
    last_success: str | None = None
    last_error: str | None = None
    """In words; None once all sources answer again."""
    last_article: str | None = None
    notes: tuple[str, ...] = ()
    """What had to be repaired or left out at the last visit."""
    errors: int = 0
    """Visits in a row in which nothing could be had."""
    next_visit: float = 0.0
    days: dict[str, int] = msgspec.field(default_factory=dict)
    """New articles a day (UTC), two weeks back."""


class Health(Record, frozen=True, kw_only=True):
    """How an outlet does, for people."""

    outlet: str
    last_visit: str | None = None
    last_success: str | None = None
    last_error: str | None = None
    notes: tuple[str, ...] = ()
    last_article: str | None = None
    articles_a_day: float = 0.0
    silent: bool = False
    """Nothing new for much longer than its habit."""
    next_visit: str | None = None
    moved: dict[str, str] = msgspec.field(default_factory=dict)
    """Sources that moved for good, with their new addresses."""
    gone: tuple[str, ...] = ()
    """Sources that are gone for good."""


class Visited(Record, frozen=True, kw_only=True):
    """What one visit came to."""

    outlet: str
    new: int = 0
    """Articles never seen before."""
    again: int = 0
    """Pages fetched again: edited, or looked at a second time."""
    moved: int = 0
    """Known articles under new addresses."""
    left: int = 0
    """New articles that wait for the next visit."""
    errors: tuple[str, ...] = ()
    """In words."""
    notes: tuple[str, ...] = ()
    failed: bool = False
    """No source answered."""
    retry_after: float = 0.0
    """Seconds that the server asked to be left alone."""


def digest(*parts: str | None) -> str:
    """Short stable digest of some texts."""
    joined = "\x1f".join(part or "" for part in parts)
    return blake2b(joined.encode("utf-8", "replace"), digest_size=8).hexdigest()


def item_id(item: FeedItem, outlet: str) -> str:
    """The id its article will have, or has."""
    return article_id(item.url, outlet, item.title or item.key, (item.content or "",))


def own_id(item: FeedItem, outlet: str) -> str:
    """The id of an item that shares its address with others: from the outlet's key for it."""
    return article_id(None, outlet, canonical_url(item.url or ""), (item.key or "",))


def shared_name(item: FeedItem) -> str:
    """Remembers that several articles stand at the address of this item."""
    return digest("shared", canonical_url(item.url or ""))


def item_print(item: FeedItem) -> str:
    """Changes when the outlet edits what it announces."""
    return digest(item.title, item.summary, item.published_raw, item.modified_raw, item.content)


def dated_name(item: FeedItem) -> str | None:
    """Title and date as one name for an item under any address, where it has both."""
    title = " ".join((item.title or "").split())
    return digest(title, item.published_raw) if item.published_raw and title else None


def titled_name(item: FeedItem) -> str | None:
    """The title alone, where it is long enough to be a headline."""
    title = " ".join((item.title or "").split())
    return digest(title) if len(title.split()) >= 4 else None


def keyed_name(item: FeedItem) -> str | None:
    """The outlet's own key for the item, where that is more than its address."""
    return digest("key", item.key) if item.key and item.key != item.url else None


def wants_page(seen: Seen | None, item: FeedItem, now: float, rechecks: tuple[float, ...]) -> bool:
    """Whether the page must be fetched: new, edited, failed before, or due for a second look.

    Outlets correct articles without a word in their feed: what is still announced is
    looked at again ``rechecks`` seconds after the last look.
    """
    if seen is None:
        return True
    if seen.tries:
        return seen.tries < TRIES
    if seen.print != item_print(item):
        late = seen.checks - _FREE_EDITS
        return late < 0 or now - seen.at >= _EDIT_PAUSE * _BACK_OFF ** min(late, 8)
    return seen.checks < len(rechecks) and now - seen.at >= rechecks[seen.checks]


def remembered(state: OutletState, ids: dict[str, Seen], names: dict[str, str]) -> OutletState:
    """The state with these items, the oldest forgotten beyond ``KEPT``."""
    seen = {k: v for k, v in state.seen.items() if k not in ids} | ids
    kept = dict(list(seen.items())[-KEPT:])
    known = {k: v for k, v in (state.names | names).items() if v in kept}
    return msgspec.structs.replace(state, seen=kept, names=known)


def without_old(state: OutletState, announced: set[str], now: float) -> OutletState:
    """The state without items that nothing announces any more; ``now`` in seconds since 1970."""
    seen = {k: v for k, v in state.seen.items() if k in announced or now - v.at < _REMEMBERED}
    names = {k: v for k, v in state.names.items() if v in seen}
    return msgspec.structs.replace(state, seen=seen, names=names)


def articles_a_day(state: OutletState, now: datetime) -> float:
    """Mean of the last week, today counted as the part that has passed; of a day at least."""
    today = now.astimezone(UTC)
    back = [f"{today - timedelta(days=n):%Y-%m-%d}" for n in range(8)]
    first = min(state.days, default=back[0])
    known = [day for day in back if day >= first]
    passed = len(known) - 1 + (today.hour + today.minute / 60) / 24
    return sum(state.days.get(day, 0) for day in known) / max(passed, 1.0)


def interval(state: OutletState, now: datetime, options: CollectOptions) -> float:
    """Seconds to the next visit: half the usual gap between articles; doubled by each failure."""
    rate = articles_a_day(state, now)
    usual = 86_400.0 / rate / 2 if rate else options.longest_interval
    if not state.last_success or len(state.days) < 2:
        usual = min(usual, options.first_interval)
    base = min(max(usual, options.shortest_interval), options.longest_interval)
    if is_gone(state):
        return _GONE
    slower = base * _BACK_OFF ** min(state.errors, 10)
    return min(slower, max(options.longest_interval, base))


def is_gone(state: OutletState) -> bool:
    """Whether every source of the outlet is gone for good."""
    return bool(state.sources) and all(source.gone for source in state.sources.values())


def visited(
    state: OutletState, visit: Visited, now: datetime, options: CollectOptions
) -> OutletState:
    """The state after a visit."""
    stamp, new, failed = now.isoformat(timespec="seconds"), visit.new, visit.failed
    days = dict(state.days)
    if new or not days:
        day = f"{now.astimezone(UTC):%Y-%m-%d}"
        days[day] = days.get(day, 0) + new
    after = msgspec.structs.replace(
        state,
        last_visit=stamp,
        last_success=state.last_success if failed else stamp,
        last_error="; ".join(visit.errors) or None,
        notes=visit.notes[:_NOTES],
        last_article=stamp if new else state.last_article,
        errors=state.errors + 1 if failed else 0,
        days=dict(sorted(days.items())[-_DAYS:]),
    )
    wait = max(interval(after, now, options), visit.retry_after)
    return msgspec.structs.replace(after, next_visit=now.timestamp() + wait)


def is_silent(state: OutletState, now: datetime) -> bool:
    """Nothing new for ten usual gaps, and for a day at least."""
    if state.last_article is None:
        return False
    quiet = (now - datetime.fromisoformat(state.last_article)).total_seconds()
    total = sum(state.days.values())
    gap = 86_400.0 * max(len(state.days), 1) / total if total else _SILENT_AT_LEAST
    return quiet > max(_SILENT_AT_LEAST, _SILENT_GAPS * gap)


def health(state: OutletState, now: datetime) -> Health:
    """What people want to know of an outlet."""
    due = datetime.fromtimestamp(state.next_visit, UTC) if state.next_visit else None
    return Health(
        outlet=state.outlet,
        last_visit=state.last_visit,
        last_success=state.last_success,
        last_error=state.last_error,
        notes=state.notes,
        last_article=state.last_article,
        articles_a_day=round(articles_a_day(state, now), 1),
        silent=is_silent(state, now),
        next_visit=due.isoformat(timespec="seconds") if due else None,
        moved={url: s.moved for url, s in state.sources.items() if s.moved},
        gone=tuple(url for url, source in state.sources.items() if source.gone),
    )
