"""The way a statement took: speaker, outlet or platform, agency, the copied report, the outlet."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.model import Article, Credit, Headline, Quote, Step


def chain_of(
    article: Article, quote: Quote, wire: Credit | None, copied: Headline | None
) -> tuple[Step, ...]:
    """The hands that a statement went through, the speaker first, each with its evidence.

    ``wire``: the agency whose text the article reprints; ``copied``: the older report that
    it copies. Of a statement that is more likely wrong than right no speaker is named.
    """
    return tuple(_steps(article, quote, wire, copied))


def _steps(
    article: Article, quote: Quote, wire: Credit | None, copied: Headline | None
) -> Iterator[Step]:
    if quote.said_by:
        named = quote.speaker or quote.said_by
        start, end = _nearest(article.text, named, quote)
        yield Step(role="speaker", name=quote.said_by, start=start, end=end)
    if quote.via:
        start, end = _nearest(article.text, quote.via, quote)
        yield Step(role="via", name=quote.via, start=start, end=end)
    if wire is not None:
        inside = wire.field == "body"
        start, end = _nearest(article.text, wire.text, quote) if inside else (None, None)
        yield Step(role="wire", name=wire.name, start=start, end=end)
    if copied is not None and copied.outlet != article.outlet:
        yield Step(role="origin", name=copied.outlet or "", article_id=copied.id)
    if article.outlet:
        yield Step(role="outlet", name=article.outlet, article_id=article.id)


def _nearest(text: str, part: str, quote: Quote) -> tuple[int | None, int | None]:
    """Where ``part`` stands nearest to the statement, outside of it where it can be."""
    places = list(_places(text, part))
    outside = [p for p in places if p[1] <= quote.start or p[0] >= quote.end]
    found = min(outside or places, key=lambda p: abs(p[0] - quote.start), default=None)
    return found or (None, None)


def _places(text: str, part: str) -> Iterator[tuple[int, int]]:
    """Where ``part`` stands, none over another."""
    at = text.find(part) if part else -1
    while at >= 0:
        yield at, at + len(part)
        at = text.find(part, at + len(part))
