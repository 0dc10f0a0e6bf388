"""Similar and next read, the quick guard: ten days of April, by their gold.

Beside them likeness alone, as it was before, and TF-IDF. The models of stories learned
on these days too; ``python -m eval.similar`` tells the whole month by models of others,
and what a reader said.
"""

from __future__ import annotations

from eval.abilities.stories import DAYS
from eval.articles import articles
from eval.figures import Figure
from eval.similar import affair_marks, figures, press
from training.stories import gold_of


def score() -> list[Figure]:
    room = (a for a in articles("ant-2018-04") if DAYS[0] <= (a.published or "") < DAYS[1])
    return figures(press(room), [gold_of("stories"), affair_marks()[0]], "similar")
