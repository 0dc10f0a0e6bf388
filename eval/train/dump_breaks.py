"""Trains the model that finds block beginnings on a line that holds a whole page.

``python -m eval.train.dump_breaks`` writes ``src/rawi/extract/dumps/breaks.crfsuite``
from composed dumps (``eval/train/dump_compose.py``) whose breaks are turned into
spaces. Deterministic. Prints precision and recall of breaks on other dumps.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pycrfsuite

from eval.figures import ROOT
from eval.train.dump_compose import Composer, Dump
from eval.train.dump_sources import sources
from rawi.extract.dumps.breaks import word_features
from rawi.extract.dumps.phrases import folded

MODEL = ROOT / "src/rawi/extract/dumps/breaks.crfsuite"
SEED = 19
COMPOSED = 1500
_WORD = re.compile(r"\S+")


def on_one_line(dump: Dump) -> tuple[str, set[int]]:
    """The text of a dump on one line, and where its blocks begin."""
    parts: list[str] = []
    starts: set[int] = set()
    size = 0
    for begin, end, _ in dump.spans:
        text = " ".join(dump.text[begin:end].split())
        glued = begin > 0 and not dump.text[begin - 1].isspace() and dump.text[begin] != " "
        if parts and not glued:
            parts.append(" ")
            size += 1
        starts.add(size)
        parts.append(text)
        size += len(text)
    return "".join(parts), starts


def example(dump: Dump) -> tuple[list[list[str]], list[str]]:
    text, starts = on_one_line(dump)
    low = folded(text)
    words = list(_WORD.finditer(low))[:1500]
    return word_features(low, words), ["B" if m.start() in starts else "I" for m in words]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--composed", type=int, default=COMPOSED)
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args()
    pool = sources(2500)
    composer = Composer(pool, SEED)
    trainer = pycrfsuite.Trainer(verbose=False)
    for _ in range(options.composed):
        trainer.append(*example(composer.compose()))
    trainer.set_params({"c1": 2.0, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 12})
    trainer.train(str(options.out))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(options.out))
    hit = missed = wrong = 0
    other = Composer(pool, SEED + 1)
    for _ in range(100):
        rows, labels = example(other.compose())
        for want, got in zip(labels, tagger.tag(rows), strict=True):
            hit += want == got == "B"
            missed += want == "B" != got
            wrong += got == "B" != want
    print(f"{options.out.stat().st_size} bytes, precision {hit / (hit + wrong):.3f}", end=" ")
    print(f"recall {hit / (hit + missed):.3f}")


if __name__ == "__main__":
    main()
