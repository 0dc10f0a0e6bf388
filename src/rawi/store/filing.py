"""What the store keeps of one article by itself: its records, and where each is found.

It follows from the article alone, and so is made where articles are read, by as many
processes as there are, and not by the one that writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from rawi.annotation.keywords import keyword_key
from rawi.annotation.quotes import speaker_key
from rawi.model import Article, Entity, EntityKind, Notes
from rawi.relate import Sketch
from rawi.relate.statements import Saying, keys
from rawi.store.codec import encoded, fingerprint, sketched

Row = dict[str, Any]
Place = tuple[str, str, int]
"""Role, key, and which of the article's quotes."""


class Naming(msgspec.Struct, frozen=True, array_like=True):
    """A name of an article, and where it is found."""

    role: str
    key: str
    name: str
    kind: EntityKind
    country: str | None = None


class Surname(msgspec.Struct, frozen=True, array_like=True):
    """A person whom an article names by one word."""

    naming: Naming
    places: tuple[int, ...] = ()
    """Which of its quotes that person said."""


class Filed(msgspec.Struct, frozen=True, array_like=True):
    """A statement as it is kept, and the keys under which it is found."""

    place: int
    record: bytes
    keys: tuple[int, ...]


class Filing(msgspec.Struct, frozen=True, array_like=True):
    """An article as the store takes it in, but for what it is to others."""

    article: bytes
    """Records, encoded."""
    notes: bytes
    sketch: bytes
    fingerprint: bytes
    keywords: tuple[str, ...] = ()
    """Their keys."""
    statements: tuple[Place, ...] = ()
    namings: tuple[Naming, ...] = ()
    surnames: tuple[Surname, ...] = ()
    sayings: tuple[Filed, ...] = ()


def filing(article: Article, notes: Notes, sketch: Sketch, said: tuple[Saying, ...]) -> Filing:
    """What is kept of an article. ``said``: its statements as they are compared."""
    return Filing(
        article=encoded(article),
        notes=encoded(notes),
        sketch=sketched(sketch),
        fingerprint=fingerprint(article),
        keywords=keyword_keys(notes),
        statements=statement_keys(notes),
        namings=namings(notes),
        surnames=surnames(notes),
        sayings=filed(said),
    )


def keyword_keys(notes: Notes) -> tuple[str, ...]:
    """The keys of its keywords, each once."""
    found = dict.fromkeys(keyword_key(keyword.text) for keyword in notes.keywords)
    return tuple(key for key in found if key)


def statement_keys(notes: Notes) -> tuple[Place, ...]:
    """Where each quote is found: among all, under its speaker, under the names it holds."""
    found: list[Place] = []
    for place, quote in enumerate(notes.quotes):
        speaker = speaker_key(quote.said_by)
        held = (e.name for e in notes.entities if quote.start <= e.start and e.end <= quote.end)
        keys = [("all", ""), ("speaker", speaker), ("speaker", speaker.rpartition(" ")[2])]
        keys += [("entity", speaker_key(name)) for name in held]
        found += [(role, key, place) for role, key in dict.fromkeys(keys) if key or role == "all"]
    return tuple(found)


def namings(notes: Notes) -> tuple[Naming, ...]:
    """Each name once, persons under their last word too."""
    found: dict[tuple[str, str], Naming] = {}
    for entity in notes.entities:
        key = speaker_key(entity.name)
        for role, under in (("name", key), ("last", _last(entity, key))):
            if under and (role, under) not in found:
                found[role, under] = _naming(entity, role, under)
    return tuple(found.values())


def surnames(notes: Notes) -> tuple[Surname, ...]:
    """The persons whom it names by one word, each once."""
    alone = {speaker_key(e.name): e for e in notes.entities if e.kind == "person"}
    spoken: dict[str, list[int]] = defaultdict(list)
    for place, quote in enumerate(notes.quotes):
        spoken[speaker_key(quote.said_by)].append(place)
    return tuple(
        Surname(_naming(entity, "meant", key), tuple(spoken.get(key, ())))
        for key, entity in alone.items()
        if key and " " not in key
    )


def _naming(entity: Entity, role: str, key: str) -> Naming:
    return Naming(role, key, entity.name, entity.kind, entity.country)


def _last(entity: Entity, key: str) -> str:
    """The surname of a person's name of two words or more."""
    return surname(key) if entity.kind == "person" else ""


@cache
def _sons() -> frozenset[str]:
    return frozenset(map(speaker_key, ("بن", "ابن")))


def surname(key: str) -> str:
    """The last word of a name of two words or more; none behind بن, where it is the father's:
    سلمان alone is not محمد بن سلمان."""
    *first, last = key.split() or [""]
    return last if first and not (first[1:] and first[-1] in _sons()) else ""


def filed(said: Iterable[Saying]) -> tuple[Filed, ...]:
    """Statements as they are kept."""
    return tuple(Filed(one.place, sketched(one), tuple(sorted(keys(one)))) for one in said)


def keyword_rows(keys: tuple[str, ...], time: float, intake: int) -> list[Row]:
    return [{"key": key, "time": time, "intake": intake} for key in keys]


def statement_rows(places: tuple[Place, ...], time: float, intake: int) -> list[Row]:
    return [
        {"role": role, "key": key, "time": time, "intake": intake, "place": place}
        for role, key, place in places
    ]
