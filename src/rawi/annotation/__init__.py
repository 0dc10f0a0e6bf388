"""What an article is about and whom it names: article in, notes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from rawi.annotation.credits import credits_of
from rawi.annotation.entities import entities_of
from rawi.annotation.keywords import keywords_of
from rawi.annotation.quotes import quotes_of_all
from rawi.arabic import Token, resolve_dates, tokens
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


def annotate_all(
    articles: Sequence[Article], words: Sequence[list[Token]] | None = None
) -> list[Notes]:
    """The notes of each of several articles: together they cost less, a few dozen at a time.

    ``words`` are the tokens of their texts, where they are known: they are found once.
    """
    words = [tokens(article.text) for article in articles] if words is None else words
    entities = [entities_of(article) for article in articles]
    quotes = quotes_of_all(articles, entities, words=words)
    return [
        Notes(
            keywords=keywords_of(article, named, body=own),
            entities=named,
            quotes=said,
            dates=_dates(article),
            credits=credits_of(article, own),
        )
        for article, named, said, own in zip(articles, entities, quotes, words, strict=True)
    ]


__all__ = ["annotate", "annotate_all"]
