"""Pairs of statements of April 2018, read and marked: one statement told twice, or two.

``sets/statement_pairs.tsv``: two statements, each as article, start, end and a hash of the
text; 1 for one, 0 for two, ? where a reader could not say; ``copy`` where one article copies
the other, ``fresh`` for pairs that were drawn and read when the rules stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import msgspec

from eval.articles import articles
from eval.figures import ROOT
from rawi.annotation.entities import entities_of
from rawi.annotation.quotes import quotes_of_all
from rawi.model import Article, Notes, Quote
from rawi.relate.statements import Saying, sayings
from rawi.store.codec import moment

SET = ROOT / "eval" / "sets" / "statement_pairs.tsv"


class Span(msgspec.Struct, frozen=True):
    """Where a statement stands in an article's text."""

    article: str
    start: int
    end: int
    digest: str


class Marked(msgspec.Struct, frozen=True):
    """Two statements and what the reader said."""

    first: Span
    second: Span
    grade: str
    copy: bool
    fresh: bool


class Pair(msgspec.Struct, frozen=True):
    """Two statements as they are compared, None where one is too short to be."""

    one: Saying | None
    other: Saying | None
    hours: float
    same: bool
    copy: bool
    fresh: bool
    day: int
    """Of the month, of the earlier article: what folds go by."""


def marked() -> list[Marked]:
    """Every row of the set."""
    rows = [line.split("\t") for line in SET.read_text("utf-8").splitlines()]
    return [
        Marked(_span(r[:4]), _span(r[4:8]), r[8], "copy" in r[9], "fresh" in r[9]) for r in rows
    ]


def _span(cells: Sequence[str]) -> Span:
    return Span(cells[0], int(cells[1]), int(cells[2]), cells[3])


def hashed(text: str) -> str:
    """The hash by which a row knows its text."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def pairs() -> Iterator[Pair]:
    """The pairs that the reader was sure of, laid to speakers as annotation does."""
    rows = [row for row in marked() if row.grade != "?"]
    wanted = {span.article for row in rows for span in (row.first, row.second)}
    room = {a.id: (a, notes) for a, notes in _noted(list(articles("ant-2018-04", wanted)))}
    for row in rows:
        first, second = room[row.first.article], room[row.second.article]
        yield Pair(
            _said(row.first, *first),
            _said(row.second, *second),
            _hours(first[0], second[0]),
            row.grade == "1",
            row.copy,
            row.fresh,
            int(row.first.article[-2:]),
        )


def _noted(room: Sequence[Article]) -> Iterator[tuple[Article, Notes]]:
    named = [entities_of(article) for article in room]
    for article, entities, quotes in zip(room, named, quotes_of_all(room, named), strict=True):
        yield article, Notes(entities=entities, quotes=quotes)


def _hours(one: Article, other: Article) -> float:
    first, second = (moment(a.published, latest=True) or 0.0 for a in (one, other))
    return (second - first) / 3600


def _said(span: Span, article: Article, notes: Notes) -> Saying | None:
    text = article.text[span.start : span.end]
    if hashed(text) != span.digest:
        raise ValueError(f"{span.article} no longer holds what was marked at {span.start}")
    found = max(notes.quotes, key=lambda q: _overlap(q, span), default=None)
    if found is None or _overlap(found, span) <= 0:
        found = Quote(kind="indirect", text="", cue="", start=0, end=0, chance=0.5)
    quote = msgspec.structs.replace(found, text=text, start=span.start, end=span.end)
    made = sayings(article, msgspec.structs.replace(notes, quotes=(quote,)))
    return made[0] if made else None


def _overlap(quote: Quote, span: Span) -> int:
    return min(quote.end, span.end) - max(quote.start, span.start)
