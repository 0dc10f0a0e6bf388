"""The links of a new article to those before it that share its text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from rawi.model import CopyLink
from rawi.relate.copies import CopyRules, Printed, formula, link
from rawi.relate.origins import credits_outlet
from rawi.relate.passages import Words, runs, shared
from rawi.relate.sketch import Sketch

_DAY = 24 * 3600.0
"""Seconds."""
_MOST_COPIES, _MOST_PASSAGES = 12, 6
"""Links that are kept of an article: of its whole text, of passages."""


class Candidate(msgspec.Struct, frozen=True):
    """An article that may share a new one's text."""

    sketch: Sketch
    after: bool
    """Whether it was published after the new one, which arrives late."""
    agencies: tuple[str, ...] = ()
    """Whose text both print where they share it."""


def links(
    new: Sketch,
    others: Sequence[Candidate],
    words_of: Callable[[str], Words],
    rules: CopyRules,
) -> tuple[CopyLink, ...]:
    """What the new article shares with each of the others, those left out that share least."""
    if not others:
        return ()
    own = words_of(new.id)
    texts = [words_of(other.sketch.id) for other in others]
    found = [runs(own, text) for text in texts]
    there = [(_printed(o.sketch), run) for o, run in zip(others, found, strict=True)]
    often = formula(_printed(new), len(own.keys), there)
    linked: list[CopyLink] = []
    for other, text, run in zip(others, texts, found, strict=True):
        common = shared(own, text, run, often)
        older = other.sketch
        if other.after:
            one = link((older.id, new.id), (text, own), common.turned(), rules)
        else:
            one = link((new.id, older.id), (own, text), common, rules)
        if one is not None:
            linked.append(_attributed(one, new, other))
    return _kept(linked)


def _attributed(one: CopyLink, new: Sketch, other: Candidate) -> CopyLink:
    """With what either article says of where the text is from."""
    if new.outlet is not None and new.outlet == other.sketch.outlet:
        one = msgspec.structs.replace(one, own=True)
    if not one.copied:
        return one
    younger, older = (other.sketch, new) if other.after else (new, other.sketch)
    return msgspec.structs.replace(
        one, agencies=other.agencies, credited=credits_outlet(younger, older)
    )


def _kept(linked: list[CopyLink]) -> tuple[CopyLink, ...]:
    """The first of the copies, for it may be the origin, and the nearest; some passages."""
    near = sorted(linked, key=lambda one: -one.share)
    copies = [one for one in near if one.copied]
    first = next((one for one in linked if one.copied), None)
    chosen = copies[:_MOST_COPIES]
    if first is not None and first not in chosen:
        chosen[-1] = first
    chosen += [one for one in near if not one.copied][:_MOST_PASSAGES]
    return tuple(one for one in linked if one in chosen)


def _printed(sketch: Sketch) -> Printed:
    day = None if sketch.time is None else int(sketch.time // _DAY)
    return Printed(sketch.outlet, day)


def is_older(one: Sketch, other: Sketch) -> bool:
    """Whether ``one``, arriving later, was published before ``other`` all the same."""
    if one.time is None or other.time is None:
        return False
    if one.exact and other.exact:
        return one.time < other.time
    return one.time // _DAY < other.time // _DAY
