"""Quotes: one outlet's statements, found by models trained in the run on all other outlets.

The outlet is the largest of the marked ones. All outlets in turn are judged by
``python -m eval.quotes``, which takes minutes.
"""

from __future__ import annotations

from eval.figures import Figure
from eval.quote_baselines import patterns, rules
from eval.quote_gold import Tally
from eval.quotes import judged
from training.quotes.cases import Case, cases
from training.quotes.fit import fit

FOLD = 0


def by_patterns(room: list[Case]) -> dict[str, Tally]:
    """The baselines over the same articles."""
    found = {}
    for name, find in (("patterns", patterns), ("rules", rules)):
        found[name] = Tally()
        for c in room:
            text = c.marked.article.text
            found[name].add(text, c.marked.quotes, find(text))
    return found


def score() -> list[Figure]:
    room = cases()
    held = [c for c in room if c.fold == FOLD]
    ours = judged(held, fit([c for c in room if c.fold != FOLD]))
    base = by_patterns(held)
    measures = (("f1", 0.81), ("name_share", 0.77), ("kind_share", 0.92), ("via_f1", 0.50))
    return [
        Figure(
            name=f"quotes.{measure}",
            value=getattr(ours, measure),
            baselines={name: getattr(tally, measure) for name, tally in base.items()},
            bar=bar,
            trained=True,
            note="Al Mayadeen, by models that saw none of it",
        )
        for measure, bar in measures
    ]
