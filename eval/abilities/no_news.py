"""Dumps that are no news: said to be none, and news not.

``last`` is a set written after most of the rules, ``other`` one by another hand that nothing
was changed for, ``short_reports`` the share of that hand's short reports that is taken for no
news; ``first`` and ``plain``, whose texts lack the frames of their kinds, no model was shown, but
what they showed widened the words; ``april`` is the share of articles of April 2018 that is taken
for no news. ``python -m eval.no_news`` shows all sets.
"""

from __future__ import annotations

from eval.figures import Figure
from eval.no_news import said, texts, written

STEP = 16
"""Every so many-th article of April."""


def score() -> list[Figure]:
    first, shaped = said(list(texts("c"))), said([*texts("a"), *texts("b")])
    last, other = said(list(texts("i"))), said(list(texts("k")))
    short = said(list(texts("k", "news")))
    plain = said([*texts("e"), *texts("f")])
    april = said([("", text) for text in written(STEP)])
    return [
        Figure(name="no_news.last", value=last.said, bar=0.95, note=f"{last.texts} texts"),
        Figure(name="no_news.other", value=other.said, bar=0.95, note=f"{other.texts} texts"),
        Figure(name="no_news.short_reports", value=short.said, bar=0.02, lower=True),
        Figure(name="no_news.first", value=first.said, bar=0.95, note=f"{first.texts} texts"),
        Figure(name="no_news.first.kind", value=first.named),
        Figure(name="no_news.plain", value=plain.said, bar=0.9, note=f"{plain.texts} texts"),
        Figure(name="no_news.shaped", value=shaped.said, note="texts that shaped the rules"),
        Figure(name="no_news.april", value=april.said, bar=0.005, lower=True),
    ]
