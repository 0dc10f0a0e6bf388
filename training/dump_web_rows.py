"""Articles of other languages behind each other: pages put together, and articles in a row."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rawi.arabic import language
from rawi.extract.dumps.dump_page import bared
from rawi.extract.dumps.markup import sound
from rawi.extract.dumps.segment import Segment
from rawi.extract.dumps.segmentation import segments
from training.pages import GoldPage, english_pages, is_held, world_pages

_NUMBERS = (
    "{n} - {t}",
    "[{n}] {t}",
    "{n}/ {t}",
    "Story {n}: {t}",
    "- {t}",
    "# {t}",
    "### {t}",
    "■ {t}",
    "> {t}",
    "*{t}*",
)
_MARKS = ("***", "* * *", "#", "~~~~~~", "-------", "+++++", "———", "⁂", "=====", "o o o", "#####")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_PEOPLE = ("Sam Harper", "Lina Moss", "K. Berg", "Hana Weiss", "Marc Lefort", "Ola Nowak")
_OUTLETS = ("Harbour Wire", "The Plain Dealer Post", "Reuters", "AFP", "dpa", "Valley Tribune")
_SIGNED = ("{p}", "By {p}", "By {p}, {o}", "{p} - {o}", "Written by {p}", "Von {p}")
_ENDS = ("Source: {o}", "({o})", "{o}", "Via {o}", "© {o}", "— {o}", "Quelle: {o}", "[{o}]")
_DATED, _MARKED, _NUMBERED, _SOURCED, _BARE = 0.35, 0.3, 0.3, 0.3, 0.05
"""How often the articles of a row have times, marks, numbers, sources, or no headlines."""

_ALONE = 200
"""So many articles are learned that stand alone."""
_OF_ONE, _NEWS, _POOL = 1500, 0.4, 6
"""So many rows of one language, this share of news, from languages of so many pages."""
_AHEAD = 6
"""A segment of a composed text stands in one of so many next lines."""

Line = tuple[str, str]
"""A line and its label: headline, first paragraph, further one, or nothing of these."""


class Example(NamedTuple):
    """A page's segments and their labels, and where it comes from."""

    site: str
    """Empty where it is composed of several."""
    found: list[Segment]
    labels: list[str]
    weight: float = 1.0


def cleaned(text: str) -> str:
    """The text of a dump as it is before it is cut into segments."""
    return bared(sound(text))


def joined(pages: Sequence[Example]) -> Example:
    """Pages behind each other as one, each line numbered on."""
    found: list[Segment] = []
    labels: list[str] = []
    for page in pages:
        begin = found[-1].line + 2 if found else 0
        found += [replace(segment, line=segment.line + begin) for segment in page.found]
        labels += page.labels
    return Example("", found, labels, 0.5)


def written(
    rng: random.Random, pages: Sequence[GoldPage], least: int = 2, most: int = 6
) -> Example:
    """Some articles one after another in one form; ``pages`` are complete."""
    gap = rng.choice(["\n", "\n\n", "\n\n", "\n   "])
    between = rng.choice([gap, gap, "\n", "\n\n", "\n\n\n", "\n\n\n\n"])
    mark = rng.choice(_MARKS) if rng.random() < _MARKED else ""
    form = _form(rng)
    rows = [
        _lines(rng, form, n, page)
        for n, page in enumerate(rng.sample(pages, rng.randint(least, most)), 1)
    ]
    texts = [gap.join(line for line, _ in row) for row in rows]
    kinds: list[Line] = []
    for row in rows:
        kinds += [*row, *([(mark, "O")] if mark else [])]
    text = f"{between}{mark}{between}".join(texts) if mark else between.join(texts)
    return Example("", *_by_line(text, kinds), 0.5)


def bare(pages: Sequence[GoldPage]) -> Iterator[Example]:
    """Single articles without anything around them."""
    rng = random.Random(len(pages))
    for _ in range(_ALONE):
        yield written(rng, pages, 1, 1)


def complete(pages: Iterable[GoldPage]) -> list[GoldPage]:
    """The pages with a headline, and a body neither of a sentence nor without end."""
    bodies = ((page, len(page.gold["body"] or "")) for page in pages if page.gold.get("title"))
    return [page for page, size in bodies if 200 < size < 12_000]


def rows_of_one_language() -> Iterator[Example]:
    """Articles in a row, all of one language: of pages of any kind in English, or of news."""
    english = complete(itertools.filterfalse(is_held, english_pages()))
    news: dict[str | None, list[GoldPage]] = defaultdict(list)
    for page in complete(itertools.filterfalse(is_held, world_pages())):
        news[language(page.gold["body"] or "")].append(page)
    pools = [pool for _, pool in sorted(news.items(), key=str) if len(pool) >= _POOL]
    rng = random.Random(len(english))
    for _ in range(_OF_ONE):
        of_news = rng.random() < _NEWS
        pool = rng.choices(pools, [len(pool) for pool in pools])[0] if of_news else english
        if (one := written(rng, pool)).found:
            yield one


def _by_line(text: str, kinds: Sequence[Line]) -> tuple[list[Segment], list[str]]:
    """The segments of a composed text, labelled by the lines that they stand in."""
    found = segments(cleaned(text))
    lines = [(" ".join(line.split()), label) for line, label in kinds]
    labels, at, last = [], 0, -1
    for segment in found:
        near = range(at, min(len(lines), at + _AHEAD))
        here = next((n for n in near if segment.plain in lines[n][0]), None)
        label = "O" if here is None else lines[here][1]
        labels.append("B" if label == "L" and here == last else label)
        at = last = at if here is None else here
    return found, labels


def _form(rng: random.Random) -> dict[str, str]:
    return {
        "head": ""
        if rng.random() < _BARE
        else rng.choice(_NUMBERS)
        if rng.random() < _NUMBERED
        else "{t}",
        "dated": rng.choice(["before", "after", "after"]) if rng.random() < _DATED else "",
        "signed": rng.choice(["", "", "", *_SIGNED]),
        "end": rng.choice(_ENDS) if rng.random() < _SOURCED else "",
    }


def _lines(rng: random.Random, form: dict[str, str], n: int, page: GoldPage) -> list[Line]:
    title = " ".join(page.gold["title"].split())
    lines: list[Line] = [(form["head"].format(n=n, t=title), "T")] if form["head"] else []
    if form["dated"]:
        lines.insert(0 if form["dated"] == "before" else len(lines), (_time(rng), "O"))
    names = {"p": rng.choice(_PEOPLE), "o": rng.choice(_OUTLETS)}
    if form["signed"]:
        lines.append((form["signed"].format(**names), "O"))
    body = [" ".join(text.split()) for text in page.gold["body"].splitlines() if text.strip()]
    body = body[: rng.randint(1, 4)] if rng.random() < 0.25 else body
    lines += [(text, "B" if at else "L") for at, text in enumerate(body)]
    return [*lines, (form["end"].format(**names), "O")] if form["end"] else lines


def _time(rng: random.Random) -> str:
    d, m, y = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2010, 2024)
    return rng.choice(
        [
            f"{d} {_MONTHS[m - 1]} {y}",
            f"{_MONTHS[m - 1]} {d}, {y}",
            f"{y}/{m:02}/{d:02}",
            f"{d}.{m}.{y}",
            f"Published {m}/{d}/{y} at {rng.randint(1, 12)}:{rng.randint(10, 59)} pm",
            f"{rng.randint(2, 20)} hours ago",
        ]
    )
