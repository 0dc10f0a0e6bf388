"""Phrases that say what an article is about."""

from __future__ import annotations

from collections import Counter

from rawi.arabic import Token, tokens
from rawi.model import Article, Keyword

_MOST = 10


def _phrases(found: list[Token]) -> list[tuple[str, str]]:
    """(lemmas, surface) of each run of one or two content words."""
    words = [t for t in found if not t.stop and t.kind in ("word", "latin") and len(t.lemma) > 2]
    pairs = [
        (f"{a.lemma} {b.lemma}", f"{a.text} {b.text}")
        for a, b in zip(words, words[1:], strict=False)
        if b.start - a.end == 1
    ]
    return [(t.lemma, t.text) for t in words] + pairs


def keywords_of(article: Article) -> tuple[Keyword, ...]:
    """Up to ten phrases, best first."""
    title, body = _phrases(tokens(article.title or "")), _phrases(tokens(article.text))
    count = Counter(lemma for lemma, _ in body)
    count.update({lemma: 3 for lemma, _ in title})
    surface = dict(reversed([*title, *body]))
    in_title, in_body = {lemma for lemma, _ in title}, {lemma for lemma, _ in body}
    ranked = sorted(count.items(), key=lambda e: (-e[1] * (1 + e[0].count(" ")), e[0]))
    return tuple(
        Keyword(
            text=surface[lemma],
            score=float(number),
            sources=("title",) * (lemma in in_title) + ("body",) * (lemma in in_body),
        )
        for lemma, number in ranked[:_MOST]
    )
