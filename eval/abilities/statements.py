"""The same statement in several articles: marked pairs of April, the other half of the days.

Each half is judged by coefficients of the other half; beside it the share of the shorter's
words that the longer has. ``fresh`` pairs were drawn and read when the rules stood. ``all``
counts those too that annotation lays to two names, or that are too short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from eval.figures import Figure
from eval.statement_pairs import Pair, pairs
from rawi.relate.statements import SameRules, chance, keys, traits
from training.statements import fitted

BASELINE = 0.75
"""Share of the shorter's lemmas from which on the baseline says the same: its best F1 here."""


def precision_recall(found: Sequence[tuple[bool, bool]]) -> tuple[float, float]:
    """Of (marked as one, said to be one)."""
    right = sum(same and said for same, said in found)
    said, same = sum(s for _, s in found), sum(s for s, _ in found)
    return right / (said or 1), right / (same or 1)


def held_out(found: Sequence[Pair]) -> Iterator[tuple[Pair, bool]]:
    """Each pair with what rules of the other half of the days say."""
    for odd in (0, 1):
        rules = fitted([p for p in found if p.day % 2 != odd])
        yield from ((p, says(p, rules)) for p in found if p.day % 2 == odd)


def says(pair: Pair, rules: SameRules) -> bool:
    if pair.one is None or pair.other is None:
        return False
    return chance(pair.one, pair.other, pair.hours, rules) >= rules.least


def one_name(pair: Pair) -> bool:
    """Whether names alone, without offices and media, let the two be compared."""
    if pair.one is None or pair.other is None:
        return False
    one, other = (
        msgspec.structs.replace(s, office={}, medium=False) for s in (pair.one, pair.other)
    )
    return traits(one, other, pair.hours) is not None


def held(pair: Pair) -> bool:
    """The baseline: the longer has nearly every word of the shorter."""
    if pair.one is None or pair.other is None:
        return False
    sets = [{w.lemma for w in one.words} for one in (pair.one, pair.other)]
    short, long = sorted(sets, key=len)
    return len(short & long) >= BASELINE * len(short)


def proposed(found: Sequence[Pair]) -> float:
    """Share of the pairs that are one which share a key."""
    ones = [p for p in found if p.same and p.one and p.other]
    return sum(bool(keys(p.one) & keys(p.other)) for p in ones if p.one and p.other) / len(ones)


def score() -> list[Figure]:
    found = list(pairs())
    said = list(held_out(found))
    able = [(p, s) for p, s in said if one_name(p)]
    figures = [*_both("statements", able, 0.97, 0.85)]
    kept: tuple[tuple[str, Callable[[Pair], bool]], ...] = (
        ("no_copies", lambda p: not p.copy),
        ("fresh", lambda p: p.fresh),
    )
    for name, wanted in kept:
        figures += _both(f"statements.{name}", [(p, s) for p, s in able if wanted(p)])
    figures += _both("statements.all", said)
    return [*figures, Figure(name="statements.proposed", value=proposed(found))]


def _both(name: str, said: Sequence[tuple[Pair, bool]], *bars: float) -> Iterator[Figure]:
    if not said:
        return
    ours = precision_recall([(p.same, s) for p, s in said])
    plain = precision_recall([(p.same, held(p)) for p, _ in said])
    for n, kind in enumerate(("precision", "recall")):
        yield Figure(
            name=f"{name}.{kind}",
            value=ours[n],
            baselines={"words": plain[n]},
            bar=bars[n] if bars else None,
            trained=True,
            note=f"{len(said)} pairs",
        )
