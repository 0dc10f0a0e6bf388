"""Composes dumps of real articles and invented noise, every character labelled.

Labels: ``L`` first paragraph of an article, ``B`` further paragraph, ``T`` its
title, ``C`` caption, ``S`` subhead, ``O`` all else. The composer varies what
careless crawlers vary: what is glued, on one line or on many, repeated, cut.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.figures import DATA
from eval.train.dump_noise import World

FILES = ("ant-2018-02-03-07", "saudi-2015-07", "almayadeen-2023-q1")
"""Article files to compose from; the month that the gold is taken from is left out."""
_SENTENCE_END = re.compile(r"(?<=[.!؟?])\s+")
_CLAUSE_END = re.compile(r"[،؛,;]\s+|\s+(?=و\w)")
_BRIEF = (8, 22)
"""Fewest and most words of a sentence in a short article."""
_SHORT = 0.4
"""Share of articles cut down to a few short paragraphs."""
_BARE = 0.25
"""Share of pages with a single article and hardly any furniture."""


@dataclass
class Source:
    """One article to compose with."""

    title: str
    body: list[str]


@dataclass
class Dump:
    """A composed dump: its text, and what stands where."""

    parts: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    articles: list[Source] = field(default_factory=list)
    size: int = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, text: str, label: str = "O") -> None:
        if label == "O" and len(text.strip()) > 3:
            self.noise.append(text.strip())
        if text.strip():
            self.spans.append((self.size, self.size + len(text), label))
        self.parts.append(text)
        self.size += len(text)


def sources(limit: int, files: Sequence[str] = FILES) -> list[Source]:
    """Articles with a title and at least two sound paragraphs."""
    found = []
    for name in files:
        taken = 0
        for record in _records(DATA / "articles" / f"{name}.jsonl.gz"):
            body = [p.strip() for p in (record.get("body") or "").split("\n")]
            body = [
                p for p in body if len(p) > 60 and not p.startswith(("قد يهمك", "شاهد", "اقرأ"))
            ]
            if record.get("title") and 2 <= len(body) <= 40:
                found.append(Source(" ".join(record["title"].split()), body))
                taken += 1
            if taken >= limit:
                break
    return found


def _records(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def shortened(body: Sequence[str], count: int) -> list[str]:
    """Up to ``count`` sentences of ``body``, each cut at a clause to the length of a brief."""
    found = []
    for sentence in (s for paragraph in body for s in _SENTENCE_END.split(paragraph)):
        ends = [m.start() for m in _CLAUSE_END.finditer(sentence)] + [len(sentence)]
        low, high = _BRIEF
        fit = [end for end in ends if low <= sentence.count(" ", 0, end) + 1 <= high]
        if fit:
            kept = sentence[: fit[-1]]
            found.append(kept if kept[-1:] in '.!؟?"”»' else kept.rstrip("،؛,;: ") + ".")
    return found[:count]


class Composer:
    """One dump after another, from one seed."""

    def __init__(self, pool: Sequence[Source], world: World, seed: int) -> None:
        self.pool = pool
        self.world = world
        self.rng = random.Random(seed)

    def compose(self) -> Dump:
        rng = self.rng
        dump = Dump()
        self.gap = rng.choices(["\n\n", "\n", " "], [55, 37, 8])[0]
        self.bare = rng.random() < _BARE
        self.rich = rng.random() * (0.3 if self.bare else 1.0)
        self.heads = [self._head(s) for s in rng.sample(self.pool, 30)]
        self._top(dump)
        count = 1 if self.bare else rng.choices([1, 2, 3, 4], [50, 28, 15, 7])[0]
        chosen = rng.sample(self.pool, count)
        mark = rng.random()
        for i, source in enumerate(chosen):
            if i:
                self._between(dump, mark)
            self._article(dump, source, first=i == 0, marked=mark < 0.7)
        self._bottom(dump)
        return dump

    def _head(self, source: Source) -> str:
        """A headline, now and then a long one."""
        rng = self.rng
        if rng.random() < 0.8:
            return source.title
        return " ".join(source.body[0].split()[: rng.randint(10, 24)]).rstrip("،,.:") + rng.choice(
            ["", "", ".. صور", "؟", "!"]
        )

    # pieces of furniture

    def _some(self, table: Sequence[str], low: int, high: int) -> list[str]:
        return self.rng.choices(table, k=self.rng.randint(low, high))

    def _maybe(self, chance: float, act: Callable[[], None]) -> None:
        if self.rng.random() < chance:
            act()

    def _line(self, dump: Dump, text: str, label: str = "O", gap: str | None = None) -> None:
        dump.add(text, label)
        dump.add(gap or self.gap)

    def _glued(self, table: Sequence[str], low: int, high: int) -> str:
        return self.rng.choice(["", "", " ", " | ", "  "]).join(self._some(table, low, high))

    def _lines(self, dump: Dump, texts: Sequence[str], gap: str | None = None) -> None:
        for text in texts:
            self._line(dump, text, gap=gap)

    def _top(self, dump: Dump) -> None:
        w, rng = self.world, self.rng
        kind = rng.random() * (0.5 if self.bare else 1.0)
        if kind < 0.25:
            return
        if kind < 0.5:
            self._line(dump, rng.choice([" > ", " » ", " / "]).join(self._some(w.sections, 2, 3)))
            return
        self._maybe(0.3, lambda: self._line(dump, rng.choice(w.notes)))
        menu = self._some(w.sections, 5, 25)
        if rng.random() < 0.3:
            self._line(dump, rng.choice([" ", " | ", ""]).join(menu))
        else:
            self._lines(dump, menu * rng.choice([1, 1, 2]))
        self._maybe(0.4, lambda: self._lines(dump, self._some(w.boxes, 1, 8)))
        self._maybe(0.4, lambda: self._lines(dump, self._some(self.heads, 2, 14)))
        self._maybe(0.3, lambda: self._line(dump, rng.choice(w.ads)))
        self._maybe(0.3, lambda: self._lines(dump, self._some(w.sections, 1, 3)))

    def _meta(self, dump: Dump) -> None:
        w, rng = self.world, self.rng
        parts = []
        if rng.random() < 0.6:
            parts.append(rng.choice(w.dates))
        if rng.random() < 0.5:
            parts.append(rng.choice(w.byline) + rng.choice(["", " ", " "]) + rng.choice(w.people))
        if rng.random() < 0.25:
            parts.append(f"{rng.choice(w.cities)} - {rng.choice(w.outlets + w.people)}")
        if rng.random() < 0.2:
            parts.append(rng.choice(w.sections))
        rng.shuffle(parts)
        if parts and rng.random() < 0.5:
            self._line(dump, rng.choice(["", " | ", "  ", " - ", " "]).join(parts))
        else:
            self._lines(dump, parts)
        self._maybe(0.4, lambda: self._line(dump, self._glued(w.share, 1, 5)))
        self._maybe(0.15, lambda: self._lines(dump, self._some(w.share, 2, 6)))

    def _caption(self, dump: Dump) -> None:
        w, rng = self.world, self.rng
        if rng.random() < 0.65:
            text = rng.choice(w.captions)
        else:
            words = rng.choice(rng.choice(self.pool).body).split()
            text = " ".join(words[: rng.randint(6, 18)]).rstrip("،,.")
        text += rng.choice(["", "", " (أرشيف)", f"، {rng.choice(w.dates)}"])
        style = rng.random()
        if style < 0.25:
            self._line(dump, text, "C")
            return
        if style < 0.4:
            self._line(dump, f"{rng.choice(['صدر الصورة، ', 'Photo: '])}{rng.choice(w.credits)}")
            self._line(dump, text, "C")
            return
        dump.add(text + rng.choice([".", ".", ""]), "C")
        dump.add(rng.choice(["", "", " "]) + rng.choice(w.credits))
        if rng.random() < 0.4:
            dump.add(rng.choice(w.subheads), "S")
        dump.add(self.gap)

    def _related(self, dump: Dump) -> None:
        w, rng = self.world, self.rng
        heads = self._some(self.heads, 1, 4)
        style = rng.random()
        label = rng.choice(w.also)
        if style < 0.45:
            dump.add(label)
            dump.add(rng.choice([" ", "", ": "]))
            dump.add(rng.choice(["", " ", " "]).join(heads))
            dump.add(self.gap)
        elif style < 0.7:
            self._line(dump, label)
            self._lines(dump, heads)
            self._maybe(0.3, lambda: self._line(dump, label + " نهاية"))
        else:
            self._line(dump, " ".join(heads[:2]))

    def _inside(self, dump: Dump) -> None:
        w, rng = self.world, self.rng
        acts = [
            (0.10, lambda: self._caption(dump)),
            (0.10, lambda: self._related(dump)),
            (0.06, lambda: self._line(dump, rng.choice(w.subheads), "S")),
            (0.04, lambda: self._line(dump, rng.choice(w.ads))),
            (0.03, lambda: self._line(dump, self._glued(w.share, 1, 4))),
            (0.02, lambda: self._line(dump, rng.choice(w.notes))),
            (0.02, lambda: self._lines(dump, self._some(w.boxes, 1, 3))),
            (0.04, lambda: self._box(dump)),
        ]
        for chance, act in acts:
            self._maybe(chance * (0.4 + 1.6 * self.rich), act)

    def _box(self, dump: Dump) -> None:
        """A block of headlines or of self-praise between two paragraphs."""
        w, rng = self.world, self.rng
        label = rng.choice(w.also + w.lists)
        self._maybe(0.5, lambda: self._line(dump, rng.choice(w.boxes)))
        self._line(dump, label)
        if rng.random() < 0.6:
            self._lines(dump, self._some(self.heads, 2, 6))
        else:
            self._lines(dump, self._some(w.notes, 1, 1) + self._some(w.boxes, 1, 2))
        self._maybe(0.6, lambda: self._line(dump, f"{label} نهاية"))

    # the article

    def _article(self, dump: Dump, source: Source, first: bool, marked: bool) -> None:
        rng = self.rng
        begin = len(dump.spans)
        if rng.random() < (0.75 if marked else 0.5):
            self._line(dump, source.title, "T")
            self._maybe(0.1, lambda: self._line(dump, source.title, "T"))
        self._meta(dump)
        self._maybe(0.2, lambda: self._caption(dump))
        if len(dump.spans) == begin and not first:
            self._line(dump, source.title, "T")
        body = self._body(source)
        cut = rng.random() < 0.15
        if cut:
            words = body[-1].split()
            body[-1] = " ".join(words[: rng.randint(4, max(5, len(words) - 1))])
        between = self.gap if self.gap != " " or rng.random() < 0.5 else ""
        for i, paragraph in enumerate(body):
            dump.add(paragraph, "B" if i else "L")
            if rng.random() < 0.12:
                dump.add(" " + rng.choice(self.world.ads))
            dump.add(between if i < len(body) - 1 else self.gap)
            if i < len(body) - 1:
                self._inside(dump)
        dump.articles.append(Source(source.title, body))
        self._end(dump)

    def _body(self, source: Source) -> list[str]:
        """The paragraphs of an article: as they are, or a few short ones."""
        rng = self.rng
        if rng.random() < _SHORT:
            brief = shortened(source.body, rng.randint(1, 5))
            if sum(map(len, brief)) > 80:
                return brief
        return source.body[: rng.randint(1, 14)]

    def _end(self, dump: Dump) -> None:
        w, rng = self.world, self.rng
        self._maybe(0.45, lambda: self._line(dump, self._glued(w.share, 1, 5)))
        self._maybe(0.4, lambda: self._source(dump))
        self._maybe(0.5, lambda: self._tags(dump))
        self._maybe(0.15, lambda: self._line(dump, rng.choice(w.notes)))
        self._maybe(0.35, lambda: self._lines(dump, self._some(w.comments, 1, 3)))

    def _source(self, dump: Dump) -> None:
        w, rng = self.world, self.rng
        dump.add(rng.choice(w.source))
        dump.add(rng.choice(["", " ", "\n"]))
        self._line(dump, rng.choice(w.outlets))

    def _tags(self, dump: Dump) -> None:
        rng = self.rng
        tags = [" ".join(rng.choice(self.heads).split()[: rng.randint(1, 3)]) for _ in range(6)]
        tags = tags[: rng.randint(1, 6)] * rng.choice([1, 1, 2])
        dump.add(rng.choice(self.world.tags))
        if rng.random() < 0.3:
            dump.add(self.gap)
            self._lines(dump, tags, "\n" if self.gap != " " else " ")
        else:
            dump.add(rng.choice([" ", ""]))
            self._line(dump, rng.choice([" ", "، ", "", " #"]).join(tags))

    def _between(self, dump: Dump, mark: float) -> None:
        w, rng = self.world, self.rng
        if mark < 0.7:
            self._line(dump, rng.choice(w.also))
        elif mark < 0.8:
            self._line(dump, rng.choice(w.lists))
        self._maybe(0.15, lambda: self._list(dump))

    def _list(self, dump: Dump) -> None:
        w, rng = self.world, self.rng
        self._line(dump, rng.choice(w.lists))
        style = rng.random()
        mark = rng.choice(["• ", "- ", "", "", "* "])
        gap = "\n" if self.gap != " " else " "
        for i, head in enumerate(self._some(self.heads, 2, 10)):
            if style < 0.3:
                self._lines(dump, self._some(w.dates, 1, 1), gap)
            if style < 0.15:
                self._line(dump, head, gap=gap)
            self._line(dump, f"{i + 1} {head}" if 0.3 < style < 0.5 else mark + head, gap=gap)
            if style > 0.8:
                self._lines(dump, self._some(w.dates + w.sections, 1, 2), gap)

    def _talk(self, dump: Dump) -> None:
        w, rng = self.world, self.rng
        self._line(dump, rng.choice(w.comments))
        for _ in range(rng.randint(1, 5)):
            self._line(dump, rng.choice(w.people))
            self._maybe(0.7, lambda: self._line(dump, rng.choice(w.dates)))
            text = rng.choice(w.talk)
            if rng.random() < 0.3:
                text += " " + rng.choice(w.talk)
            self._line(dump, text)
            self._maybe(0.4, lambda: self._line(dump, "رد"))

    def _bottom(self, dump: Dump) -> None:
        w, rng = self.world, self.rng
        self._maybe(0.05 if self.bare else 0.2, lambda: self._talk(dump))
        for _ in range(rng.choice([0, 0, 1] if self.bare else [0, 1, 1, 2, 3])):
            self._list(dump)
        if self.bare or rng.random() < 0.5:
            return
        self._maybe(0.4, lambda: self._line(dump, rng.choice(w.notes)))
        self._maybe(0.5, lambda: self._lines(dump, self._some(w.sections, 3, 20)))
        self._maybe(0.3, lambda: self._line(dump, " | ".join(self._some(w.footer, 3, 8))))
        self._maybe(0.7, lambda: self._lines(dump, self._some(w.footer, 2, 9)))
