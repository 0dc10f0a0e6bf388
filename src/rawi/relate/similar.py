"""Articles of other stories on the same matter, and the one to read next.

Likeness alone confuses two matters of one kind (two fires, two share prices), so
a rare name or a rare word of both titles must be shared beside it. Where too few
are found the running matter of the story fills up, then what shares people or
places: each with its reason, and short rather than filled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

import msgspec
import numpy as np

from rawi.annotation.topics import topic_of
from rawi.relate.copy_links import is_older
from rawi.relate.countries import countries
from rawi.relate.recent import Recent
from rawi.relate.sketch import LEAD, TITLE, Sketch
from rawi.relate.vectors import Floats, joined, slots_of

Reason = Literal["matter", "affair", "names", "development", "background"]
"""On one matter, of one affair, about the same names; what came of it, what went before."""
Ranked = list[tuple[float, int]]
"""Rarity and name."""
Likenesses = dict[int, float]
"""Row -> how like it is, 0 to 1."""


class SimilarRules(msgspec.Struct, frozen=True, kw_only=True):
    """When an article is given beside another; docs/decisions/0056."""

    at: float = 0.17
    """Likeness, 0 to 1, from which two articles of one section that share a rare name are on
    one matter."""
    sure_at: float = 0.25
    """From here a name, or a word of both titles, will do in any section, and be less rare."""
    affair_at: float = 0.14
    """The same for another story of its affair."""
    name_at: float = 0.16
    """The same for one of its section that holds a rare name of its opening."""
    next_at: float = 0.05
    """The same for what to read next about its names, where nothing else is there."""
    rare: float = 4.0
    """Rarity of what must be shared: about one article in fifty holds it."""
    common: float = 3.0
    """One article in twenty."""
    same_hours: float = 48.0
    same_at: float = 0.18
    """So near in time and so like, two articles may well report one happening."""
    too_like: float = 0.75
    """Likeness above which an article adds nothing to another."""
    enough: int = 5
    """Up to so many are filled up where too few are on the matter."""


class Given(msgspec.Struct, frozen=True):
    """An article given beside another."""

    id: str
    like: float
    """0 to 1."""
    reason: Reason
    name: int | None = None
    """Of ``names``: the rarest name that both share, as ``sketch.name_hash`` has it."""


class Beside(msgspec.Struct, frozen=True):
    """What is given beside an article."""

    similar: tuple[Given, ...] = ()
    next_read: Given | None = None


class Asked(msgspec.Struct, frozen=True):
    """What is wanted beside the article of a row."""

    row: int
    near: Sequence[int]
    """Rows that share heavy terms with it."""
    affair: Collection[str] = ()
    """The stories of its affair."""
    limit: int = 10


def beside(recent: Recent, asked: Asked, rules: SimilarRules) -> Beside:
    """Similar articles, one a story, the likest first, and what to read next."""
    own = recent.sketches[asked.row]
    stories = dict.fromkeys([recent.story[asked.row], *asked.affair])
    related = [row for story in stories for row in recent.members.get(story, ())[-_LATEST:]]
    names = ranked_names(recent, own)
    people = recent.sharing(rarer(names, rules.rare))
    rows = dict.fromkeys([*asked.near, *related, *people])
    gone = {asked.row, *recent.copies.get(asked.row, ())}
    like = likeness(recent, asked.row, [row for row in rows if row not in gone])
    others = _others(recent, asked.row, like, rules)
    telling = _Telling(recent, own, names, rules)
    similar = _similar(telling, asked, others)
    return Beside(tuple(similar[: asked.limit]), _next(telling, asked, (like, similar)))


class _Telling:
    """What is asked of each that may be given: the article's names are ranked once."""

    def __init__(self, recent: Recent, own: Sketch, names: Ranked, rules: SimilarRules) -> None:
        self.recent, self.own, self.rules = recent, own, rules
        self.rare, self.common = rarer(names, rules.rare), rarer(names, rules.common)


def likeness(recent: Recent, row: int, rows: Sequence[int]) -> Likenesses:
    """How like each of the rows is, its opening as much as the whole."""
    if not rows:
        return {}
    others = joined([recent.sketches[r] for r in rows])
    like = recent.weights.likeness_among(recent.terms(row), others)
    return dict(zip(rows, ((like.whole + like.opening) / 2).tolist(), strict=True))


def _others(recent: Recent, row: int, like: Likenesses, rules: SimilarRules) -> Likenesses:
    """Those of other stories, the likest first, without what may report the same happening."""
    hours = recent.hours_from(recent.sketches[row].time, np.array(list(like), dtype=np.int64))
    apart = dict(zip(like, hours.tolist(), strict=True))
    return {
        other: value
        for other, value in sorted(like.items(), key=lambda one: (-one[1], one[0]))
        if value >= rules.next_at
        and recent.story[other] != recent.story[row]
        and not (value >= rules.same_at and apart[other] <= rules.same_hours)
    }


def _on_matter(telling: _Telling, others: Likenesses) -> Iterable[Given]:
    """Those that are like enough and share a name, or a word of both titles, that is rare."""
    recent, own, rules = telling.recent, telling.own, telling.rules
    rare, common = set(telling.rare), set(telling.common)
    words = _rare_words(recent, own, rules.common)
    for other, value in others.items():
        if value < rules.at:
            return
        sketch = recent.sketches[other]
        if value >= rules.sure_at:
            fits = not common.isdisjoint(_names(sketch)) or not words.isdisjoint(_title(sketch))
        else:
            fits = _one_section(own, sketch) and not rare.isdisjoint(_names(sketch))
        if fits:
            yield Given(sketch.id, value, "matter")


def _one_section(one: Sketch, other: Sketch) -> bool:
    """Whether both stand in one section, by its word or its topic; also where one has none."""
    if one.section is None or other.section is None or one.section == other.section:
        return True
    topic = topic_of(one.section)
    return topic is not None and topic == topic_of(other.section)


def _similar(telling: _Telling, asked: Asked, others: Likenesses) -> list[Given]:
    """One a story: on the matter, else of the affair, else with the same people or places."""
    recent, rules = telling.recent, telling.rules
    found: dict[str, Given] = {}

    def take(given: Iterable[Given], most: int) -> None:
        for one in given:
            if len(found) >= most:
                return
            found.setdefault(recent.story[recent.row[one.id]], one)

    stories = set(asked.affair)
    take(_on_matter(telling, others), asked.limit)
    take(
        (
            Given(recent.sketches[other].id, value, "affair")
            for other, value in others.items()
            if value >= rules.affair_at and recent.story[other] in stories
        ),
        rules.enough,
    )
    named = _with_names(telling, others)
    take((one for one in named if one.like >= rules.name_at), rules.enough)
    return list(found.values())


def _with_names(telling: _Telling, others: Likenesses) -> Iterable[Given]:
    """Those of its section that hold a rare name of its opening."""
    own = telling.own
    opening = _opening_names(own)
    rare = [key for key in telling.rare if key in opening]
    for other, value in others.items():
        if value < telling.rules.next_at:
            return
        sketch = telling.recent.sketches[other]
        held = _names(sketch) if _one_section(own, sketch) else ()
        name = next((key for key in rare if key in held), None)
        if name is not None:
            yield Given(sketch.id, value, "names", name)


def _next(
    telling: _Telling, asked: Asked, found: tuple[Likenesses, Sequence[Given]]
) -> Given | None:
    """The newest development of the story or its affair, else the background, else names."""
    like, similar = found
    recent, own, rules = telling.recent, telling.own, telling.rules
    given = {recent.row[one.id] for one in similar if one.reason == "matter"}
    story = set(recent.members[recent.story[asked.row]])

    def fits(row: int, value: float) -> bool:
        """Whether it goes on with the article, in its language, and says something new."""
        if value > rules.too_like or recent.sketches[row].language != own.language:
            return False
        related = row in given or recent.story[row] in asked.affair
        return row in story or (related and value >= rules.affair_at)

    rows = [row for row, value in like.items() if fits(row, value)]
    later = [row for row in rows if is_older(own, recent.sketches[row])]
    if later:
        newest = max(later, key=lambda row: (recent.sketches[row].time or 0.0, row))
        return Given(recent.sketches[newest].id, like[newest], "development")
    if rows:
        likest = max(rows, key=lambda row: (like[row], row))
        return Given(recent.sketches[likest].id, like[likest], "background")
    others = dict(sorted(like.items(), key=lambda one: (-one[1], one[0])))
    named = _with_names(telling, others)
    spoken = (x for x in named if recent.sketches[recent.row[x.id]].language == own.language)
    return next((x for x in spoken if x.like <= rules.too_like), None)


def ranked_names(recent: Recent, sketch: Sketch) -> Ranked:
    """The names of an article with their rarity, the rarest first; no countries."""
    keys = [key for key in _names(sketch) if key not in countries()]
    told = sorted(zip((-recent.name_rarity(keys)).tolist(), keys, strict=True))
    return [(-value, key) for value, key in told]


def rarer(names: Ranked, rare: float) -> list[int]:
    """Those of the names that are so rare or rarer."""
    return [key for value, key in names if value >= rare]


def _names(sketch: Sketch) -> list[int]:
    names: list[int] = np.frombuffer(sketch.names, dtype="<u4").tolist()
    return names


def _opening_names(sketch: Sketch) -> set[int]:
    return {n for n, at in zip(_names(sketch), sketch.named, strict=True) if at & LEAD}


def _title(sketch: Sketch) -> set[int]:
    """The slots of a title's terms."""
    places = np.frombuffer(sketch.places, dtype=np.uint8)
    return set(slots_of(sketch.terms)[(places & TITLE) > 0].tolist())


def _rare_words(recent: Recent, sketch: Sketch, rare: float) -> set[int]:
    slots = np.array(sorted(_title(sketch)), dtype=np.int64)
    idf: Floats = recent.weights.idf(slots)
    return set(slots[idf >= rare].tolist())


_LATEST = 8
"""Articles of a story, the latest, that are looked at."""
