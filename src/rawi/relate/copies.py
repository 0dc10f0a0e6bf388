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

ROWS = 2


class CopyRules(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of words that lie in shared passages, 0 to 1."""

    reprint: float = 0.8
    """At least so much of the shorter text: the same text, or a cut of it."""
    edited: float = 0.35
    """At least so much of the shorter text: one made from the other."""
    partial_words: int = 20
    """At least so many shared words, in all, for a partial copy."""


def bands(signature: bytes) -> Keys:
    """One key a band; equal keys make two articles candidates. Empty for no signature."""
    values = np.frombuffer(signature, dtype="<u8" if ROWS == 2 else "<u4")
    number = np.arange(len(values), dtype=np.uint64)
    return values ^ (number * np.uint64(0x9E3779B97F4A7C15))


def agreement(one: bytes, other: bytes) -> float:
    """Estimated Jaccard similarity of the two sets of shingles, 0 to 1."""
    if not one or not other:
        return 0.0
    return float(np.mean(np.frombuffer(one, dtype="<u4") == np.frombuffer(other, dtype="<u4")))


def kind_of(found: Shared, younger: Words, older: Words, rules: CopyRules) -> CopyKind | None:
    """What the younger text is to the older, by the share of the shorter that both have."""
    shorter = min(len(younger.keys), len(older.keys))
    if not shorter:
        return None
    share = min(found.words, found.older_words) / shorter
    if share >= rules.reprint:
        return "reprint"
    if share >= rules.edited:
        return "edited"
    return "partial" if found.words >= rules.partial_words else None


def link(ids: tuple[str, str], younger: Words, older: Words, rules: CopyRules) -> CopyLink | None:
    """The link between two texts, ``ids`` being (younger, older); None where there is none."""
    found = shared(younger, older)
    kind = kind_of(found, younger, older, rules)
    if kind is None:
        return None
    return CopyLink(
        article_id=ids[0],
        older_id=ids[1],
        kind=kind,
        share=round(found.words / len(younger.keys), 4),
        passages=passages(found, younger, older),
    )
