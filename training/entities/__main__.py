"""Make the entity model: ``python -m training.entities``; about ten minutes on one core.

Writes the files of ``rawi/annotation/data`` that ``docs/models.md`` lists under
entities. Deterministic.
"""

from __future__ import annotations

import gzip
from io import BytesIO

import numpy as np

from eval.figures import ROOT
from rawi.annotation.entities.model import Model, Weights
from training.entities import crf, gazetteers
from training.entities.corpora import anercorp, news
from training.entities.knowledge import Knowledge, base, with_finds
from training.entities.lists import Finds
from training.entities.words import Corpus, corpus

FOLDER = ROOT / "src" / "rawi" / "annotation" / "data"
ROUNDS = 2
"""How often lists are learned from what the model before finds in unlabelled news."""
_STEPS = 20
"""Steps of a shipped weight for each unit: weights lie within -6 and 6."""
NEWS = "N"
"""The mark of what is learned for news alone."""


def sources() -> list[crf.Source]:
    """All that is marked."""
    gold = [s for article in news() for s in article.sentences]
    return [crf.Source(anercorp()), crf.Source(gold, NEWS)]


def learned(start: Knowledge, text: Corpus, marked: list[crf.Source]) -> tuple[Knowledge, Weights]:
    """Weights with the lists that the rounds before them gave."""
    known = start
    for _ in range(ROUNDS):
        found = trained(known, marked)
        known = with_finds(start, Finds(Model(found, known.lexicon()), text))
    return known, trained(known, marked)


def trained(known: Knowledge, marked: list[crf.Source]) -> Weights:
    features = crf.Features(known.lexicon())
    return crf.weights(crf.train(marked, features, crf.Options()), NEWS)


def _write(name: str, rows: list[str]) -> None:
    text = "".join(f"{row}\n" for row in rows).encode()
    (FOLDER / name).write_bytes(gzip.compress(text, 9, mtime=0))


def _whole(weights: np.ndarray) -> np.ndarray:
    return np.clip(np.round(weights * _STEPS), -127, 127).astype(np.int8)


def _letters(names: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def write(known: Knowledge, found: Weights, named: list[gazetteers.Named]) -> None:
    """The files of the package."""
    _write("entity_words.tsv.gz", known.word_rows())
    _write("entity_phrases.tsv.gz", known.phrase_rows())
    rows = (f"{' '.join(p)}\t{c}" for p, c in gazetteers.countries(named).items())
    _write("places.tsv.gz", sorted(rows))
    order, pairs = sorted(found.rows), sorted(found.pairs)
    held = BytesIO()
    np.savez_compressed(
        held,
        traits=_letters(order),
        table=_whole(found.table[[found.rows[t] for t in order]]),
        lists=_letters(sorted(found.phrases)),
        phrases=_whole(np.stack([found.phrases[p] for p in sorted(found.phrases)])),
        pairs=_letters([f"{one} {other}" for one, other in pairs]),
        pair_table=_whole(found.pair_table[[found.pairs[p] for p in pairs]]),
        moves=_whole(found.moves),
        steps=np.array(_STEPS),
    )
    (FOLDER / "entity_weights.npz").write_bytes(held.getvalue())


def main() -> None:
    named = gazetteers.names()
    text = corpus()
    known, found = learned(base(text, named), text, sources())
    write(known, found, named)


if __name__ == "__main__":
    main()
