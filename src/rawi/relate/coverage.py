"""How outlets cover one story: who said it first, in whose words, with which figures.

Only facts: sides are countries and kinds of outlets; nothing here judges who is right.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from rawi.arabic.names import name_key
from rawi.arabic.numerals import read_number
from rawi.arabic.tokens import Token, tokens
from rawi.model import (
    Article,
    CopyLink,
    Coverage,
    Difference,
    Figure,
    Headline,
    Mention,
    Notes,
    OutletKind,
    Printed,
    Side,
    Story,
)

T = TypeVar("T")
NO_KINDS: Mapping[str, OutletKind | None] = MappingProxyType({})
_LONGEST = 8
"""Words of the longest number that is read."""
_ONLY = 8
"""Names that one side alone gives: more say nothing more."""
_PARAGRAPHS = 3
"""What a story is about stands at the beginning of a report: in fourteen stories of April read with
whole texts most of what was counted otherwise was another thing."""
_VAGUE = frozenset(("شخص", "اخر", "عنصر", "حاله", "فرد", "انسان", "مواطن"))
"""Words behind a number that leave open of what; the word before it tells."""
_MEASURES = re.compile(
    "(?:يوم|ساعه|دقيقه|سنه|عام|شهر|اسبوع|مره|متر|كيلومتر|ميل|دوله|يناير|فبراير|مارس|ابريل|مايو|يونيو|"
    "يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين|"
    "دولار|يورو|ريال|درهم|دينار|جنيه|ليره|روبل)ا?"
)
"""What a number of them tells is rarely the matter of a story."""
_YEARS = range(1900, 2101)
_SMALLEST = 3
"""One and two are seldom written as numbers, and often mean something else."""


def coverage(
    story: Story,
    notes: Mapping[str, Notes],
    links: Iterable[CopyLink],
    countries: Mapping[str, str | None],
    kinds: Mapping[str, OutletKind | None] = NO_KINDS,
) -> Coverage:
    """The story side by side. Pure.

    ``notes`` by article, ``links`` between its articles, ``countries`` and ``kinds`` by outlet.
    """
    taken = {x.article_id: x for x in links if x.copied}
    own = [a for a in story.articles if a.id not in taken]
    copies = [a for a in story.articles if a.id in taken]
    named = {a.id: _names(notes.get(a.id, Notes())) for a in own}
    lands = _sides(own, copies, countries, named)
    owners: Iterable[tuple[OutletKind | None, dict[str, Any]]]
    owners = _sides(own, copies, kinds, named)
    return Coverage(
        story=story.id,
        headline=story.headline,
        sides=tuple(Side(country=key, **told) for key, told in lands),
        kinds=tuple(Side(country=None, kind=key, **told) for key, told in owners),
        printed=_printed(story, taken),
        speakers=_speakers(own, notes),
        differences=_differences(own),
    )


def _sides(
    own: Sequence[Article],
    copies: Sequence[Article],
    sides: Mapping[str, T | None],
    named: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[T | None, dict[str, Any]]]:
    """What each side tells, that of the earliest own report first, those with copies alone last."""
    found: dict[T | None, list[Article]] = defaultdict(list)
    for article in own:
        found[sides.get(article.outlet or "")].append(article)
    taken = Counter(sides.get(a.outlet or "") for a in copies)
    for side, reports in found.items():
        told: dict[str, Any] = {"reports": tuple(Headline.of(a) for a in reports)}
        yield side, told | {"copies": taken[side], "only": _only(side, found, named)}
    for side in (side for side in taken if side not in found):
        yield side, {"reports": (), "copies": taken[side]}


def _printed(story: Story, taken: Mapping[str, CopyLink]) -> tuple[Printed, ...]:
    """The copies with what they are copies of, inside the story."""
    outlets = {a.id: a.outlet for a in story.articles}
    return tuple(
        Printed(
            outlet=outlets[x.article_id],
            article_id=x.article_id,
            source=outlets[x.older_id],
            source_id=x.older_id,
            share=x.share,
        )
        for x in taken.values()
        if x.article_id in outlets and x.older_id in outlets
    )


def _names(notes: Notes) -> dict[str, str]:
    """People by key; a single word may be anybody's."""
    names = (e.name or e.text for e in notes.entities if e.kind == "person")
    return {_key(name): name for name in names if " " in name}


def _key(name: str) -> str:
    return " ".join(name_key(word) for word in name.split())


def _only(
    side: T, sides: Mapping[T, Sequence[Article]], named: Mapping[str, Mapping[str, str]]
) -> tuple[str, ...]:
    """Whom two reports of this side name and none of another; nothing where it is alone."""
    if len(sides) < 2:
        return ()
    others = {k for s, found in sides.items() if s != side for a in found for k in named[a.id]}
    told: dict[str, list[str]] = defaultdict(list)
    for article in sides[side]:
        for key, name in named[article.id].items():
            told[key].append(name)
    mine = [names for key, names in told.items() if key not in others and len(names) > 1]
    return tuple(names[0] for names in sorted(mine, key=len, reverse=True))[:_ONLY]


def _speakers(own: Iterable[Article], notes: Mapping[str, Notes]) -> tuple[Mention, ...]:
    """Who is quoted by whom, those whom most outlets quote first."""
    names: dict[str, str] = {}
    outlets: dict[str, dict[str, None]] = defaultdict(dict)
    for article in own:
        for quote in notes.get(article.id, Notes()).quotes:
            if quote.said_by:
                key = _key(quote.said_by)
                names.setdefault(key, quote.said_by)
                outlets[key][article.outlet or ""] = None
    ranked = sorted(outlets.items(), key=lambda one: -len(one[1]))
    return tuple(Mention(name=names[key], outlets=tuple(found)) for key, found in ranked)


def _differences(own: Iterable[Article]) -> tuple[Difference, ...]:
    """Things that two outlets count and count otherwise; those most outlets tell of first."""
    words: dict[str, str] = {}
    told: dict[str, dict[int | float, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for article in own:
        for key, shown, value in _counted(_beginning(article)):
            words.setdefault(key, shown)
            told[key][value][article.outlet or ""] = None
    found = [
        Difference(
            what=words[key],
            figures=tuple(
                Figure(value=value, outlets=tuple(outlets))
                for value, outlets in sorted(values.items(), key=lambda one: -len(one[1]))
            ),
        )
        for key, values in told.items()
        if _differ(values)
    ]
    return tuple(sorted(found, key=lambda one: -len({o for f in one.figures for o in f.outlets})))


def _differ(values: Mapping[int | float, Mapping[str, None]]) -> bool:
    """Whether an outlet has none of the figures that another has."""
    by_outlet: dict[str, set[int | float]] = defaultdict(set)
    for value, outlets in values.items():
        for outlet in outlets:
            by_outlet[outlet].add(value)
    sets = list(by_outlet.values())
    return any(not one & two for i, one in enumerate(sets) for two in sets[i + 1 :])


def _beginning(article: Article) -> str:
    return "\n".join((article.title or "", *article.body[:_PARAGRAPHS]))


def _counted(text: str) -> Iterator[tuple[str, str, int | float]]:
    """(key, words, value) of every number with the thing that it counts."""
    found = tokens(text)
    place = 0
    while place < len(found):
        number = read_number([t.text for t in found[place : place + _LONGEST]])
        if number is None:
            place += 1
            continue
        value, used = number
        before = found[place - 1] if place else None
        after = found[place + used] if place + used < len(found) else None
        place += used
        if value >= _SMALLEST and value not in _YEARS and (what := _what(before, after)):
            yield what[0], what[1], value


def _what(before: Token | None, after: Token | None) -> tuple[str, str] | None:
    """(key, words) of what a number counts: the noun behind it, else the one before."""
    if after is None or after.kind != "word" or after.stop or _MEASURES.fullmatch(after.lemma):
        return None
    if after.lemma not in _VAGUE:
        return after.lemma, after.text
    if before is None or before.kind != "word" or before.stop:
        return None
    return before.lemma, f"{before.text} {after.text}"
