"""The recent articles in memory, and what a new one is to them.

Order of intake decides: the same articles in the same order give the same
copies, stories and similar articles, whatever the machine or the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import msgspec
import numpy as np

from rawi.model import CopyLink
from rawi.relate.copies import CopyRules
from rawi.relate.copy_links import Candidate, is_older, links
from rawi.relate.origins import NOBODY, agencies_of, agreed
from rawi.relate.passages import Words
from rawi.relate.recent import Recent
from rawi.relate.similar import Asked, Beside, Given, SimilarRules, beside
from rawi.relate.sketch import Sketch
from rawi.relate.stories import Apart, StoryRules, averages, scores
from rawi.relate.vectors import Floats, Terms, terms_of


class WindowOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How the window decides."""

    stories: StoryRules = StoryRules()
    copies: CopyRules = CopyRules()
    similar: SimilarRules = SimilarRules()


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
    similar: tuple[Given, ...] = ()
    """As of now; its affair is not known yet."""


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

    def relate(self, sketch: Sketch, words_of: Callable[[str], Words]) -> Relation:
        """Decide about a new article, and take it in.

        ``words_of`` gives the words of the body of any article of the window, and of the new
        one, by id; it is asked only where two articles may be copies.
        Raises ``ValueError`` where the id is in the window already.
        """
        recent = self._recent
        if sketch.id in recent.row:
            raise ValueError(f"{sketch.id} is in the window already")
        terms = terms_of(sketch)
        soon, near = recent.near(terms, sketch.time, self._options.stories.days)
        copies = self._copies_of(sketch, terms, near, words_of)
        story = self._story_of(sketch, terms, soon, copies)
        row = recent.append(sketch, terms, story or sketch.id)
        for found in copies:
            recent.note_copy(found)
        return Relation(
            copies=copies,
            story_id=story,
            similar=beside(recent, Asked(row, near), self._options.similar).similar,
        )

    def assign(self, stories: Iterable[tuple[str, str]]) -> None:
        """Put articles, by id, into stories as they were told anew elsewhere."""
        recent = self._recent
        for name, story in stories:
            row = recent.row.get(name)
            if row is not None and recent.story[row] != story:
                recent.assign(row, story)

    def beside(self, article_id: str, limit: int = 10, affair: Collection[str] = ()) -> Beside:
        """Similar articles and the one to read next, found at once; see ``relate.similar``.

        ``affair``: the stories of its affair. Nothing for an article that the window
        does not hold.
        """
        row = self._recent.row.get(article_id)
        if row is None:
            return Beside()
        recent = self._recent
        terms, time = recent.terms(row), recent.sketches[row].time
        near = recent.near(terms, time, self._options.stories.days)
        rows = [other for found in near for other in found]
        asked = Asked(row, rows, affair, limit)
        return beside(recent, asked, self._options.similar)

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
        self, sketch: Sketch, terms: Terms, near: list[int], words_of: Callable[[str], Words]
    ) -> tuple[CopyLink, ...]:
        recent = self._recent
        if not sketch.signature:
            return ()
        proposed = recent.same_wording(sketch)
        if near:
            like = recent.weights.whole(terms, [recent.terms(r) for r in near])
            proposed.update(row for row, value in zip(near, like, strict=True) if value > _ALIKE)
        told = agencies_of(sketch)
        rows = recent.likest(sketch, proposed)
        others = [
            Candidate(
                recent.sketches[row],
                is_older(sketch, recent.sketches[row]),
                agreed(
                    told,
                    recent.agencies.get(row, NOBODY),
                    own=sketch.outlet == recent.sketches[row].outlet,
                ).names,
            )
            for row in rows
        ]
        return links(sketch, others, words_of, self._options.copies)


_MOST_MEMBERS = 16
"""Members of a story that a new article is compared with, the latest."""
_ALIKE = 0.4
"""Likeness of terms from which two texts are compared, their shingles being too few in common."""


def _same_section(one: Sketch, other: Sketch) -> float:
    if one.section is None or other.section is None:
        return 0.5
    return float(one.section == other.section)
