"""Trains the model that finds block beginnings on a line that holds a whole page.

``python -m training.dump_breaks`` writes ``src/rawi/extract/data/dump_breaks.crfsuite``
from composed dumps (``training/dump_compose.py``) whose breaks are turned into
spaces, or into nothing. Deterministic. Prints precision and recall of breaks on
other dumps.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pycrfsuite

from eval.figures import ROOT
from rawi.extract.dumps.block_breaks import BOILERPLATE, HEADLINE, PARAGRAPH, units, word_features
from rawi.extract.dumps.phrases import folded
from training.dump_compose import Composer, Dump
from training.dump_sources import sources

MODEL = ROOT / "src/rawi/extract/data/dump_breaks.crfsuite"
SEED = 19
COMPOSED = 1000
_GAPS = (" ", "", " ")
"""What stands in place of a break, in turn."""
_KINDS = {"L": PARAGRAPH, "B": PARAGRAPH, "T": HEADLINE, "R": HEADLINE}
_MOST = 2000
"""So many units of a dump are learned from."""


def example(dump: Dump, gap: str) -> tuple[list[list[str]], list[str]]:
    """The features of a dump on one line, and whether a block begins or goes on, and which."""
    line = dump.on_one_line(gap)
    starts = {begin: _KINDS.get(label, BOILERPLATE) for begin, _, label in line.spans}
    words = units(line.text)[:_MOST]
    labels = []
    kind = BOILERPLATE
    for unit in words:
        kind = starts.get(unit.start, kind)
        labels.append(("B" if unit.start in starts else "I") + kind)
    return word_features(folded(line.text), words), labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--composed", type=int, default=COMPOSED)
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args()
    pool = sources(2500)
    train(options.out, Composer(pool, SEED), options.composed)
    other = Composer(pool, SEED + 1)
    for gap in (" ", ""):
        examples = [example(other.compose(), gap) for _ in range(100)]
        print(f"breaks as {gap!r}: {quality(options.out, examples)}")


def train(path: Path, composer: Composer, count: int) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    for n in range(count):
        trainer.append(*example(composer.compose(), _GAPS[n % len(_GAPS)]))
    trainer.set_params({"c1": 2.0, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 12})
    trainer.train(str(path))
    print(f"{count} dumps, {path.stat().st_size} bytes", flush=True)


def quality(model: Path, examples: list[tuple[list[list[str]], list[str]]]) -> str:
    """Precision and recall of breaks."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    hit = missed = wrong = 0
    for rows, labels in examples:
        for want, got in zip(labels, tagger.tag(rows), strict=True):
            begins, guessed = want[0] == "B", got[0] == "B"
            hit += begins and guessed
            missed += begins and not guessed
            wrong += guessed and not begins
    return f"precision {hit / (hit + wrong):.3f}, recall {hit / (hit + missed):.3f}"


if __name__ == "__main__":
    main()
