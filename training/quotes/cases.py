"""The marked articles as places: for every statement its cue, first word, end, mention."""

from __future__ import annotations

import re

import msgspec

from eval.quote_gold import Marked, marked
from rawi.annotation.entities import entities_of
from rawi.annotation.quotes.places import Places, places
from rawi.annotation.quotes.reading import Part, Reading, read
from rawi.annotation.quotes.words import ACCORDING
from rawi.arabic import fold
from rawi.model import Entity, Quote

LETTER = re.compile(r"\w")
FOLDS = (
    ("almayadeen.net",),
    ("france24.com/ar",),
    ("bbc.com/arabic",),
    ("skynewsarabia.com",),
    ("arabic.cnn.com",),
    ("alarabiya.net",),
    ("aljazirah", "aawsat", "sabq"),
    ("aleqtisadiya", "alweeam", "almadina"),
    ("alwatan", "okaz", "alriyadh"),
    ("3alyoum", "arreyadi", "alyaum"),
)
"""Outlets that are judged together by models that saw none of them."""


class Statement(msgspec.Struct, frozen=True):
    quote: Quote
    start: int
    """First word."""
    end: int
    """The gap after the last."""
    cue: int
    """The word the cue begins with, or -1."""
    cue_end: int
    mention: tuple[int, int]
    """Words of the speaker as mentioned; (-1, -1) without one."""


class Case(msgspec.Struct, frozen=True):
    marked: Marked
    places: Places
    statements: tuple[Statement, ...]
    fold: int
    entities: tuple[Entity, ...]

    @property
    def part(self) -> Part:
        return self.places.reading.parts[0]


def text_of(r: Reading) -> str:
    return r.parts[0].text


def words_in(r: Reading, start: int, end: int) -> tuple[int, int]:
    """The words that a span of the text touches."""
    found = [n for n, w in enumerate(r.words) if w.start < end and w.end > start]
    return (found[0], found[-1] + 1) if found else (-1, -1)


def places_of(text: str, part: str) -> list[int]:
    """Where ``part`` stands as whole words, but for what is joined before it."""
    return [
        m.start()
        for m in re.finditer(re.escape(part), text)
        if not LETTER.match(text[m.end() : m.end() + 1])
    ]


def cue_place(r: Reading, q: Quote) -> int:
    """The place of the cue nearest to the statement, before it rather than after."""
    according = fold(q.cue).split()[:1] and fold(q.cue).split()[0] in ACCORDING

    def cost(place: int) -> float:
        if place < q.start:
            between = text_of(r)[place : q.start]
            return len(between) + 150 * ("." in between) + 100 * between.count("\n")
        between = text_of(r)[q.end : place]
        late = 0 if according else 150
        return len(between) + late + 100 * ("." in between) + 200 * between.count("\n")

    found = [p for p in places_of(text_of(r), q.cue) if not q.start <= p < q.end]
    return min(found, key=cost) if found and q.cue else -1


def mention_place(r: Reading, q: Quote, cue: int) -> int:
    """The place of the speaker's mention nearest to the cue, outside of the statement."""
    near = q.start if cue < 0 else cue
    found = [p for p in places_of(text_of(r), q.speaker) if not q.start <= p < q.end]

    def cost(place: int) -> float:
        between = text_of(r)[min(near, place) : max(near, place)]
        return len(between) + 60 * ("." in between) + 100 * ("\n" in between)

    return min(found, key=cost) if found and q.speaker else -1


def statement(r: Reading, q: Quote) -> Statement:
    start, end = words_in(r, q.start, q.end)
    at = cue_place(r, q)
    cue, cue_end = words_in(r, at, at + len(q.cue)) if at >= 0 else (-1, -1)
    said = mention_place(r, q, at)
    mention = words_in(r, said, said + len(q.speaker)) if said >= 0 else (-1, -1)
    return Statement(q, start, end, cue, cue_end, mention)


def fold_of(outlet: str | None) -> int:
    return next(n for n, outlets in enumerate(FOLDS) if outlet in outlets)


def cases() -> list[Case]:
    found = []
    for m in marked():
        r = read([m.article.text])
        statements = tuple(statement(r, q) for q in m.quotes)
        named = entities_of(m.article)
        found.append(Case(m, places(r, [named]), statements, fold_of(m.article.outlet), named))
    return found
