"""Phrases that might be keywords: runs of one to seven words, all occurrences taken together.

A run lies inside a stretch of words with one space between them, begins and ends on a
word that carries matter, and may hold stop words inside (ولي العهد، كأس العالم لكرة القدم).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import astuple
from numpy.typing import NDArray

from rawi.annotation.keywords.tags import extended
from rawi.annotation.keywords.words import COLUMNS, Word, word_of
from rawi.arabic import Token, tokens
from rawi.model import Article, Entity

LONGEST = 7
"""Words of the longest candidate."""
_MOST_TOKENS = 1500
"""What comes later in a long text names no new subject."""
_JOINS = frozenset((" ", "\u00a0", "-", "_", " - "))
_HASHTAG = re.compile(r"#(?=\w)|(?<=\w)_(?=\w)")

Integers = NDArray[np.intp]
Numbers = NDArray[np.float32]
Flags = NDArray[np.bool_]


class Read(NamedTuple):
    """Title and body as tokens, with what is known of each."""

    text: str
    tokens: list[Token]
    words: list[Word]
    rows: Numbers
    """``words.COLUMNS`` of each token."""
    joined: Flags
    """Whether a token stands with nothing but a space after the one before it."""
    title: int
    """Tokens of the title."""
    lead: int
    """Tokens of title and first paragraph."""
    entity: Integers
    """Which of ``entities`` a token belongs to; -1 where none."""
    entities: Sequence[Entity]
    offset: int
    """Where the body begins in ``text``: entities count from there."""


class Candidates(NamedTuple):
    """Occurrences by size, then place; and groups of occurrences with the same lemmas."""

    start: Integers
    size: Integers
    """In tokens."""
    group: Integers
    first: Integers
    """The earliest occurrence of each group."""
    times: Integers
    """How many each group has."""
    keys: NDArray[np.uint64]
    """Of each group: ``tags.key_of`` its lemmas."""
    counts: Integers
    """By size and start: how often the phrase that stands there stands in all."""


def _plain(text: str) -> str:
    """Hashtags as the words that they are made of, at the same offsets."""
    return _HASHTAG.sub(" ", text) if "#" in text else text


def _named(found: list[Token], entities: Sequence[Entity], offset: int) -> Integers:
    """Which entity each token belongs to."""
    belongs = np.full(len(found), -1, dtype=np.intp)
    if entities:
        ends = np.array([token.end for token in found], dtype=np.intp)
        starts = np.array([token.start for token in found], dtype=np.intp)
        first = np.searchsorted(ends, [e.start + offset for e in entities], side="right")
        last = np.searchsorted(starts, [e.end + offset for e in entities], side="left")
        for number, (begin, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
            belongs[begin:end] = number
    return belongs


def _tokens(text: str, offset: int, body: Sequence[Token] | None) -> list[Token]:
    """The tokens of title and body; those of the body, if known, moved behind the title."""
    if body is None:
        return tokens(text)
    found = tokens(text[:offset])
    for start, end, *rest in map(astuple, body[:_MOST_TOKENS]):
        found.append(Token(start + offset, end + offset, *rest))
    return found


def read(
    article: Article, entities: Sequence[Entity] = (), body: Sequence[Token] | None = None
) -> Read:
    """The words of an article; ``body`` are the tokens of its text, where they are known."""
    title = article.title or ""
    text = _plain(f"{title}\n{article.text}")
    known = None if "#" in article.text else body
    found = _tokens(text, len(title) + 1, known)[:_MOST_TOKENS]
    words = [word_of(token) for token in found]
    rows = np.frombuffer(b"".join([w.row for w in words]), dtype=np.float32)
    offset = len(title) + 1
    lead = offset + len(article.body[0] if article.body else "")
    ends = [0, *[token.end for token in found]]
    joined = [text[end : token.start] in _JOINS for end, token in zip(ends, found, strict=False)]
    return Read(
        text,
        found,
        words,
        rows.reshape(len(found), len(COLUMNS)),
        np.array(joined, dtype=np.bool_),
        sum(token.start < offset for token in found),
        sum(token.start < lead for token in found),
        _named(found, entities, offset),
        entities,
        offset,
    )


def _occurrences(text: Read) -> tuple[Integers, Integers, NDArray[np.uint64]]:
    """Start, size and key of every run, by size, then place."""
    named = text.entity >= 0
    stops = text.rows[:, COLUMNS.index("stop")] > 0
    inside = np.array([w.inside for w in text.words], dtype=np.bool_) | named
    ends = inside & ~stops
    lemmas = np.array([w.lemma for w in text.words], dtype=np.uint64)
    keys = extended(np.zeros(1, dtype=np.uint64), lemmas)
    numbers = text.rows[:, COLUMNS.index("number")] > 0
    runs = ends & ~numbers
    starts, found = [np.flatnonzero(runs)], [keys[runs]]
    for more in range(1, min(LONGEST, len(lemmas))):
        runs = runs[:-1] & text.joined[more:] & inside[more:]
        keys = extended(keys[:-1], lemmas[more:])
        at = np.flatnonzero(runs & ends[more:])
        starts.append(at)
        found.append(keys[at])
    sizes = np.repeat(np.arange(1, len(starts) + 1), [len(start) for start in starts])
    return np.concatenate(starts), sizes, np.concatenate(found)


def candidates(text: Read) -> Candidates:
    """Every phrase of ``text``."""
    start, size, keys = _occurrences(text)
    unique, first, group, times = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    counts = np.zeros((LONGEST + 2, len(text.tokens) + 1), dtype=np.intp)
    counts[size, start] = times[group]
    return Candidates(start, size, group, first, times, unique, counts)
