"""Trains the model that finds block beginnings on a line that holds a whole page.

``python -m eval.train.dump_breaks`` writes ``src/rawi/extract/dumps/breaks.crfsuite``
from composed dumps (``eval/train/dump_compose.py``) whose breaks are turned into
spaces. Deterministic. Prints precision and recall of breaks on other dumps.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pycrfsuite

from eval.figures import ROOT
from eval.train.dump_compose import Composer, Dump
from eval.train.dump_sources import sources
from rawi.extract.dumps.breaks import units, word_features
from rawi.extract.dumps.phrases import folded

MODEL = ROOT / "src/rawi/extract/dumps/breaks.crfsuite"
SEED = 19
COMPOSED = 1500
_GAPS = (" ", "", " ")
"""What stands in place of a break, in turn."""


_KINDS = {"L": "P", "B": "P", "T": "H", "R": "H"}
"""Paragraphs, headlines; all else is furniture."""


def example(dump: Dump, gap: str) -> tuple[list[list[str]], list[str]]:
    line = dump.on_one_line(gap)
    text = line.text
    starts = {begin: _KINDS.get(label, "F") for begin, _, label in line.spans}
    words = units(text)[:2000]
    labels = []
    kind = "F"
    for unit in words:
        begins = unit.start in starts
        kind = starts.get(unit.start, kind)
        labels.append(("B" if begins else "I") + kind)
    return word_features(folded(text), words), labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--composed", type=int, default=COMPOSED)
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args()
    pool = sources(2500)
    composer = Composer(pool, SEED)
    trainer = pycrfsuite.Trainer(verbose=False)
    for n in range(options.composed):
        trainer.append(*example(composer.compose(), _GAPS[n % len(_GAPS)]))
    trainer.set_params({"c1": 2.0, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 12})
    trainer.train(str(options.out))
    other = Composer(pool, SEED + 1)
    print(f"{options.out.stat().st_size} bytes")
    for gap in (" ", ""):
        print(repr(gap), quality(options.out, [example(other.compose(), gap) for _ in range(100)]))


def quality(model: Path, examples: list[tuple[list[list[str]], list[str]]]) -> str:
    """Precision and recall of breaks."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    hit = missed = wrong = kinds = 0
    for rows, labels in examples:
        for want, got in zip(labels, tagger.tag(rows), strict=True):
            begins, guessed = want[0] == "B", got[0] == "B"
            hit += begins and guessed
            missed += begins and not guessed
            wrong += guessed and not begins
            kinds += begins and want == got
    return (
        f"precision {hit / (hit + wrong):.3f} recall {hit / (hit + missed):.3f}"
        f" kinds {kinds / hit:.3f}"
    )


if __name__ == "__main__":
    main()
