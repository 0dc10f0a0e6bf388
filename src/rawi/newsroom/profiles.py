"""A name over all articles: what it is, where it stands, beside whom, what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

from rawi.annotation.quotes import speaker_key
from rawi.errors import NotFoundError
from rawi.model import Brief, EntityKind, Record, Statement
from rawi.store import mentions, story_rows
from rawi.store.statements import Asked, statements

_STORIES, _BESIDE, _KEYWORDS, _SAID, _SPELLINGS = 20, 18, 12, 6, 8
"""How many of each stand in a profile."""
_RECENT, _READ = 200, 40
"""The latest articles that tell whom it stands beside; of fewer keywords are read."""


class Beside(Record, frozen=True, kw_only=True):
    """A name that stands in the same articles."""

    name: str
    kind: EntityKind
    articles: int


class Profile(Record, frozen=True, kw_only=True):
    """A person, organisation, place or other named thing over all articles."""

    name: str
    """As most articles have it."""
    kind: EntityKind
    spellings: tuple[str, ...] = ()
    """All forms it is met in, the most frequent first; a surname alone is one."""
    country: str | None = None
    """Of a place: ISO 3166 alpha-2, lower case."""
    articles: int = 0
    """How many name it."""
    stories: tuple[Brief, ...] = ()
    """The latest that name it, the last first."""
    affairs: tuple[tuple[str, int], ...] = ()
    """Ids of the running matters that these belong to, with how many of them."""
    keywords: tuple[tuple[str, int], ...] = ()
    """Of the latest articles that name it, with how many have each."""
    beside: tuple[Beside, ...] = ()
    """Names of the latest articles that name it, the most frequent first."""
    statements: tuple[Statement, ...] = ()
    """The latest that it made."""


def names_in(connection: Connection, intakes: Sequence[int]) -> tuple[Beside, ...]:
    """The names of these articles, those that most of them have first."""
    met = mentions.named_in(connection, intakes)
    return tuple(Beside(name=one.name, kind=one.kind, articles=one.articles) for one in met)


def profile(connection: Connection, name: str) -> Profile:
    """Of a name in any spelling, of a surname too where most mean one person by it.

    Raises ``NotFoundError`` where no article names it.
    """
    key = mentions.resolved(connection, speaker_key(name))
    met = mentions.met(connection, key)
    if not met:
        raise NotFoundError(f"no article names {name!r}")
    kind = _kind(met)
    own = [one for one in met if one.kind == kind]
    recent = mentions.recent(connection, key, _RECENT)
    briefs = story_rows.briefs_of(connection, mentions.stories_of(connection, recent)[:_STORIES])
    said = statements(connection, Asked(keys={"speaker": key}, limit=_SAID, grouped=True))
    return Profile(
        name=_shown(own, key),
        kind=kind,
        spellings=tuple(dict.fromkeys(one.name for one in own))[:_SPELLINGS],
        country=next((one.country for one in own if one.country), None),
        articles=mentions.count(connection, key),
        stories=briefs,
        affairs=_affairs(briefs),
        keywords=tuple(mentions.keywords(connection, recent[:_READ]).most_common(_KEYWORDS)),
        beside=tuple(
            Beside(name=one.name, kind=one.kind, articles=one.articles)
            for one in mentions.beside(connection, key, recent)[:_BESIDE]
        ),
        statements=tuple(said),
    )


def _kind(met: Sequence[mentions.Met]) -> EntityKind:
    """What most articles take it for."""
    tally: Counter[EntityKind] = Counter()
    for one in met:
        tally[one.kind] += one.articles
    return max(tally, key=lambda kind: (tally[kind], kind))


def _shown(met: Sequence[mentions.Met], key: str) -> str:
    """The form that most have of the whole name, not of the surname alone."""
    whole = [one.name for one in met if speaker_key(one.name) == key]
    return whole[0] if whole else met[0].name


def _affairs(briefs: Sequence[Brief]) -> tuple[tuple[str, int], ...]:
    """Those that more than one of the stories belong to."""
    tally = Counter(one.affair for one in briefs if one.affair)
    return tuple((name, n) for name, n in tally.most_common() if n > 1)
