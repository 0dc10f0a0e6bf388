"""Affairs: stories of one running matter, linked over days and weeks.

A story goes on with the affair of the likest story that began before it and was
reported on within a week, by the rare lemmas and the names of titles and leads.
One such link is not enough: it must be like the affair's other recent stories
too, or all affairs run together.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from rawi.annotation.background import background
from rawi.relate.sketch import LEAD, TITLE, Sketch
from rawi.relate.table import Floats, Numbers
from rawi.relate.vectors import background_holding, slots_of

TELLING = 8
"""Articles, the first, that say what a story is about."""
_HEAVY = 60
"""Terms of a story, the heaviest, that are kept."""
_NAMES = 1 << 32
"""Names are columns above all terms."""


class AffairRules(msgspec.Struct, frozen=True, kw_only=True):
    """When a story goes on with an affair; docs/decisions/0054."""

    days: float = 7.0
    """From the last report of the earlier story on."""
    link: float = 0.18
    """Likeness, 0 to 1, to the nearest earlier story."""
    belong: float = 0.1
    """Mean likeness to the affair's ``recent`` likest stories of those days."""
    recent: int = 6


class Matter(msgspec.Struct, frozen=True):
    """A story as its affair is told by it."""

    story: str
    begun: float
    """Seconds since 1970 of its first report."""
    updated: float
    sketches: tuple[Sketch, ...]
    """Its first articles."""
    affair: str | None = None
    """What it belongs to, where that stands already."""


class _Profile(msgspec.Struct, frozen=True):
    columns: Numbers
    weights: Floats
    """Of length 1."""


def affairs_of(matters: Sequence[Matter], rules: AffairRules | None = None) -> dict[str, str]:
    """Story -> affair, named by its first story, of the matters whose affair is not told yet."""
    rules = rules or AffairRules()
    order = sorted(matters, key=lambda one: (one.begun, one.story))
    profiles = [_profile(one) for one in order]
    affair: list[str] = []
    told = {}
    posted = _Posted(len(order))
    for at, one in enumerate(order):
        name = one.affair
        if name is None:
            like = posted.likeness(profiles[at])
            since = one.begun - rules.days * 86_400
            near = [n for n in np.flatnonzero(like).tolist() if order[n].updated >= since]
            name = told[one.story] = _joined(like, near, affair, rules) or one.story
        affair.append(name)
        posted.add(at, profiles[at])
    return told


def _joined(
    like: Floats, near: Sequence[int], affair: Sequence[str], rules: AffairRules
) -> str | None:
    """The affair of the likest of the stories near, where it fits the others of it too."""
    best = max(near, key=lambda n: (like[n], -n), default=None)
    if best is None or like[best] < rules.link:
        return None
    same = sorted((float(like[n]) for n in near if affair[n] == affair[best]), reverse=True)
    fits = float(np.mean(same[: rules.recent])) >= rules.belong
    return affair[best] if fits else None


class _Posted:
    """Which stories hold a column, and how heavy it is in them."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._held: dict[int, tuple[list[int], list[float]]] = {}

    def add(self, at: int, profile: _Profile) -> None:
        pairs = zip(profile.columns.tolist(), profile.weights.tolist(), strict=True)
        for column, weight in pairs:
            rows, weights = self._held.setdefault(column, ([], []))
            rows.append(at)
            weights.append(weight)

    def likeness(self, profile: _Profile) -> Floats:
        """The cosine with each story so far."""
        like = np.zeros(self._count)
        pairs = zip(profile.columns.tolist(), profile.weights.tolist(), strict=True)
        for column, weight in pairs:
            if column in self._held:
                rows, weights = self._held[column]
                like[rows] += weight * np.array(weights)
        return like


def _profile(matter: Matter) -> _Profile:
    """Rare lemmas and names of its openings, those of titles twice."""
    columns: list[Numbers] = []
    weights: list[Floats] = []
    for one in matter.sketches[:TELLING]:
        places = np.frombuffer(one.places, dtype=np.uint8)
        opening = (places & (TITLE | LEAD)) > 0
        slots = slots_of(one.terms)[opening]
        share = background_holding(slots) / background().articles
        columns.append(slots)
        weights.append(np.log(1.0 / (share + 2e-5)) ** 1.5 * (1 + ((places[opening] & TITLE) > 0)))
        named = np.frombuffer(one.named, dtype=np.uint8)
        names = np.frombuffer(one.names, dtype="<u4")[(named & LEAD) > 0]
        columns.append(names.astype(np.int64) + _NAMES)
        weights.append(np.full(len(names), _NAME_WEIGHT))
    if not columns:
        return _Profile(np.zeros(0, dtype=np.int64), np.zeros(0))
    held, place = np.unique(np.concatenate(columns), return_inverse=True)
    total = np.bincount(place, np.concatenate(weights), len(held)).astype(np.float64)
    heavy = np.sort(np.argsort(-total, kind="stable")[:_HEAVY])
    kept = total[heavy]
    return _Profile(held[heavy], kept / max(float(np.sqrt(kept @ kept)), 1e-9))


_NAME_WEIGHT = 25.0
"""A name of an opening beside its lemmas, which weigh up to 35."""
