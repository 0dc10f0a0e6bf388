"""Particles written together with the word behind them: و ف ب ل ك."""

from __future__ import annotations

from collections.abc import Container

_LEAST = 3
"""Letters that must be left when a particle is taken off: Arabic roots have three."""
_ARTICLE = "ال"
_MERGED = "لل"


def without(word: str, particle: str) -> str:
    """``word`` less its first letter; لل leaves the article that it swallowed."""
    return _ARTICLE + word[2:] if particle == _MERGED else word[1:]


def _preposition(word: str, known: Container[str]) -> tuple[str, str] | None:
    if word.startswith(_MERGED) and len(word) > len(_MERGED) + 1:
        whole = without(word, _MERGED)
        if whole in known or word[1:] not in known:
            return _MERGED, whole
    rest = word[1:]
    if word[0] in "بلك" and len(rest) >= _LEAST and (rest in known or _definite(rest)):
        return word[0], rest
    return None


def _definite(word: str) -> bool:
    return word.startswith(_ARTICLE) and len(word) > 2 * len(_ARTICLE)


def split(word: str, known: Container[str]) -> tuple[str, str]:
    """The particles of a folded word and its stem.

    A word that is a known stem is whole; else letters go where a known stem or
    a word with the article is left. ``known`` holds the stems of news: there
    لولا and وليد are whole.
    """
    if len(word) <= _LEAST or word in known:
        return "", word
    if found := _preposition(word, known):
        return found
    if word[0] in "وف":
        rest = word[1:]
        if rest in known or (_definite(rest) and word[0] == "و"):
            return word[0], rest
        if len(rest) > _LEAST and (found := _preposition(rest, known)):
            return word[0] + found[0], found[1]
    return "", word
