"""``python -m training.dump_likeness``: tell texts that are no report by how they are written.

Learns from texts of the project's own writing, ``training/manner``: such that are no report, of
some seventy kinds, and short reports that do without what most have (``no_reports_*.txt``,
``reports_*.txt``), from sets a, b, d, g and h of ``eval.no_news`` (the others measure it), and
from articles of the shared sets that are not held out, whole or cut to a few sentences or
paragraphs. Writes ``src/rawi/extract/data/dump_likeness.json``.

Own texts are judged by forests that saw none of a sixth of them, and again none of their kind;
printed is what they find, and what held-out articles give.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import lightgbm
import msgspec
import numpy as np
from numpy.typing import NDArray

from eval import held_articles
from eval.figures import ROOT
from eval.no_news import parts, texts
from rawi import read
from rawi.extract.dumps.likeness import MODEL_FILE, Likeness, is_arabic, measured, sure_from
from rawi.extract.dumps.manner import READ
from training.dump_sources import FILES, sources
from training.forest import forest
from training.pages import english_pages, is_held, world_pages

ARTICLES, ROUNDS, SEED = 2200, 300, 1
"""So many articles of each file."""
SHOWN = "abdgh"
"""Sets of texts that are no news."""
_OWN = Path(__file__).parent / "manner"
_SIGNED = ("code", "table")
"""Kinds that marks tell, not manner."""
_NEWS, _UNTYPICAL, _PART = 6.0, 4.0, 0.5
"""All articles together count so many times as much as all texts that are none; an own report
counts so often, and a part of an own text so much."""
_GUIDES = 0.15
"""Pages of all kinds count so much beside those of newspapers."""
_FOLDS = 6
_SENTENCE_END = re.compile(r"(?<=[.!؟?])\s+|\n+")
_LEAST = 40
"""Code points of the shortest article, cut."""
_SETTINGS: dict[str, object] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 6,
    "min_data_in_leaf": 15,
    "lambda_l2": 10,
    "feature_fraction": 0.4,
    "seed": SEED,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}
Rows = NDArray[np.float32]


class Own(NamedTuple):
    """A text of the project's own writing: its forms, whole first, and its kind."""

    kind: str
    report: bool
    forms: tuple[str, ...]


class News(NamedTuple):
    """An article, cut, and what it counts."""

    text: str
    weight: float = 1.0


class Known(NamedTuple):
    """What is learned from in one script: rows of own texts, of which text each is, of news."""

    own: Sequence[Own]
    rows: Rows
    of: NDArray[np.intp]
    """Of which own text a row is; the first row of each is the whole text."""
    news: Rows
    weights: NDArray[np.float64]


def main() -> None:
    rng = random.Random(SEED)
    own, held = list(_own(rng)), list(_held(rng))
    forests = {}
    for arabic, news in ((True, _arabic(rng)), (False, _pages(rng, held=False))):
        known = _known([one for one in own if is_arabic(one.forms[0]) == arabic], news, arabic)
        forests[arabic] = _learned(known, range(len(known.own)))
        print("Arabic" if arabic else "other languages", len(known.own), "own,", len(known.news))
        for name, folds in (("a sixth", _sixths(known)), ("its kind", _kinds(known))):
            _show(f"own texts, {name} unseen", known, _unseen(known, folds))
        others = held if arabic else list(_pages(rng, held=True))
        _show_news("held-out articles", forests[arabic], [n.text for n in others], arabic)
    made = Likeness(forest(forests[True]), forest(forests[False]))
    path = ROOT / "src" / "rawi" / "extract" / "data" / MODEL_FILE
    path.write_bytes(msgspec.json.encode(made) + b"\n")


# texts


def _own(rng: random.Random) -> Iterator[Own]:
    for path in sorted(_OWN.glob("*.txt")):
        for kind, text in parts(path):
            yield Own(kind, path.name.startswith("reports"), _forms(rng, text.strip()))
    for name in SHOWN:
        for kind, text in texts(name):
            if kind not in _SIGNED:
                yield Own(kind, False, _forms(rng, text.strip()))


def _forms(rng: random.Random, text: str) -> tuple[str, ...]:
    """A text whole, as it is read from a dump, and without its beginning or its end."""
    found = [text]
    articles = read(text, content_type="text/plain").articles
    found.append("\n".join(t for a in articles for t in (a.title, *a.body) if t) or text)
    sentences = [part for part in _SENTENCE_END.split(text) if part.strip()]
    if len(sentences) >= 3:
        half = max(2, len(sentences) // 2)
        found.append(" ".join(sentences[: half + 1] if rng.random() < 0.5 else sentences[1:]))
    return tuple(dict.fromkeys(found))


def _cut(rng: random.Random, title: str, body: Sequence[str]) -> Iterator[str]:
    """An article whole, as a few sentences with or without its headline, as a few paragraphs."""
    few = " ".join(_sentences(body)[: rng.choice((1, 2, 3))])
    yield "\n".join([title, *body])
    yield few if rng.random() < 0.5 else f"{title}\n{few}"
    yield "\n".join([title, *body[: rng.choice((1, 2, 3, 7))]])


def _sentences(body: Sequence[str]) -> list[str]:
    return [part for text in body for part in _SENTENCE_END.split(text) if part]


def _arabic(rng: random.Random) -> Iterator[News]:
    for name in FILES:
        pool = sources(6_000, [name])
        for source in rng.sample(pool, min(len(pool), ARTICLES)):
            yield from map(News, _cut(rng, source.title, source.body))


def _held(rng: random.Random) -> Iterator[News]:
    for source in held_articles.sources():
        yield from map(News, _cut(rng, source.title, [text for _, text in source.blocks]))


def _pages(rng: random.Random, held: bool) -> Iterator[News]:
    """Texts of pages in other languages, by whether their site is held out."""
    for pages, weight in ((english_pages(), _GUIDES), (world_pages(), 1.0)):
        for gold in (page.gold for page in pages if is_held(page) == held):
            body = gold.get("paragraphs") or (gold.get("body") or "").split("\n")
            cut = _cut(rng, gold.get("title") or "", [*filter(str.strip, body)])
            yield from (News(text, weight) for text in cut if len(text) >= _LEAST)


# rows


def _known(own: Sequence[Own], news: Iterable[News], arabic: bool) -> Known:
    pairs = [
        (list(traits.values()), at)
        for at, one in enumerate(own)
        for text in one.forms
        if (traits := measured(text[:READ], arabic))
    ]
    rows, of = zip(*pairs, strict=True)
    told = [
        (list(traits.values()), one.weight)
        for one in news
        if (traits := measured(one.text[:READ], arabic))
    ]
    other, weights = zip(*told, strict=True)
    return Known(
        own,
        np.array(rows, np.float32),
        np.array(of, np.intp),
        np.array(other, np.float32),
        np.array(weights),
    )


def _learned(known: Known, shown: Iterable[int]) -> lightgbm.Booster:
    """A forest learned of all news and of the own texts that are shown."""
    rows = np.flatnonzero(np.isin(known.of, list(shown)))
    of = known.of[rows]
    report = np.array([one.report for one in known.own])[of]
    first = np.r_[True, of[1:] != of[:-1]]
    own = np.where(report, _UNTYPICAL, 1.0) * np.where(first, 1.0, _PART)
    none = own[~report].sum()
    labels = np.r_[np.zeros(len(known.news)), ~report]
    weights = np.r_[known.weights / known.weights.sum() * _NEWS * none, own]
    data = lightgbm.Dataset(np.vstack([known.news, known.rows[rows]]), labels, weight=weights)
    return lightgbm.train(_SETTINGS, data, ROUNDS)


# judging


def _sixths(known: Known) -> list[int]:
    return [zlib.crc32(one.forms[0].encode()) % _FOLDS for one in known.own]


def _kinds(known: Known) -> list[int]:
    return [zlib.crc32(one.kind.encode()) % _FOLDS for one in known.own]


def _unseen(known: Known, folds: Sequence[int]) -> NDArray[np.float64]:
    """The chance of each own text by a forest that saw none of its fold."""
    chances = np.zeros(len(known.own))
    fold = np.array(folds)
    for at in range(_FOLDS):
        booster = _learned(known, np.flatnonzero(fold != at))
        rows = np.flatnonzero(fold[known.of] == at)
        for row, chance in zip(rows[::-1], booster.predict(known.rows[rows[::-1]]), strict=True):
            chances[known.of[row]] = chance
    return chances


def _show(name: str, known: Known, chances: NDArray[np.float64]) -> None:
    report = np.array([one.report for one in known.own])
    said = chances >= [sure_from(one.forms[0]) for one in known.own]
    print(f"{name}: none {said[~report].mean():.3f} found, reports {said[report].mean():.3f} lost")


def _show_news(name: str, booster: lightgbm.Booster, found: Sequence[str], arabic: bool) -> None:
    pairs = [(traits, text) for text in found if (traits := measured(text[:READ], arabic))]
    rows = np.array([list(traits.values()) for traits, _ in pairs], np.float32)
    said = np.asarray(booster.predict(rows)) >= [sure_from(text) for _, text in pairs]
    print(f"{name}: {said.mean():.4f} of {len(pairs)} said to be none, by their beginning")


if __name__ == "__main__":
    main()
