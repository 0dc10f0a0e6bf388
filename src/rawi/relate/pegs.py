"""What belongs to a great happening, though its reports say it in other words.

On the day of a great happening reactions, consequences and explainers share its
peg (the words that rose with it) but little else, and average link leaves them
in pieces. A hub is a group that several outlets report and whose words are new;
a model judges every smaller group that begins near it and holds its words.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.relate.likely import ReadyBlend, blended
from rawi.relate.pairs import Matrix, Pairs
from rawi.relate.table import Floats, Numbers, Table

PEG_TRAITS = (
    "mean",
    "max",
    "strength",
    "whole",
    "opening",
    "title",
    "lag",
    "size",
    "topic",
    "before",
    "bond",
    "words",
    "opening_words",
    "outside",
    "outside_max",
    "within",
)


class PegRules(msgspec.Struct, frozen=True, kw_only=True):
    """When a group is a hub, and what it takes in; docs/decisions/0053."""

    least: int = 4
    """Articles of a group from which a peg is sought, from two outlets."""
    topic: int = 13
    """Articles of the day from the beginning that hold at least half of its words."""
    before: float = 0.25
    """So many articles of the day before at most held its words, beside one of the topic."""
    seen: float = 0.25
    """Articles there must be of the day before the beginning, beside one of its day: where the
    archive begins, everything is new."""
    at: float = 0.25
    """How sure the model must be."""
    early: float = -14.0
    """Hours from the beginning within which a group must begin."""
    late: float = 48.0
    covered: float = 0.3
    """Share of the words that a group must hold."""
    words: int = 12


class Scored(msgspec.Struct, frozen=True):
    """Pairs with how likely each is of one story."""

    pairs: Pairs
    scores: Floats


class Hub(msgspec.Struct, frozen=True):
    """A great happening and the groups that may belong to it, a row of traits each."""

    topic: Numbers
    """Rows of the articles that hold its words on its day."""
    groups: Numbers
    rows: Matrix


def pegged(
    table: Table,
    scored: Scored,
    grouping: tuple[Numbers, NDArray[np.bool_]],
    model: ReadyBlend,
    rules: PegRules,
) -> Numbers:
    """The groups after those that belong to one great happening were joined.

    ``grouping``: the group of each article, and whether it may still be moved.
    """
    into: dict[int, int] = {}
    for hub in hubs(WordView(table), scored, grouping, rules):
        sure = blended(model, hub.rows.astype(np.float64), hub.rows)
        own = [g for g in hub.groups[sure >= rules.at].tolist() if g not in into]
        into |= dict.fromkeys(own, min(own, default=0))
    moved = grouping[0].copy()
    for group, target in into.items():
        moved[grouping[0] == group] = target
    return moved


class WordView:
    """The table's terms the other way round: which articles hold a column, and where."""

    def __init__(self, table: Table) -> None:
        terms = table.terms
        self.table = table
        self.rows = terms.rows
        self.title = table.weights["wide_title"] > 0
        self.opening = table.weights["wide_opening"] > 0
        self.rise = table.weights["burst_opening"]
        self.wide = np.zeros(terms.width)
        self.wide[terms.columns[self.opening]] = table.weights["wide_opening"][self.opening]
        self.order = np.argsort(terms.columns, kind="stable")
        holding = np.bincount(terms.columns, minlength=terms.width)
        self.bounds = np.cumsum([0, *holding], dtype=np.int64)

    def entries(self, members: Numbers) -> Numbers:
        """All entries of some articles."""
        bounds = self.table.terms.bounds
        parts = [np.arange(bounds[m], bounds[m + 1]) for m in members.tolist()]
        return np.concatenate(parts)

    def core(self, members: Numbers, start: float, most: int) -> tuple[Numbers, Floats]:
        """The columns that rose at ``start`` and stand in the openings of most members.

        With their weights, which sum to 1.
        """
        terms = self.table.terms
        held, place = np.unique(terms.columns[self.entries(members)], return_inverse=True)
        at = self.entries(members)
        stands = self.opening[at].astype(np.float64) + self.title[at]
        share = np.bincount(place, stands) / (2 * len(members))
        weight = share * self.risen(held, start) * self.wide[held]
        top = np.argsort(-weight, kind="stable")[:most]
        return held[top], weight[top] / max(float(weight[top].sum()), 1e-9)

    def risen(self, columns: Numbers, start: float) -> Floats:
        """By how much each column is more frequent in the day from ``start`` than before it."""
        hours, terms = self.table.hours, self.table.terms
        day = (hours >= start - 1) & (hours < start + 24)
        past = (hours < start - 1) & (hours >= start - 120)
        after = np.bincount(terms.columns, day[self.rows], terms.width)[columns]
        before = np.bincount(terms.columns, past[self.rows], terms.width)[columns]
        ratio = (after + 0.5) / (day.sum() + 1) * (past.sum() + 25) / (before + 0.5)
        rise: Floats = np.maximum(np.log(ratio), 0.0)
        return rise

    def cover(self, core: tuple[Numbers, Floats]) -> tuple[Floats, Floats, Floats]:
        """How much of the core each article holds: anywhere, in its opening, in its title."""
        slices = [self.order[self.bounds[c] : self.bounds[c + 1]] for c in core[0].tolist()]
        at = np.concatenate([np.zeros(0, dtype=np.int64), *slices])
        worth = np.repeat(core[1], [len(part) for part in slices])
        number = len(self.table.ids)
        rows = self.rows[at]
        return (
            np.bincount(rows, worth, number).astype(np.float64),
            np.bincount(rows, worth * self.opening[at], number).astype(np.float64),
            np.bincount(rows, worth * self.title[at], number).astype(np.float64),
        )

    def known(self, members: Numbers, others: Numbers) -> tuple[Floats, Floats]:
        """Of the words that rose, and of all, in the others' openings: the share that a
        twelfth of the members hold, a value for each of the others."""
        terms = self.table.terms
        holding = np.bincount(terms.columns[self.entries(members)], minlength=terms.width)
        familiar = np.minimum(holding / max(2.0, 0.08 * len(members)), 1.0)
        at = self.entries(others)
        place = np.repeat(np.arange(len(others)), np.diff(terms.bounds)[others])
        shares = []
        for weight in (self.rise, self.table.weights["wide_opening"]):
            total = np.bincount(place, weight[at], len(others))
            part = np.bincount(place, weight[at] * familiar[terms.columns[at]], len(others))
            shares.append(part / np.maximum(total, 1e-9))
        return shares[0], shares[1]


class _Groups(msgspec.Struct, frozen=True):
    """The groups as numbers from 0, with what is asked of each."""

    names: Numbers
    index: Numbers
    """Of each article."""
    size: Numbers
    begun: Floats
    movable: NDArray[np.bool_]

    def members(self, group: int) -> Numbers:
        """Rows of a group, in order of time."""
        return np.flatnonzero(self.index == group)

    def mean(self, values: Floats) -> Floats:
        """The mean over each group's articles."""
        return np.bincount(self.index, values, len(self.names)) / self.size


def _groups(table: Table, label: Numbers, free: NDArray[np.bool_]) -> _Groups:
    names, index = np.unique(label, return_inverse=True)
    size = np.bincount(index, minlength=len(names))
    begun = np.full(len(names), np.inf)
    np.minimum.at(begun, index, table.hours)
    movable = np.bincount(index, free, len(names)) == size
    return _Groups(names, index, size, begun, movable)


def hubs(
    words: WordView, scored: Scored, grouping: tuple[Numbers, NDArray[np.bool_]], rules: PegRules
) -> list[Hub]:
    """The great happenings among the groups, the greatest topic first, with what may be theirs."""
    groups = _groups(words.table, *grouping)
    large = np.flatnonzero(groups.size >= rules.least)
    found, spoken = [], set()
    for group in large[np.argsort(-groups.size[large], kind="stable")].tolist():
        members = groups.members(group)
        if group in spoken or len(np.unique(words.table.outlet[members])) < 2:
            continue
        hub = judged(words, scored, groups, sought(words, members, rules), rules)
        if hub is not None:
            found.append(hub)
            spoken.update(np.unique(groups.index[hub.topic]).tolist())
    return sorted(found, key=lambda hub: -len(hub.topic))


class Peg(msgspec.Struct, frozen=True):
    """The words of a happening, when it began, and who speaks of it."""

    start: float
    whole: Floats
    opening: Floats
    title: Floats
    topic: Numbers
    before: float
    """Articles of the day before that held its words, beside one of the topic."""
    seen: float
    """Articles of any kind of the day before, beside one of its day."""


def sought(words: WordView, members: Numbers, rules: PegRules) -> Peg:
    """The peg of some articles: words and articles by turns (expectation maximisation)."""
    hours = words.table.hours
    topic, start = members, _begin(hours[members])
    for _ in range(3):
        whole, opening, title = words.cover(words.core(topic[:80], start, rules.words))
        on = whole >= 0.5
        near = on & (np.abs(hours - start) <= 36)
        if near.sum() < rules.least:
            break
        start = _begin(hours[near])
        topic = np.flatnonzero(on & (hours >= start - 1) & (hours < start + 24))
    day, past = (
        (hours >= start - 1) & (hours < start + 24),
        (hours < start - 1) & (hours >= start - 25),
    )
    before, seen = int((on & past).sum()) / (len(topic) + 1), float(past.sum() / day.sum())
    return Peg(start, whole, opening, title, topic, before, seen)


def _begin(hours: Floats) -> float:
    """The time from which most articles of a day stand, less twice those of the day before."""
    times = np.sort(hours)
    low, at, high = (np.searchsorted(times, times + shift) for shift in (-24.0, 0.0, 24.0))
    return float(times[np.argmax(high - at - 2 * (at - low))])


def judged(
    words: WordView, scored: Scored, groups: _Groups, peg: Peg, rules: PegRules
) -> Hub | None:
    """The hub with the traits of all groups that may be its own; None where it is none."""
    count = len(peg.topic)
    if count < max(rules.topic, rules.least) or peg.before > rules.before or peg.seen < rules.seen:
        return None
    lag, covered = groups.begun - peg.start, groups.mean(peg.whole)
    fits = (lag >= rules.early) & (lag <= rules.late) & (covered >= rules.covered)
    others = np.flatnonzero(fits & groups.movable)
    if not len(others):
        return None
    number, size = len(others), groups.size[others]
    inside = np.zeros(len(peg.whole), dtype=bool)
    inside[peg.topic] = True
    sums, best, bond, outside = _linked(scored, groups, inside)
    rows = np.flatnonzero(np.isin(groups.index, others))
    risen, known = words.known(peg.topic, rows)
    place = np.searchsorted(others, groups.index[rows])
    within = groups.mean(inside.astype(np.float64))
    told = (
        sums[others] / (count * size),
        best[others],
        np.minimum(sums[others] / size, 20.0),
        covered[others],
        groups.mean(peg.opening)[others],
        groups.mean(peg.title)[others],
        lag[others],
        np.log(size),
        np.full(number, np.log(count)),
        np.full(number, peg.before),
        np.full(number, bond),
        np.bincount(place, risen, number) / size,
        np.bincount(place, known, number) / size,
        outside[0][others],
        outside[1][others],
        within[others],
    )
    return Hub(peg.topic, groups.names[others], np.column_stack(told).astype(np.float32))


def _linked(
    scored: Scored, groups: _Groups, inside: NDArray[np.bool_]
) -> tuple[Floats, Floats, float, tuple[Floats, Floats]]:
    """Each group's links to the topic, sum and maximum; the topic's mean link; links to others.

    Links inside one group count for nothing but the topic's mean.
    """
    number = len(groups.names)
    sums, best, outer, most = (np.zeros(number) for _ in range(4))
    one, other, score = scored.pairs.one, scored.pairs.other, scored.scores
    held = score > 0.01
    one, other, score = one[held], other[held], score[held]
    bond = float(score[inside[one] & inside[other]].sum()) / max(int(inside.sum()), 1)
    apart = groups.index[one] != groups.index[other]
    for near, far in ((one[apart], other[apart]), (other[apart], one[apart])):
        worth = score[apart]
        to = inside[far]
        sums += np.bincount(groups.index[near[to]], worth[to], number)
        np.maximum.at(best, groups.index[near[to]], worth[to])
        outer += np.bincount(groups.index[near[~to]], worth[~to], number)
        np.maximum.at(most, groups.index[near[~to]], worth[~to])
    return sums, best, bond, (outer / groups.size, most)
