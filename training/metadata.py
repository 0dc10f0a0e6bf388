"""``python -m training.metadata``: learn how far each trait of a candidate is to be trusted.

A conditional logit (McFadden 1974) a field: of the candidates of a page, the right one
should win. Reads the pages of ``../shared`` (their terms stand in docs/models.md), writes
``src/rawi/extract/data/metadata.weights.json``. The same data gives the same file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from eval.figures import ROOT
from rawi.arabic import as_seen
from rawi.extract.html.choose import chosen
from rawi.extract.html.html_page import View, opened
from rawi.extract.html.layout import Layout
from rawi.extract.html.trees import ReadyModel
from rawi.extract.metadata.evidence import plain
from rawi.extract.metadata.facts import Place, titling
from rawi.extract.metadata.people import Naming, author_candidates
from rawi.extract.metadata.ranking import WEIGHTS_FILE, Candidate
from rawi.extract.metadata.times import Dating, date_candidates, reader_of
from rawi.extract.metadata.titles import title_candidates
from rawi.model import Rejection
from training.pages import GoldPage, arabic_pages, english_pages, world_pages

FIELDS = {"title": 4.0, "date": 4.0, "authors": 3.0}
"""Strength of the ridge for each field."""
NAMELESS = 1.9
"""Weight of a page without authors: inventing one is worse than missing one. By site, 1.9 gives
.823 right and .092 invented, 1.5 .830 and .107 (docs/decisions/0245)."""
WORLD = {"title": 0.35, "date": 0.0, "authors": 0.6}
"""Weight of a news page of the world beside one of the English set: .2 to 1 were tried by site
(docs/decisions/0132, 0245)."""
UNDATED = 0.3
"""Weight of a page without a date: the gold of some lacks the date that they show."""
_AND = re.compile(r"\band\b|(?<=\s)و(?=\w)")
_STEPS = 40


class Row(NamedTuple):
    """The candidates for one field of one page and which of them are right."""

    candidates: Sequence[Candidate]
    right: Sequence[int]
    weight: float = 1.0


def right_title(page: GoldPage, found: str | None) -> bool:
    """Whether a title is the page's, in letters and digits that readers see."""
    golds = (page.gold["title"], *page.gold.get("title_alt", ()))
    return plain(as_seen(found or "")) in {plain(as_seen(t)) for t in golds}


def right_date(page: GoldPage, found: str | None) -> bool:
    """Whether a time is the page's, as precisely as the gold has it."""
    golds = [page.gold["published"], *page.gold.get("published_ok", ())]
    return any((found or "")[: len(value)] == value for value in golds if value)


def right_day(page: GoldPage, found: str | None) -> bool:
    """Whether a day, or that there is none, is the page's."""
    if not page.gold.get("published"):
        return found is None
    golds = [page.gold["published"], *page.gold.get("published_ok", ())]
    return any(found == value[:10] for value in golds if value)


def right_authors(page: GoldPage, found: Iterable[str]) -> bool:
    """Whether the names are the page's, in any order."""
    return _names(found) == _names(page.gold.get("authors") or ())


def _names(names: Iterable[str]) -> list[str]:
    return sorted(plain(_AND.sub(" ", " ".join(names))).split())


def rows(page: GoldPage, model: ReadyModel | None = None) -> dict[str, Row]:
    """What can be learned from a page, field by field; ``model`` finds its text."""
    view = opened(page.html, page.gold.get("url"))
    if isinstance(view, Rejection):
        return {}
    places = chosen(view.cutting, model)
    gold = page.gold
    found = {}
    if gold["title"]:
        place = Place(gold.get("url"), None, {})
        setting = titling(view.head, view.told, view.cutting, places, place)
        found["title"] = _row(title_candidates(setting), lambda v: right_title(page, v))
    layout = Layout.of(view.cutting.blocks, places, gold["title"] or "")
    reader = reader_of(view.head, gold["title"] or "", None)
    dating = Dating(view.head, view.told, layout, gold.get("url") or "", reader)
    row = _row(date_candidates(dating), lambda v: right_day(page, v))
    found["date"] = row._replace(weight=1.0 if gold.get("published") else UNDATED)
    weight = 1.0 if gold.get("authors") else NAMELESS
    naming = _naming(page, view, layout)
    row = _row(author_candidates(naming), lambda v: right_authors(page, v))
    found["authors"] = row._replace(weight=weight)
    return {field: _weighed(row, page, field) for field, row in found.items()}


def _weighed(row: Row, page: GoldPage, field: str) -> Row:
    return row._replace(weight=row.weight * WORLD[field]) if page.gold.get("country") else row


def _naming(page: GoldPage, view: View, layout: Layout) -> Naming:
    place = Place(page.gold.get("url"), None, {})
    sites = titling(view.head, view.told, view.cutting, (), place).sites
    return Naming(view.head, view.told, layout, sites, view.cutting.pictures)


def _row(candidates: Sequence[Candidate], right: Callable[..., bool]) -> Row:
    return Row(candidates, [i for i, c in enumerate(candidates) if right(c.value)])


def learned(pages: Sequence[dict[str, Row]]) -> dict[str, dict[str, float]]:
    """The weights that fit the pages; those where no candidate is right teach nothing."""
    return {
        field: fitted(
            [p[field] for p in pages if field in p and p[field].right and p[field].weight], ridge
        )
        for field, ridge in FIELDS.items()
    }


def fitted(known: Sequence[Row], ridge: float) -> dict[str, float]:
    """Newton's method on the likelihood of the right candidates."""
    names = sorted({t for row in known for c in row.candidates for t in c.traits})
    index = {name: i for i, name in enumerate(names)}
    tables = [(*_table(row, index), row.weight) for row in known if len(row.candidates) > 1]
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        slope = ridge * weights
        curve = ridge * np.eye(len(names))
        for table, wanted, weight in tables:
            chance = np.exp((score := table @ weights) - score.max())
            chance /= chance.sum()
            slope += weight * (table.T @ (chance - wanted))
            mean = table.T @ chance
            curve += weight * ((table.T * chance) @ table - np.outer(mean, mean))
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-7:
            break
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}


def _table(row: Row, index: dict[str, int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    table = np.zeros((len(row.candidates), len(index)))
    for i, candidate in enumerate(row.candidates):
        table[i, [index[t] for t in candidate.traits]] = 1.0
    wanted = np.zeros(len(row.candidates))
    wanted[list(row.right)] = 1.0 / len(row.right)
    return table, wanted


def main() -> None:
    weights = learned([rows(page) for page in (*arabic_pages(), *english_pages(), *world_pages())])
    data = msgspec.json.format(msgspec.json.encode(weights), indent=1)
    (ROOT / "src" / "rawi" / "extract" / "data" / WEIGHTS_FILE).write_bytes(data + b"\n")


if __name__ == "__main__":
    main()
