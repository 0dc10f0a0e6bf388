"""Learns the lexicon of word forms: ``python -m training.lexicon``.

Reads the unlabelled articles of the shared data and the hand-made lists beside
this file; writes ``src/rawi/arabic/data/lexicon.txt.gz``: one lemma a line with
the forms that lead to it. Only words are kept, no text; the same input gives
the same file.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from pathlib import Path

from eval.figures import ROOT
from rawi.arabic.normal import fold
from rawi.arabic.skeleton import skeleton
from training.clitics import Clitics
from training.corpus import Counts, Evidence, count
from training.nouns import Nouns
from training.verbs import Verbs

_LISTS = Path(__file__).with_name("words")
_TARGET = ROOT / "src" / "rawi" / "arabic" / "data" / "lexicon.txt.gz"
_LEAST_SEEN = 2
_MOST_STEPS = 6


def _rows(name: str) -> list[list[str]]:
    lines = (_LISTS / name).read_text("utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


class Analyser:
    """The lemma of every form that the counts hold."""

    def __init__(self, counts: Counts) -> None:
        evidence = Evidence(counts)
        plurals = {skeleton(p): skeleton(row[0]) for row in _rows("plurals.txt") for p in row[1:]}
        persons = {skeleton(word) for row in _rows("persons.txt") for word in row}
        self.fixed = {skeleton(form): lemma for form, lemma in _rows("fixed.txt")}
        self.names = {skeleton(word) for row in _rows("names.txt") for word in row}
        self.evidence = evidence
        self.verbs = Verbs(evidence, [(row[0], row[1]) for row in _rows("verbs.txt")])
        self.clitics = Clitics(evidence, self.verbs.lemmas)
        self.nouns = Nouns(evidence, plurals, persons)

    def lemma(self, form: str) -> str:
        """Skeleton of the lemma."""
        if form in self.fixed:
            return skeleton(self.fixed[form])
        if form in self.names:
            return form
        stem = self.clitics.before(form)
        verbal = not stem.definite
        word = stem.text
        if word in self.names:
            return word
        if stem.joined and verbal and word in self.verbs.lemmas:
            return self.verbs.lemmas[word]
        for _ in range(_MOST_STEPS):
            if verbal and word in self.verbs.lemmas and not self._is_plural(word):
                return self.verbs.lemmas[word]
            after = self._step(word, verbal)
            if after is None or after == word:
                break
            word = after
        return word

    def _is_plural(self, word: str) -> bool:
        return self.nouns.listed(word) is not None and self.evidence.nominal(word) > 0.3

    def _step(self, word: str, verbal: bool) -> str | None:
        if word in self.fixed:
            return skeleton(self.fixed[word])
        if singular := self.nouns.listed(word):
            return singular
        if verbal and (host := self.clitics.behind(word)):
            return host
        return self.nouns.singular(word)


def learn(counts: Counts) -> dict[str, list[str]]:
    """Folded lemma -> its forms, both sorted."""
    analyser = Analyser(counts)
    forms: dict[str, list[str]] = defaultdict(list)
    for form, seen in counts.words.items():
        if seen >= _LEAST_SEEN or form in analyser.fixed:
            forms[fold(analyser.lemma(form))].append(form)
    return {lemma: sorted(forms[lemma]) for lemma in sorted(forms)}


def main() -> None:
    lines = (f"{lemma} {' '.join(forms)}\n" for lemma, forms in learn(count()).items())
    _TARGET.write_bytes(gzip.compress("".join(lines).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
