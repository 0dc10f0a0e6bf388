"""``python -m eval.in_a_row [COUNT]``: articles written one after another, found again.

Two to six held-out articles of April 2018 in a row, in six forms that people write them in.
Scored by the assignment of best total F1: share of articles found (F1 of .8 or more), mean
token F1, share of dumps with the right number.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import NamedTuple

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.optimize import linear_sum_assignment

from eval.abilities.dumps import f1
from eval.held_articles import Source, sources
from eval.held_dumps import LEVANT, MONTHS
from rawi import read

FOUND = 0.8
"""From this F1 on an article counts as found."""


class Row(NamedTuple):
    """One form: share found, mean F1, share of dumps with the right number."""

    found: float
    f1: float
    right: float


def _paragraphs(source: Source) -> list[str]:
    return [text for _, text in source.blocks]


def _blank_lines(rows: Sequence[Source], _: random.Random) -> str:
    return "\n\n".join(block for s in rows for block in (s.title, *_paragraphs(s)))


def _lines(rows: Sequence[Source], _: random.Random) -> str:
    return "\n".join(block for s in rows for block in (s.title, *_paragraphs(s)))


def _starred(rows: Sequence[Source], rng: random.Random) -> str:
    mark = rng.choice(["***", "* * *", "-----", "=====", "ــــــــ", "_____"])
    return f"\n\n{mark}\n\n".join("\n\n".join([s.title, *_paragraphs(s)]) for s in rows)


def _day(rng: random.Random) -> date:
    return date(2018, 1, 1) + timedelta(days=rng.randrange(900))


def _dated(rows: Sequence[Source], rng: random.Random) -> str:
    months = rng.choice([MONTHS, LEVANT])
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


def _sourced(rows: Sequence[Source], rng: random.Random) -> str:
    name = rng.choice(["وكالة الساحل", "صحيفة الميناء", "موقع السهل الإخباري", "رويترز"])
    ends = rng.choice([f"المصدر: {name}", f"({name})", f"{name} - وكالات"])
    return "\n\n\n".join("\n\n".join([s.title, *_paragraphs(s), ends]) for s in rows)


def _digest(rows: Sequence[Source], rng: random.Random) -> str:
    lead = rng.choice(["{n}. {t}", "{n}) {t}", "## {t}", "• {t}", "الخبر {n}: {t}"])
    parts = []
    for n, source in enumerate(rows, 1):
        parts.append("\n\n".join([lead.format(n=n, t=source.title), *_paragraphs(source)]))
    return "\n\n".join(parts)


FORMS: dict[str, Callable[[Sequence[Source], random.Random], str]] = {
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
    """``count`` dumps of one form."""
    rng = random.Random(f"{form} {seed}")
    pool = [s for s in sources() if len(_paragraphs(s)) > 1]
    scores: list[float] = []
    right = 0
    for _ in range(count):
        rows = rng.sample(pool, rng.randint(2, 6))
        articles = read(FORMS[form](rows, rng), content_type="text/plain").articles
        bodies = ["\n".join([*a.subheads, *a.body]) for a in articles]
        scores += assigned(["\n".join(_paragraphs(s)) for s in rows], bodies)
        right += len(articles) == len(rows)
    return Row(fmean(s >= FOUND for s in scores), fmean(scores), right / count)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    table = Table("form", "found", "F1", "right number")
    rows = {form: scored(form, count) for form in FORMS}
    rows["mean"] = Row(*(fmean(column) for column in zip(*rows.values(), strict=True)))
    for form, row in rows.items():
        table.add_row(form, *(f"{x:.3f}" for x in row))
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
