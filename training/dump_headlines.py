"""``python -m training.dump_headlines``: tell headlines of further articles from other lines.

Composes articles one after another in the forms in which people write them down, and pages with
boilerplate (``training.dump_compose``), and learns for every line that could be a headline
whether it is one. Writes ``src/rawi/extract/data/dump_headlines.json``. Prints what it reaches
on the articles of files that it was not shown.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import lightgbm
import msgspec
import numpy as np
from numpy.typing import NDArray

from eval.figures import ROOT
from rawi.extract.dumps.article_boundaries import prepared
from rawi.extract.dumps.labels import labelled
from rawi.extract.dumps.lines import mended, thinned, unwrapped
from rawi.extract.dumps.markup import sound, unmarked
from rawi.extract.dumps.rejoin import rejoined
from rawi.extract.dumps.restore import restored
from rawi.extract.dumps.row_headlines import WEIGHTS_FILE, Measures, candidates
from rawi.extract.dumps.segment import Segment
from rawi.extract.dumps.segmentation import segments
from training.dump_compose import Composer
from training.dump_rows import row
from training.dump_sources import FILES, sources
from training.forest import forest

DUMPS, SEED, ROUNDS = 900, 2, 200
"""So many dumps of each of the two kinds."""
_LABELLED = 2500
"""The models of labels were shown the first articles of each file; these are left out."""
_NUMBER = 12
"""A number before a headline has at most so many code points."""
_SETTINGS: dict[str, object] = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 8,
    "min_data_in_leaf": 30,
    "lambda_l2": 5,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 1,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}


class Example(NamedTuple):
    """What was measured of one line, and whether it is a headline."""

    values: tuple[float, ...]
    heads: bool


def main() -> None:
    parts = [list(_examples(n, name)) for n, name in enumerate(FILES)]
    for n, name in enumerate(FILES):
        shown = [one for m, part in enumerate(parts) if m != n for one in part]
        found = np.asarray(_trained(shown).predict(_rows(parts[n])))
        truth = np.array([one.heads for one in parts[n]])
        right = float(np.mean((found > 0.5) == truth))
        print(f"{name}: {right:.4f} of {len(truth)} lines right, unseen", flush=True)
    held = forest(_trained([one for part in parts for one in part]))
    path = ROOT / "src" / "rawi" / "extract" / "data" / WEIGHTS_FILE
    path.write_bytes(msgspec.json.encode(held) + b"\n")


def _examples(number: int, name: str) -> Iterator[Example]:
    every = sources(7_000, [name])
    pool = every[_LABELLED:] or every
    rng = random.Random(f"{SEED} {name}")
    composer = Composer(pool, SEED + number)
    for _ in range(DUMPS // len(FILES)):
        text, titles = row(rng, pool)
        yield from _lines(text, titles)
        dump = composer.compose()
        heads = {" ".join(dump.text[a:b].split()) for a, b, label in dump.spans if label == "T"}
        yield from _lines(dump.text, heads)


def _lines(text: str, titles: set[str]) -> Iterator[Example]:
    """Every line of a dump that could be a headline."""
    found, labels, chances = _read(text)
    measures = Measures(found, labels, chances)
    for one in candidates(found, labels):
        line = found[one.head].plain
        heads = any(line.endswith(t) and len(line) < len(t) + _NUMBER for t in titles)
        yield Example(tuple(map(float, measures.of(one).values())), heads)


def _read(text: str) -> tuple[list[Segment], list[str], list[float]]:
    """The segments of a dump as they are when its articles are parted."""
    found = segments(unmarked(unwrapped(thinned(mended(sound(text))))))
    first, chances = labelled(found)
    if any(segment.guessed for segment in found):
        found = rejoined(found, first, chances)
        first, chances = labelled(found)
    return found, prepared(found, restored(found, first, chances), chances), chances


def _rows(examples: Sequence[Example]) -> NDArray[np.float32]:
    return np.array([one.values for one in examples], np.float32)


def _trained(examples: Sequence[Example]) -> lightgbm.Booster:
    data = lightgbm.Dataset(_rows(examples), np.array([float(one.heads) for one in examples]))
    return lightgbm.train(_SETTINGS, data, ROUNDS)


if __name__ == "__main__":
    main()
