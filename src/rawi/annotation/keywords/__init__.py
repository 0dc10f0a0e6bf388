"""Phrases that say what an article is about, as an editor would write them.

Every phrase of the text that can be one is measured (how often and where it stands, what
its words are to the press, whether it is a name), boosted trees that learned from marked
articles say how likely it is a keyword, and the surest stand that do not repeat each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from rawi.annotation.keywords.candidates import candidates, read
from rawi.annotation.keywords.choice import chosen
from rawi.annotation.keywords.features import features
from rawi.annotation.keywords.ranker import Ranker, shipped, sureness
from rawi.arabic import Token, lemmas
from rawi.model import Article, Entity, Keyword


def keywords_of(
    article: Article,
    entities: Sequence[Entity] = (),
    ranker: Ranker | None = None,
    body: Sequence[Token] | None = None,
) -> tuple[Keyword, ...]:
    """Three to eight phrases, the surest first; fewer where the text holds no more.

    ``entities`` are those of the article, with offsets into its text. ``score`` is how
    likely the phrase is one that an editor would choose, 0 to 1. ``body`` are the tokens of
    the article's text, where they are known.
    """
    text = read(article, entities, body)
    if not text.tokens:
        return ()
    phrases = candidates(text)
    sure = sureness(ranker or shipped(), features(text, phrases))
    return chosen(article, text, phrases, sure)


def keyword_key(text: str) -> str:
    """What all spellings of a keyword share (سورية، السورية): its page stands under it."""
    return " ".join(lemmas(text))


__all__ = ["keyword_key", "keywords_of"]
