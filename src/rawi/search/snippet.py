"""Snippets: the stretch of a text that best shows why it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

import msgspec

from rawi.arabic import matching, surfaces
from rawi.search.query import parse
from rawi.search.words import words

_WORDS = 30
"""Words of a snippet."""
_BEFORE = 3
"""Words shown before the first that matches."""
_PART = 800
"""Characters that are read at a time."""
_READ = 6_000
"""Characters that are read of a text, and more of it only where these hold no match."""


class _Read(msgspec.Struct):
    """What was read of a text so far."""

    words: list[str] = []
    marks: list[tuple[int, str]] = []
    """Which words match, and their lemmas."""
    upto: int = 0
    first: int = 0
    """First word of the window with the most different matched words,"""
    most: int = 0
    """and how many."""


class Snippets:
    """The snippets of one query, whose words are looked up once for all texts.

    ``searched``: lemmas that were searched besides those of the query.
    """

    def __init__(self, query: str, searched: Iterable[str] = ()) -> None:
        read = parse(query)
        asked = [*read.wanted, *(w for c in read.required if c.field != "id" for w in c.words)]
        self._keys = {w.key for w in asked}
        self._own = {w.lemma for w in asked}
        self._lemmas = self._own | set(searched)
        self._lemma: dict[str, str] = {}
        """Words that match, of all texts so far, with their lemmas,"""
        self._others: set[str] = set()
        """and those that do not: one page's texts share most of their words."""

    def of(self, text: str) -> str:
        """Some thirty words of ``text`` around the query's words, as safe HTML.

        Matched words stand in ``<mark>``; everything else is escaped. The opening
        of the text where nothing matches; empty for an empty text.
        """
        read = self._read(text)
        return _marked(text, read) if read.words else escape(text[:200])

    def _read(self, text: str) -> _Read:
        read = _Read()
        for part in _parts(text):
            fresh = surfaces(part)
            lemma = self._matched(set(fresh))
            at = len(read.words)
            read.marks += [(at + i, lemma[word]) for i, word in enumerate(fresh) if word in lemma]
            read.words += fresh
            read.upto += len(part)
            if lemma:
                read.first, read.most = _best_start(read.marks)
            # Where a window shows all that was asked for, none can show more.
            all_there = read.most >= len(self._own)
            if all_there and read.first + _WORDS < len(read.words):
                break
            if read.most and read.upto >= _READ:
                break
        return read

    def _matched(self, fresh: set[str]) -> dict[str, str]:
        """Which words match, and their lemmas; a joined word by any word in it."""
        unknown = fresh - self._others - self._lemma.keys()
        lemma = matching(unknown, self._keys, self._lemmas)
        for word in unknown.difference(lemma):
            if not word.isalpha() and (found := _lemmas_in(word) & self._lemmas):
                lemma[word] = min(found)
        self._lemma |= lemma
        self._others |= unknown - lemma.keys()
        return {word: self._lemma[word] for word in fresh & self._lemma.keys()}


@lru_cache(maxsize=20_000)
def _lemmas_in(word: str) -> frozenset[str]:
    """The lemmas of the words in a joined one."""
    return frozenset(w.lemma for w in words(word))


def snippet(text: str, query: str) -> str:
    """The snippet of one text; see ``Snippets.of``."""
    return Snippets(query).of(text)


def _parts(text: str) -> Iterator[str]:
    """The text in pieces, cut between words."""
    at = 0
    while at < len(text):
        end = min(at + _PART, len(text))
        space = text.rfind(" ", at + 1, end) if end < len(text) else -1
        end = space if space > 0 else end
        yield text[at:end]
        at = end


def _best_start(marks: list[tuple[int, str]]) -> tuple[int, int]:
    """First word of the window with the most different matched words, and how many."""
    best, best_at = 0, 0
    for n, (i, _) in enumerate(marks):
        seen = {lemma for j, lemma in marks[n : n + _WORDS] if j < i + _WORDS}
        if len(seen) > best:
            best, best_at = len(seen), i
    return max(0, best_at - _BEFORE), best


def _marked(text: str, read: _Read) -> str:
    last = min(read.first + _WORDS, len(read.words)) - 1
    hits = {i for i, _ in read.marks}
    parts = ["… "] if read.first else []
    at = end = 0
    for i, word in enumerate(read.words[: last + 1]):
        begin = text.index(word, end)
        end = begin + len(word)
        if i == read.first and i:
            at = begin
        if i >= read.first and i in hits:
            parts += [escape(text[at:begin]), "<mark>", escape(word), "</mark>"]
            at = end
    if last + 1 == len(read.words) and read.upto == len(text):
        return "".join([*parts, escape(text[at:])])
    return "".join([*parts, escape(text[at:end]), " …"])
