"""Which articles match what somebody follows or mutes, and what spellings of it share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Column, Connection, Select, Table, null, or_, select

from rawi.annotation.keywords import keyword_key
from rawi.annotation.quotes import speaker_key
from rawi.errors import InputError
from rawi.model import Article, Notes
from rawi.newsroom.filters import filters, zone_of
from rawi.newsroom.rules import is_about, is_by, tells_of, word_key
from rawi.search.query import Clause, Query, called, demanding, parse
from rawi.search.words import words
from rawi.store import affair_rows, mentions, reading, story_rows
from rawi.store import schema as s
from rawi.store.codec import article_of, notes_of, readable
from rawi.store.personal.follows import Follow, Mute, Rule

_FIELDS = frozenset(("q", "section", "topic", "country", "outlet", "language", "since", "until"))
"""What a followed search can be narrowed by."""
_PLACES: dict[str, tuple[Table, Column[Any], tuple[str, ...]]] = {
    "name": (s.mention, s.mention.c.key, ("name", "meant")),
    "speaker": (s.statement, s.statement.c.key, ("speaker", "meant")),
    "keyword": (s.keyword, s.keyword.c.key, ()),
    "outlet": (s.article, s.article.c.outlet, ()),
    "section": (s.article, s.article.c.section, ()),
}
"""What articles are filed under: where, by which column, and in which roles; none: in all."""
Matching = Callable[..., tuple[str, ...]]
"""``SearchIndex.matching``."""


class Filed(NamedTuple):
    """Some articles, by numbers of intake, under all that they are filed under."""

    under: dict[tuple[str, str], set[int]]
    """By the place (``_PLACES``) and the key there."""


class _Sight(NamedTuple):
    """Where to look: the store, what finds articles by words, and what is looked among alone."""

    connection: Connection
    matching: Matching
    filed: Filed | None = None


def matches(
    connection: Connection,
    matching: Matching,
    rule: Rule,
    after: int = 0,
    filed: Filed | None = None,
) -> set[int]:
    """Numbers of intake, greater than ``after``, of the articles that match a rule.

    ``filed``: some articles; what is asked by a key is asked of these alone.
    """
    return _FINDERS[rule.kind](_Sight(connection, matching, filed), rule, after)


def filed(connection: Connection, intakes: Iterable[int]) -> Filed:
    """What these articles are filed under: few queries for any number of rules."""
    under: dict[tuple[str, str], set[int]] = defaultdict(set)
    for some in reading.chunks(intakes):
        for place, (table, key, roles) in _PLACES.items():
            # Asked for the role too, SQLite would walk through all names.
            role = table.c.role if roles else null()
            told = select(role, key, table.c.intake).where(table.c.intake.in_(some))
            for filed_as, name, n in connection.execute(told):
                if not roles or filed_as in roles:
                    under[place, name].add(n)
    return Filed(under)


def _numbers(connection: Connection, wanted: Select[Any]) -> set[int]:
    return set(connection.execute(wanted).scalars())


def _under(place: str, at: _Sight, rule: Rule, after: int) -> set[int]:
    """Articles that are filed there under the key of the rule."""
    if at.filed is not None:
        return at.filed.under.get((place, rule.key), set())
    table, key, roles = _PLACES[place]
    wanted = select(table.c.intake).where(key == rule.key, table.c.intake > after)
    return _numbers(at.connection, wanted.where(table.c.role.in_(roles)) if roles else wanted)


def _of_affair(at: _Sight, rule: Rule, after: int) -> set[int]:
    """By the affair that it is part of now: stories move between affairs, and are merged."""
    name = story_rows.now(at.connection, rule.name)
    c, a = s.story.c, s.article.c
    own = at.connection.execute(select(c.affair).where(c.id == name)).scalar() or name
    told = select(a.intake).join(s.story, c.id == a.story)
    told = told.where(or_(c.affair == own, c.id == name), a.intake > after)
    return _numbers(at.connection, told)


def _searched(at: _Sight, rule: Rule, after: int) -> set[int]:
    asked = dict(parse_qsl(rule.name))
    written = asked.pop("q", "")
    query = demanding(called(parse(written), reading.outlet_names(at.connection, written)))
    named = {name: asked.get(name) for name in _FIELDS - {"q", "since", "until"}}
    narrowed = filters(zone_of("UTC"), asked.get("since"), asked.get("until"), **named)
    there = reading.outlets_of(at.connection, narrowed.country) if narrowed.country else None
    return _of_ids(at.connection, at.matching(query, narrowed, there), after)


def _of_ids(connection: Connection, ids: Iterable[str], after: int) -> set[int]:
    c = s.article.c
    return {
        intake
        for some in reading.chunks(ids)
        for intake in connection.execute(
            select(c.intake).where(c.id.in_(some), c.intake > after)
        ).scalars()
    }


def _telling(at: _Sight, rule: Rule, after: int) -> set[int]:
    met = _articles(at.connection, _worded(at, rule.name, None, after))
    told = {n for n, found in met if tells_of(found, rule.key)}
    return _whole_stories(at.connection, told)


def _written(at: _Sight, rule: Rule, after: int) -> set[int]:
    met = _worded(at, rule.name, "authors", after)
    return {n for n, found in _articles(at.connection, met) if is_by(found, rule.key)}


def _worded(at: _Sight, text: str, field: str | None, after: int) -> set[int]:
    """Articles in a field of which, or in the text of which, the words stand side by side."""
    clause = Clause(tuple(words(text)), field, text)
    return _of_ids(at.connection, at.matching(Query(required=(clause,))), after)


def _with_person(at: _Sight, rule: Rule, after: int) -> set[int]:
    read = _read(at.connection, _under("name", at, rule, after))
    told = {n for n, (found, notes) in read if is_about(found, notes, rule.key)}
    return _whole_stories(at.connection, told)


def _whole_stories(connection: Connection, told: set[int]) -> set[int]:
    """These articles, with all others of the stories whose headline is of one of them."""
    a, found = s.article.c, set(told)
    for some in reading.chunks(sorted(told)):
        rows = connection.execute(select(a.id, a.story).where(a.intake.in_(some))).all()
        ids, stories = {row.id for row in rows}, [*{row.story for row in rows}]
        briefs = story_rows.briefs_of(connection, stories)
        headed = [one.id for one in briefs if (one.leading or one.first).id in ids]
        found |= _numbers(connection, select(a.intake).where(a.story.in_(headed)))
    return found


def _articles(connection: Connection, intakes: set[int]) -> Iterator[tuple[int, Article]]:
    """The articles of these numbers; those that cannot be read left out."""
    c = s.article.c
    for some in reading.chunks(sorted(intakes)):
        rows = connection.execute(select(c.intake, c.record).where(c.intake.in_(some)))
        yield from readable(article_of, ((row.intake, row.record) for row in rows))


def _read(connection: Connection, intakes: set[int]) -> Iterator[tuple[int, tuple[Article, Notes]]]:
    """The articles of these numbers with their notes; those that cannot be read left out."""
    c = s.article.c
    both = select(c.intake, c.record, s.note.c.record.label("notes"))
    both = both.join(s.note, s.note.c.intake == c.intake)
    for some in reading.chunks(sorted(intakes)):
        rows = connection.execute(both.where(c.intake.in_(some)))
        told = ((row.intake, (row.record, row.notes)) for row in rows)
        yield from readable(lambda two: (article_of(two[0]), notes_of(two[1])), told)


_FINDERS: dict[str, Callable[[_Sight, Rule, int], set[int]]] = {
    "entity": partial(_under, "name"),
    "keyword": partial(_under, "keyword"),
    "affair": _of_affair,
    "speaker": partial(_under, "speaker"),
    "search": _searched,
    "outlet": partial(_under, "outlet"),
    "word": _telling,
    "author": _written,
    "person": _with_person,
    "section": partial(_under, "section"),
}


def keyed(connection: Connection, made: Follow) -> Follow:
    """With what all spellings of its name share, and a title where it has none.

    Raises ``InputError``, ``NotFoundError``.
    """
    name, key, title = made.name, "", ""
    if made.kind == "affair":
        affair = affair_rows.affair(connection, name)
        name, key, title = affair.id, affair.id, affair.headline
    elif made.kind == "search":
        asked = sorted(parse_qsl(name))
        if not dict(asked).get("q") or not {field for field, _ in asked} <= _FIELDS:
            raise InputError(f"{name!r} are no fields of a search")
        name = key = _joined(asked)
        title = dict(asked)["q"]
    elif made.kind == "keyword":
        key = keyword_key(name)
    else:
        key = mentions.resolved(connection, speaker_key(name))
    if not key:
        raise InputError(f"{made.name!r} is no name")
    return Follow(kind=made.kind, name=name, title=made.title or title or name, key=key)


def _joined(asked: Iterable[tuple[str, str]]) -> str:
    return urlencode([(field, value) for field, value in asked if value])


def keyed_mute(connection: Connection, made: Mute) -> Mute:
    """With what all spellings of its name share. Raises ``InputError``."""
    key = made.name
    if made.kind == "word":
        key = word_key(made.name)
    elif made.kind == "author":
        key = speaker_key(made.name)
    elif made.kind == "person":
        key = mentions.resolved(connection, speaker_key(made.name))
    if not key:
        raise InputError(f"{made.name!r} is no name")
    return Mute(kind=made.kind, name=made.name, key=key)
