"""From any capture to its reports: what it holds, what of that is refused, times believed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from rawi.arabic import language
from rawi.extract import read
from rawi.ingest.archives import ARTICLE_TYPE, RECORD_TYPE
from rawi.ingest.capture_reading import read_capture, was_collected
from rawi.ingest.import_form import article_or_rejection
from rawi.ingest.item_dates import in_future
from rawi.model import Article, Capture, Page, Rejection

_TELLING, _TOO_SHORT = 500, 20
"""Characters from which a language is told, and under which it is not."""


def page_of(capture: Capture) -> Page:
    """What the capture holds: a record of the import form, an article, or a page."""
    if was_collected(capture):
        return read_capture(capture)
    if capture.content_type == RECORD_TYPE:
        return _record_page(capture.body)
    if capture.content_type == ARTICLE_TYPE:
        return Page(articles=(msgspec.json.decode(capture.body, type=Article),))
    return read(capture.body, capture.url, capture.content_type, capture.collected)


def reports(page: Page, capture: Capture) -> list[Article]:
    """The articles on the page that are reports, with what the capture knows of them."""
    return [
        _spoken(_believable(_of_outlet(article, capture), capture))
        for article in page.articles
        if article.kind is None
    ]


def refusals(page: Page, capture: Capture) -> Iterator[Rejection]:
    """Why the page was refused, and each article on it that is no report."""
    if page.rejected is not None:
        yield page.rejected
    for kind in (article.kind for article in page.articles if article.kind):
        yield Rejection(kind=kind, reason=f"no report: {kind}", item=capture.url)


def _record_page(body: bytes) -> Page:
    try:
        record = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as why:
        return Page(rejected=Rejection(kind="json", reason=f"not JSON: {why}"))
    found = article_or_rejection(record)
    if isinstance(found, Rejection):
        return Page(rejected=found)
    return Page(articles=(found,))


def _of_outlet(article: Article, capture: Capture) -> Article:
    """The outlet that was asked for the capture is surer than what the page says."""
    if capture.outlet is None or article.outlet == capture.outlet:
        return article
    return msgspec.structs.replace(article, outlet=capture.outlet)


def _believable(article: Article, capture: Capture) -> Article:
    """Without times that lie after the capture came in, which are kept as text."""
    if capture.collected is None:
        return article
    now = datetime.fromisoformat(capture.collected)
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    told = {name: getattr(article, name) for name in ("published", "modified", "collected")}
    wrong = {name: at for name, at in told.items() if at and in_future(at, now)}
    if not wrong:
        return article
    precision = None if "published" in wrong else article.published_precision
    return msgspec.structs.replace(
        article,
        **dict.fromkeys(wrong),
        published_precision=precision,
        unread=article.unread | wrong,
    )


def _spoken(article: Article) -> Article:
    """With the language that its text is in, where nobody said and there is enough to tell."""
    text = f"{article.title or ''}\n{article.text}"[:_TELLING]
    if article.language or len(text) < _TOO_SHORT or not (found := language(text)):
        return article
    evidence = article.evidence | {"language": "text"}
    return msgspec.structs.replace(article, language=found, evidence=evidence)
