"""Stories, the quick guard: one labelled pair of days by the shipped models, any order of intake.

The shipped models learned on these days too: the figure tells when something
broke, not how well stories are told. ``python -m eval.stories`` tells that, on
days that its models never saw.
"""

from __future__ import annotations

import random

from eval.articles import articles
from eval.figures import Figure
from eval.stories import around, bcubed, one_pass, pairwise, regroup
from rawi.annotation.entities import entities_of
from rawi.model import Notes
from rawi.relate import sketch
from training.stories import gold_of

DAYS = ("2018-04-04", "2018-04-14")
"""Nine days that end with the labelled, and one more for what is told late."""


def score() -> list[Figure]:
    gold = gold_of("stories")
    found = [
        sketch(one, Notes(entities=entities_of(one)))
        for one in articles("ant-2018-04")
        if DAYS[0] <= (one.published or "") < DAYS[1]
    ]
    near = around(gold, found, (9, 3))
    mixed = list(near)
    random.Random(7).shuffle(mixed)
    said, again = regroup(near), regroup(mixed)
    before = one_pass(near)
    precision, recall, f1 = bcubed(gold, said)
    note = f"days that the models learned on; precision {precision:.3f}, recall {recall:.3f}"
    return [
        Figure(
            name="stories.seen_bcubed_f1",
            value=f1,
            baselines={"one pass": bcubed(gold, before)[2]},
            note=note,
        ),
        Figure(name="stories.seen_pairwise_f1", value=pairwise(gold, said)),
        Figure(name="stories.any_order", value=bcubed(said, again)[2], bar=1.0),
    ]
