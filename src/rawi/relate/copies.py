"""Copies: proposed by MinHash bands, decided on the words themselves.

Banding after Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets",
chapter 3: with two rows a band even texts of which a tenth of the shingles
agree are mostly proposed; the shared passages then decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set

import msgspec
import numpy as np

from rawi.model import CopyKind, CopyLink
from rawi.relate.passages import Runs, Shared, Words, passages, positions, runs, shared
from rawi.relate.postings import Keys

_MIX = np.uint64(0x9E3779B97F4A7C15)
"""Two rows a band: one eight-byte key of two hashes, told apart by the band's number."""
FORMULA_DAYS = 3
"""What one outlet prints on so many days is a formula: weather, cables, background.
On fewer it may be one report again; over all outlets it is a text that goes round."""


class CopyRules(msgspec.Struct, frozen=True, kw_only=True):
    """When two texts are copies; a logistic regression, see docs/decisions/0051."""

    base: float = -6.17
    shorter: float = 2.36
    longer: float = 3.07
    vocabulary: float = 3.63
    opened: float = 3.01
    """Of the shorter's share where the longer opens with it: items of a round-up stand inside."""
    reprint: float = 0.9
    """At least so much of the shorter text: the same text, or a cut of it."""
    partial_words: int = 12
    """At least so long a run, in words, for a shared passage; names and titles are shorter."""
    partial_share: float = 0.1
    """And at least so much of the shorter text."""


class Printed(msgspec.Struct, frozen=True):
    """Where and when a text was printed."""

    outlet: str | None
    day: int | None


def bands(signature: bytes) -> Keys:
    """One key a band; equal keys make two articles candidates. Empty for no signature."""
    values = np.frombuffer(signature, dtype="<u8")
    keys: Keys = values ^ (np.arange(len(values), dtype=np.uint64) * _MIX)
    return keys


def agreement(one: bytes, other: bytes) -> float:
    """Estimated Jaccard similarity of the two sets of shingles, 0 to 1."""
    if not one or not other:
        return 0.0
    return float(np.mean(np.frombuffer(one, dtype="<u4") == np.frombuffer(other, dtype="<u4")))


def formula(own: Printed, size: int, found: Iterable[tuple[Printed, Runs]]) -> Set[int]:
    """Which words of a text one outlet prints on ``FORMULA_DAYS`` days or more.

    ``size``: how many words the text has; ``found``: other texts, each with the
    runs of this one that stand in it.
    """
    printed: dict[str, dict[int, set[int]]] = {}
    if own.outlet is not None and own.day is not None:
        printed[own.outlet] = {own.day: set(range(size))}
    for where, there in found:
        if where.outlet is not None and where.day is not None:
            days = printed.setdefault(where.outlet, {})
            days.setdefault(where.day, set()).update(positions((i, n) for i, _, n in there))
    often: set[int] = set()
    for days in printed.values():
        if len(days) >= FORMULA_DAYS:
            tally = Counter(at for held in days.values() for at in held)
            often.update(at for at, times in tally.items() if times >= FORMULA_DAYS)
    return often


def kind_of(found: Shared, rules: CopyRules) -> CopyKind | None:
    """What the two texts are to each other; None: they share nothing that tells."""
    copied = (
        rules.base
        + rules.shorter * found.fresh_shorter
        + rules.longer * found.fresh_longer
        + rules.vocabulary * found.vocabulary
        + rules.opened * found.fresh_shorter * found.opening
    )
    if copied > 0:
        return "reprint" if found.of_shorter >= rules.reprint else "edited"
    if found.longest >= rules.partial_words and found.of_shorter >= rules.partial_share:
        return "partial"
    return None


def link(
    names: tuple[str, str],
    texts: tuple[Words, Words],
    found: Shared,
    rules: CopyRules,
) -> CopyLink | None:
    """The link between two articles, ``names`` and ``texts`` being (younger, older).

    ``found``: what they share, seen from the younger. None where there is no link.
    """
    kind = kind_of(found, rules)
    if kind is None:
        return None
    return CopyLink(
        article_id=names[0],
        older_id=names[1],
        kind=kind,
        share=round(found.of_one, 4),
        passages=passages(found.runs, *texts),
    )


def compared(
    names: tuple[str, str], younger: Words, older: Words, rules: CopyRules
) -> CopyLink | None:
    """The link between two articles by themselves, whatever is printed again and again."""
    return link(names, (younger, older), shared(younger, older, runs(younger, older)), rules)
