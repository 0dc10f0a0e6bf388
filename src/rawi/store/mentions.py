"""Where each name stands, and whom a surname means that stands alone in its article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    select,
)

from rawi.annotation.quotes import speaker_key
from rawi.model import EntityKind, Record
from rawi.store import schema as s
from rawi.store.codec import notes_of, readable, reader_of
from rawi.store.engines.dialects import add_rows, keeping_first
from rawi.store.filing import Naming, Surname
from rawi.store.reading import NAMED

REACH = 3 * 86_400.0
"""Seconds around an article in which others say whom a surname means."""
_LEAST, _SHARE = 3, 0.7
"""So many articles must name somebody of that surname in full, and so great a share of them
the same: else the surname is left as it is. Of 105 surnames of April 2018 that were read these
name 61, 60 of them right; two articles in place of three name twelve more, ten right (0122)."""

_IN_FULL = select(s.mention.c.name).where(
    s.mention.c.role == "last",
    s.mention.c.key == bindparam("surname"),
    s.mention.c.time.between(bindparam("begin"), bindparam("end")),
    s.mention.c.intake < bindparam("before"),
)

_THESE: BindParameter[list[int]] = bindparam("intakes", expanding=True)
_INTAKES = select(s.article.c.intake).where(s.article.c.id.in_(NAMED))
_NOTES = select(s.note.c.intake, s.note.c.record).where(s.note.c.intake.in_(_THESE))
_FILED = select(s.mention.c.role, s.mention.c.intake, s.mention.c.name, s.mention.c.key).where(
    s.mention.c.intake.in_(_THESE)
)
Row = dict[str, Any]


class Named(msgspec.Struct, frozen=True):
    """An article whose names are to be filed."""

    intake: int
    time: float
    namings: tuple[Naming, ...]
    surnames: tuple[Surname, ...]


def add(connection: Connection, articles: Sequence[Named]) -> None:
    """File the names of a batch, then say whom the surnames in it mean."""
    rows = [_row(one, naming) for one in articles for naming in one.namings]
    add_rows(connection, s.mention, rows)
    for one in articles:
        _mean(connection, one)


def _row(one: Named, naming: Naming) -> Row:
    return {
        "role": naming.role,
        "key": naming.key,
        "time": one.time,
        "intake": one.intake,
        "name": naming.name,
        "kind": naming.kind,
        "country": naming.country,
    }


def _mean(connection: Connection, one: Named) -> None:
    mentions: list[Row] = []
    statements: list[Row] = []
    for alone in one.surnames:
        key = alone.naming.key
        whole = meant(connection, key, one.time - REACH, one.time + REACH, one.intake)
        if whole is None:
            continue
        mentions.append(_row(one, alone.naming) | {"key": whole})
        for place in alone.places:
            at = {"time": one.time, "intake": one.intake, "place": place}
            statements.append(at | {"role": "meant", "key": whole})
    for table, rows in ((s.mention, mentions), (s.statement, statements)):
        if rows:
            connection.execute(keeping_first(connection, table), rows)


def meant(
    connection: Connection, surname: str, begin: float, end: float, before: int
) -> str | None:
    """The key of the person that articles of that time name in full, where most name one.

    ``before``: only articles that came in earlier speak, so that order alone decides.
    """
    given = {"surname": surname, "begin": begin, "end": end, "before": before}
    told = Counter(map(speaker_key, connection.execute(_IN_FULL, given).scalars()))
    return dominant(told)


def dominant(told: Counter[str]) -> str | None:
    """The name that most have, a longer form of it counted with it; None where none has."""
    if not told:
        return None
    best = max(told, key=lambda key: (told[key], key))
    words = set(best.split())
    same = sum(n for key, n in told.items() if words <= set(key.split()))
    return best if same >= _LEAST and same >= _SHARE * told.total() else None


def forget(connection: Connection, intakes: Sequence[int]) -> None:
    """Take out the names of these articles."""
    connection.execute(delete(s.mention).where(s.mention.c.intake.in_(intakes)))


def resolved(connection: Connection, key: str) -> str:
    """The key of the whole name, where a word alone is mostly the surname of one person."""
    if not key or " " in key:
        return key
    c = s.mention.c
    rows = connection.execute(
        select(c.name, func.count()).where(c.role == "last", c.key == key).group_by(c.name)
    )
    told: Counter[str] = Counter()
    for name, number in rows:
        told[speaker_key(name)] += number
    itself = select(func.count()).where(c.role == "name", c.key == key, c.kind != "person")
    if connection.execute(itself).scalar_one() > told.total():
        return key
    return dominant(told) or key


def _of(key: str) -> ColumnElement[bool]:
    return and_(s.mention.c.role.in_(("name", "meant")), s.mention.c.key == key)


class Met(NamedTuple):
    """One form of a name, and in how many articles it stands."""

    name: str
    kind: EntityKind
    country: str | None
    articles: int


def met(connection: Connection, key: str) -> list[Met]:
    """The forms under a key, the most frequent first."""
    c = s.mention.c
    number = func.count()
    rows = connection.execute(
        select(c.name, c.kind, c.country, number)
        .where(_of(key))
        .group_by(c.name, c.kind, c.country)
        .order_by(number.desc(), c.name, c.kind, c.country)
    )
    return [Met(*row) for row in rows]


def count(connection: Connection, key: str) -> int:
    """In how many articles the name stands."""
    return connection.execute(
        select(func.count(s.mention.c.intake.distinct())).where(_of(key))
    ).scalar_one()


def recent(connection: Connection, key: str, most: int) -> list[int]:
    """Numbers of intake of the latest articles that name it, the last first."""
    c = s.mention.c
    rows = select(c.time, c.intake).where(_of(key)).distinct()
    latest = connection.execute(rows.order_by(c.time.desc(), c.intake.desc()).limit(most))
    return [row.intake for row in latest]


def stories_of(connection: Connection, intakes: Sequence[int]) -> list[str]:
    """The stories of these articles, each once, in their order."""
    c = s.article.c
    rows = connection.execute(select(c.intake, c.story).where(c.intake.in_(intakes)))
    found: dict[int, str] = dict(rows.all())
    return list(dict.fromkeys(found[n] for n in intakes if n in found))


def beside(connection: Connection, key: str, intakes: Sequence[int]) -> list[Met]:
    """Other names of these articles, one a key, the most frequent first."""
    c = s.mention.c
    rows = connection.execute(
        select(c.key, c.name, c.kind, func.max(c.country), func.count())
        .where(c.role == "name", c.intake.in_(intakes), c.key != key)
        .group_by(c.key, c.name, c.kind)
        .order_by(func.count().desc(), c.name, c.key, c.kind)
    )
    found: dict[tuple[str, str], Met] = {}
    for own, name, kind, country, number in rows:
        first = found.setdefault((own, kind), Met(name, kind, country, 0))
        found[own, kind] = first._replace(articles=first.articles + number)
    return sorted(found.values(), key=lambda m: (-m.articles, m.name))


class Called(Record, frozen=True, kw_only=True):
    """Of an entity how it is called."""

    kind: EntityKind
    name: str


class Entities(Record, frozen=True, kw_only=True):
    """Of an article's notes whom it names."""

    entities: tuple[Called, ...] = ()


_entities_of = reader_of(msgspec.json.Decoder(Entities).decode, "note")
"""Out of a record of notes, the rest of which is skipped."""


def placed(connection: Connection, ids: Sequence[str]) -> list[int]:
    """Numbers of intake of the articles of these ids."""
    return list(connection.execute(_INTAKES, {"ids": list(ids)}).scalars().all())


def tagged(connection: Connection, keyword: str, most: int) -> list[int]:
    """Numbers of intake of the latest articles that have the keyword of that key."""
    c = s.keyword.c
    rows = select(c.intake).where(c.key == keyword).order_by(c.time.desc(), c.intake.desc())
    return list(connection.execute(rows.limit(most)).scalars())


def named_in(connection: Connection, intakes: Sequence[int]) -> list[Met]:
    """The names of these articles, one a key: those that most of them have first, of as many
    those that are met most often in them. A surname alone is whom others mean by it.
    """
    asked = {"intakes": list(intakes)}
    rows = connection.execute(_NOTES, asked).all()
    meant = {r[1:3]: r[3] for r in connection.execute(_FILED, asked).all() if r[0] == "meant"}
    forms: dict[str, Counter[Called]] = defaultdict(Counter)
    articles: dict[str, set[int]] = defaultdict(set)
    for intake, held in readable(_entities_of, ((row[0], row[1]) for row in rows)):
        for one, times in Counter(held.entities).items():
            key = meant.get((intake, one.name)) or speaker_key(one.name)
            if key:
                forms[key][one] += times
                articles[key].add(intake)
    order = sorted(forms, key=lambda k: (-len(articles[k]), -forms[k].total(), k))
    shown = ((_form(key, forms[key]), len(articles[key])) for key in order)
    return [Met(one.name, one.kind, None, number) for one, number in shown]


def _form(key: str, forms: Counter[Called]) -> Called:
    """The form that is met most, of the whole name where it is met at all."""
    if len(forms) == 1:
        return next(iter(forms))
    full = {form: n for form, n in forms.items() if speaker_key(form.name) == key} or forms
    return max(full, key=lambda form: (full[form], form.name, form.kind))


def keywords(connection: Connection, intakes: Sequence[int]) -> Counter[str]:
    """Keywords of these articles, with how many have each."""
    n = s.note.c
    rows = connection.execute(select(n.intake, n.record).where(n.intake.in_(intakes)))
    held = (one.keywords for _, one in readable(notes_of, rows))
    return Counter(word.text for some in held for word in some)
