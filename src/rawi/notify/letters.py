"""What waits for a channel, as it stands when it is sent: muted, unfollowed and gone left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from rawi.errors import NotFoundError
from rawi.model import Brief, Record, Statement
from rawi.newsroom import Newsroom
from rawi.newsroom.reported import independent
from rawi.notify.mail import Written
from rawi.notify.planning import visible
from rawi.store.personal.follows import Follow
from rawi.store.personal.notice_rows import ALERTS, Alerting, Entry, Kind

STALE = timedelta(days=7)
"""What waited longer for a channel that fails is told no more."""
_SAID = 2
"""Statements told of one story where a followed speaker has some; else one."""
_LOOKED = 20
"""Latest statements of a followed speaker that are looked through for those of a story."""
LetterKind = Literal["alert", "digest", "test"]


class Told(Record, frozen=True, kw_only=True):
    """One story of a letter."""

    brief: Brief
    kind: Kind = "new"
    reports: int = 1
    """Independent ones now."""
    gained: int = 0
    why: tuple[str, ...] = ()
    """What of the followed it concerns, as people call it."""
    said: tuple[Statement, ...] = ()


class Letter(Record, frozen=True, kw_only=True):
    """What one message tells."""

    kind: LetterKind
    how: Alerting
    at: datetime
    stories: tuple[Told, ...] = ()
    by_follow: bool = False
    """Whether stories stand under what they concern, and not under the topic of their section."""
    hourly: bool = False
    key: str = ""
    """The same where the same stories are sent a second time."""


Write = Callable[[Letter], Written]
"""Puts a letter into words: pages and letters have them in one place."""


def stories_of(
    news: Newsroom, entries: Sequence[Entry], how: Alerting, now: datetime
) -> tuple[Told, ...]:
    """The stories of these entries as they stand now, in their order, each once."""
    fresh = [e for e in entries if now - datetime.fromisoformat(e.at) < STALE]
    names = {e.story: news.story_now(e.story) for e in fresh}
    shown, reports = _standing(news, names.values(), how.person)
    told: dict[str, Told] = {}
    for entry in fresh:
        name = names[entry.story]
        if name not in shown or name in told:
            continue
        why = _still_followed(news, entry)
        if entry.why and not why and not _covered(entry, how, reports[name]):
            continue
        told[name] = Told(
            brief=shown[name],
            kind=entry.kind,
            reports=reports[name],
            gained=entry.gained,
            why=tuple(follow.title for follow in why),
            said=_said(news, name, why),
        )
    return tuple(told.values())


def _standing(
    news: Newsroom, stories: Iterable[str], person: int
) -> tuple[dict[str, Brief], dict[str, int]]:
    """The stories that this person's rules do not hide, with their independent reports."""
    found = news.reported(stories)
    shown = {brief.id: brief for brief in visible(news, found, person)}
    muted = news.muted_among([r.id for name in shown for r in found[name].reports], person)
    return shown, {
        name: independent(r for r in found[name].reports if r.id not in muted) for name in shown
    }


def _still_followed(news: Newsroom, entry: Entry) -> list[Follow]:
    """Of what the entry was written down for: what is followed still, of an alert what is to ring
    still."""
    follows = {follow.number: follow for follow in news.follows.of(entry.person).all()}
    why = [follows[n] for n in map(int, entry.why.split()) if n in follows]
    if entry.list != ALERTS:
        return why
    alerted = news.notices.of(entry.person).alerted()
    return [follow for follow in why if follow.number in alerted]


def _covered(entry: Entry, how: Alerting, reports: int) -> bool:
    """Whether a story is told for its reports too, not only for what somebody followed."""
    if entry.kind == "update":
        return how.updates
    return entry.list == ALERTS and 0 < how.threshold <= reports


def _said(news: Newsroom, story: str, why: Iterable[Follow]) -> tuple[Statement, ...]:
    """Who says what in it: first the speakers that are followed."""
    try:
        articles = news.story(story).articles
    except NotFoundError:
        return ()
    ids = {article.id for article in articles}
    own = [
        statement
        for follow in why
        if follow.kind == "speaker"
        for statement in news.quotes(speaker=follow.name, limit=_LOOKED)
        if statement.article.id in ids
    ]
    # Words that are not somebody's own stand badly alone.
    rest = [s for s in news.said(articles) if s.quote.kind == "direct" and s.quote.speaker_name]
    texts: dict[str, Statement] = {}
    for statement in (*own, *rest):
        texts.setdefault(statement.quote.text, statement)
    return tuple(texts.values())[: _SAID if own else 1]
