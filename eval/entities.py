"""Entities judged on what a model has not seen: ``python -m eval.entities``, half an hour.

ANERcorp's last fifth by a model of the first four, and each outlet of the gold by
a model of all others. The lists are learned by a model of the first four fifths
alone, so no label that is judged has any part in them.
"""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from eval.entity_marks import EMPTY, Tally, of_articles, of_sentences
from rawi.annotation.entities.model import Model
from training.entities import crf, gazetteers
from training.entities.__main__ import NEWS, learned
from training.entities.corpora import anercorp, fifths, news
from training.entities.knowledge import base
from training.entities.words import corpus


def _row(table: Table, name: str, found: Tally) -> None:
    kinds = [f"{found.f1(kind):.3f}" for kind in ("person", "organisation", "place", "other")]
    table.add_row(name, f"{found.f1():.4f}", *kinds, f"{found.names:.3f}")


def main() -> None:
    table = Table("judged on", "F1", "person", "organisation", "place", "other", "names")
    text, marked = corpus(), anercorp()
    first, last = fifths(marked)
    start = base(text, gazetteers.names())
    known, weights = learned(start, text, [crf.Source(first)])
    _row(table, "ANERcorp, last fifth", of_sentences(Model(weights, known.lexicon()), last))
    gold, total = news(), EMPTY
    features = crf.Features(known.lexicon())
    for outlet in dict.fromkeys(one.outlet for one in gold):
        seen = [s for one in gold if one.outlet != outlet for s in one.sentences]
        sources = [crf.Source(marked), crf.Source(seen, NEWS)]
        model = Model(
            crf.weights(crf.train(sources, features, crf.Options()), NEWS), known.lexicon()
        )
        found = of_articles(model, [one for one in gold if one.outlet == outlet])
        _row(table, outlet, found)
        total += found
    _row(table, "news, by outlet", total)
    Console().print(table)


if __name__ == "__main__":
    main()
