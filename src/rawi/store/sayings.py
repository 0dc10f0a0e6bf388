"""Statements as they are compared, and which of them are one: rows in, rows out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Text, bindparam, delete, or_, select

from rawi.relate.statements import DAYS, SameRules, Saying, chance, keys
from rawi.store import schema as s
from rawi.store.codec import readable, saying_of
from rawi.store.engines.dialects import IsOneOf, add_rows, keeping_first
from rawi.store.filing import Filed
from rawi.store.reading import chunks

MOST = 50
"""Statements under one key that another is compared with, the last taken in: set phrases have
thousands."""
REACH = DAYS * 86_400.0
"""Seconds."""
_ROUNDS = 4
"""Steps from a statement to those told again of those told again."""

_FILED = delete(s.saying_key).where(
    *(held == bindparam(f"at_{name}") for name, held in s.saying_key.c.items())
)
"""One key of a statement, found by what it was made of: an index by article would be as large
as the keys."""

MET = select(s.saying_key.c.key, s.saying_key.c.intake, s.saying_key.c.place).where(
    IsOneOf(s.saying_key.c.key, bindparam("keys", type_=Text)),
    s.saying_key.c.time.between(bindparam("begin"), bindparam("end")),
    s.saying_key.c.intake != bindparam("own"),
    s.saying_key.c.intake <= bindparam("last"),
)
_LAST = 1 << 62
"""Above any number of intake."""

Place = tuple[int, int]
"""Number of intake of an article, and which of its quotes."""


class Telling(msgspec.Struct, frozen=True):
    """The statements of an article that came in or was changed."""

    intake: int
    time: float
    sayings: tuple[Filed, ...]
    anew: bool
    """Whether it is a later edition: then those that came in after it are compared too."""


def forget(connection: Connection, intakes: Sequence[int]) -> None:
    """Take out all that is kept of the statements of these articles."""
    c = s.saying.c
    rows = connection.execute(
        select(c.intake, c.place, c.time, c.record).where(c.intake.in_(intakes))
    )
    named = ((row[:3], row.record) for row in rows)
    under = [
        {"at_intake": intake, "at_place": place, "at_time": time, "at_key": key}
        for (intake, place, time), said in readable(saying_of, named)
        for key in keys(said)
    ]
    if under:
        connection.execute(_FILED, under)
    connection.execute(delete(s.saying).where(c.intake.in_(intakes)))
    c = s.told_again.c
    either = or_(c.intake.in_(intakes), c.older.in_(intakes))
    connection.execute(delete(s.told_again).where(either))


def add(connection: Connection, tellings: Sequence[Telling]) -> None:
    """Keep the statements of a batch, then say which of them are older ones told again."""
    records, found = [], []
    for one in tellings:
        for said in one.sayings:
            at = {"intake": one.intake, "place": said.place, "time": one.time}
            records.append(at | {"record": said.record})
            found += [at | {"key": key} for key in said.keys]
    for table, rows in ((s.saying, records), (s.saying_key, found)):
        add_rows(connection, table, rows)
    for one in tellings:
        _link(connection, one)


def _link(connection: Connection, telling: Telling) -> None:
    near = _near(connection, telling)
    if not near:
        return
    others = _others(connection, {place for places in near.values() for place in places})
    rules, found = SameRules(), []
    for kept in telling.sayings:
        beside = [place for place in sorted(near.get(kept.place, ())) if place in others]
        if not beside:
            continue
        said = saying_of(kept.record)
        for place in beside:
            time, other = others[place]
            if chance(said, other, (telling.time - time) / 3600, rules) >= rules.least:
                found.append(((telling.intake, kept.place), place))
    if found:
        rows = [_ordered(*sorted(two, reverse=True)) for two in found]
        connection.execute(keeping_first(connection, s.told_again), rows)


def _ordered(later: Place, older: Place) -> dict[str, int]:
    return {
        "intake": later[0],
        "place": later[1],
        "older": older[0],
        "older_place": older[1],
    }


def _near(connection: Connection, telling: Telling) -> dict[int, set[Place]]:
    """For each statement, by its place, those that may be it."""
    wanted: dict[int, list[int]] = defaultdict(list)
    for said in telling.sayings:
        for key in said.keys:
            wanted[key].append(said.place)
    asked = {
        "keys": json.dumps(list(wanted)),
        "begin": telling.time - REACH,
        "end": telling.time + REACH,
        "own": telling.intake,
        "last": _LAST if telling.anew else telling.intake,
    }
    met: dict[int, list[Place]] = defaultdict(list)
    for key, intake, place in connection.execute(MET, asked).all():
        met[key].append((intake, place))
    near: dict[int, set[Place]] = defaultdict(set)
    for key, places in met.items():
        for own in wanted[key]:
            near[own].update(sorted(places)[-MOST:])
    return near


def _others(connection: Connection, places: set[Place]) -> dict[Place, tuple[float, Saying]]:
    """The statements at these places, each with its time."""
    c = s.saying.c
    found: dict[Place, tuple[float, Saying]] = {}
    for some in chunks(sorted({intake for intake, _ in places})):
        rows = connection.execute(
            select(c.intake, c.place, c.time, c.record).where(c.intake.in_(some))
        ).all()
        named = ((row[:3], row[3]) for row in rows if row[:2] in places)
        for (intake, place, time), said in readable(saying_of, named):
            found[intake, place] = time, said
    return found


def told_again(
    connection: Connection, places: Collection[Place], within: frozenset[int] | None = None
) -> list[frozenset[Place]]:
    """The groups of statements that are one which hold any of these, each of two or more.

    ``within``: only links between these articles, by numbers of intake, are followed.
    """
    links: dict[Place, set[Place]] = defaultdict(set)
    met = _links_from(connection, places) if within is None else _links_inside(connection, within)
    for one, other in met:
        links[one].add(other)
        links[other].add(one)
    return _groups(links, places)


def _links_inside(connection: Connection, within: frozenset[int]) -> Iterable[tuple[Place, Place]]:
    """The links both of whose articles are among these."""
    for some in chunks(sorted(within)):
        rows = connection.execute(select(s.told_again).where(s.told_again.c.intake.in_(some)))
        yield from (_two(row) for row in rows if row.older in within)


def _links_from(connection: Connection, places: Collection[Place]) -> Iterable[tuple[Place, Place]]:
    """The links of these, and of what these are linked to, a few steps on."""
    asked: set[int] = set()
    fresh = {intake for intake, _ in places}
    for _ in range(_ROUNDS):
        if not fresh:
            break
        asked |= fresh
        met = list(_links(connection, fresh))
        yield from met
        fresh = {place[0] for two in met for place in two} - asked


def _two(row: Row[Any]) -> tuple[Place, Place]:
    return (row.intake, row.place), (row.older, row.older_place)


def _links(connection: Connection, intakes: Iterable[int]) -> Iterable[tuple[Place, Place]]:
    c = s.told_again.c
    for some in chunks(sorted(intakes)):
        for side in (c.intake, c.older):
            rows = connection.execute(select(s.told_again).where(side.in_(some)))
            yield from map(_two, rows)


def _groups(links: dict[Place, set[Place]], places: Iterable[Place]) -> list[frozenset[Place]]:
    groups: list[frozenset[Place]] = []
    met: set[Place] = set()
    for place in places:
        if place in met or place not in links:
            continue
        group, waiting = {place}, [place]
        while waiting:
            fresh = links[waiting.pop()] - group
            group |= fresh
            waiting += fresh
        met |= group
        groups.append(frozenset(group))
    return groups
