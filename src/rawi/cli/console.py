"""Records as people read them in a terminal.

Plain lines without frames or columns: terminals that order right-to-left text
themselves then show Arabic as it is meant.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from html import unescape
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

import rawi
from rawi.model import (
    AddCounts,
    Article,
    Check,
    CopyLink,
    Hit,
    Notes,
    Page,
    Rejection,
    Statement,
    Story,
)

if TYPE_CHECKING:
    from rawi.newsroom.writer import Step

_MARKED = re.compile(r"<mark>(.*?)</mark>", re.S)
_NOBODY = "(قائل غير معروف)"


def console() -> Console:
    return Console(highlight=False, soft_wrap=True)


@contextmanager
def progress(total: int, *, hidden: bool) -> Iterator[Callable[[Step], None]]:
    """A line that moves while files of ``total`` bytes are taken in: share, rate, time left."""
    shown = Progress(
        TextColumn("{task.percentage:3.0f}%"),
        BarColumn(),
        TextColumn("{task.fields[articles]:,} articles, {task.fields[rate]:.0f}/s"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=hidden,
        transient=True,
    )
    task = shown.add_task("", total=total, articles=0, rate=0.0)
    begun, articles, read = time.monotonic(), 0, dict[str, int]()

    def moved(step: Step) -> None:
        nonlocal articles
        counts = step.counts
        articles += counts.added + counts.versions + counts.unchanged
        read.update({place.key: place.read for place in step.places})
        rate = articles / max(time.monotonic() - begun, 1e-3)
        shown.update(task, completed=sum(read.values()), articles=articles, rate=rate)

    with shown:
        yield moved


def show_page(out: Console, page: Page) -> None:
    """Articles one after the other, then the headlines of lists."""
    for number, article in enumerate(page.articles):
        if number:
            out.print()
            out.rule()
        show_article(out, article)
    if page.similar:
        _list(out, "مقالات مشابهة", page.similar)
    if page.rejected:
        show_rejection(out, page.rejected)


def show_article(out: Console, article: Article) -> None:
    _line(out, article.title or "(بلا عنوان)", "bold")
    _line(out, _about(article), "dim")
    for text in (article.standfirst, article.summary):
        if text and not article.text.startswith(text[:60]):
            _line(out, text, "italic")
    for paragraph in article.body:
        out.print()
        _line(out, paragraph, "bold" if paragraph in article.subheads else "")
    for caption in article.captions:
        _line(
            out, f"[صورة] {caption.text}{f' ({caption.credit})' if caption.credit else ''}", "dim"
        )
    if article.tags:
        _line(out, "الوسوم: " + "، ".join(article.tags), "dim")
    if article.related:
        _list(out, "عناوين داخل النص", article.related)


def show_notes(out: Console, notes: Notes) -> None:
    if notes.keywords:
        _line(out, "كلمات دلالية: " + "، ".join(k.text for k in notes.keywords), "cyan")
    for credit in notes.credits:
        _line(out, f"المصدر: {credit.name}", "cyan")
    for quote in notes.quotes:
        _line(out, f"{quote.said_by or _NOBODY}: {quote.text}", "cyan")


def show_copies(out: Console, article_id: str, links: Iterable[CopyLink]) -> None:
    for link in links:
        own = link.article_id == article_id
        words = f"نسخة من {link.older_id}" if own else f"نسخته {link.article_id}"
        _line(out, f"{words} ({link.kind}, {link.share:.0%})", "yellow")


def show_story(out: Console, story: Story) -> None:
    _line(out, story.headline, "bold")
    outlets = "، ".join(story.outlets)
    _line(out, f"{story.updated or ''} · {len(story.articles)} · {outlets}", "dim")
    _line(out, story.id, "dim")


def show_members(out: Console, story: Story) -> None:
    for article in story.articles:
        out.print()
        _line(out, article.title or "(بلا عنوان)")
        _line(out, f"{_about(article)} · {article.id}", "dim")


def show_hit(out: Console, hit: Hit) -> None:
    _line(out, hit.article.title or "(بلا عنوان)", "bold")
    _line(out, f"{_about(hit.article)} · {hit.article.id}", "dim")
    snippet = Text()
    for number, part in enumerate(_MARKED.split(hit.snippet.replace("\n", " "))):
        snippet.append(unescape(part), "bold green" if number % 2 else "")
    out.print(snippet)


def show_statement(out: Console, found: Statement) -> None:
    quote = found.quote
    _line(out, f"{quote.said_by or _NOBODY}: {quote.text}", "bold")
    way = [f"عبر {quote.via}" if quote.via else "", found.wire or "", found.article.outlet or ""]
    way += [found.article.published or "", found.article.id]
    _line(out, " · ".join(part for part in way if part), "dim")
    for other in found.variants:
        _show_telling(out, other)


def _show_telling(out: Console, other: Statement) -> None:
    """Another telling: where it stands, what it left out and put in."""
    article = other.article
    way = (article.outlet, f"عبر {other.quote.via}" if other.quote.via else "", article.id)
    _line(out, "  • " + " · ".join(part for part in way if part), "dim")
    if not other.changes:
        _line(out, f"    بكلمات أخرى: {other.quote.text}")
    for word, change in (("دون", "removed"), ("مع", "added")):
        runs = [run.text.strip() for run in other.changes if run.change == change]
        _line(out, f"    {word}: {' … '.join(runs)}" if any(runs) else "")


def show_counts(out: Console, counts: AddCounts) -> None:
    _line(
        out,
        f"added {counts.added:,} (copies {counts.copies:,}), versions {counts.versions:,}, "
        f"unchanged {counts.unchanged:,}, clashes {counts.clashes:,}, "
        f"rejected {len(counts.rejected):,}",
    )


def show_rejection(out: Console, rejection: Rejection) -> None:
    item = f"{rejection.item}: " if rejection.item else ""
    _line(out, f"{item}{rejection.reason} [{rejection.kind}]", "yellow")


def show_check(out: Console, found: Check) -> None:
    """What was looked through, what was mended, what is wrong."""
    _line(out, f"looked through {found.captures:,} captures and {found.articles:,} articles")
    for kind, count in found.repaired.items():
        _line(out, f"mended: {kind}, {count:,}", "green")
    for finding in found.findings:
        way = " (--repair mends it)" if finding.repairable else ""
        _line(out, f"{finding.kind} {finding.id or ''}: {finding.reason}{way}", "yellow")
    named = Counter(finding.kind for finding in found.findings)
    for kind, count in found.counts.items():
        if count > named[kind]:
            _line(out, f"{kind}: {count - named[kind]:,} more", "yellow")
    if not found.findings:
        _line(out, "nothing is wrong", "green")


def _about(article: Article) -> str:
    told = (
        article.outlet,
        article.published,
        article.section,
        "، ".join(rawi.writers(article.authors)),
    )
    return " · ".join(part for part in told if part)


def _list(out: Console, heading: str, lines: Iterable[str]) -> None:
    out.print()
    _line(out, heading + ":", "bold")
    for line in lines:
        _line(out, f"• {line}")


def _line(out: Console, text: str, style: str = "") -> None:
    if text:
        out.print(Text(text, style))
