"""``python -m eval.similar``: similar and next read over all April, by gold and by reading.

Stories are told by models that never saw April. By gold: of what is given beside a
marked article, how much is of its own happening, how much of another affair. By
reading: of the pairs in ``sets/similar_read.tsv`` (ids alone) that are given now, how
many a reader found on the matter. Takes minutes: ``eval similar`` is the quick guard.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
import numpy as np

from eval.__main__ import judged as judged_by_floors
from eval.articles import articles
from eval.figures import GOLD, ROOT, Figure
from eval.stories import MARCH, matters, models_of, regroup, tfidf
from rawi.annotation.entities import entities_of
from rawi.model import Article, CopyLink, Notes
from rawi.relate import Placed, Window, sketch
from rawi.relate.affairs import affairs_of
from rawi.relate.passages import words
from rawi.relate.regroup import Models
from rawi.relate.similar import Beside
from training.stories import gold_of

Labels = Mapping[str, str]
Giving = Callable[[str], Sequence[str]]
"""Article -> what is given beside it, best first."""
GIVEN = 5
BEFORE = 0.13
"""Likeness from which anything was similar before names were asked for."""
READ = ROOT / "eval" / "sets" / "similar_read.tsv"


class Press(msgspec.Struct, frozen=True):
    """Articles as a newsroom has them at the end."""

    articles: dict[str, Article]
    story: dict[str, str]
    affair: dict[str, str]
    """Story -> affair."""
    copies: dict[str, set[str]]
    window: Window

    def beside(self, name: str) -> Beside:
        """What stands beside an article there."""
        own = self.affair[self.story[name]]
        stories = [story for story, affair in self.affair.items() if affair == own]
        return self.window.beside(name, GIVEN, stories)

    def given(self, name: str) -> list[str]:
        """Ids of similar articles."""
        return [one.id for one in self.beside(name).similar]


class Judged(msgspec.Struct):
    """What was given beside marked articles."""

    articles: int = 0
    full: int = 0
    """Articles beside which all five were given."""
    given: int = 0
    wrong: int = 0
    """Of them the article itself, a copy or a report of its own story."""
    marked: int = 0
    """Of them those whose story is marked too."""
    same: int = 0
    """Of these those of the same happening by gold."""
    threaded: int = 0
    """Of them those beside an article of a marked affair, themselves marked."""
    astray: int = 0
    """Of these those of another affair, or of none."""


def press(room: Iterable[Article], models: Models | None = None) -> Press:
    """The articles taken in in order of publication, their stories told anew."""
    found = {one.id: one for one in sorted(room, key=lambda a: (a.published or "", a.id))}
    texts = {name: one.text for name, one in found.items()}
    sketches = [sketch(one, Notes(entities=entities_of(one))) for one in found.values()]
    passing = Window()
    links = {
        one.id: passing.relate(one, lambda name: words(texts[name])).copies for one in sketches
    }
    story = regroup(sketches, models)
    affair = affairs_of(matters(sketches, story))
    window = Window()
    window.load(
        Placed(sketch=one, story_id=story[one.id], copies=links[one.id]) for one in sketches
    )
    return Press(found, story, affair, _both_ways(links.values()), window)


def _both_ways(links: Iterable[Sequence[CopyLink]]) -> dict[str, set[str]]:
    copies: dict[str, set[str]] = defaultdict(set)
    for found in links:
        for link in found:
            if link.copied:
                copies[link.article_id].add(link.older_id)
                copies[link.older_id].add(link.article_id)
    return copies


def judged(there: Press, giving: Giving, golds: Sequence[Labels], affairs: Labels) -> Judged:
    """What is given beside every marked article that is there."""
    tally = Judged()
    for name in sorted({name for gold in golds for name in gold} & set(there.articles)):
        given = list(giving(name))[:GIVEN]
        tally.articles += 1
        tally.full += len(given) == GIVEN
        tally.given += len(given)
        own = there.copies.get(name, set()) | {name}
        tally.wrong += sum(x in own or there.story[x] == there.story[name] for x in given)
        for gold in golds:
            if name in gold:
                marked = [gold[x] == gold[name] for x in given if x in gold]
                tally.marked += len(marked)
                tally.same += sum(marked)
        if affairs.get(name):
            thread = [affairs[x] == affairs[name] for x in given if x in affairs]
            tally.threaded += len(thread)
            tally.astray += len(thread) - sum(thread)
    return tally


def by_cosine(there: Press) -> Giving:
    """The baseline: the five likest by TF-IDF cosine of other stories, one a story."""
    room = list(there.articles.values())
    like = tfidf(room, room)
    names = [one.id for one in room]
    row = {name: at for at, name in enumerate(names)}

    def giving(name: str) -> list[str]:
        order = np.argsort(-like[row[name]], kind="stable")[: 20 * GIVEN]
        return _one_a_story(there, name, [names[at] for at in order])

    return giving


def by_likeness(there: Press) -> Giving:
    """The baseline of before: likeness alone, without names and affairs."""
    recent = there.window._recent

    def giving(name: str) -> list[str]:
        row = recent.row[name]
        terms = recent.terms(row)
        _, near = recent.near(terms, recent.sketches[row].time, 4.0)
        near = [other for other in near if other != row]
        like = recent.weights.likeness(terms, [recent.terms(other) for other in near])
        value = (like.whole + like.opening) / 2
        order = [near[at] for at in np.argsort(-value, kind="stable") if value[at] >= BEFORE]
        return _one_a_story(there, name, [recent.sketches[other].id for other in order])

    return giving


def _one_a_story(there: Press, name: str, order: Iterable[str]) -> list[str]:
    gone = there.copies.get(name, set()) | {name}
    first: dict[str, str] = {}
    for other in order:
        if other not in gone and there.story[other] != there.story[name]:
            first.setdefault(there.story[other], other)
    return list(first.values())[:GIVEN]


def affair_marks() -> tuple[dict[str, str], dict[str, str]]:
    """Article -> happening, article -> affair; empty for none."""
    lines = (GOLD / "stories" / "affairs-2018-04.jsonl").open(encoding="utf-8")
    rows = [json.loads(line) for line in lines]
    return {r["id"]: r["story"] for r in rows}, {r["id"]: r["affair"] for r in rows}


def figures(there: Press, golds: Sequence[Labels], prefix: str) -> list[Figure]:
    """All figures by gold, the baselines beside them."""
    affairs = affair_marks()[1]
    tallies = {
        "": judged(there, there.given, golds, affairs),
        "tf-idf": judged(there, by_cosine(there), golds, affairs),
        "likeness alone": judged(there, by_likeness(there), golds, affairs),
    }
    shares: dict[str, Callable[[Judged], float]] = {
        "itself_copy_or_story": lambda t: t.wrong / max(t.given, 1),
        "same_happening": lambda t: t.same / max(t.given, 1),
        "other_affair": lambda t: t.astray / max(t.threaded, 1),
        "five_given": lambda t: t.full / max(t.articles, 1),
    }
    bars = {"itself_copy_or_story": 0.0, "same_happening": 0.03, "five_given": 0.8}
    told = [
        Figure(
            name=f"{prefix}.{name}",
            value=share(tallies[""]),
            baselines={beside: share(tally) for beside, tally in tallies.items() if beside},
            bar=bars.get(name),
            lower=name != "five_given",
            trained=True,
            note=f"{tallies[''].given} given beside {tallies[''].articles} marked articles",
        )
        for name, share in shares.items()
    ]
    marked = sorted({name for gold in golds for name in gold} & set(there.articles))
    following = [there.beside(name).next_read for name in marked]
    return [
        *told,
        Figure(
            name=f"{prefix}.next_given",
            value=sum(one is not None for one in following) / len(following),
            bar=0.9,
        ),
    ]


def by_reading(there: Press) -> list[Figure]:
    """Of the pairs that were read and are given now, how many are on the matter."""
    rows = [line.split("\t") for line in READ.read_text("utf-8").splitlines()]
    right: dict[str, dict[str, bool]] = defaultdict(dict)
    for name, other, mark in rows:
        right[name][other] = mark == "1"
    shares = {}
    for beside, giving in {"": there.given, "likeness alone": by_likeness(there)}.items():
        marks = [
            right[n][x] for n in right if n in there.articles for x in giving(n) if x in right[n]
        ]
        shares[beside] = (sum(marks) / max(len(marks), 1), len(marks))
    return [
        Figure(
            name="similar.read.on_matter",
            value=shares[""][0],
            baselines={"likeness alone": shares["likeness alone"][0]},
            bar=0.85,
            note=f"{shares[''][1]} of {len(rows)} pairs that were read are given",
        )
    ]


def score() -> list[Figure]:
    there = press(articles("ant-2018-04"), models_of(MARCH))
    golds = [gold_of("stories"), gold_of("stories-2018-04-14"), affair_marks()[0]]
    return [*figures(there, golds, "similar.month"), *by_reading(there)]


def main() -> int:
    return judged_by_floors(score())


if __name__ == "__main__":
    sys.exit(main())
