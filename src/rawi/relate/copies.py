"""Copies: proposed by MinHash bands, decided on the words themselves.

Banding after Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets",
chapter 3: with two rows a band even texts of which a tenth of the shingles
agree are mostly proposed; the shared passages then decide.
"""

from __future__ import annotations

import msgspec
import numpy as np

from rawi.model import CopyKind, CopyLink
from rawi.relate.passages import Shared, Words, passages, shared
from rawi.relate.postings import Keys

_MIX = np.uint64(0x9E3779B97F4A7C15)
"""Two rows a band: one eight-byte key of two hashes, told apart by the band's number."""


class CopyRules(msgspec.Struct, frozen=True, kw_only=True):
    """When two texts are copies; a logistic regression, see docs/decisions/0051."""

    base: float = -7.4
    of_shorter: float = 2.1
    of_longer: float = 4.1
    vocabulary: float = 5.5
    reprint: float = 0.9
    """At least so much of the shorter text: the same text, or a cut of it."""
    partial_words: int = 12
    """At least so long a run, in words, for a partial copy; names and titles are shorter."""
    partial_share: float = 0.1
    """And at least so much of the shorter text."""


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


def kind_of(found: Shared, rules: CopyRules) -> CopyKind | None:
    """What the younger text is to the older; None: not its copy."""
    copied = (
        rules.base
        + rules.of_shorter * found.of_shorter
        + rules.of_longer * found.of_longer
        + rules.vocabulary * found.vocabulary
    )
    if copied > 0:
        return "reprint" if found.of_shorter >= rules.reprint else "edited"
    longest = max((length for *_, length in found.runs), default=0)
    if longest >= rules.partial_words and found.of_shorter >= rules.partial_share:
        return "partial"
    return None


def link(ids: tuple[str, str], younger: Words, older: Words, rules: CopyRules) -> CopyLink | None:
    """The link between two texts, ``ids`` being (younger, older); None where there is none."""
    found = shared(younger, older)
    kind = kind_of(found, rules)
    if kind is None:
        return None
    return CopyLink(
        article_id=ids[0],
        older_id=ids[1],
        kind=kind,
        share=round(found.share, 4),
        passages=passages(found, younger, older),
    )
