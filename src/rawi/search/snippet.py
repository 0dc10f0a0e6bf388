"""Snippets: the stretch of a text that best shows why it was found."""

from __future__ import annotations

from html import escape

from rawi.arabic import Token, tokens
from rawi.search.query import parse

_WORDS = 30
_READ = 6_000
"""Characters of a text that are read first; the whole of it only where they hold no match."""


def _wanted(query: str) -> tuple[set[str], set[str]]:
    terms = [t for clause in parse(query) if not clause.excluded for t in clause.terms]
    return {t.key for t in terms}, {t.lemma for t in terms}


def _matched(text: str, keys: set[str], lemmas: set[str]) -> tuple[list[Token], list[bool]]:
    found = tokens(text)
    return found, [t.key in keys or t.lemma in lemmas for t in found]


def _best_start(found: list[Token], hits: list[bool]) -> int:
    """First word of the window with the most different matched words."""
    best, best_at = -1, 0
    marks = [i for i, hit in enumerate(hits) if hit]
    for i in marks:
        seen = {found[j].lemma for j in marks if i <= j < i + _WORDS}
        if len(seen) > best:
            best, best_at = len(seen), i
    return max(0, best_at - 3)


def snippet(text: str, query: str) -> str:
    """Some thirty words of ``text`` around the query's words, as safe HTML.

    Matched words stand in ``<mark>``; everything else is escaped. The opening
    of the text where nothing matches; empty for an empty text.
    """
    keys, lemmas = _wanted(query)
    found, hits = _matched(text[:_READ], keys, lemmas)
    whole = len(text) <= _READ
    if not whole and not any(hits):
        found, hits = _matched(text, keys, lemmas)
        whole = True
    if not found:
        return escape(text[:200])
    first = _best_start(found, hits)
    last = min(first + _WORDS, len(found)) - 1
    at = found[first].start if first else 0
    cut = last + 1 < len(found) or not whole
    end = found[last].end if cut else len(text)
    parts = ["… "] if first else []
    for token, hit in zip(found[first : last + 1], hits[first : last + 1], strict=True):
        if hit:
            parts += [escape(text[at : token.start]), "<mark>", escape(token.text), "</mark>"]
            at = token.end
    parts += [escape(text[at:end])] + [" …"] * cut
    return "".join(parts)
