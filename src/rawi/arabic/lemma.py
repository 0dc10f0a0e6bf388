"""Lemmas: a lexicon of forms, and clitics off where a known word is left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import ModuleType

from rawi.arabic.lexicon import forms
from rawi.arabic.normal import fold
from rawi.arabic.skeleton import skeleton

_CONJUNCTIONS = ("و", "ف")
_BEFORE = ("ال", "لل", "بال", "كال", "ب", "ل", "ك", "س")
_PRONOUNS = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه")
_ENDINGS = ("تين", "تان", "ين", "ون", "ان", "ات", "وا", "ت", "ة", "ا")
_LEAST = 3
"""Letters that must be left when something is taken off: Arabic roots have three."""
_LEAST_INFLECTED = 4
"""The same where an ending of number or gender is taken off: a root and a letter of its form."""


def _without_proclitics(word: str) -> Iterator[tuple[str, int]]:
    """``word`` and what its first letters may leave, with how many letters go."""
    stems = [(word, 0)]
    if word.startswith(_CONJUNCTIONS):
        stems.append((word[1:], 1))
    for stem, gone in stems:
        yield stem, gone
    for stem, gone in stems:
        for prefix in _BEFORE:
            if stem.startswith(prefix) and len(stem) - len(prefix) >= _LEAST:
                yield stem[len(prefix) :], gone + len(prefix)


def _hosts(stem: str) -> Iterator[str]:
    """How ``stem`` may be written without its pronoun or ending."""
    for pronoun in _PRONOUNS:
        if stem.endswith(pronoun) and len(stem) - len(pronoun) >= _LEAST:
            host = stem[: -len(pronoun)]
            yield host
            if host[-1] == "ت":
                yield f"{host[:-1]}ة"
            elif host[-1] == "و":
                yield f"{host}ا"
            elif host[-1] == "ا":
                yield f"{host[:-1]}ي"
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _LEAST_INFLECTED:
            yield stem[: -len(ending)]
            yield f"{stem[: -len(ending)]}ة"


def _learned(stems: list[tuple[str, int]]) -> str | None:
    """The lemma of the longest part that the lexicon knows."""
    known = forms()
    for stem, gone in stems:
        if stem in known and (len(stem) > _LEAST or gone != 1):
            return known[stem]
    for stem, _ in stems:
        if stem.endswith("ه") and f"{stem[:-1]}ة" in known:
            return known[f"{stem[:-1]}ة"]
        for host in _hosts(stem):
            if host in known:
                return known[host]
    return None


def _in_dictionary(stems: list[tuple[str, int]]) -> str | None:
    """What simplemma's dictionary says, for whole entries only: its rules maul names."""
    for stem, _ in stems:
        if len(stem) > _LEAST and is_known(stem):
            return fold(_simplemma().lemmatize(stem, "ar"))
    return None


def is_known(word: str) -> bool:
    """Whether simplemma's Arabic dictionary holds the word."""
    return bool(_simplemma().is_known(word, "ar"))


@cache
def _simplemma() -> ModuleType:
    """Loaded when a word asks for it: it compiles the rules of a dozen other languages."""
    import simplemma

    return simplemma


def lemma_of(word: str) -> str:
    """The folded lemma of one word; a word that nothing knows stays whole, but for its article."""
    form = skeleton(word)
    if found := forms().get(form):
        return found
    stems = list(_without_proclitics(form))
    if found := _learned(stems) or _in_dictionary(stems):
        return found
    article = next((stem for stem, gone in stems if form[:gone].endswith(("ال", "لل"))), form)
    return fold(article)
