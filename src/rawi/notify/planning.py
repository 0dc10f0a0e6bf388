"""From what came in to what is written down to be sent: one person's alerts and digests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from rawi.model import Brief
from rawi.newsroom import Newsroom
from rawi.newsroom.reported import Reported, independent
from rawi.notify.choice import Chosen, Matter, alert, edition
from rawi.notify.timing import next_edition
from rawi.store.personal.items import Arrivals
from rawi.store.personal.notice_rows import ALERTS, Alerting, Channel, Digest, Entry
from rawi.store.personal.notices import Notices

FRESH = timedelta(days=3)
"""A story whose last report is older is no news: an archive that is imported rings nobody."""
MOST = 5000
"""Arrivals that are looked through at a time for alerts."""
MOST_OF_DIGEST = 250_000
"""For one digest: two days of the world's Arabic press."""


class Seen(NamedTuple):
    """Stories as one person may see them, with every name that leads to each."""

    matters: list[Matter]
    names: dict[str, frozenset[str]]


def plan_alerts(news: Newsroom, person: int, channels: Iterable[Channel], now: datetime) -> int:
    """Write down what this person is to be told at once; how many entries.

    Does nothing where another process moved on meanwhile.
    """
    notices = news.notices.of(person)
    how = notices.alerting()
    if how is None:
        return 0
    arrived = news.arrivals(how.place, MOST)
    if arrived is None or arrived.upto == how.place:
        return 0
    to = [channel for channel in channels if channel.alerts]
    entries = _alerts(news, notices, how, arrived, now) if to else []
    rows = [msgspec.structs.replace(e, channel=one.number) for e in entries for one in to]
    with notices.file.together():
        again = notices.alerting()
        if again is None or again.place != how.place:
            return 0
        notices.write_down(rows, now.isoformat(timespec="seconds"))
        notices.move(arrived.upto)
    return len(rows)


def _alerts(
    news: Newsroom, notices: Notices, how: Alerting, arrived: Arrivals, now: datetime
) -> list[Entry]:
    alerted = notices.alerted()
    following = {
        name: found
        for name, follows in news.followed_among(arrived.ids, notices.person).items()
        if (found := tuple(f for f in follows if f in alerted))
    }
    asked = arrived.ids if how.threshold or how.updates else tuple(following)
    seen = _seen(news, notices.person, asked, following, now)
    told = _told(notices, ALERTS, seen)
    chosen = (alert(m, told.get(m.story), how.threshold, how.updates) for m in seen.matters)
    return [_entry(one, notices.person, 0, ALERTS) for one in chosen if one is not None]


def plan_digest(news: Newsroom, digest: Digest, how: Alerting, now: datetime) -> int | None:
    """Write down a digest that is due; how many stories, None where it waits for search."""
    arrived = news.arrivals(digest.place, MOST_OF_DIGEST)
    if arrived is None:
        return None
    notices = news.notices.of(digest.person)
    following = news.followed_among(arrived.ids, digest.person)
    asked = tuple(following) if digest.scope == "followed" else arrived.ids
    seen = _seen(news, digest.person, asked, following, now)
    told = _told(notices, digest.number, seen)
    chosen = edition(seen.matters, told, digest.most)
    rows = [_entry(one, digest.person, digest.channel, digest.number) for one in chosen]
    due = next_edition(now, digest.hour, ZoneInfo(how.zone)).isoformat(timespec="seconds")
    with notices.file.together():
        if digest not in notices.digests():
            return 0
        notices.write_down(rows, now.isoformat(timespec="seconds"))
        notices.move_digest(digest.number, arrived.upto, due)
    return len(rows)


def _seen(
    news: Newsroom,
    person: int,
    articles: Iterable[str],
    following: Mapping[str, tuple[int, ...]],
    now: datetime,
) -> Seen:
    """The stories of new articles, without what this person's rules hide and what is old."""
    stories = news.stories_with(articles)
    found = news.reported(stories.values())
    shown = visible(news, found, person)
    muted = news.muted_among([r.id for one in shown for r in found[one.id].reports], person)
    why: dict[str, set[int]] = {}
    for article, follows in following.items():
        if article in stories and article not in muted:
            why.setdefault(stories[article], set()).update(follows)
    matters = []
    for one in shown:
        reports = [r for r in found[one.id].reports if r.id not in muted]
        updated = max((r.time for r in reports), default=0.0)
        if reports and now.timestamp() - updated < FRESH.total_seconds():
            told = tuple(sorted(why.get(one.id, ())))
            matters.append(
                Matter(story=one.id, reports=independent(reports), updated=updated, follows=told)
            )
    return Seen(matters, {name: one.names for name, one in found.items()})


def visible(news: Newsroom, found: Mapping[str, Reported], person: int) -> tuple[Brief, ...]:
    """The stories as lists show them to this person; those that rules hide left out."""
    return news.sifted(news.briefs_of(found), person).shown


def _told(notices: Notices, which: int, seen: Seen) -> dict[str, int]:
    """By story: its reports when it was told last, under whichever name."""
    known = notices.told(which, {name for names in seen.names.values() for name in names})
    return {
        story: max(known[name] for name in names if name in known)
        for story, names in seen.names.items()
        if not known.keys().isdisjoint(names)
    }


def _entry(one: Chosen, person: int, channel: int, which: int) -> Entry:
    return Entry(
        person=person,
        channel=channel,
        list=which,
        story=one.matter.story,
        kind=one.kind,
        reports=one.matter.reports,
        gained=one.gained,
        why=" ".join(map(str, one.matter.follows)),
    )
