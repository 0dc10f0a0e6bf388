"""Lists learned from unlabelled news: what a model finds there, told per stem and phrase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from rawi.annotation.entities.lexicon import Phrase
from rawi.annotation.entities.mentions import spans
from rawi.annotation.entities.model import LABELS, Model
from rawi.annotation.entities.viterbi import decode
from training.entities.words import Corpus

_CHUNK = 200_000
_LEAST_STEM, _LEAST_PHRASE = 3, 3
_STEPS = (0.05, 0.2, 0.5, 0.8)
"""Shares of the uses of a stem, for the traits ``l1`` to ``l4``."""
_MOST_OF = 0.7
"""Share of the finds of a phrase that are of one kind, for it to be listed."""


def _chunks(text: Corpus) -> Iterator[list[np.ndarray]]:
    """Sentences as numbers of words, some hundred thousand words at a time."""
    ends = np.flatnonzero(text.stream < 0)
    start, held, size = 0, [], 0
    for end in ends.tolist():
        if end > start:
            held.append(text.stream[start:end])
            size += end - start
        start = end + 1
        if size >= _CHUNK:
            yield held
            held, size = [], 0
    yield held


class Finds:
    """Counts of what the model found: labels of stems, kinds of phrases."""

    def __init__(self, model: Model, text: Corpus) -> None:
        self.types = model.types(text.words)
        numbers: dict[str, int] = {}
        self.of_word = np.array(
            [numbers.setdefault(t.form.stem, len(numbers)) for t in self.types], np.intp
        )
        self.stems = list(numbers)
        self.labels = np.zeros((len(numbers), len(LABELS)), np.int64)
        self.phrases: Counter[tuple[Phrase, str]] = Counter()
        for sentences in _chunks(text):
            self._add(model, sentences)

    def _add(self, model: Model, sentences: list[np.ndarray]) -> None:
        types = [[self.types[i] for i in one] for one in sentences]
        lengths = [len(one) for one in types]
        scores = model.scores([known for one in types for known in one], lengths)
        labels = decode(scores, lengths, model.weights.moves)
        words = np.concatenate(sentences) if sentences else np.zeros(0, np.intp)
        np.add.at(self.labels, (self.of_word[words], labels), 1)
        start = 0
        for one in types:
            for begin, end, kind in spans(labels[start : start + len(one)].tolist()):
                if end - begin > 1:
                    stems = tuple(t.form.stem for t in one[begin:end])
                    self.phrases[(stems, kind)] += 1
            start += len(one)

    def traits(self) -> dict[str, list[str]]:
        """Stem -> for each kind, how much of its uses are names of that kind."""
        totals = self.labels.sum(axis=1)
        found = {}
        for i in np.flatnonzero((totals >= _LEAST_STEM) & (self.labels[:, 0] < totals)).tolist():
            told = []
            for n, kind in enumerate(("PER", "ORG", "LOC", "MIS")):
                begins, inside = self.labels[i, 1 + 2 * n], self.labels[i, 2 + 2 * n]
                step = sum((begins + inside) / totals[i] >= s for s in _STEPS)
                if step:
                    told.append(f"l{kind}{step}{'B' if begins >= inside else 'I'}")
            if told:
                found[self.stems[i]] = told
        return found

    def listed(self) -> list[tuple[str, Phrase]]:
        """Phrases found often enough and nearly always as one kind, with its mark."""
        totals: Counter[Phrase] = Counter()
        for (phrase, _), times in self.phrases.items():
            totals[phrase] += times
        return sorted(
            (f"l{kind}", phrase)
            for (phrase, kind), times in self.phrases.items()
            if times >= _LEAST_PHRASE and times >= _MOST_OF * totals[phrase]
        )
