"""``python -m eval.no_news``: what is no news is said so, and news is not.

Ten sets of texts written for it: ``sets/no_news_a.txt`` shaped the rules, ``_b.txt`` was
written after them and widened them, ``_c.txt`` after that; ``_d.txt``, without the frames that
kinds have, widened them once more, ``_e.txt`` was written after that; ``_f.txt`` is in plain
words throughout. What c, e, f and ``_h.txt`` showed widened them a third time; ``_i.txt`` was
written after that. ``_j.txt`` and ``_k.txt`` are by another hand, with short reports of an
untypical manner beside them (``sets/news_j.txt``, ``news_k.txt``); j was looked at, k was not.
Of the manner of texts (``likeness``) a, b, d and h are learned from, and ``_g.txt``, which is
not measured. Right is a text refused, or given as one article that says its kind; the share
whose kind is named right stands beside it. Against it every STEP-th article of April 2018,
written as people write articles, and the gold's dumps: the share that is taken for no news.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from eval.abilities.dumps import dumps
from eval.articles import articles
from rawi import read
from rawi.model import Page

SETS = Path(__file__).parent / "sets"
APRIL = "ant-2018-04"


class Row(NamedTuple):
    """A set: its texts, the share said to be no news, and that of the right kind."""

    texts: int
    said: float
    named: float


def texts(name: str, sort: str = "no_news") -> Iterator[tuple[str, str]]:
    """Kind and text of every text of a set; ``sort``: no_news, or news."""
    return parts(SETS / f"{sort}_{name}.txt")


def parts(path: Path) -> Iterator[tuple[str, str]]:
    """Kind and text of every text of a file."""
    for part in path.read_text("utf-8").split("%% ")[1:]:
        kind, _, text = part.partition("\n")
        yield kind, text


def kind_of(page: Page) -> str | None:
    """What a page is said to be; None where it holds news."""
    if page.rejected:
        return page.rejected.kind
    kinds = {article.kind for article in page.articles}
    return kinds.pop() if len(kinds) == 1 else None


def said(pairs: Sequence[tuple[str, str]]) -> Row:
    """Texts that are no news."""
    found = [(kind, kind_of(read(text, content_type="text/plain"))) for kind, text in pairs]
    count = max(1, len(found))
    none = sum(got is not None for _, got in found) / count
    return Row(len(found), none, sum(kind == got for kind, got in found) / count)


def written(step: int) -> list[str]:
    """Every ``step``-th article of April 2018, headline and paragraphs with blank lines."""
    every = (a for n, a in enumerate(articles(APRIL)) if n % step == 0 and a.body)
    return ["\n\n".join([a.title or "", *a.body]) for a in every]


def main() -> None:
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    table = Table("texts", "count", "no news", "kind right")
    news = [("", text) for text in written(step)]
    gold = [("", text) for _, text, _ in dumps()]
    rows = {
        "set that shaped the rules": said(list(texts("a"))),
        "set that widened them": said(list(texts("b"))),
        "set written after them": said(list(texts("c"))),
        "set without frames that widened them": said(list(texts("d"))),
        "set written after that": said(list(texts("e"))),
        "set in plain words": said(list(texts("f"))),
        "set that widened them a third time": said(list(texts("h"))),
        "set written last": said(list(texts("i"))),
        "by another hand, looked at": said(list(texts("j"))),
        "by another hand": said(list(texts("k"))),
        "short reports, looked at": said(list(texts("j", "news"))),
        "short reports": said(list(texts("k", "news"))),
        "articles of April": said(news),
        "gold dumps": said(gold),
    }
    for name, row in rows.items():
        table.add_row(name, str(row.texts), f"{row.said:.4f}", f"{row.named:.3f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
