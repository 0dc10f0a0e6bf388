"""Trains the model of lost breaks for pages in other languages than Arabic.

``python -m training.dump_web_breaks`` writes ``src/rawi/extract/data/dump_web_breaks.npz``
from the pages of wcxb-dev and fundus-tests whose sites are not held out
(``training.pages.is_held``), as a converter that keeps blocks apart writes them, their breaks
turned into spaces or into nothing, every fifth in small letters. Deterministic for the same
versions of the converters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import pycrfsuite

from eval.converted import available
from eval.figures import ROOT
from rawi.extract.dumps.marginals import Floats
from rawi.extract.dumps.segmentation import segments
from rawi.extract.dumps.web_breaks import (
    BOILERPLATE,
    LABELS,
    MODEL,
    PARAGRAPH,
    BreakModel,
    Trait,
    core,
    mark,
    saved,
    traits,
    units,
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


class Lines(NamedTuple):
    """The lines of a page and what each is."""

    site: str
    texts: list[str]
    kinds: list[str]


class Example(NamedTuple):
    """A page on one line, as the model sees it."""

    seen: dict[str, Trait]
    labels: list[str]


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


def example(page: Lines, gap: str, small: bool, known: dict[str, int]) -> Example:
    """A page on one line: what is seen of its units, and of which blocks they are."""
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
    low = line.lower() if small and len(line.lower()) == len(line) else line
    return Example(traits(low, words, known), labels)


def shared_words(found: Iterable[Lines]) -> dict[str, int]:
    """The words, and the marks before words, that many sites have, numbered from 1 on."""
    sites: dict[str, set[str]] = defaultdict(set)
    for page in found:
        for word in chain.from_iterable(map(str.split, page.texts)):
            for key in (core(word).lower(), mark(word)):
                sites[key].add(page.site)
    shared = sorted(word for word, own in sites.items() if word and len(own) >= _SITES)
    return {word: n for n, word in enumerate(shared, 1)}


def named(seen: dict[str, Trait]) -> list[list[str]]:
    """The traits of each unit as CRFsuite takes them."""
    columns = [
        [f"{name}={key}" if key >= 0 else "" for key in trait.keys.tolist()]
        for name, trait in seen.items()
    ]
    return [[*filter(None, row)] for row in zip(*columns, strict=True)]


def tables(trained: Any, seen: dict[str, Trait]) -> tuple[Floats, dict[str, Floats]]:
    """The weights of moves, and of each trait, out of what CRFsuite learned."""
    place = {label: n for n, label in enumerate(LABELS)}
    moves = np.zeros((len(LABELS), len(LABELS)))
    for (one, other), weight in trained.transitions.items():
        moves[place[one], place[other]] = weight
    found = {name: np.zeros((trait.size, len(LABELS))) for name, trait in seen.items()}
    for (attribute, label), weight in trained.state_features.items():
        name, _, key = attribute.rpartition("=")
        found[name][int(key), place[label]] = weight
    return moves, found


def main() -> None:
    found = list(pages())
    words = shared_words(found)
    trainer = pycrfsuite.Trainer(verbose=False)
    for n, page in enumerate(found):
        one = example(page, _GAPS[n % len(_GAPS)], n % _SMALL == 0, words)
        trainer.append(named(one.seen), one.labels)
    trainer.set_params({"c1": 2.0, "c2": 0.02, "max_iterations": 80, "feature.minfreq": 20})
    with TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/model")
        model = BreakModel(words, *tables(tagger.info(), one.seen))
    path = ROOT / "src/rawi/extract/data" / MODEL
    path.write_bytes(saved(model))
    print(f"{len(found)} pages, {len(words)} words, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
