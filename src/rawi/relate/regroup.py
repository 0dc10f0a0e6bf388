"""Stories anew from all articles of some days: the same articles, the same stories.

Time is cut into blocks. A step sees three: the articles of the first keep the
groups that an earlier step gave them, those of the second and third are grouped
freely by average link over the pair model. So every group follows from the
articles alone, whatever their order of intake and however often it was asked,
and a late article changes only what stands near it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.relate.likely import ReadyBlend, pair_scores, shipped
from rawi.relate.linkage import average_link
from rawi.relate.pairs import Pairs, candidates, traits
from rawi.relate.pegs import PegRules, Scored, pegged
from rawi.relate.sketch import Sketch
from rawi.relate.table import HOUR, Floats, ordered, tabled


class GroupRules(msgspec.Struct, frozen=True, kw_only=True):
    """How stories are grouped anew; chosen inside the training days, docs/decisions/0053."""

    reach_days: float = 4.0
    """Articles further apart are never of one story."""
    cut: float = 0.18
    """Mean score of two groups from which they are one story."""
    least: float = 0.02
    """Pairs under this score count as apart."""
    pegs: PegRules = PegRules()


class Models(msgspec.Struct, frozen=True):
    """What judges pairs, and groups beside a great happening."""

    pair: ReadyBlend
    peg: ReadyBlend


BLOCK = 4 * 24 * HOUR
"""Seconds of a block."""
Label = tuple[str, str]
"""What names a group: ``story`` with the id that articles had before, ``new`` with an article."""
Groups = dict[str, Label]
"""Article id -> its group, the same for all of it."""


class Standing(msgspec.Struct, frozen=True):
    """An article as it stands in the newsroom; ``time`` in seconds since 1970."""

    intake: int
    story: str
    time: float
    sketch: Sketch


class Archive(msgspec.Struct, frozen=True):
    """What can be asked for of the articles that are there."""

    blocks: Sequence[int]
    """The blocks from two before the first touched on that hold articles, ascending."""
    read: Callable[[int], Sequence[Standing]]
    """The articles of a block of ``BLOCK`` seconds."""
    members: Callable[[str], Iterable[tuple[int, str]]]
    """Number of intake and id of every article of a story."""


def retold(
    archive: Archive,
    touched: Iterable[int],
    rules: GroupRules | None = None,
    models: Models | None = None,
) -> list[tuple[str, str]]:
    """Articles that go to another story, by id, with it: the first taken in of its articles.

    ``touched``: blocks in which articles came in since the last time.
    """
    rules, models = rules or GroupRules(), models or Models(*shipped())
    there, changed = set(archive.blocks), set(touched)
    standing: dict[str, Standing] = {}
    blocks: dict[int, list[Sketch]] = {}
    known: Groups = {}
    told: Groups = {}

    def opened(block: int) -> list[Sketch]:
        if block not in there:
            return []
        if block not in blocks:
            found = [_dated(one) for one in archive.read(block)]
            standing.update({one.sketch.id: one for one in found})
            known.update({one.sketch.id: ("story", one.story) for one in found})
            blocks[block] = [one.sketch for one in found]
        return blocks[block]

    for number in archive.blocks:
        last = number + 1 not in there and number - 1 in there
        if last or not {number - 1, number, number + 1} & changed:
            continue
        held, first = opened(number - 1), opened(number)
        found = step(held, [*first, *opened(number + 1)], known, rules, models)
        if _differs(found, known, first, {known[one.id] for one in held}):
            changed.add(number)
        known |= found
        told |= found
    return _moves(told, standing, archive)


def _dated(one: Standing) -> Standing:
    """With the time that the newsroom goes by."""
    sketch = msgspec.structs.replace(one.sketch, time=one.time)
    return msgspec.structs.replace(one, sketch=sketch)


def _moves(
    told: Groups, standing: Mapping[str, Standing], archive: Archive
) -> list[tuple[str, str]]:
    """The articles whose story is another now, with its id."""
    groups: dict[Label, list[tuple[int, str]]] = {}
    for name, label in told.items():
        groups.setdefault(label, []).append((standing[name].intake, name))
    stories = {name: standing[name].story for name in told}
    moves = []
    for (kind, name), found in groups.items():
        if kind == "story":
            rest = [(at, one) for at, one in archive.members(name) if one not in told]
            stories |= {one: name for _, one in rest}
            found += rest
        ids = {one for _, one in found}
        founder_gone = kind == "story" and name not in ids and name not in told
        story = name if founder_gone else min(found)[1]
        moves += [(one, story) for one in sorted(ids) if stories[one] != story]
    return sorted(moves)


def _differs(
    found: Groups, known: Groups, articles: Sequence[Sketch], held: set[Label | None]
) -> bool:
    """Whether the articles are grouped otherwise than was known, whatever the groups' names."""
    there: dict[Label | None, Label] = {}
    back: dict[Label, Label | None] = {}
    for one in articles:
        old, new = known.get(one.id), found[one.id]
        if there.setdefault(old, new) != new or back.setdefault(new, old) != old:
            return True
        if old is None or (old != new and (old in held or new in held)):
            return True
    return False


def step(
    held: Sequence[Sketch],
    free: Sequence[Sketch],
    known: Groups,
    rules: GroupRules,
    models: Models,
) -> Groups:
    """Groups of the free articles; the held keep theirs, and may take free ones in."""
    sketches = ordered([*held, *free])
    loose = {one.id for one in free}
    table = tabled(sketches)
    is_free = np.array([name in loose for name in table.ids])
    pairs = candidates(table, rules.reach_days, is_free)
    scores = pair_scores(models.pair, traits(table, pairs))
    item = _items(sketches, is_free, known)
    label = grouped(pairs, scores, item, rules)
    label = pegged(table, Scored(pairs, scores), (label, is_free), models.peg, rules.pegs)
    return _named(sketches, label, is_free, known)


def _items(sketches: Sequence[Sketch], is_free: NDArray[np.bool_], known: Groups) -> list[int]:
    """A number for each article: one for what is together already.

    Held articles by their groups; free ones alone, but for the same text within a day.
    """
    numbers: dict[object, int] = {}
    found = []
    for one, free in zip(sketches, is_free.tolist(), strict=True):
        day = int((one.time or 0.0) // (24 * HOUR))
        key = (one.terms, one.counts, one.grams, day) if free else known.get(one.id, one.id)
        found.append(numbers.setdefault(key if one.terms or not free else one.id, len(numbers)))
    return found


def grouped(
    pairs: Pairs, scores: Floats, item: Sequence[int], rules: GroupRules
) -> NDArray[np.int64]:
    """The group of each article, by average link over the pairs that may belong together."""
    items = np.array(item, dtype=np.int64)
    sizes = np.bincount(items) if len(items) else np.zeros(0, dtype=np.int64)
    one, other = items[pairs.one], items[pairs.other]
    kept = (scores >= rules.least) & (one != other)
    low, high = np.minimum(one, other)[kept], np.maximum(one, other)[kept]
    keys, inverse = np.unique(low * len(sizes) + high, return_inverse=True)
    sums = np.bincount(inverse, scores[kept], minlength=len(keys))
    ends = (keys // max(len(sizes), 1), keys % max(len(sizes), 1))
    scored = zip(ends[0].tolist(), ends[1].tolist(), sums.tolist(), strict=True)
    groups = average_link(sizes.tolist(), scored, rules.cut)
    return np.array(groups, dtype=np.int64)[items]


def _named(
    sketches: Sequence[Sketch],
    label: NDArray[np.int64],
    is_free: NDArray[np.bool_],
    known: Groups,
) -> Groups:
    """Each free article's group by name: that of held articles in it, else its first article."""
    names: dict[int, Label] = {}
    for free in (False, True):
        for one, group, loose in zip(sketches, label.tolist(), is_free.tolist(), strict=True):
            if loose == free:
                names.setdefault(group, _label(one.id, None if loose else known))
    return {
        one.id: names[group]
        for one, group, loose in zip(sketches, label.tolist(), is_free.tolist(), strict=True)
        if loose
    }


def _label(name: str, known: Groups | None) -> Label:
    return ("new", name) if known is None else known.get(name, ("new", name))
