"""Marked sentences to learn from: ANERcorp (training part), AQMAR, news of ours."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from eval.figures import DATA, GOLD
from rawi.annotation.entities.units import Unit, sentences
from rawi.model import Article

_NER = DATA / "ner"
_TAG = re.compile(r"([BI])-+(PER|LOC|ORG|MIS)")
CODES = {"person": "PER", "organisation": "ORG", "place": "LOC", "other": "MIS"}
SETS = ("ant-2018-02-03-07", "ant-2018-04", "saudi-2015-07", "almayadeen-2023-q1")


class Sentence(NamedTuple):
    """Words and one label each."""

    words: list[str]
    labels: list[str]


class Gold(msgspec.Struct, frozen=True):
    """A marked mention; offsets are into the body."""

    kind: str
    start: int
    end: int
    text: str
    name: str


class _Row(msgspec.Struct):
    id: str
    entities: tuple[Gold, ...]


class Marked(NamedTuple):
    """An article of the gold: its mentions, and its sentences with labels."""

    article: Article
    mentions: tuple[Gold, ...]
    sentences: list[Sentence]

    @property
    def outlet(self) -> str:
        """Whose text it is; the twelve Saudi papers, which reprint each other, are one."""
        return "saudi" if self.article.id.startswith("saudi") else str(self.article.outlet)


def _read(path: str) -> Iterator[Sentence]:
    """Lines ``word label``, sentences parted by empty lines; kinds beyond ours are other."""
    words: list[str] = []
    labels: list[str] = []
    for line in [*(_NER / path).read_text(encoding="utf-8").splitlines(), ""]:
        word, _, tag = line.strip().partition(" ")
        if not tag:
            if words:
                yield Sentence(words, labels)
            words, labels = [], []
            continue
        found = _TAG.match(tag)
        words.append(word)
        labels.append(f"{found[1]}-{found[2]}" if found else "O")


def anercorp() -> list[Sentence]:
    """The training part, in the order of the file."""
    return list(_read("ANERCorp_CamelLab_train.txt"))


def aqmar() -> list[Sentence]:
    """All 28 documents of Wikipedia."""
    paths = sorted((_NER / "aqmar").glob("*.txt"))
    return [s for path in paths for s in _read(f"aqmar/{path.name}")]


def fifths(marked: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """The first four fifths of the words, in whole sentences, and the rest."""
    most = 0.8 * sum(len(s.words) for s in marked)
    read = 0
    for at, sentence in enumerate(marked):
        if read >= most:
            return marked[:at], marked[at:]
        read += len(sentence.words)
    return marked, []


def unlabelled() -> Iterator[Article]:
    """All shared articles, their bodies as they stand: offsets of the gold are into these."""
    for name in SETS:
        with gzip.open(DATA / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                yield Article(
                    id=record["id"],
                    outlet=record.get("outlet"),
                    title=record.get("title"),
                    body=tuple((record.get("body") or "").split("\n")),
                )


@cache
def _gold() -> dict[str, tuple[Gold, ...]]:
    lines = (GOLD / "entities" / "entities.jsonl").read_bytes().splitlines()
    return {row.id: row.entities for row in (msgspec.json.decode(r, type=_Row) for r in lines)}


def gold_ids() -> frozenset[str]:
    """Articles whose mentions are marked: nothing is learned from their text unmarked."""
    return frozenset(_gold())


def _label(unit: Unit, mentions: tuple[Gold, ...]) -> str:
    for gold in mentions:
        if gold.start < unit.end and unit.start < gold.end:
            return f"{'B' if unit.start <= gold.start else 'I'}-{CODES[gold.kind]}"
    return "O"


def _labelled(units: list[Unit], mentions: tuple[Gold, ...]) -> Sentence:
    return Sentence([u.text for u in units], [_label(u, mentions) for u in units])


def news() -> list[Marked]:
    """The articles of the gold, in the order of the files of articles."""
    gold = _gold()
    return [
        Marked(a, gold[a.id], [_labelled(s, gold[a.id]) for s in sentences(a.text)])
        for a in unlabelled()
        if a.id in gold
    ]
