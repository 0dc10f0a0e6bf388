"""Statements over all articles: by speaker, by the names they hold, the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, and_, bindparam, select, tuple_

from rawi.model import Article, CopyLink, Credit, Headline, Statement
from rawi.relate.chain import chain_of
from rawi.relate.retold import retold
from rawi.store import schema as s
from rawi.store.codec import Spoken, UnreadableError, article_of, readable, spoken_of
from rawi.store.engines.dialects import values_of
from rawi.store.paged import Paged, cursor, place
from rawi.store.reading import NAMED, chunks, copies
from rawi.store.sayings import Place, told_again
from rawi.store.surroundings import headlines

_INTAKES = select(s.article.c.intake, s.article.c.id).where(s.article.c.id.in_(NAMED))
_FILED = select(
    s.statement.c.role, s.statement.c.time, s.statement.c.intake, s.statement.c.place
).where(s.statement.c.intake.in_(bindparam("intakes", expanding=True)))
"""Asked for the role too, SQLite would walk through all speakers."""
_ROLES = {"speaker": ("speaker", "meant"), "entity": ("entity",)}
"""Roles under which a statement is filed: a surname alone may mean somebody."""
_VARIANTS = 12
"""Other tellings of a statement that a list gives, those that came in first."""
_TOLD = 3
"""Tellings of one statement that are read for a story."""
_AHEAD = 3
"""Statements read for each that is wanted, where those told again are left out."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements, how many, from where on."""

    keys: dict[str, str] = {}
    """``speaker`` or ``entity`` to a ``speaker_key``."""
    since: float | None = None
    limit: int = 50
    after: str | None = None
    grouped: bool = False
    """One of those that are the same, with the others as its variants."""


class _At(NamedTuple):
    time: float
    intake: int
    place: int


def statements(connection: Connection, asked: Asked) -> Paged[Statement]:
    """Those under all of the keys, the latest first."""
    after = _At(*place(asked.after, tuple[float, int, int])) if asked.after else None
    if not asked.grouped:
        rows = _rows(connection, asked, after, asked.limit + 1)
        on = cursor(*rows[asked.limit - 1]) if len(rows) > asked.limit else None
        found = _read(connection, {row[1:] for row in rows[: asked.limit]})
        return Paged((found[r[1:]] for r in rows[: asked.limit] if r[1:] in found), on)
    leaders, groups, on = _leading(connection, asked, after)
    return Paged(_with_variants(connection, leaders, groups), on)


def _rows(connection: Connection, asked: Asked, after: _At | None, most: int) -> list[_At]:
    a = s.statement.alias()
    wanted = _narrowed(select(a.c.time, a.c.intake, a.c.place), a, asked.keys)
    if asked.since is not None:
        wanted = wanted.where(a.c.time >= asked.since)
    if after is not None:
        wanted = wanted.where(tuple_(*_at(a)) < values_of(_at(a), after))
    order = wanted.order_by(a.c.time.desc(), a.c.intake.desc(), a.c.place.desc())
    return [_At(*row) for row in connection.execute(order.limit(most))]


def _at(a: Any) -> tuple[Any, Any, Any]:
    return a.c.time, a.c.intake, a.c.place


def _narrowed(wanted: Select[Any], a: Any, keys: dict[str, str]) -> Select[Any]:
    """``a`` holds the statements under the first key; the others are joined to it."""
    first, *rest = keys.items() or [("all", "")]
    wanted = wanted.where(a.c.role.in_(_ROLES.get(first[0], first[:1])), a.c.key == first[1])
    for role, key in rest:
        b = s.statement.alias()
        same = and_(b.c.time == a.c.time, b.c.intake == a.c.intake, b.c.place == a.c.place)
        wanted = wanted.join(b, and_(same, b.c.role.in_(_ROLES[role]), b.c.key == key))
    return wanted


def _leading(
    connection: Connection, asked: Asked, after: _At | None
) -> tuple[list[_At], dict[Place, frozenset[Place]], str | None]:
    """The latest telling of each statement, with its group, and where to go on."""
    leaders: list[_At] = []
    groups: dict[Place, frozenset[Place]] = {}
    while True:
        rows = _rows(connection, asked, after, asked.limit * _AHEAD)
        found = told_again(connection, [row[1:] for row in rows])
        groups |= {one: group for group in found for one in group}
        for row in rows:
            group = groups.get(row[1:])
            if group is None or _is_latest(connection, asked, row, group):
                if len(leaders) == asked.limit:
                    return leaders, groups, cursor(*leaders[-1])
                leaders.append(row)
        if len(rows) < asked.limit * _AHEAD:
            return leaders, groups, None
        after = rows[-1]


def _is_latest(connection: Connection, asked: Asked, row: _At, group: frozenset[Place]) -> bool:
    """Whether no later telling is on the same list, where it stood before."""
    a = s.statement.alias()
    wanted = _narrowed(select(a.c.time, a.c.intake, a.c.place), a, asked.keys)
    others = sorted(group - {row[1:]})
    there = wanted.where(
        tuple_(a.c.intake, a.c.place).in_(others),
        tuple_(*_at(a)) > values_of(_at(a), row),
    )
    return connection.execute(there.limit(1)).first() is None


def _with_variants(
    connection: Connection, leaders: Sequence[_At], groups: dict[Place, frozenset[Place]]
) -> Iterator[Statement]:
    told = {
        row[1:]: sorted(groups.get(row[1:], frozenset()) - {row[1:]})[:_VARIANTS] for row in leaders
    }
    found = _read(connection, {*told, *(one for group in told.values() for one in group)})
    for place_, group in told.items():
        if place_ in found:
            same = [found[one] for one in group if one in found]
            same.sort(key=lambda one: (one.article.published or "", one.article.id))
            yield _told_also(found[place_], same)


def _told_also(one: Statement, others: Iterable[Statement]) -> Statement:
    """With its other tellings, each with what it cut and changed."""
    text = one.quote.text
    variants = (
        msgspec.structs.replace(other, changes=retold(text, other.quote.text)) for other in others
    )
    return msgspec.structs.replace(one, variants=tuple(variants))


def read(connection: Connection, places: Iterable[Place]) -> dict[Place, Statement]:
    """Statements by number of intake of the article and place in it; those not there left out."""
    return _read(connection, set(places))


def _read(
    connection: Connection, places: set[Place], known: dict[int, Article] | None = None
) -> dict[Place, Statement]:
    """``known``: articles that were read already, by their numbers of intake."""
    intakes = sorted({intake for intake, _ in places})
    texts = _texts(connection, intakes) if known is None else known
    spoken = dict(readable(spoken_of, _notes(connection, intakes)))
    held = {n: (texts[n], spoken[n]) for n in intakes if n in texts and n in spoken}
    links: dict[str, CopyLink] = {}
    for link in copies(connection, sorted(article.id for article, _ in held.values())):
        if link.copied:
            links.setdefault(link.article_id, link)
    older = headlines(connection, {link.older_id for link in links.values()})
    told = ((at, (*held[at[0]], at[1], links, older)) for at in sorted(places) if at[0] in held)
    return dict(readable(lambda one: _statement(*one), told))


def _texts(connection: Connection, intakes: Sequence[int]) -> dict[int, Article]:
    c = s.article.c
    found: dict[int, Article] = {}
    for some in chunks(intakes):
        rows = connection.execute(select(c.intake, c.record).where(c.intake.in_(some)))
        found |= readable(article_of, rows)
    return found


def _notes(connection: Connection, intakes: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    c = s.note.c
    for some in chunks(intakes):
        rows = connection.execute(select(c.intake, c.record).where(c.intake.in_(some)))
        yield from ((row[0], row[1]) for row in rows)


def _statement(
    article: Article,
    notes: Spoken,
    number: int,
    links: dict[str, CopyLink],
    older: dict[str, Headline],
) -> Statement:
    if number >= len(notes.quotes):
        raise UnreadableError(f"it should be number {number} of {len(notes.quotes)}")
    quote, wire = notes.quotes[number], _wire(notes.credits)
    link = links.get(article.id)
    copied = older.get(link.older_id) if link else None
    return Statement(
        quote=quote,
        article=Headline.of(article),
        wire=wire.name if wire else None,
        copy_of=link.older_id if link else None,
        chain=chain_of(article, quote, wire, copied),
    )


def _wire(credits: tuple[Credit, ...]) -> Credit | None:
    return next((c for c in credits if c.role == "wire"), None)


def said_in(
    connection: Connection, articles: Sequence[Article], most: int
) -> tuple[Statement, ...]:
    """Who says what in these articles: what most of them tell first, each statement once."""
    by_id = {article.id: article for article in articles}
    names = connection.execute(_INTAKES, {"ids": list(by_id)}).all()
    known = {intake: by_id[name] for intake, name in names}
    chosen = [group[:_TOLD] for group in _told_in(connection, known)[:most]]
    found = _read(connection, {one for group in chosen for one in group}, known)
    return tuple(
        _told_also(found[first], [found[o] for o in rest if o in found])
        for first, *rest in chosen
        if first in found
    )


def _told_in(connection: Connection, known: dict[int, Article]) -> list[list[Place]]:
    """Their statements, those that are one together, those first that most articles tell."""
    rows = connection.execute(_FILED, {"intakes": list(known)})
    said = sorted({_At(*row[1:]) for row in rows.all() if row[0] == "speaker"})
    order = {at[1:]: n for n, at in enumerate(said)}
    told = told_again(connection, order, within=frozenset(known))
    groups = [sorted(group & order.keys(), key=order.__getitem__) for group in told]
    alone = order.keys() - {one for group in groups for one in group}
    groups = [group for group in groups if group] + [[one] for one in alone]
    return sorted(
        groups, key=lambda group: (-len({intake for intake, _ in group}), order[group[0]])
    )
