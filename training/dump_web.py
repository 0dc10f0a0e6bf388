"""Trains the models that find the articles of pages in other scripts, as converters write them.

``python -m training.dump_web`` writes ``src/rawi/extract/data/dump_web.json`` from the pages of
wcxb-dev and fundus-tests whose sites are not held out (``training.pages.is_held``), each through
some of the converters of ``eval.converted``, on one line too; from such pages put behind each
other, and from their articles written in a row (``training/dump_web_rows.py``). The other sites
are never seen: ``python -m eval.converted`` measures there. Deterministic for the same versions
of the converters.
"""

from __future__ import annotations

import html
import itertools
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import lightgbm
import msgspec
import numpy as np
from numpy.typing import NDArray

from eval.converted import Converter, available
from eval.figures import ROOT
from rawi.extract.dumps.neighbours import headline_like
from rawi.extract.dumps.other_scripts import ALIVE, MODEL, Judged, WebModel
from rawi.extract.dumps.segment import Segment
from rawi.extract.dumps.segmentation import segments
from rawi.extract.dumps.web_features import Rows, rows, second_rows
from rawi.forest import answers, prepared
from training.dump_web_begins import begins, shaped
from training.dump_web_rows import (
    Example,
    bare,
    cleaned,
    complete,
    joined,
    rows_of_one_language,
    written,
)
from training.forest import boosted, forest
from training.pages import GoldPage, english_pages, is_held, site_of, world_pages

CONVERTERS = {"english": 2, "world": 4}
"""Each page goes through so many converters, drawn by its name."""
_ROWS = 500
"""So many compositions of pages behind each other, and as many of articles in a row."""
_SHARE = 3
"""Every so many-th text is left out, which saves time: pages come through several converters."""
_TEXT, _BEGINS, _MORE = 0.45, 0.45, 0.2
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[^\W\d_]+")
_INSIDE, _FEW = 0.7, 5
"""A segment is text where so much of its triples of words stand in the gold; of fewer words it
must be a whole line of it."""
_MOST = 4_000
"""A page of more segments is not learned from."""
_SITES, _SPEAKS = 8, 0.7
"""A word is kept that boilerplate of so many sites has, and text of half as many at most."""
_THIN = 4
"""Of the many short lines that are no text every fourth is kept, at four times its weight."""
FIRST = {"num_boost_round": 80, "learning_rate": 0.2}
SECOND = {"num_boost_round": 160, "learning_rate": 0.12}
TITLES = {"num_boost_round": 50, "learning_rate": 0.15, "num_leaves": 12}


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
            return "O"
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


def examples() -> list[Example]:
    """Taught pages as some converters write them and on one line; composed ones of them."""
    converters = dict(available())
    found: list[Example] = []
    by_converter: dict[str, list[Example]] = defaultdict(list)
    pages = []
    for name, read in (("english", english_pages), ("world", world_pages)):
        for page in itertools.filterfalse(is_held, read()):
            pages.append(page)
            rng = random.Random(page.name)
            for converter in rng.sample(sorted(converters), CONVERTERS[name]):
                for one in _examples(page, converters[converter], rng.random()):
                    by_converter[converter].append(one)
                    found.append(one)
    rng, articles = random.Random(len(found)), complete(pages)
    for _ in range(_ROWS):
        some = by_converter[rng.choice(sorted(by_converter))]
        found += [joined(rng.sample(some, rng.choice((2, 2, 3)))), written(rng, articles)]
    return [*found, *bare(articles)]


_ONE_LINE = 0.3
"""So many of the pages are learned on one line too."""


def _examples(page: GoldPage, convert: Converter, drawn: float) -> Iterator[Example]:
    text = convert(page.html)
    gap = " " if drawn < 0.7 * _ONE_LINE else ""
    line = gap.join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    for form in (text, line) if drawn < _ONE_LINE else (text,):
        found = segments(cleaned(form))
        labels = labelled(page, found)
        if "L" in labels and len(found) <= _MOST:
            yield Example(site_of(page), found, labels)


def shared_words(found: Sequence[Example]) -> dict[str, float]:
    """Words that boilerplate of many sites has, text of few: how much they speak for it."""
    boilerplate: dict[str, set[str]] = defaultdict(set)
    text: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for segment, label in zip(one.found, one.labels, strict=True):
            own = boilerplate if label == "O" else text
            for word in map(str.lower, _NAME.findall(segment.text[:600])[:60]):
                own[word].add(one.site)
    worth = {
        word: round(float(np.log((len(sites) + 1) / (len(text[word]) + 2))), 1)
        for word, sites in sorted(boilerplate.items())
        if len(word) > 1 and len(sites) >= _SITES
    }
    return {word: value for word, value in worth.items() if value > _SPEAKS}


class _Learned(NamedTuple):
    """One example as the forests see it."""

    rows: Rows
    wanted: NDArray[np.float32]
    weight: NDArray[np.float32]
    kept: NDArray[np.int64]


def _learned(one: Example, words: dict[str, float]) -> _Learned:
    made = rows(one.found, words)
    wanted = np.array([label in "LBS" for label in one.labels], dtype=np.float32)
    size = np.array([max(s.text.count(" ") + 1, len(s.text) / 6) for s in one.found])
    weight = np.minimum((size + 2) / ((size * wanted).sum() + 50) * 100, 60) * one.weight
    place = np.arange(len(wanted))
    short = (wanted < 0.5) & (size < 6)
    kept = place[~short | (place % _THIN == 0)]
    return _Learned(made, wanted, (weight * np.where(short, _THIN, 1)).astype(np.float32), kept)


def _text(
    learned: Sequence[_Learned], seen: Sequence[Rows], pace: dict[str, float]
) -> lightgbm.Booster:
    return boosted(
        [
            (own[one.kept], one.wanted[one.kept], one.weight[one.kept])
            for one, own in zip(learned, seen, strict=True)
        ],
        pace,
    )


def trained(found: Sequence[Example], more: Iterable[Example]) -> WebModel:
    """All forests; those of headlines and beginnings on text found by others that had not seen
    the page. Beginnings are learned from ``more`` as well."""
    words = shared_words([one for one in found if one.site])
    learned = [_learned(one, words) for one in found]
    fold = [zlib.crc32((one.site or str(n)).encode()) // 7 % 2 for n, one in enumerate(found)]
    first = _unseen(learned, [one.rows for one in learned], fold, FIRST)
    seen = [
        second_rows(one.found, own.rows, chances)
        for one, own, chances in zip(found, learned, first, strict=True)
    ]
    text = [
        np.where(chances >= ALIVE, second, 0).astype(np.float32)
        for chances, second in zip(first, _unseen(learned, seen, fold, SECOND), strict=True)
    ]
    title = _titles(found, seen)
    titles = forest(title)
    asked = prepared(titles)
    judged = [
        (one, Judged(chances, shaped(one.found, answers(asked, made))))
        for one, made, chances in zip(found, seen, text, strict=True)
    ]
    model = WebModel(
        words,
        forest(_text(learned, [one.rows for one in learned], FIRST)),
        forest(_text(learned, seen, SECOND)),
        titles,
        titles,  # until it is known where articles begin
        _TEXT,
        _BEGINS,
        _MORE,
    )
    return msgspec.structs.replace(model, begin=begins(model, judged, more))


def _unseen(
    learned: Sequence[_Learned], seen: Sequence[Rows], fold: Sequence[int], pace: dict[str, float]
) -> list[NDArray[np.float32]]:
    """What a forest says of the pages of the other half of sites."""
    boosters = []
    for half in (0, 1):
        own = [n for n in range(len(learned)) if fold[n] != half]
        boosters.append(
            prepared(forest(_text([learned[n] for n in own], [seen[n] for n in own], pace)))
        )
    return [answers(boosters[half], made) for half, made in zip(fold, seen, strict=True)]


def _titles(found: Sequence[Example], seen: Sequence[Rows]) -> lightgbm.Booster:
    parts = []
    for one, made in zip(found, seen, strict=True):
        shaped = [i for i, segment in enumerate(one.found) if headline_like(segment)]
        wanted = np.array([one.labels[i] == "T" for i in shaped], dtype=np.float32)
        if wanted.any():
            parts.append((made[shaped], wanted, np.ones_like(wanted)))
    return boosted(parts, TITLES)


def main() -> None:
    found = [one for n, one in enumerate(examples()) if n % _SHARE]
    model = trained(found, rows_of_one_language())
    path = ROOT / "src/rawi/extract/data" / MODEL
    path.write_bytes(msgspec.json.encode(model))
    print(f"{len(found)} pages, {len(model.words)} words, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
