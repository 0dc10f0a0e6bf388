"""What a reader perhaps meant, in words as texts write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rawi.arabic import fold, key_and_lemma, surfaces
from rawi.search.index import Respelled


def meant(query: str, respelled: Iterable[Respelled], texts: Iterable[str]) -> str | None:
    """The query with every word that occurs nowhere replaced by its likest spelling.

    None where all words occur. ``texts`` are of the hits: a lemma is shown as
    they write it.
    """
    wrong = {r.word: r.lemmas[0] for r in respelled if not r.known}
    if not wrong:
        return None
    written = _written(set(wrong.values()), texts)
    for word, lemma in wrong.items():
        query = query.replace(word, written.get(lemma, lemma))
    return query


def _written(lemmas: set[str], texts: Iterable[str]) -> dict[str, str]:
    """How the texts write each lemma: without particles if they do, else most often."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        told = ((key_and_lemma(word)[1], word) for word in surfaces(text))
        counts.update(one for one in told if one[0] in lemmas)
    best: dict[str, str] = {}
    ordered = sorted(counts, key=lambda one: (fold(one[1]) != one[0], -counts[one], one))
    for lemma, word in ordered:
        best.setdefault(lemma, word)
    return best
