"""Lemma pairs and the speed of tokens, beside Snowball, simplemma and a bare regular expression."""

from __future__ import annotations

import gzip
import importlib
import json
import math
import re
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import simplemma
import snowballstemmer

from eval.figures import DATA, Figure
from rawi.arabic import fold, tokens
from rawi.arabic.lemma import lemma_of

_PAIRS = Path(__file__).parents[1] / "sets" / "lemma_pairs.tsv"
_ROUNDS = 3
_WORD = re.compile(r"[\u0621-\u065f\u0670]+|[0-9]+|[A-Za-z]+")
Lemmatiser = Callable[[str], str]


class Pair(msgspec.Struct, frozen=True):
    """Two words and what is right: ``same``, ``differ``, or the ``root`` (b) that a must keep."""

    half: str
    kind: str
    group: str
    a: str
    b: str


def pairs(half: str) -> list[Pair]:
    rows = _PAIRS.read_text("utf-8").splitlines()[1:]
    return [p for row in rows if (p := Pair(*row.split("\t"))).half == half]


def _keeps(root: str, lemma: str) -> bool:
    """Whether the strong letters of a root stand in the lemma, in order."""
    letters = iter(lemma)
    return all(letter in letters for letter in root if letter != "ء")


def right(pair: Pair, lemma: Lemmatiser) -> bool:
    if pair.kind == "root":
        return _keeps(pair.b, lemma(pair.a))
    return (lemma(pair.a) == lemma(pair.b)) == (pair.kind == "same")


def joined(half: str, lemma: Lemmatiser) -> float:
    """Share of pairs of one lemma that get one."""
    same = [p for p in pairs(half) if p.kind == "same"]
    return sum(right(p, lemma) for p in same) / len(same)


def spoiled(half: str, lemma: Lemmatiser) -> float:
    """Share of the others wrongly joined, or with root letters eaten."""
    others = [p for p in pairs(half) if p.kind != "same"]
    return sum(not right(p, lemma) for p in others) / len(others)


def _others() -> dict[str, Lemmatiser]:
    stemmer = snowballstemmer.stemmer("arabic")
    return {
        "snowball": lambda word: fold(stemmer.stemWord(word)),
        "simplemma": lambda word: fold(simplemma.lemmatize(word, "ar")),
        "fold only": fold,
    }


def _quality() -> list[Figure]:
    figures = []
    for half in ("dev", "held"):
        for measure, bar in ((joined, 0.90), (spoiled, 0.01)):
            figures.append(
                Figure(
                    name=f"arabic.pairs_{measure.__name__}_{half}",
                    value=measure(half, lemma_of),
                    baselines={name: measure(half, other) for name, other in _others().items()},
                    bar=bar if half == "held" else None,
                    lower=measure is spoiled,
                )
            )
    return figures


def _texts() -> list[str]:
    with gzip.open(DATA / "articles" / "ant-2018-04.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [f"{r.get('title') or ''}\n{r.get('body') or ''}" for r in records]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _count(texts: list[str]) -> int:
    return sum(len(tokens(text)) for text in texts)


def _speed() -> list[Figure]:
    texts = _texts()
    cache = importlib.import_module("rawi.arabic.tokens")._cache
    lemma_of("قسطنطينوبوليسات")  # unknown: both lexicons are read, once a process
    ours = plain = math.inf
    for _ in range(_ROUNDS):
        cache.clear()
        ours = min(ours, _seconds(lambda: _count(texts)))
        plain = min(plain, _seconds(lambda: sum(len(_WORD.findall(text)) for text in texts)))
    return [
        Figure(
            name="arabic.words_per_second",
            value=_count(texts) / ours,
            bar=400_000,
            floored=False,
            note="CPU time, tokens with lemmas and offsets, April 2018, from an empty cache",
        ),
        Figure(
            name="arabic.speed_beside_regex",
            value=plain / ours,
            speed=True,
            note="1 is the speed of a bare findall",
        ),
    ]


def score() -> list[Figure]:
    return [*_speed(), *_quality()]
