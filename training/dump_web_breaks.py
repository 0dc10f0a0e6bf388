"""Trains the model of lost breaks for pages in other languages than Arabic.

``python -m training.dump_web_breaks`` writes ``src/rawi/extract/data/dump_web_breaks.crfsuite``
from the pages of wcxb-dev and fundus-tests whose sites are not held out
(``training.pages.is_held``), as a converter that keeps blocks apart writes them, their breaks
turned into spaces or into nothing, every fifth in small letters. Deterministic for the same
versions of the converters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import pycrfsuite

from eval.converted import available
from eval.figures import ROOT
from rawi.extract.dumps.segmentation import segments
from rawi.extract.dumps.web_breaks import (
    BOILERPLATE,
    MODEL,
    PARAGRAPH,
    core,
    units,
    word_features,
)
from training.dump_web import labelled
from training.dump_web_rows import cleaned
from training.pages import english_pages, is_held, site_of, world_pages

_GAPS = (" ", " ", "")
"""What stands in place of a break, in turn."""
_SMALL = 5
"""Every so many-th page is learned in small letters."""
_MOST = 2_500
"""So many units of a page are learned from."""
_SITES = 30
"""A word is told to the model where so many sites have it."""
_CONVERTER = "inscriptis"
_NAMED = ("w=", "-1=", "+1=")


class Lines(NamedTuple):
    """The lines of a page and what each is."""

    site: str
    texts: list[str]
    kinds: list[str]


def pages() -> Iterator[Lines]:
    """The pages that are not held out, as lines."""
    convert = dict(available())[_CONVERTER]
    for page in (*english_pages(), *world_pages()):
        if not is_held(page):
            found = segments(cleaned(convert(page.html)))
            pairs = list(zip(found, labelled(page, found), strict=True))
            lines = [list(some) for _, some in groupby(pairs, key=lambda pair: pair[0].line)]
            if len(lines) > 1:
                texts = [" ".join(segment.plain for segment, _ in line) for line in lines]
                kinds = [PARAGRAPH if line[0][1] in "LB" else BOILERPLATE for line in lines]
                yield Lines(site_of(page), texts, kinds)


def example(page: Lines, gap: str, small: bool) -> tuple[list[list[str]], list[str]]:
    """The features of a page on one line, and whether a block begins or goes on, and which."""
    starts, at = {}, 0
    for text, kind in zip(page.texts, page.kinds, strict=True):
        starts[at] = kind
        at += len(text) + len(gap)
    line = gap.join(page.texts)
    words = units(line)[:_MOST]
    labels, kind = [], BOILERPLATE
    for unit in words:
        kind = starts.get(unit.start, kind)
        labels.append(("B" if unit.start in starts else "I") + kind)
    return word_features(
        line.lower() if small and len(line.lower()) == len(line) else line, words
    ), labels


def shared_words(found: Iterable[Lines]) -> frozenset[str]:
    """The words that many sites have."""
    sites: dict[str, set[str]] = defaultdict(set)
    for page in found:
        for text in page.texts:
            for word in text.split():
                sites[core(word).lower()].add(page.site)
    return frozenset(word for word, own in sites.items() if len(own) >= _SITES)


def known_only(rows: Sequence[Sequence[str]], words: frozenset[str]) -> list[list[str]]:
    """The rows without features that name a word of few sites."""
    return [
        [f for f in row if not f.startswith(_NAMED) or f.partition("=")[2] in words] for row in rows
    ]


def main() -> None:
    found = list(pages())
    words = shared_words(found)
    trainer = pycrfsuite.Trainer(verbose=False)
    for n, page in enumerate(found):
        rows, labels = example(page, _GAPS[n % len(_GAPS)], n % _SMALL == 0)
        trainer.append(known_only(rows, words), labels)
    trainer.set_params({"c1": 2.0, "c2": 0.02, "max_iterations": 80, "feature.minfreq": 20})
    path = ROOT / "src/rawi/extract/data" / MODEL
    trainer.train(str(path))
    print(f"{len(found)} pages, {len(words)} words, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
