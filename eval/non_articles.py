"""Pages that are no article, and articles that look like one, of our own writing.

``eval/sets/non_articles_a.toml`` was there before the rules were written;
``non_articles_b.toml`` when they stood, and what it showed was mended; ``non_articles_c.toml``
after that, and nothing was changed since. A file
holds frames of sites, forms of teasers, stocks of headlines and paragraphs, and pages
made of these.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import rawi
from rawi.model import Page

SETS = Path(__file__).with_name("sets")
ARTICLE = "article"
_FILL = re.compile(r"%(\w+) (\d+) (\d+)%")


class Case(NamedTuple):
    """One page and what is right."""

    name: str
    url: str
    html: str
    kinds: tuple[str, ...]
    """The refusals that are right; ``article`` alone where it is one."""
    says: str = ""
    """What the text of an article must hold."""
    cut: bool = False
    """Whether the text goes on behind a wall."""


class Judged(NamedTuple):
    """What was read of a case."""

    case: Case
    page: Page

    @property
    def right(self) -> bool:
        """Whether it was refused for a right reason, or read as the article that it is."""
        if self.case.kinds == (ARTICLE,):
            return _reads(self.page, self.case)
        return self.page.rejected is not None and self.page.rejected.kind in self.case.kinds


def _reads(page: Page, case: Case) -> bool:
    if not page.articles:
        return False
    first = page.articles[0]
    return case.says in first.text and (first.truncated or not case.cut)


def cases(name: str) -> list[Case]:
    """The pages of a set, ``a``, ``b`` or ``c``."""
    given = tomllib.loads((SETS / f"non_articles_{name}.toml").read_text("utf-8"))
    return [_case(page, given) for page in given["page"]]


def _case(page: dict[str, Any], given: dict[str, Any]) -> Case:
    stock = given["stock"][page["lang"]]
    html = given["frames"][page["frame"]]
    for part in ("main", "head", "title"):
        html = html.replace(f"{{{part}}}", page.get(part, ""))
    html = _FILL.sub(lambda found: _filled(found, given["forms"], stock), html)
    kinds = page["kind"] if isinstance(page["kind"], list) else [page["kind"]]
    says, cut = page.get("says", ""), page.get("cut", False)
    return Case(page["name"], page["url"], html, tuple(kinds), says, cut)


def _filled(found: re.Match[str], forms: dict[str, str], stock: dict[str, list[str]]) -> str:
    """So many teasers or paragraphs of one form."""
    form, count, first = forms[found[1]], int(found[2]), int(found[3])
    out = []
    for n in range(first, first + count):
        text = form.replace("{n}", str(n + 11))
        for name, place in (("headline", "headlines"), ("excerpt", "excerpts")):
            text = text.replace(f"{{{name}}}", _nth(stock[place], n))
        out.append(text.replace("{paragraph}", _nth(stock.get("paragraphs", ()), n)))
    return "".join(out)


def _nth(texts: Sequence[str], n: int) -> str:
    return texts[n % len(texts)] if texts else ""


def judged(every: Iterable[Case]) -> list[Judged]:
    """Each case as it is read now."""
    return [Judged(case, rawi.read(case.html, case.url, "text/html")) for case in every]


def share_right(found: Sequence[Judged], articles: bool) -> float:
    """The share that was read right, of the articles or of what is none."""
    own = [j for j in found if (j.case.kinds == (ARTICLE,)) == articles]
    return sum(j.right for j in own) / max(1, len(own))
