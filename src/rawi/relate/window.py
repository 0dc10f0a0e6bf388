"""The recent articles in memory, and what a new one is to them.

Order of intake decides: the same articles in the same order give the same
copies, stories and similar articles, whatever the machine or the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
import numpy as np

from rawi.model import CopyLink
from rawi.relate.copies import CopyRules
from rawi.relate.copy_links import Candidate, is_older, links
from rawi.relate.origins import NOBODY, agencies_of, agreed
from rawi.relate.passages import words
from rawi.relate.recent import Recent
from rawi.relate.sketch import Sketch
from rawi.relate.stories import Apart, StoryRules, averages, scores
from rawi.relate.vectors import Floats, Terms, terms_of


class WindowOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How the window decides."""

    stories: StoryRules = StoryRules()
    copies: CopyRules = CopyRules()
    similar_at: float = 0.13
    """Likeness, 0 to 1, from which an article of another story is called similar."""
    too_like: float = 0.75
    """Likeness above which an article adds nothing to another."""


class Placed(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A sketch with what was decided about it: what is stored, and loaded on opening."""

    sketch: Sketch
    story_id: str
    copies: tuple[CopyLink, ...] = ()


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """What a new article is to those before it."""

    copies: tuple[CopyLink, ...] = ()
    """The new article is ``article_id`` of a link, or ``older_id`` where it arrives late."""
    story_id: str | None = None
    """The story that it joins for now; None: it founds its own, under its own id."""
    similar: tuple[tuple[str, float], ...] = ()


class Window:
    """Recent articles in memory. Not safe for use from several threads at once."""

    def __init__(self, options: WindowOptions | None = None) -> None:
        self._options = options or WindowOptions()
        self._recent = Recent()

    def __len__(self) -> int:
        return len(self._recent.sketches)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._recent.row

    def load(self, placed: Iterable[Placed]) -> None:
        """Take in articles that were decided about before, in order of intake."""
        items = list(placed)
        self._recent.extend([(item.sketch, item.story_id) for item in items])
        for item in items:
            for found in item.copies:
                self._recent.note_copy(found)

    def relate(self, sketch: Sketch, text_of: Callable[[str], str]) -> Relation:
        """Decide about a new article, and take it in.

        ``text_of`` gives the body of any article of the window, and of the new
        one, by id; it is asked only where two articles may be copies.
        Raises ``ValueError`` where the id is in the window already.
        """
        recent = self._recent
        if sketch.id in recent.row:
            raise ValueError(f"{sketch.id} is in the window already")
        terms = terms_of(sketch)
        soon, near = recent.near(terms, sketch.time, self._options.stories.days)
        copies = self._copies_of(sketch, terms, near, text_of)
        story = self._story_of(sketch, terms, soon, copies)
        row = recent.append(sketch, terms, story or sketch.id)
        for found in copies:
            recent.note_copy(found)
        return Relation(
            copies=copies,
            story_id=story,
            similar=self._similar(row, terms, near),
        )

    def assign(self, stories: Iterable[tuple[str, str]]) -> None:
        """Put articles, by id, into stories as they were told anew elsewhere."""
        recent = self._recent
        for name, story in stories:
            row = recent.row.get(name)
            if row is not None and recent.story[row] != story:
                recent.assign(row, story)

    def beside(
        self, article_id: str, limit: int = 10
    ) -> tuple[tuple[tuple[str, float], ...], str | None]:
        """Similar articles and the one to read next, found at once.

        Similar are articles of other stories on the same matter, likest first, one a
        story, each with its likeness, 0 to 1. To be read next is the likest one in the
        same language that is no copy and says enough that is new; of these a later one
        before an earlier. Nothing for an article that the window does not hold.
        """
        row = self._recent.row.get(article_id)
        if row is None:
            return (), None
        recent = self._recent
        sketch, terms = recent.sketches[row], recent.terms(row)
        soon, near = recent.near(terms, sketch.time, self._options.stories.days)
        rows = [
            other
            for other in dict.fromkeys([*near, *soon])
            if other != row and other not in recent.copies.get(row, ())
        ]
        value = self._value(terms, rows)
        far = set(near)
        ranked = [(score, other) for other, score in value.items() if other in far]
        return self._ranked(row, ranked, limit), self._next(row, value)

    def _similar(self, row: int, terms: Terms, near: list[int]) -> tuple[tuple[str, float], ...]:
        recent = self._recent
        gone = recent.copies.get(row, ())
        rows = [r for r in near if r not in gone and recent.story[r] != recent.story[row]]
        value = self._value(terms, rows)
        return self._ranked(row, [(score, other) for other, score in value.items()], 10)

    def _value(self, terms: Terms, rows: list[int]) -> dict[int, float]:
        """How like each of the rows is, 0 to 1, its opening as much as the whole."""
        if not rows:
            return {}
        like = self._recent.weights.likeness(terms, [self._recent.terms(r) for r in rows])
        return dict(zip(rows, ((like.whole + like.opening) / 2).tolist(), strict=True))

    def _next(self, row: int, value: dict[int, float]) -> str | None:
        """The row most worth reading after this one, of those of its language."""
        recent = self._recent
        sketch = recent.sketches[row]
        kept = [r for r in value if recent.sketches[r].language == sketch.language]
        if not kept:
            return None
        like = np.array([value[r] for r in kept])
        like[like > self._options.too_like] = -1.0
        hours = recent.hours_from(sketch.time, np.array(kept))
        later = np.array([is_older(sketch, recent.sketches[other]) for other in kept])
        worth = like * np.where(later, 1.25, 1.0) / (1.0 + hours / 240)
        best = int(np.argmax(worth))
        return recent.sketches[kept[best]].id if worth[best] >= self._options.similar_at else None

    def _story_of(
        self, sketch: Sketch, terms: Terms, soon: list[int], copies: tuple[CopyLink, ...]
    ) -> str | None:
        recent, rules = self._recent, self._options.stories
        for copy in copies:
            if copy.kind == "reprint" and copy.share >= 0.5:
                other = copy.older_id if copy.article_id == sketch.id else copy.article_id
                return recent.story[recent.row[other]]
        if not soon:
            return None
        rows = self._lately(dict.fromkeys(recent.story[row] for row in soon), sketch.time)
        if not rows:
            return None
        found = self._scores(sketch, terms, rows)
        fit = averages([recent.story[row] for row in rows], found, rules)
        return fit[0][1] if fit and fit[0][0] >= rules.join else None

    def _lately(self, stories: Iterable[str], time: float | None) -> list[int]:
        """The latest rows, within reach of ``time``, of the stories that are not too old."""
        recent, rules = self._recent, self._options.stories
        names = list(stories)
        begun = recent.hours_from(time, np.array([recent.members[name][0] for name in names]))
        open_still = [n for n, h in zip(names, begun, strict=True) if h <= rules.span_days * 24]
        held = [row for name in open_still for row in recent.members[name][-_MOST_MEMBERS:]]
        rows = np.array(held, dtype=np.int64)
        kept: list[int] = rows[recent.hours_from(time, rows) <= rules.days * 24].tolist()
        return kept

    def _scores(self, sketch: Sketch, terms: Terms, rows: list[int]) -> Floats:
        recent = self._recent
        likeness = recent.weights.likeness(terms, [recent.terms(r) for r in rows])
        others = [recent.sketches[row] for row in rows]
        apart = Apart(
            recent.hours_from(sketch.time, np.array(rows)),
            np.array([_same_section(sketch, other) for other in others]),
            np.array([float(sketch.outlet == other.outlet is not None) for other in others]),
        )
        return scores(likeness, apart, self._options.stories)

    def _copies_of(
        self, sketch: Sketch, terms: Terms, near: list[int], text_of: Callable[[str], str]
    ) -> tuple[CopyLink, ...]:
        recent = self._recent
        if not sketch.signature:
            return ()
        proposed = recent.same_wording(sketch)
        if near:
            like = recent.weights.likeness(terms, [recent.terms(r) for r in near]).whole
            proposed.update(row for row, value in zip(near, like, strict=True) if value > _ALIKE)
        told = agencies_of(sketch)
        rows = recent.likest(sketch, proposed)
        others = [
            Candidate(
                recent.sketches[row],
                is_older(sketch, recent.sketches[row]),
                agreed(told, recent.agencies.get(row, NOBODY)).names,
            )
            for row in rows
        ]
        return links(sketch, others, lambda name: words(text_of(name)), self._options.copies)

    def _ranked(
        self, row: int, found: list[tuple[float, int]], limit: int
    ) -> tuple[tuple[str, float], ...]:
        """Of each other story the likest, where it is like enough."""
        recent = self._recent
        first: dict[str, tuple[str, float]] = {}
        for score, other in sorted(found, key=lambda one: (-one[0], one[1])):
            story = recent.story[other]
            if score >= self._options.similar_at and story != recent.story[row]:
                first.setdefault(story, (recent.sketches[other].id, round(score, 4)))
        return tuple(first.values())[:limit]


_MOST_MEMBERS = 16
"""Members of a story that a new article is compared with, the latest."""
_ALIKE = 0.4
"""Likeness of terms from which two texts are compared, their shingles being too few in common."""


def _same_section(one: Sketch, other: Sketch) -> float:
    if one.section is None or other.section is None:
        return 0.5
    return float(one.section == other.section)
