"""Snippets: the stretch of a text that best shows why it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import msgspec

from rawi.arabic import surfaces
from rawi.search.met import Matching
from rawi.search.query import parse

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
    parts: list[tuple[int, int]] = []
    """Where each part begins: in words, and in characters."""
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
        self._own = {w.lemma for w in asked}
        self._matching = Matching({w.key for w in asked}, self._own | set(searched))

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
            at = len(read.words)
            read.parts.append((at, read.upto))
            read.words += (fresh := surfaces(part))
            read.upto += len(part)
            if lemma := self._matching.among(fresh):
                read.marks += [(at + i, lemma[w]) for i, w in enumerate(fresh) if w in lemma]
                read.first, read.most = _best_start(read.marks)
            # Where a window shows all that was asked for, none can show more.
            all_there = read.most >= len(self._own)
            if all_there and read.first + _WORDS < len(read.words):
                break
            if read.most and read.upto >= _READ:
                break
        return read


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
    # Words before are passed over from the beginning of the part that holds the first.
    begun, end = max(part for part in read.parts if part[0] <= read.first)
    at = 0
    for i, word in enumerate(read.words[begun : last + 1], begun):
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
