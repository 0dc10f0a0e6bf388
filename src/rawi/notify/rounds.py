"""Rounds: plan what is to be told, send what waits; by hand, by cron, or beside the reader."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rawi.errors import RawiError
from rawi.model import Record
from rawi.newsroom import Newsroom
from rawi.notify import planning
from rawi.notify.letters import Letter, Write, stories_of
from rawi.notify.sending import GoneError, Notifier, RefusedError
from rawi.notify.timing import is_quiet, pause_after
from rawi.store.personal.notice_rows import ALERTS, HOURLY, Alerting, Channel, Digest, Entry
from rawi.store.personal.notices import Notices, people_told

EVERY = 5.0
"""Seconds between two rounds."""
LEASE = timedelta(minutes=5)
"""For which a process has a channel to itself: longer than any sending, so that a second process
sends nothing twice; what died holds it no longer."""
IN_ONE = 10
"""Stories of one message of alerts."""
REMEMBERED = timedelta(days=60)
"""For which it is kept that a story was told; none that old is news."""
_AT_ONCE = 4
"""Channels that are sent to side by side."""
log = logging.getLogger("rawi.notify")


class Report(Record, frozen=True, kw_only=True):
    """What a round came to."""

    planned: int = 0
    """Stories written down, once a channel."""
    sent: int = 0
    """Messages that went out."""
    failed: int = 0
    """Channels that did not work."""
    waiting: int = 0
    """Stories that wait: for the end of quiet hours, or for a channel that fails."""


class Post(NamedTuple):
    """How letters are written and sent."""

    write: Write
    notifier: Notifier


def run_round(news: Newsroom, post: Post, now: datetime) -> Report:
    """Plan and send once.

    Written down is in one transaction with the place in the order of arrivals; sent is
    after it, and struck off when it went out. Only a process that dies between sending and
    striking off sends twice: mail has the same Message-ID then.
    """
    people = people_told(news.notices.file)
    if not people:
        return Report()
    news.judge_arrivals()
    channels = news.notices.everyones_channels()
    planned = sum(_plan(news, person, channels, now) for person in people)
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="rawi-notify") as pool:
        ends = list(pool.map(lambda one: _deliver(news, one, post, now), channels))
    news.notices.forget(now - REMEMBERED)
    return Report(
        planned=planned,
        sent=sum(sent for sent, _ in ends),
        failed=sum(not well for _, well in ends),
        waiting=sum(news.notices.backlog().values()),
    )


def run_forever(
    news: Newsroom,
    stop: threading.Event,
    post: Post,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Rounds until ``stop`` is set; one that fails is told in the log, and the next is tried."""
    while not stop.wait(EVERY):
        try:
            run_round(news, post, clock())
        except RawiError as why:
            log.error("a round of alerts failed: %s", why)


def _plan(news: Newsroom, person: int, channels: Iterable[Channel], now: datetime) -> int:
    notices = news.notices.of(person)
    own = [channel for channel in channels if channel.person == person]
    planned = planning.plan_alerts(news, person, own, now)
    how = notices.alerting() or Alerting(person=person)
    open_ones = {channel.number for channel in own}
    for digest in notices.digests():
        if digest.channel in open_ones and datetime.fromisoformat(digest.due) <= now:
            planned += planning.plan_digest(news, digest, how, now) or 0
    return planned


def _deliver(news: Newsroom, channel: Channel, post: Post, now: datetime) -> tuple[int, bool]:
    """Send what waits for a channel: how many messages went out, and whether all went well."""
    notices = news.notices.of(channel.person)
    if channel.again and now < datetime.fromisoformat(channel.again):
        return 0, True
    if not notices.waiting(channel.number) or not notices.lease(channel.number, now, now + LEASE):
        return 0, True
    sent = 0
    try:
        for letter, entries in _letters(news, channel, now):
            if letter.stories:
                post.notifier.send(channel, post.write(letter), now)
                sent += 1
                notices.went_well(channel.number, now)
            notices.done(entries)
    except RefusedError as why:
        put_off(notices, channel, why, now)
        return sent, False
    finally:
        notices.release(channel.number)
    return sent, True


def put_off(notices: Notices, channel: Channel, why: RefusedError, now: datetime) -> None:
    """Leave a channel that does not work alone for a while; one that never will, for good."""
    if isinstance(why, GoneError):
        notices.end_channel(channel.number, str(why))
        log.warning("channel %d has ended: %s", channel.number, why)
        return
    pause = pause_after(channel.failures + 1)
    notices.went_wrong(channel.number, str(why), now + pause)
    log.warning("channel %d does not work: %s; again in %s", channel.number, why, pause)


def _letters(
    news: Newsroom, channel: Channel, now: datetime
) -> Iterable[tuple[Letter, list[Entry]]]:
    """The letters that may go out now, made one by one, with what is struck off after each."""
    notices = news.notices.of(channel.person)
    how = notices.alerting() or Alerting(person=channel.person)
    digests = {digest.number: digest for digest in notices.digests()}
    quiet = is_quiet(now, how.quiet, ZoneInfo(how.zone))
    waiting = sorted(notices.waiting(channel.number), key=lambda e: (e.list, e.number))
    for which, held in groupby(waiting, key=lambda entry: entry.list):
        digest = digests.get(which)
        if quiet and (digest is None or digest.hour == HOURLY):
            continue
        entries = list(held)
        size = IN_ONE if which == ALERTS else len(entries)
        for at in range(0, len(entries), size):
            some = entries[at : at + size]
            yield _letter(news, some, digest, how, now), some


def _letter(
    news: Newsroom, entries: list[Entry], digest: Digest | None, how: Alerting, now: datetime
) -> Letter:
    first = entries[0]
    return Letter(
        kind="digest" if digest else "alert",
        how=how,
        at=now,
        stories=stories_of(news, entries, how, now),
        by_follow=digest is not None and digest.scope == "followed",
        hourly=digest is not None and digest.hour == HOURLY,
        key=f"{first.person}.{first.channel}.{first.list}.{first.number}-{entries[-1].number}",
    )
