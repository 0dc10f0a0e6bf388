"""Marked quotations as spans of the articles' texts, and how what was found is judged.

A match is a token overlap (intersection over union) of at least ``OVERLAP``, each
statement used once, best overlaps first. Names are compared as their folded words.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from eval.articles import articles
from eval.figures import GOLD
from rawi.arabic import tokens
from rawi.model import Article, Quote

OVERLAP = 0.7
FILES = ("quotes", "quotes-2", "quotes-3")
SETS = ("ant-2018-04", "ant-2018-02-03-07", "saudi-2015-07", "almayadeen-2023-q1")


class Marked(msgspec.Struct, frozen=True):
    """One article with its statements in the order of the text."""

    article: Article
    quotes: tuple[Quote, ...]
    file: str


def _found(text: str, part: str, cue: str, since: int) -> int:
    """Where ``part`` stands: the place closest to its cue, after ``since`` if it can be."""
    places = [m.start() for m in re.finditer(re.escape(part), text)]
    cues = [m.start() for m in re.finditer(re.escape(cue), text)] or [since]
    later = [p for p in places if p >= since] or places
    return min(later, key=lambda p: min(abs(p - c) for c in cues))


def _nearest(text: str, part: str, start: int) -> int:
    """The place of ``part`` nearest to ``start``: spaces at paragraphs' ends are gone."""
    places = [m.start() for m in re.finditer(re.escape(part), text)]
    return min(places, key=lambda p: abs(p - start))


def _marks(name: str) -> dict[str, list[dict[str, str | int]]]:
    found: dict[str, list[dict[str, str | int]]] = defaultdict(list)
    for line in (GOLD / "quotes" / f"{name}.jsonl").open(encoding="utf-8"):
        mark = json.loads(line)
        found[mark["id"]].append(mark)
    return found


def listed(name: str) -> list[str]:
    return (
        (GOLD / "quotes" / name.replace("quotes", "articles"))
        .with_suffix(".txt")
        .read_text()
        .split()
    )


def _quotes(article: Article, marks: Iterable[dict[str, str | int]]) -> tuple[Quote, ...]:
    text, since, found = article.text, 0, []
    for mark in marks:
        part = str(mark["text"])
        if "start" in mark:
            start = _nearest(text, part, int(mark["start"]))
        else:
            start = since = _found(text, part, str(mark["cue"]), since)
        found.append(
            msgspec.convert(
                {k: v for k, v in mark.items() if k != "id"}
                | {"start": start, "end": start + len(part)},
                Quote,
            )
        )
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


def marked(names: Sequence[str] = FILES) -> list[Marked]:
    """All articles read for marking, in the order of their ids; some hold no statement."""
    marks: dict[tuple[str, str], list[dict[str, str | int]]] = {}
    for name in names:
        found = _marks(name)
        marks |= {(name, i): found[i] for i in listed(name)}
    ids = {i for _, i in marks}
    room = {a.id: a for s in SETS for a in articles(s, ids)}
    return [Marked(room[i], _quotes(room[i], m), name) for (name, i), m in sorted(marks.items())]


def words(name: str) -> tuple[str, ...]:
    """A name as it is compared."""
    return tuple(t.key for t in tokens(name))


class Tally(msgspec.Struct):
    """Counts over articles; ``matched`` of the statements marked and said."""

    marked: int = 0
    said: int = 0
    matched: int = 0
    name: int = 0
    kind: int = 0
    via_marked: int = 0
    via_said: int = 0
    via_right: int = 0

    def add(self, text: str, gold: Sequence[Quote], said: Sequence[Quote]) -> None:
        self.marked += len(gold)
        self.said += len(said)
        for g, s in matches(text, gold, said):
            self.matched += 1
            self.name += words(g.speaker_name) == words(s.speaker_name)
            self.kind += g.kind == s.kind
            self.via_marked += bool(g.via)
            self.via_said += bool(s.via)
            self.via_right += bool(g.via) and words(g.via) == words(s.via)

    @property
    def f1(self) -> float:
        return 2 * self.matched / (self.marked + self.said or 1)

    @property
    def precision(self) -> float:
        return self.matched / (self.said or 1)

    @property
    def recall(self) -> float:
        return self.matched / (self.marked or 1)

    @property
    def name_share(self) -> float:
        return self.name / (self.matched or 1)

    @property
    def kind_share(self) -> float:
        return self.kind / (self.matched or 1)

    @property
    def via_f1(self) -> float:
        return 2 * self.via_right / (self.via_marked + self.via_said or 1)


def _spans(text: str, quotes: Sequence[Quote]) -> list[set[int]]:
    found = [(t.start, t.end) for t in tokens(text)]
    return [{n for n, (s, e) in enumerate(found) if s < q.end and e > q.start} for q in quotes]


def matches(text: str, gold: Sequence[Quote], said: Sequence[Quote]) -> list[tuple[Quote, Quote]]:
    """Pairs of a marked statement and the one found for it."""
    ours = _spans(text, said)
    pairs = []
    for g, span in enumerate(_spans(text, gold)):
        for s, other in enumerate(ours):
            if both := len(span & other):
                pairs.append((both / len(span | other), g, s))
    found, used_g, used_s = [], set(), set()
    for overlap, g, s in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if overlap >= OVERLAP and g not in used_g and s not in used_s:
            used_g.add(g)
            used_s.add(s)
            found.append((gold[g], said[s]))
    return found
