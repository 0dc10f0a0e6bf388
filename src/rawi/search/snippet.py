"""Snippets: the stretch of a text that best shows why it was found."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rawi.arabic import tokens
from rawi.search.query import parse

_WORDS = 30
_BEFORE = 3
"""Words shown before the first that matches."""
_PART = 800
"""Characters that are read at a time."""
_READ = 6_000
"""Characters that are read of a text, and more of it only where these hold no match."""

Word = tuple[int, int, str | None]
"""Where a word stands in the text, and its lemma where it matches."""


class Snippets:
    """The snippets of one query, whose words are looked up once for all texts."""

    def __init__(self, query: str) -> None:
        terms = [t for clause in parse(query) if not clause.excluded for t in clause.terms]
        self._keys = {t.key for t in terms}
        self._lemmas = {t.lemma for t in terms}

    def of(self, text: str) -> str:
        """Some thirty words of ``text`` around the query's words, as safe HTML.

        Matched words stand in ``<mark>``; everything else is escaped. The opening
        of the text where nothing matches; empty for an empty text.
        """
        words: list[Word] = []
        first, most, upto = 0, 0, 0
        for begin, end in _parts(text):
            fresh = self._words(text, begin, end)
            words += fresh
            upto = end
            if any(lemma for _, _, lemma in fresh):
                first, most = _best_start(words)
            # No later window can show more: what is read of it is all of it.
            if most >= len(self._lemmas) > 0 and first + _WORDS < len(words):
                break
            if most and upto >= _READ:
                break
        if not words:
            return escape(text[:200])
        return _marked(text[:upto], words, first, upto == len(text))

    def _words(self, text: str, begin: int, end: int) -> list[Word]:
        return [
            (
                begin + t.start,
                begin + t.end,
                t.lemma if t.key in self._keys or t.lemma in self._lemmas else None,
            )
            for t in tokens(text[begin:end])
        ]


def snippet(text: str, query: str) -> str:
    """The snippet of one text; see ``Snippets.of``."""
    return Snippets(query).of(text)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The text in pieces, cut between words."""
    at = 0
    while at < len(text):
        end = min(at + _PART, len(text))
        space = text.rfind(" ", at + 1, end) if end < len(text) else -1
        end = space if space > 0 else end
        yield at, end
        at = end


def _best_start(words: list[Word]) -> tuple[int, int]:
    """First word of the window with the most different matched words, and how many."""
    marks = [(i, lemma) for i, (_, _, lemma) in enumerate(words) if lemma]
    best, best_at = 0, 0
    for n, (i, _) in enumerate(marks):
        seen = {lemma for j, lemma in marks[n : n + _WORDS] if j < i + _WORDS}
        if len(seen) > best:
            best, best_at = len(seen), i
    return max(0, best_at - _BEFORE), best


def _marked(text: str, words: list[Word], first: int, whole: bool) -> str:
    shown = words[first : first + _WORDS]
    at = shown[0][0] if first else 0
    cut = first + len(shown) < len(words) or not whole
    stop = shown[-1][1] if cut else len(text)
    parts = ["… "] if first else []
    for begin, end, lemma in shown:
        if lemma:
            parts += [escape(text[at:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
            at = end
    parts += [escape(text[at:stop])] + [" …"] * cut
    return "".join(parts)
