"""HTML to articles: text, metadata, speed, beside trafilatura and resiliparse.

Every page is read by a model that saw no page of its site. The metric of text is in
``eval.shingles``; metadata counts where the gold has a value.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from eval.figures import Figure
from eval.shingles import Share, better, mean
from eval.train.blocks import sample, trained
from eval.train.pages import GoldPage, arabic_pages, english_pages
from rawi.extract.evidence import plain
from rawi.extract.head import domain
from rawi.extract.html import read_html
from rawi.extract.trees import ready, shipped
from rawi.model import Article

FOLDS = 3
_AND = re.compile(r"\band\b|(?<=\s)و(?=\w)")


class Judged(NamedTuple):
    """One page, what was read of it, and how good the text is."""

    page: GoldPage
    article: Article
    share: Share


def score() -> list[Figure]:
    pages = [*arabic_pages(), *english_pages()]
    judged = cross_validated(pages)
    others = {name: [_text_of(tool, p) for p in pages] for name, tool in TOOLS.items()}
    return [*_texts(judged, others), *_metadata(judged), *_speed(pages[:: len(pages) // 70])]


def fold_of(page: GoldPage) -> int:
    """Pages of one site fall into one fold."""
    host = urlsplit(page.gold.get("url") or page.name).hostname or page.name
    return zlib.crc32(domain(host).encode()) % FOLDS


def cross_validated(pages: Sequence[GoldPage]) -> list[Judged]:
    """Every page read by a model trained without its fold."""
    samples = [(fold_of(p), s) for p in pages if (s := sample(p))]
    models = [
        ready(trained([s for at, s in samples if at != fold])) if samples else shipped()
        for fold in range(FOLDS)
    ]
    out = []
    for page in pages:
        read = read_html(page.html, page.gold.get("url"), model=models[fold_of(page)])
        article = read.articles[0] if read.articles else Article(id="")
        out.append(Judged(page, article, better(candidates(article), page.golds)))
    return out


def candidates(article: Article) -> tuple[str, str]:
    """The body alone, and with subheads and standfirst that it does not hold already."""
    apart = [head for head in article.subheads if head not in article.body]
    whole = [article.standfirst or "", *article.body, *apart]
    return article.text, "\n".join(whole)


TOOLS: dict[str, Callable[[str], str]] = {
    "trafilatura": lambda html: trafilatura.extract(html, include_comments=False) or "",
    "trafilatura precise": lambda html: (
        trafilatura.extract(html, include_comments=False, favor_precision=True) or ""
    ),
    "resiliparse": lambda html: extract_plain_text(html, main_content=True),
}


def _text_of(tool: Callable[[str], str], page: GoldPage) -> Share:
    return better([tool(page.html)], page.golds)


def _texts(judged: Sequence[Judged], others: dict[str, list[Share]]) -> list[Figure]:
    figures = []
    for arabic, name, bar in ((False, "english", 0.965), (True, "arabic", 0.97)):
        at = [i for i, j in enumerate(judged) if j.page.arabic is arabic]
        total = mean(judged[i].share for i in at)
        figures.append(
            Figure(
                name=f"extraction.{name}_f1",
                value=total.f1,
                baselines={t: mean(shares[i] for i in at).f1 for t, shares in others.items()},
                bar=bar,
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


def _metadata(judged: Sequence[Judged]) -> list[Figure]:
    title = [
        plain(j.article.title or "") in _titles(j.page) for j in judged if j.page.gold["title"]
    ]
    dated = [j for j in judged if j.page.gold.get("published")]
    named = [j for j in judged if j.page.gold.get("authors")]
    nameless = [bool(j.article.authors) for j in judged if not j.page.gold.get("authors")]
    return [
        Figure(name="extraction.title", value=_share(title), bar=0.93),
        Figure(name="extraction.date", value=_share(_dated(j) for j in dated), bar=0.93),
        Figure(
            name="extraction.authors",
            value=_share(_named(j) for j in named),
            bar=0.82,
            note=f"{len(named)} pages have authors; given on {_share(nameless):.2f} of the rest",
        ),
    ]


def _titles(page: GoldPage) -> set[str]:
    return {plain(t) for t in (page.gold["title"], *page.gold.get("title_alt", ()))}


def _dated(judged: Judged) -> bool:
    found = judged.article.published or ""
    gold = [judged.page.gold["published"], *judged.page.gold.get("published_ok", ())]
    return any(found[: len(value)] == value for value in gold if value)


def _named(judged: Judged) -> bool:
    return _names(judged.article.authors) == _names(judged.page.gold["authors"])


def _names(names: Iterable[str]) -> list[str]:
    return sorted(plain(_AND.sub(" ", " ".join(names))).split())


def _share(values: Iterable[bool]) -> float:
    every = list(values)
    return sum(every) / max(1, len(every))


def _speed(pages: Sequence[GoldPage]) -> list[Figure]:
    """Both tools in turn on each page, so that other load on the machine hits both.

    Each page is read twice and the second time counts: both tools build their tables late.
    """
    ours: list[float] = []
    theirs: list[float] = []
    for page in pages:
        url = page.gold.get("url")
        ours.append(_seconds(lambda p=page, u=url: read_html(p.html, u)))
        theirs.append(
            _seconds(
                lambda p=page, u=url: trafilatura.bare_extraction(p.html, u, with_metadata=True)
            )
        )
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
    run()
    begun = time.process_time()
    run()
    return time.process_time() - begun
