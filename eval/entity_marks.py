"""Comparing named things with marked ones, and judging models on what they have not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rawi.annotation.entities import entities_of
from rawi.annotation.entities.mentions import spans
from rawi.annotation.entities.model import LABELS, Model
from rawi.annotation.entities.repeats import relabelled
from rawi.arabic import fold
from training.entities.corpora import Marked, Sentence

KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place", "MIS": "other"}
_NUMBER = {label: n for n, label in enumerate(LABELS)}
_DOCUMENT = 25
"""ANERcorp does not say where a document ends: so many sentences stand for one."""


class Tally(NamedTuple):
    """Counts of one comparison, by kind."""

    right: Counter[str]
    said: Counter[str]
    marked: Counter[str]
    named: int = 0
    """Of those right, how many have the marked name."""

    def __add__(self, other: object) -> Tally:
        assert isinstance(other, Tally)
        return Tally(
            self.right + other.right,
            self.said + other.said,
            self.marked + other.marked,
            self.named + other.named,
        )

    def f1(self, kind: str | None = None) -> float:
        right, said, marked = (
            counts.total() if kind is None else counts[kind]
            for counts in (self.right, self.said, self.marked)
        )
        return 2 * right / (said + marked) if right else 0.0

    @property
    def names(self) -> float:
        return self.named / max(self.right.total(), 1)


EMPTY = Tally(Counter(), Counter(), Counter())


def of_articles(model: Model | None, articles: Iterable[Marked]) -> Tally:
    """Entities as articles give them: span to the letter, kind, name."""
    total = EMPTY
    for one in articles:
        said = {(e.start, e.end, e.kind): e.name for e in entities_of(one.article, model)}
        marked = {(m.start, m.end, m.kind): m.name for m in one.mentions}
        both = said.keys() & marked.keys()
        total += Tally(
            Counter(kind for _, _, kind in both),
            Counter(kind for _, _, kind in said),
            Counter(kind for _, _, kind in marked),
            sum(fold(said[key]) == fold(marked[key]) for key in both),
        )
    return total


def of_sentences(model: Model, marked: Sequence[Sentence]) -> Tally:
    """Entities as spans of words, as conlleval counts them; 25 sentences are a document."""
    total = EMPTY
    for begin in range(0, len(marked), _DOCUMENT):
        document = marked[begin : begin + _DOCUMENT]
        for sentence, labels in zip(document, _labels(model, document), strict=True):
            gold = set(spans([_NUMBER[label] for label in sentence.labels]))
            said = set(spans(labels))
            total += Tally(_kinds(gold & said), _kinds(said), _kinds(gold))
    return total


def _kinds(found: Iterable[tuple[int, int, str]]) -> Counter[str]:
    return Counter(KINDS[kind] for _, _, kind in found)


def _labels(model: Model, document: Sequence[Sentence]) -> Iterable[list[int]]:
    types = model.types([word for one in document for word in one.words])
    lengths = [len(one.words) for one in document]
    scores = model.scores(types, lengths)
    stems = [known.form.stem for known in types]
    labels = relabelled(scores, lengths, model.weights.moves, stems)
    begin = 0
    for length in lengths:
        yield labels[begin : begin + length].tolist()
        begin += length
