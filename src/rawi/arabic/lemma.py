"""Lemmas: clitics off where a known word is left."""

from __future__ import annotations

import simplemma

from rawi.arabic.normal import Level, fold, normalise

_PREFIXES = ("وبال", "وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك", "س")
_SUFFIXES = ("هما", "هم", "هن", "ها", "نا", "كم", "ه")


def _known(word: str) -> bool:
    return len(word) > 2 and simplemma.is_known(word, "ar")


def _candidates(word: str) -> list[str]:
    stems = [word] + [word[len(p) :] for p in _PREFIXES if word.startswith(p)]
    return stems + [
        stem[: -len(s)] for stem in stems for s in _SUFFIXES if stem.endswith(s) and len(stem) > 4
    ]


def lemma_of(word: str) -> str:
    """The folded lemma of one word."""
    plain = normalise(word, Level.MARKS).text
    for stem in _candidates(plain):
        if _known(stem):
            return fold(simplemma.lemmatize(stem, "ar"))
    return fold(next((plain[len(p) :] for p in _PREFIXES[:8] if plain.startswith(p)), plain))
