"""What an article is about and whom it names: article in, notes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from rawi.annotation.credits import credits_of
from rawi.annotation.entities import entities_of
from rawi.annotation.keywords import keywords_of
from rawi.annotation.quotes import quotes_of_all
from rawi.arabic import resolve_dates
from rawi.model import Article, Notes, ResolvedDate


def _dates(article: Article) -> tuple[ResolvedDate, ...]:
    """Dates in the text against the day of publication; none without one."""
    told = article.published or article.collected
    try:
        now = datetime.fromisoformat(told) if told else None
    except ValueError:
        now = None
    if now is None:
        return ()
    return tuple(resolve_dates(article.text, now if now.tzinfo else now.replace(tzinfo=UTC)))


def annotate(article: Article) -> Notes:
    """Keywords, entities, quotes, dates and credits; offsets are into ``article.text``."""
    return annotate_all([article])[0]


def annotate_all(articles: Sequence[Article]) -> list[Notes]:
    """The notes of each of several articles: together they cost less, a few dozen at a time."""
    entities = [entities_of(article) for article in articles]
    quotes = quotes_of_all(articles, entities)
    return [
        Notes(
            keywords=keywords_of(article, named),
            entities=named,
            quotes=said,
            dates=_dates(article),
            credits=credits_of(article),
        )
        for article, named, said in zip(articles, entities, quotes, strict=True)
    ]


__all__ = ["annotate", "annotate_all"]
