"""Whether an article is what a rule names: values in, values out."""

from __future__ import annotations

from rawi.annotation.bylines import writers
from rawi.annotation.quotes import speaker_key
from rawi.errors import InputError
from rawi.model import Article, Notes
from rawi.search.words import lemmas_to_index

_ATTACHED = frozenset(("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب", "ال"))
"""What a headline may write together with a name before it."""


def word_key(words: str) -> str:
    """What all forms of a word, or of several side by side, share: its lemmas.

    Raises ``InputError`` for what holds no word.
    """
    if key := lemmas_to_index(words):
        return key
    raise InputError(f"{words!r} holds no word")


def tells_of(article: Article, key: str) -> bool:
    """Whether headline, standfirst or opening paragraph hold the words of a ``word_key``."""
    told = (article.title, article.standfirst or article.summary, *article.body[:1])
    return any(f" {key} " in f" {lemmas_to_index(text)} " for text in told if text)


def is_about(article: Article, notes: Notes, key: str) -> bool:
    """Whether headline or opening paragraph name whom a ``speaker_key`` means.

    A surname alone counts, since only articles are asked that mean this person by it.
    """
    last = key.rpartition(" ")[2]
    opening = len(article.body[0]) if article.body else 0
    return _in_title(article.title or "", last) or any(
        entity.start < opening and speaker_key(entity.name) in (key, last)
        for entity in notes.entities
    )


def _in_title(title: str, last: str) -> bool:
    return any(
        word.endswith(last) and word.removesuffix(last) in _ATTACHED
        for word in speaker_key(title).split()
    )


def is_by(article: Article, key: str) -> bool:
    """Whether one of its authors has the name of a ``speaker_key``."""
    return any(speaker_key(name) == key for name in writers(article.authors))
