"""Which words of texts match a query, out of those that were met in any text before.

The words of one page's hits are looked at together, and texts share most of their words: each is
analysed once a process, and a query asks which words it meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from rawi.arabic import key_and_lemma
from rawi.search.words import words

_MOST = 80_000
"""Words that are remembered."""
_Words = dict[str, tuple[str, ...]]


class _Met:
    """Words met so far, by what they are found by. Threads may share it: one that two of them
    meet at once is entered twice and no more."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._by_key: _Words = {}
        self._by_lemma: _Words = {}
        self._by_inner: _Words = {}

    def meet(self, word: str) -> set[str]:
        """Enter a word; what it is found by."""
        key, lemma = key_and_lemma(word)
        inner = () if word.isalpha() else {w.lemma for w in words(word)}
        _enter(self._by_key, key, word)
        _enter(self._by_lemma, lemma, word)
        for name in inner:
            _enter(self._by_inner, name, word)
        self.words.add(word)
        return {key, lemma, *inner}

    def matching(self, keys: Set[str], lemmas: Set[str]) -> dict[str, str]:
        """The words that have one of the keys or lemmas, with their lemmas; a joined one that
        has none by the first of the lemmas inside it."""
        found: dict[str, str] = {}
        for lemma in sorted(lemmas, reverse=True):
            found |= dict.fromkeys(self._by_inner.get(lemma, ()), lemma)
        for key in keys:
            found |= {word: key_and_lemma(word)[1] for word in self._by_key.get(key, ())}
        for lemma in lemmas:
            found |= dict.fromkeys(self._by_lemma.get(lemma, ()), lemma)
        return found


def _enter(held: _Words, name: str, word: str) -> None:
    held[name] = (*held.get(name, ()), word)


_met = _Met()


class Matching:
    """The words that match one query, in the texts that it is asked of one after the other."""

    def __init__(self, keys: Set[str], lemmas: Set[str]) -> None:
        global _met
        if len(_met.words) > _MOST:
            _met = _Met()
        self._met = _met
        self._keys, self._lemmas = keys, lemmas
        self._names = keys | lemmas
        self._found = _met.matching(keys, lemmas)

    def among(self, found: Sequence[str]) -> Mapping[str, str]:
        """Lemmas of words that match, those of ``found`` in it; empty where none of them does."""
        new = set(found).difference(self._met.words)
        if new and not self._names.isdisjoint(set().union(*map(self._met.meet, new))):
            self._found = self._met.matching(self._keys, self._lemmas)
        return {} if self._found.keys().isdisjoint(found) else self._found
