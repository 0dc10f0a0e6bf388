"""Train the CRF with CRFsuite, read its weights back as tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pycrfsuite

from rawi.annotation.entities.lexicon import Lexicon
from rawi.annotation.entities.model import (
    EDGE,
    LABELS,
    PLACES,
    REACH,
    Floats,
    Weights,
    in_phrases,
)
from rawi.annotation.entities.traits import Form, form
from training.entities.corpora import Sentence

_FAR = ("s=", "A", "B")
"""Traits that weigh on a label two words away."""
_HERE_ONLY = ("p2", "p3", "z1", "z3", "n", "r")


class Options(NamedTuple):
    iterations: int = 60
    sparse: float = 0.2
    """Weight of the sum of absolute weights."""
    smooth: float = 0.02
    """Weight of the sum of squares."""


class Source(NamedTuple):
    """Sentences of one kind, and the mark of what is learned for that kind alone."""

    sentences: Sequence[Sentence]
    mark: str = ""


def _at(found: Form, place: int) -> Iterable[str]:
    if place == 0:
        return found.traits
    if abs(place) == 1:
        return (t for t in found.traits if not t.startswith(_HERE_ONLY))
    return (t for t in found.traits if t.startswith(_FAR))


class Features:
    """Features of words as CRFsuite takes them; what a type tells is worked out once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._types: dict[str, tuple[Form, dict[int, tuple[str, ...]]]] = {}

    def _type(self, word: str) -> tuple[Form, dict[int, tuple[str, ...]]]:
        if word not in self._types:
            found = form(word, self.lexicon)
            self._types[word] = (
                found,
                {p: tuple(f"{p}|{t}" for t in _at(found, p)) for p in PLACES},
            )
        return self._types[word]

    def of(self, words: Sequence[str], mark: str = "") -> list[list[str]]:
        """One list of features a word; with a mark each feature stands twice."""
        types = [self._type(word) for word in words]
        rows = []
        for i in range(len(words)):
            row: list[str] = []
            for place in PLACES:
                inside = 0 <= i + place < len(words)
                row += types[i + place][1][place] if inside else (f"{place}|{EDGE}",)
            rows.append(row)
        for at, key in in_phrases([found.stem for found, _ in types], self.lexicon):
            rows[at].append(f"#|{key}")
        for i, (one, other) in enumerate(pairwise(found.stem for found, _ in types)):
            rows[i].append(f"<|{one} {other}")
            rows[i + 1].append(f">|{one} {other}")
        if mark:
            for row in rows:
                row += [f"{mark}{feature}" for feature in row]
        return rows


def train(sources: Iterable[Source], features: Features, options: Options) -> bytes:
    """A model of CRFsuite."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": options.sparse,
            "c2": options.smooth,
            "max_iterations": options.iterations,
            "feature.possible_transitions": True,
        }
    )
    for source in sources:
        for words, labels in source.sentences:
            trainer.append(features.of(words, source.mark), labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


_LABEL = {name: n for n, name in enumerate(LABELS)}


class _Tables:
    """Weights by name, as they are read."""

    def __init__(self) -> None:
        self.rows: dict[str, Floats] = {}
        self.phrases: dict[str, Floats] = {}
        self.pairs: dict[str, Floats] = {}

    def at(self, feature: str) -> Floats | None:
        """The nine weights of a feature; None where it is of another mark."""
        place, _, trait = feature.partition("|")
        if place == "#":
            return self.phrases.setdefault(trait, np.zeros(len(LABELS), np.float32))
        if place in ("<", ">"):
            shape = (2, len(LABELS))
            pair = self.pairs.setdefault(trait, np.zeros(shape, np.float32))
            of_pair: Floats = pair[int(place == ">")]
            return of_pair
        if place.lstrip("-").isdigit():
            shape = (len(PLACES), len(LABELS))
            row = self.rows.setdefault(trait, np.zeros(shape, np.float32))
            at_place: Floats = row[int(place) + REACH]
            return at_place
        return None


def weights(model: bytes, mark: str = "") -> Weights:
    """Its weights as tables; those of ``mark`` are added to those for all."""
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    info = tagger.info()
    tables = _Tables()
    for (feature, name), weight in info.state_features.items():
        if (at := tables.at(feature.removeprefix(mark))) is not None:
            at[_LABEL[name]] += weight
    moves = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for (one, other), weight in info.transitions.items():
        moves[_LABEL[one], _LABEL[other]] = weight
    pairs = {(p.split(" ")[0], p.split(" ")[1]): n for n, p in enumerate(tables.pairs)}
    return Weights(
        {trait: n for n, trait in enumerate(tables.rows, 1)},
        np.stack([np.zeros((len(PLACES), len(LABELS)), np.float32), *tables.rows.values()]),
        tables.phrases,
        pairs,
        np.stack([*tables.pairs.values(), np.zeros((2, len(LABELS)), np.float32)]),
        moves,
    )
