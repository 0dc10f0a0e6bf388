"""``python -m eval.in_a_row [COUNT]``: articles written one after another, found again.

Two to six held-out articles of April 2018 in a row, in six forms that people write them in; the
same of news in German and English and of English pages of any kind, guides and lists among them,
of sites that no model saw. Then pages of such sites behind each other, two or three, as one
converter writes them. Scored by the assignment of best total F1: share of
articles found (F1 of .8 or more), mean token F1, share of dumps with the right number.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import NamedTuple

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.optimize import linear_sum_assignment

from eval.abilities.dumps import f1
from eval.converted import available
from eval.held_articles import Source, sources
from eval.held_dumps import LEVANT, MONTHS
from rawi import read
from rawi.arabic import language
from training.pages import GoldPage, english_pages, is_held, world_pages

FOUND = 0.8
"""From this F1 on an article counts as found."""
_POOL = 6
"""Rows are drawn from languages of so many articles."""


class Row(NamedTuple):
    """One form: share found, mean F1, share of dumps with the right number."""

    found: float
    f1: float
    right: float


class Words(NamedTuple):
    """What stands between articles, in one language."""

    months: tuple[Sequence[str], ...]
    outlets: Sequence[str]
    ends: Sequence[str]
    leads: Sequence[str]


_ARABIC = Words(
    (MONTHS, LEVANT),
    ("وكالة الساحل", "صحيفة الميناء", "موقع السهل الإخباري", "رويترز"),
    ("المصدر: {o}", "({o})", "{o} - وكالات"),
    ("{n}. {t}", "{n}) {t}", "## {t}", "• {t}", "الخبر {n}: {t}"),
)
_NAMED = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))
_ENGLISH = Words(
    (_NAMED,),
    ("Coastal News", "The Quay Gazette", "Lowland Online", "Associated Press"),
    ("Source: {o}", "({o})", "{o} and agencies"),
    ("{n}. {t}", "{n}) {t}", "## {t}", "• {t}", "Item {n}: {t}"),
)


def _paragraphs(source: Source) -> list[str]:
    return [text for _, text in source.blocks]


def _blank_lines(rows: Sequence[Source], _: random.Random, __: Words) -> str:
    return "\n\n".join(block for s in rows for block in (s.title, *_paragraphs(s)))


def _lines(rows: Sequence[Source], _: random.Random, __: Words) -> str:
    return "\n".join(block for s in rows for block in (s.title, *_paragraphs(s)))


def _starred(rows: Sequence[Source], rng: random.Random, _: Words) -> str:
    mark = rng.choice(["***", "* * *", "-----", "=====", "ــــــــ", "_____"])
    return f"\n\n{mark}\n\n".join("\n\n".join([s.title, *_paragraphs(s)]) for s in rows)


def _day(rng: random.Random) -> date:
    return date(2018, 1, 1) + timedelta(days=rng.randrange(900))


def _dated(rows: Sequence[Source], rng: random.Random, words: Words) -> str:
    months = rng.choice(words.months)
    parts = []
    for source in rows:
        day = _day(rng)
        stamp = rng.choice(
            [
                f"{day.day} {months[day.month - 1]} {day.year}",
                f"{day:%Y-%m-%d}",
                f"{day:%B} {day.day}, {day.year}",
                f"{day:%d/%m/%Y} 1{rng.randrange(10)}:{rng.randrange(10, 60)}",
            ]
        )
        parts.append("\n".join([source.title, stamp, *_paragraphs(source)]))
    return rng.choice(["\n", "\n\n", "\n\n\n"]).join(parts)


def _sourced(rows: Sequence[Source], rng: random.Random, words: Words) -> str:
    name = rng.choice(words.outlets)
    ends = rng.choice([end.format(o=name) for end in words.ends])
    return "\n\n\n".join("\n\n".join([s.title, *_paragraphs(s), ends]) for s in rows)


def _digest(rows: Sequence[Source], rng: random.Random, words: Words) -> str:
    lead = rng.choice(words.leads)
    parts = []
    for n, source in enumerate(rows, 1):
        parts.append("\n\n".join([lead.format(n=n, t=source.title), *_paragraphs(source)]))
    return "\n\n".join(parts)


FORMS: dict[str, Callable[[Sequence[Source], random.Random, Words], str]] = {
    "blank lines": _blank_lines,
    "lines": _lines,
    "a mark between": _starred,
    "dated": _dated,
    "source at the end": _sourced,
    "digest": _digest,
}


def assigned(golds: Sequence[str], bodies: Sequence[str]) -> list[float]:
    """F1 of every gold text under the assignment of best total, 0 where it has no partner."""
    if not bodies:
        return [0.0] * len(golds)
    table = np.array([[f1(gold, body) for body in bodies] for gold in golds])
    scores = [0.0] * len(golds)
    for row, column in zip(*linear_sum_assignment(-table), strict=True):
        scores[row] = float(table[row, column])
    return scores


def scored(form: str, count: int, seed: int = 5) -> Row:
    """``count`` dumps of one form, in Arabic."""
    pool = [s for s in sources() if len(_paragraphs(s)) > 1]
    return _scored(form, count, random.Random(f"{form} {seed}"), [pool], _ARABIC)


def scored_others(form: str, count: int, pools: Sequence[Sequence[Source]], seed: int = 5) -> Row:
    """The same of articles of other languages, each dump of one pool."""
    return _scored(form, count, random.Random(f"{form} {seed}"), pools, _ENGLISH)


def _scored(
    form: str, count: int, rng: random.Random, pools: Sequence[Sequence[Source]], words: Words
) -> Row:
    tally, sizes = _Tally(), [len(pool) for pool in pools]
    for _ in range(count):
        pool = rng.choices(pools, sizes)[0] if len(pools) > 1 else pools[0]
        rows = rng.sample(pool, rng.randint(2, 6))
        text = FORMS[form](rows, rng, words)
        tally.add(text, ["\n".join(_paragraphs(s)) for s in rows])
    return tally.row()


class _Tally:
    """Dumps of one form, as they are counted."""

    def __init__(self) -> None:
        self.scores: list[float] = []
        self.right: list[bool] = []

    def add(self, text: str, golds: Sequence[str]) -> None:
        articles = read(text, content_type="text/plain").articles
        bodies = ["\n".join([*a.subheads, *a.body]) for a in articles]
        self.scores += assigned(golds, bodies)
        self.right.append(len(articles) == len(golds))

    def row(self) -> Row:
        return Row(fmean(s >= FOUND for s in self.scores), fmean(self.scores), fmean(self.right))


def english() -> list[Source]:
    """English pages of any kind, of sites that no model saw, of two paragraphs or more."""
    return [source for page in english_pages() if is_held(page) and (source := source_of(page))]


def news() -> list[list[Source]]:
    """News in German and in English, of sites that no model saw: one pool a language."""
    pools: dict[str | None, list[Source]] = defaultdict(list)
    for page in filter(is_held, world_pages()):
        if source := source_of(page):
            pools[language(page.gold["body"])].append(source)
    return [pool for _, pool in sorted(pools.items(), key=str) if len(pool) >= _POOL]


def source_of(page: GoldPage) -> Source | None:
    """A page as an article to compose with; None where it is too short or has no headline."""
    paragraphs = [" ".join(p.split()) for p in (page.gold["body"] or "").split("\n") if p.strip()]
    title = " ".join((page.gold.get("title") or "").split())
    long = 200 < len(page.gold["body"] or "") < 15_000
    sound = title and long and len(paragraphs) > 1
    return Source(title, [("p", p) for p in paragraphs]) if sound else None


def behind_each_other(pages: Sequence[GoldPage], count: int, seed: int = 5) -> Row:
    """Two or three pages as one converter writes them, one behind the other."""
    rng, tally = random.Random(seed), _Tally()
    converters = dict(available())
    for _ in range(count):
        some = rng.sample(pages, rng.choice((2, 3)))
        convert = converters[rng.choice(sorted(converters))]
        texts = [convert(page.html) for page in some]
        tally.add("\n\n".join(texts), [page.trained for page in some])
    return tally.row()


def _printed(name: str, rows: dict[str, Row]) -> None:
    table = Table(name, "found", "F1", "right number")
    mean = Row(*(fmean(column) for column in zip(*rows.values(), strict=True)))
    for form, row in (rows | {"mean": mean}).items():
        table.add_row(form, *(f"{x:.3f}" for x in row))
    Console(width=100).print(table)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    _printed("Arabic", {form: scored(form, count) for form in FORMS})
    for name, pools in (("news in German and English", news()), ("English pages", [english()])):
        _printed(name, {form: scored_others(form, count, pools) for form in FORMS})
    sets = {"English": english_pages(4), "forty countries": world_pages()}
    unseen = {kind: [p for p in pages if is_held(p)] for kind, pages in sets.items()}
    behind = {kind: behind_each_other(pages, count) for kind, pages in unseen.items()}
    _printed("pages behind each other", behind)


if __name__ == "__main__":
    main()
