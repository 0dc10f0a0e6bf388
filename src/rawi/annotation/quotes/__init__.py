"""Who says what: statements with their cue, speaker and the outlet they came through.

Judges learned from marked news ask of every word whether it is a cue (``cues``), whether
a statement begins with it (``starts``), of every gap whether the statement ends there
(``ends``), and lay it to a speaker (``attribution``, ``names``) and an outlet
(``outlets``). The surest statements that do not overlap are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rawi.annotation.quotes.assemble import quotes_in
from rawi.annotation.quotes.names import head_kind
from rawi.annotation.quotes.stored import QuoteModel, shipped
from rawi.arabic import Token, name_key, tokens
from rawi.arabic.language import is_foreign
from rawi.model import Article, Entity, Quote


def quotes_of(
    article: Article, entities: Sequence[Entity] = (), model: QuoteModel | None = None
) -> tuple[Quote, ...]:
    """The statements of an article's text, in its order, none overlapping another.

    ``entities`` are those of the same text: they give speakers their full names. An
    article in another language than Arabic has none.
    """
    return quotes_of_all([article], [entities], model)[0]


def quotes_of_all(
    articles: Sequence[Article],
    entities: Sequence[Sequence[Entity]],
    model: QuoteModel | None = None,
    words: Sequence[list[Token]] | None = None,
) -> list[tuple[Quote, ...]]:
    """The same of each of several articles: together they cost less.

    ``words`` are the tokens of their texts, where they are known.
    """
    words = [tokens(article.text) for article in articles] if words is None else words
    read = [_is_arabic(article) for article in articles]
    texts = [article.text if ours else "" for article, ours in zip(articles, read, strict=True)]
    told = [own if ours else [] for own, ours in zip(words, read, strict=True)]
    return quotes_in(texts, entities, model or shipped(), told)


def _is_arabic(article: Article) -> bool:
    return article.language in (None, "ar") and not is_foreign(article.text)


@lru_cache(maxsize=20_000)
def speaker_key(name: str) -> str:
    """The key under which a name is looked up: one for all spellings of a foreign one."""
    return " ".join(name_key(word.text) for word in tokens(name))


def is_office(word: str) -> bool:
    """Whether a folded word is one for who holds an office (وزير, المتحدثة)."""
    return head_kind(word) == 2


__all__ = ["is_office", "quotes_of", "quotes_of_all", "speaker_key"]
