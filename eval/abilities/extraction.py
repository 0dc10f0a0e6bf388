"""HTML to articles: text, metadata, speed, beside trafilatura and resiliparse.

Every page is read by a model and by weights of metadata that saw no page of its site. The
metric of text is in ``eval.shingles``; metadata counts where the gold has a value.
"""

from __future__ import annotations

import gc
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from eval.figures import Figure
from eval.non_articles import cases, share_right
from eval.non_articles import judged as read_cases
from eval.shingles import Share, better, mean
from rawi.extract.html.html_page import read_html
from rawi.extract.html.trees import ready, shipped
from rawi.extract.metadata.head import domain
from rawi.model import Article
from training.blocks import sample, trained
from training.metadata import learned, right_authors, right_date, right_title, rows
from training.pages import GoldPage, arabic_pages, english_pages, world_pages

FOLDS = 3


class Found(NamedTuple):
    """What a tool read of one page."""

    page: GoldPage
    text: str = ""
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()


class Judged(NamedTuple):
    """What was read of one page, and how good the text is."""

    found: Found
    share: Share
    refused: bool = False

    @property
    def page(self) -> GoldPage:
        return self.found.page


def score() -> list[Figure]:
    pages = [*arabic_pages(), *english_pages(), *world_pages()]
    judged = cross_validated(pages)
    ours, theirs = [j.found for j in judged], [_trafilatura(p) for p in pages]
    others = {name: [_text_of(tool, p) for p in pages] for name, tool in TOOLS.items()}
    others["trafilatura"] = [better([found.text], found.page.golds) for found in theirs]
    return [
        *_texts(judged, others),
        *_refusals(judged),
        *_metadata(_outside_world(ours), _outside_world(theirs)),
        *_metadata(ours, theirs, "_all_sets"),
        *_speed(pages[:: max(1, len(pages) // 70)]),
    ]


def fold_of(page: GoldPage) -> int:
    """Pages of one site fall into one fold."""
    host = urlsplit(page.gold.get("url") or page.name).hostname or page.name
    return zlib.crc32(domain(host).encode()) % FOLDS


def cross_validated(pages: Sequence[GoldPage]) -> list[Judged]:
    """Every page read by a model and weights trained without its fold."""
    samples = [(fold_of(p), s) for p in pages if (s := sample(p))]
    models = [
        ready(trained([s for at, s in samples if at != fold])) if samples else shipped()
        for fold in range(FOLDS)
    ]
    learnt = [rows(p, models[fold_of(p)]) for p in pages]
    weights = [
        learned([r for p, r in zip(pages, learnt, strict=True) if fold_of(p) != fold])
        for fold in range(FOLDS)
    ]
    out = []
    for page in pages:
        fold = fold_of(page)
        read = read_html(page.html, page.gold.get("url"), model=models[fold], weights=weights[fold])
        article = read.articles[0] if read.articles else Article(id="")
        found = Found(page, "", article.title, article.published, article.authors)
        share = better(candidates(article), page.golds)
        out.append(Judged(found, share, read.rejected is not None))
    return out


def candidates(article: Article) -> tuple[str, str]:
    """The body alone, and with subheads and standfirst that it does not hold already."""
    apart = [head for head in article.subheads if head not in article.body]
    whole = [article.standfirst or "", *article.body, *apart]
    return article.text, "\n".join(whole)


TOOLS: dict[str, Callable[[str], str]] = {
    "trafilatura precise": lambda html: (
        trafilatura.extract(html, include_comments=False, favor_precision=True) or ""
    ),
    "resiliparse": lambda html: extract_plain_text(html, main_content=True),
}


def _trafilatura(page: GoldPage) -> Found:
    """Text and metadata by trafilatura, in one reading."""
    read = trafilatura.bare_extraction(
        page.html, page.gold.get("url"), include_comments=False, with_metadata=True
    )
    if read is None or isinstance(read, dict):
        return Found(page)
    authors = tuple(read.author.split("; ")) if read.author else ()
    return Found(page, read.text or "", read.title, read.date, authors)


def _text_of(tool: Callable[[str], str], page: GoldPage) -> Share:
    return better([tool(page.html)], page.golds)


SETS = {"english": 0.965, "arabic": 0.97, "world": 0.96, "unspaced": 0.96}
"""Sets of pages and the text F1 that is asked of each; ``unspaced`` are those of ``world`` in
languages whose words have no spaces, where a shingle is four runs of letters."""
_UNSPACED = frozenset(("cn", "jp", "kr", "tw", "hk", "th"))


def set_of(page: GoldPage) -> str:
    """Which set a page belongs to."""
    if page.arabic:
        return "arabic"
    country = page.gold.get("country")
    if country is None:
        return "english"
    return "unspaced" if country in _UNSPACED else "world"


def _texts(judged: Sequence[Judged], others: dict[str, list[Share]]) -> list[Figure]:
    figures = []
    for name, bar in SETS.items():
        at = [i for i, j in enumerate(judged) if set_of(j.page) == name]
        total = mean(judged[i].share for i in at)
        figures.append(
            Figure(
                name=f"extraction.{name}_f1",
                value=total.f1,
                baselines={t: mean(shares[i] for i in at).f1 for t, shares in others.items()},
                bar=bar,
                trained=True,
                note=f"precision {total.precision:.3f}, recall {total.recall:.3f}, {len(at)} pages",
            )
        )
    figures += [
        Figure(
            name=f"extraction.page.{j.page.name}",
            value=j.share.f1,
            baselines={"trafilatura": others["trafilatura"][i].f1},
            bar=0.97,
            floored=False,
        )
        for i, j in enumerate(judged)
        if j.page.arabic
    ]
    return figures


_ARTICLE_WORDS = 150
"""Words of the gold from which on a page is an article beyond doubt."""


def _refusals(judged: Sequence[Judged]) -> list[Figure]:
    """Articles refused, and pages of our own writing that are none: of set A, which the rules
    were written with, of B, read once they stood, and of C, read once B's kinds were mended."""
    whole = [j for j in judged if len(j.page.golds[0].split()) >= _ARTICLE_WORDS]
    wrong = sum(j.refused for j in whole) / max(1, len(whole))
    note = f"{len(whole)} pages of {_ARTICLE_WORDS} words and more"
    figures = [
        Figure(name="extraction.wrongly_refused", value=wrong, bar=0.005, lower=True, note=note)
    ]
    for name in ("a", "b", "c"):
        found = read_cases(cases(name))
        read = share_right(found, articles=True)
        note = f"articles that look like one read: {read:.2f}"
        right = share_right(found, articles=False)
        figures.append(Figure(name=f"extraction.refused_{name}", value=right, bar=0.95, note=note))
    return figures


def _outside_world(tool: Sequence[Found]) -> list[Found]:
    """What a tool read of the pages on which metadata was measured first."""
    return [f for f in tool if set_of(f.page) in ("english", "arabic")]


def _metadata(ours: Sequence[Found], theirs: Sequence[Found], where: str = "") -> list[Figure]:
    """Title, date and authors; ``where`` names the pages, the first two sets without it."""
    figures = []
    for name, field, right, bar in FIELDS:
        values = [
            _share(right(f) for f in tool if f.page.gold.get(field)) for tool in (ours, theirs)
        ]
        note = f"{sum(bool(f.page.gold.get(field)) for f in ours)} pages"
        if field == "authors":
            given = [_invented(tool) for tool in (ours, theirs)]
            note += f"; given on {given[0]:.3f} of the rest, trafilatura on {given[1]:.3f}"
        figures.append(
            Figure(
                name=f"extraction.{name}{where}",
                value=values[0],
                baselines={"trafilatura": values[1]},
                bar=bar,
                trained=True,
                note=note,
            )
        )
    return figures


FIELDS: tuple[tuple[str, str, Callable[[Found], bool], float], ...] = (
    ("title", "title", lambda f: right_title(f.page, f.title), 0.93),
    ("date", "published", lambda f: right_date(f.page, f.published), 0.93),
    ("authors", "authors", lambda f: right_authors(f.page, f.authors), 0.82),
)


def _invented(found: Sequence[Found]) -> float:
    """Share of pages without authors on which some are given."""
    return _share(bool(f.authors) for f in found if not f.page.gold.get("authors"))


def _share(values: Iterable[bool]) -> float:
    every = list(values)
    return sum(every) / max(1, len(every))


def _speed(pages: Sequence[GoldPage]) -> list[Figure]:
    """Both tools in turn on each page, so that other load on the machine hits both.

    The best of three readings after a first one counts: both tools build their tables
    late. What this process holds of other pages is frozen, as no reader of pages would
    have its garbage collector walk it.
    """
    gc.collect()
    gc.freeze()
    ours: list[float] = []
    theirs: list[float] = []
    for page in pages:
        url = page.gold.get("url")
        ours.append(_seconds(partial(read_html, page.html, url)))
        beside = partial(trafilatura.bare_extraction, page.html, url, with_metadata=True)
        theirs.append(_seconds(beside))
    gc.unfreeze()
    rate = len(pages) / sum(ours)
    p95 = sorted(ours)[int(len(ours) * 0.95)] * 1000
    return [
        Figure(
            name="extraction.speed_over_trafilatura",
            value=sum(theirs) / sum(ours),
            bar=5,
            speed=True,
            note=f"{rate:.0f} pages/s against {len(pages) / sum(theirs):.0f}, metadata on",
        ),
        Figure(name="extraction.p95_ms", value=p95, bar=20, lower=True, speed=True, floored=False),
    ]


def _seconds(run: Callable[[], object]) -> float:
    spent = []
    for _ in range(4):
        begun = time.process_time()
        run()
        spent.append(time.process_time() - begun)
    return min(spent[1:])
