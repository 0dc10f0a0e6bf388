"""Trains the model that finds the text of pages in other scripts, as converters write them.

``python -m training.dump_web`` writes ``src/rawi/extract/data/dump_web.crfsuite`` from the pages
of wcxb-dev and fundus-tests whose sites fall into the first half, each through three of the
converters of ``eval.converted``. The other half is never seen: ``python -m eval.converted``
measures there. Deterministic for the same versions of the converters.
"""

from __future__ import annotations

import html
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pycrfsuite

from eval.converted import Converter, available
from eval.figures import ROOT
from rawi.extract.dumps.features import features
from rawi.extract.dumps.lines import mended, unwrapped
from rawi.extract.dumps.markup import sound, unmarked
from rawi.extract.dumps.other_scripts import MODEL
from rawi.extract.dumps.segment import Segment
from rawi.extract.dumps.segmentation import segments
from training.pages import GoldPage, english_pages, is_taught, world_pages

CONVERTERS = 3
"""Each page goes through so many converters, drawn by its name."""
_WORD = re.compile(r"\w+")
_INSIDE, _FEW = 0.7, 5
"""A segment is text where so much of its triples of words stand in the gold; of fewer words it
must be a whole line of it."""


class Example(NamedTuple):
    """The features of a page's segments, and their labels."""

    rows: list[list[str]]
    labels: list[str]


def cleaned(text: str) -> str:
    """The text of a dump as it is before it is cut into segments."""
    return unmarked(unwrapped(mended(sound(text))))


def labelled(page: GoldPage, found: Sequence[Segment]) -> list[str]:
    """The label of each segment by the page's gold: text once, boilerplate by its looks."""
    gold = _Gold(page)
    return [gold.label(segment) for segment in found]


class _Gold:
    """What is right of a page, by lines and triples of words, while its segments go by."""

    def __init__(self, page: GoldPage) -> None:
        whole = "\n".join(page.golds)
        self.triples = set(_triples(_words(whole)))
        self.lines = {" ".join(_words(line)) for line in whole.splitlines()}
        self.subheads = {" ".join(_words(text)) for text in page.gold.get("subheads") or ()}
        self.title = " ".join(_words(page.gold.get("title") or ""))
        self.seen: set[str] = set()
        self.begun = False

    def label(self, segment: Segment) -> str:
        words = _words(segment.text)
        key = " ".join(words)
        if not words:
            return "O"
        if key == self.title and not self.begun:
            return "T"
        if not self._holds(words, key) or key in self.seen:
            return _boilerplate(segment)
        self.seen.add(key)
        if key in self.subheads and len(segment.text) < 70 and segment.text[-1] not in '.!?"”:,;':
            return "S"
        label = "B" if self.begun else "L"
        self.begun = True
        return label

    def _holds(self, words: Sequence[str], key: str) -> bool:
        if len(words) < _FEW:
            return key in self.lines
        triples = _triples(words)
        return sum(t in self.triples for t in triples) >= _INSIDE * len(triples)


def _words(text: str) -> list[str]:
    return _WORD.findall(html.unescape(text).lower())


def _triples(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], strict=False))


def _boilerplate(segment: Segment) -> str:
    if segment.full:
        return "N"
    return "R" if len(segment.text) > 25 and not segment.dated else "O"


def examples() -> Iterator[Example]:
    """Pages of the first half of sites, each as some converters write it."""
    converters = dict(available())
    for page in (*english_pages(), *world_pages()):
        if is_taught(page):
            for name in random.Random(page.name).sample(list(converters), CONVERTERS):
                yield from _example(page, converters[name])


def _example(page: GoldPage, convert: Converter) -> Iterator[Example]:
    found = segments(cleaned(convert(page.html)))
    labels = labelled(page, found)
    if "L" in labels:
        yield Example(features(found, spoken=False), labels)


def main() -> None:
    begun = time.time()
    found = list(examples())
    trainer = pycrfsuite.Trainer(verbose=False)
    for rows, labels in found:
        trainer.append(rows, labels)
    trainer.set_params({"c1": 0.3, "c2": 0.05, "max_iterations": 120, "feature.minfreq": 5})
    path = ROOT / "src/rawi/extract/data" / MODEL
    trainer.train(str(path))
    counts = Counter(label for example in found for label in example.labels)
    print(f"{len(found)} pages, {dict(counts)}, {path.stat().st_size} bytes", end=", ")
    print(f"{time.time() - begun:.0f} s")


if __name__ == "__main__":
    main()
