"""Composes dumps of real articles and invented noise, every character labelled.

Labels: ``L`` first paragraph of an article, ``B`` further paragraph, ``T`` its
title, ``C`` caption, ``S`` subhead; of boilerplate ``N`` sentences, ``R`` headlines
of other stories, ``M`` times and bylines, ``O`` all else. The composer varies what
careless crawlers vary: what is glued, on one line or on many, repeated, cut.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from training.dump_noise import World
from training.dump_sources import Source, shortened

_SHORT = 0.25
"""Share of articles cut down to a few short sentences."""
_FEW = 0.3
"""Share of articles of one or two paragraphs as they are."""
_BARE = 0.25
"""Share of pages with a single article and hardly any boilerplate."""
_HEADLESS = 0.2
"""Share of first articles that nothing of their own stands before."""
_ON_ONE_LINE = 0.12
"""How often all that stands before, or behind, the articles is on one line."""
_HELD = 0.5
"""How often a label of the page is the one that it used before."""


@dataclass
class Dump:
    """A composed dump: its text, and what stands where."""

    parts: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    size: int = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def on_one_line(self, gap: str) -> Dump:
        """The same dump on one line, with ``gap`` in place of each break."""
        text, line = self.text, Dump()
        for begin, end, label in self.spans:
            own = text[begin:end]
            broken = begin > 0 and (text[begin - 1].isspace() or own[0] == " ")
            if broken and line.parts:
                line.add(gap)
            line.add(" ".join(own.split()), label)
        return line

    def add(self, text: str, label: str = "O") -> None:
        if text.strip():
            self.spans.append((self.size, self.size + len(text), label))
        self.parts.append(text)
        self.size += len(text)


class Composer:
    """One dump after another, from one seed."""

    def __init__(self, pool: Sequence[Source], seed: int, lines: bool = False) -> None:
        """``lines``: every block on a line of its own, none on one line or glued."""
        self.pool = pool
        self.lines = lines
        self.rng = random.Random(seed)
        self.world = World(self.rng, self._words)

    def compose(self) -> Dump:
        rng = self.rng
        dump = Dump()
        gap = rng.choices(["\n\n", "\n", " ", ""], [54, 33, 10, 3])[0]
        self.gap = (gap.strip(" ") or "\n") if self.lines else gap
        self.bare = rng.random() < _BARE
        self.rich = rng.random() * (0.3 if self.bare else 1.0)
        self.heads = [self._head(s) for s in rng.sample(self.pool, 30)]
        self.used: dict[str, str] = {}
        self._around(dump, self._top)
        count = 1 if self.bare else rng.choices([1, 2, 3, 4], [45, 28, 18, 9])[0]
        chosen = rng.sample(self.pool, count)
        mark = rng.random()
        self.titled = rng.choice([0.4, 0.8, 1.0])
        self.stamped = rng.choice([0.0, 0.6, 0.95])
        for i, source in enumerate(chosen):
            if i:
                self._between(dump, mark)
            self._article(dump, source, first=i == 0)
        self._around(dump, self._bottom)
        return dump

    def _around(self, dump: Dump, act: Callable[[Dump], None]) -> None:
        """What stands around the articles: now and then all of it on one line."""
        gap = self.gap
        if gap.startswith("\n") and self.rng.random() < _ON_ONE_LINE:
            self.gap = " "
            act(dump)
            dump.add(gap)
        else:
            act(dump)
        self.gap = gap

    def _words(self) -> str:
        found = self.rng.choice(self.pool).title.split()
        at = self.rng.randrange(len(found))
        return " ".join(found[at : at + self.rng.choice([1, 2, 2])])

    def _head(self, source: Source) -> str:
        """A headline, now and then a long one, or one with the beginning of its text."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.75:
            return source.title
        if kind < 0.9:
            other = rng.choice(self.pool).title
            return f"{source.title}{rng.choice(['/ ', '.. ', ' | ', '؛ ', ': '])}{other}"
        lead = " ".join(source.body[0].split()[: rng.randint(10, 24)]).rstrip("،,.:")
        if kind < 0.93:
            return f"{source.title} {lead}..."
        return lead + rng.choice(["", "", ".. صور", "؟", "!", "...", " ... المزيد"])

    # segments of boilerplate

    def _one(self, kind: str) -> str:
        """A phrase: often the one of its kind that the page used before."""
        if kind in self.used and self.rng.random() < _HELD:
            return self.used[kind]
        self.used[kind] = self.world.draw(kind)
        return self.used[kind]

    def _some(self, kind: str, low: int, high: int) -> list[str]:
        return [self.world.draw(kind) for _ in range(self.rng.randint(low, high))]

    def _maybe(self, chance: float, act: Callable[[], None]) -> None:
        if self.rng.random() < chance:
            act()

    def _line(self, dump: Dump, text: str, label: str = "O", gap: str | None = None) -> None:
        dump.add(text, label)
        dump.add(self.gap if gap is None else gap)

    def _glued(self, kind: str, low: int, high: int) -> str:
        return self.rng.choice(["", "", " ", " | ", "  "]).join(self._some(kind, low, high))

    def _lines(
        self, dump: Dump, texts: Sequence[str], label: str = "O", gap: str | None = None
    ) -> None:
        for text in texts:
            self._line(dump, text, label, gap)

    def _stray(self, dump: Dump) -> None:
        """A few words that could be anything: what they say is no sign."""
        self._line(dump, " ".join(self._words() for _ in range(self.rng.randint(1, 3))))

    def _top(self, dump: Dump) -> None:
        rng = self.rng
        kind = rng.random() * (0.5 if self.bare else 1.0)
        if kind < 0.25:
            return
        if kind < 0.5:
            path = rng.choice([" > ", " » ", " / ", " ‹ ", " - "]).join(
                self._some("sections", 2, 3)
            )
            self._line(dump, path)
            return
        acts: list[tuple[float, Callable[[], None]]] = [
            (0.3, lambda: self._lines(dump, self._some("notes", 1, 3), "N")),
            (0.8, lambda: self._menu(dump)),
            (0.4, lambda: self._lines(dump, self._some("boxes", 1, 8))),
            (0.3, lambda: self._lines(dump, rng.sample(self.heads, rng.randint(2, 14)), "R")),
            (0.3, lambda: self._line(dump, self._one("ads"))),
            (0.3, lambda: self._stray(dump)),
        ]
        rng.shuffle(acts)
        for chance, act in acts:
            self._maybe(chance, act)

    def _menu(self, dump: Dump) -> None:
        most = self.rng.choice([12, 25, 70])
        menu = self._some(self.rng.choice(["sections", "sections", "footer"]), 4, most)
        if self.rng.random() < 0.4:
            self._line(dump, self.rng.choice([" ", " | ", ""]).join(menu))
        else:
            self._lines(dump, menu * self.rng.choice([1, 1, 2]))

    def _meta(self, dump: Dump) -> None:
        rng = self.rng
        parts = []
        if rng.random() < self.stamped:
            parts.append(self._one("dates"))
        if rng.random() < 0.5:
            who = self.world.draw(rng.choice(["people", "people", "outlets"]))
            parts.append(self._one("byline") + rng.choice(["", " ", " "]) + who)
        if rng.random() < 0.25:
            other = self.world.draw(rng.choice(["outlets", "people"]))
            parts.append(f"{self.world.draw('cities')} - {other}")
        if rng.random() < 0.2:
            parts.append(self.world.draw("sections"))
        rng.shuffle(parts)
        if parts and rng.random() < 0.5:
            self._line(dump, rng.choice(["", " | ", "  ", " - ", " "]).join(parts), "M")
        else:
            self._lines(dump, parts, "M")
        self._maybe(0.4, lambda: self._line(dump, self._glued("share", 1, 5)))
        self._maybe(0.2, lambda: self._lines(dump, self._some("share", 1, 6)))
        self._maybe(0.12 * self.rich, lambda: self._lines(dump, self._some("notes", 1, 1), "N"))
        self._maybe(0.12 * self.rich, lambda: self._lines(dump, self._some("boxes", 1, 5)))

    def _caption(self, dump: Dump) -> None:
        rng = self.rng
        if rng.random() < 0.65:
            text = self.world.draw("captions")
        else:
            words = rng.choice(rng.choice(self.pool).body).split()
            text = " ".join(words[: rng.randint(6, 18)]).rstrip("،,.")
        text += rng.choice(["", "", " (أرشيف)", f"، {self.world.draw('dates')}"])
        style = rng.random()
        if style < 0.25:
            self._line(dump, text, "C")
            return
        if style < 0.4:
            label = rng.choice(["صدر الصورة، ", "Photo: ", ""])
            credit = f"{label}{self.world.draw('credits')}"
            for line, kind in rng.sample([(credit, "O"), (text, "C")], 2):
                self._line(dump, line, kind)
            return
        dump.add(text + rng.choice([".", ".", ""]), "C")
        dump.add(rng.choice(["", "", " "]) + self._one("credits"))
        if rng.random() < 0.4:
            dump.add(self.world.draw("subheads"), "S")
        dump.add(self.gap)

    def _related(self, dump: Dump) -> None:
        rng = self.rng
        heads = rng.sample(self.heads, rng.randint(1, 4))
        style = rng.random()
        label = self._one("also")
        if style < 0.4:
            dump.add(label)
            dump.add(rng.choice([" ", "", ": "]))
            dump.add(rng.choice(["", " ", " "]).join(heads), "R")
            dump.add(self.gap)
        elif style < 0.65:
            self._line(dump, label)
            self._lines(dump, heads, "R")
            self._maybe(0.3, lambda: self._line(dump, label + " نهاية"))
        else:
            self._line(dump, rng.choice([" ", " ", ""]).join(heads[:2]), "R")

    def _inside(self, dump: Dump) -> None:
        acts = [
            (0.10, lambda: self._caption(dump)),
            (0.10, lambda: self._related(dump)),
            (0.06, lambda: self._line(dump, self.world.draw("subheads"), "S")),
            (0.06, lambda: self._line(dump, self._one("ads"))),
            (0.03, lambda: self._line(dump, self._glued("share", 1, 4))),
            (0.03, lambda: self._line(dump, self.world.draw("notes"), "N")),
            (0.02, lambda: self._lines(dump, self._some("boxes", 1, 4))),
            (0.02, lambda: self._stray(dump)),
            (0.04, lambda: self._box(dump)),
        ]
        for chance, act in acts:
            self._maybe(chance * (0.4 + 1.6 * self.rich), act)

    def _box(self, dump: Dump) -> None:
        """A block of headlines or of self-praise between two paragraphs."""
        rng = self.rng
        label = self._one(rng.choice(["also", "lists"]))
        self._maybe(0.5, lambda: self._line(dump, self.world.draw("boxes")))
        self._line(dump, label)
        if rng.random() < 0.6:
            self._lines(dump, rng.sample(self.heads, rng.randint(2, 6)), "R")
        else:
            self._lines(dump, self._some("notes", 1, 1), "N")
            self._lines(dump, self._some("boxes", 1, 2))
        self._maybe(0.6, lambda: self._line(dump, f"{label} نهاية"))

    # the article

    def _article(self, dump: Dump, source: Source, first: bool) -> None:
        rng = self.rng
        begin = len(dump.spans)
        if not first or rng.random() > _HEADLESS:
            if rng.random() < self.titled:
                self._line(dump, source.title, "T")
                self._maybe(0.1, lambda: self._line(dump, source.title, "T"))
            self._meta(dump)
            self._maybe(0.2, lambda: self._caption(dump))
        if len(dump.spans) == begin and not first:
            self._line(dump, source.title, "T")
        body = self._body(source)
        if rng.random() < 0.15 and len(body[-1]) > 60:
            words = body[-1].split()
            body[-1] = " ".join(words[: rng.randint(4, max(5, len(words) - 1))])
        between = self.gap if self.gap != " " or rng.random() < 0.5 else ""
        for i, paragraph in enumerate(body):
            dump.add(paragraph, "L" if not i else "S" if paragraph in source.subheads else "B")
            if rng.random() < 0.08:
                dump.add(" " + self._one("ads"))
            dump.add(between if i < len(body) - 1 else self.gap)
            if i < len(body) - 1:
                self._inside(dump)
        self._end(dump)

    def _body(self, source: Source) -> list[str]:
        """The paragraphs of an article: as they are, a few of them, or a few short ones."""
        rng = self.rng
        kind = rng.random()
        if kind < _SHORT:
            brief = shortened(source.body, rng.randint(1, 5))
            if sum(map(len, brief)) > 80:
                return brief
        count = rng.randint(1, 2) if kind < _SHORT + _FEW else rng.randint(3, 14)
        body = source.body[:count]
        return body[:-1] if len(body) > 1 and body[-1] in source.subheads else body

    def _end(self, dump: Dump) -> None:
        self._maybe(0.45, lambda: self._line(dump, self._glued("share", 1, 5)))
        self._maybe(0.15, lambda: self._lines(dump, self._some("share", 1, 5)))
        self._maybe(0.4, lambda: self._source(dump))
        self._maybe(0.5, lambda: self._tags(dump))
        self._maybe(0.25, lambda: self._lines(dump, self._some("notes", 1, 2), "N"))
        self._maybe(0.2, lambda: self._lines(dump, self._some("people", 1, 1), "M"))
        self._maybe(0.35, lambda: self._lines(dump, self._some("comments", 1, 4)))

    def _source(self, dump: Dump) -> None:
        dump.add(self._one("source"))
        dump.add(self.rng.choice(["", " ", "\n"]))
        self._line(dump, self.world.draw("outlets"))

    def _tags(self, dump: Dump) -> None:
        rng = self.rng
        tags = [" ".join(rng.choice(self.heads).split()[: rng.randint(1, 3)]) for _ in range(6)]
        tags = tags[: rng.randint(1, 6)] * rng.choice([1, 1, 2])
        dump.add(self._one("tags"))
        if rng.random() < 0.3:
            dump.add(self.gap)
            self._lines(dump, tags, gap=self._tight())
        else:
            dump.add(rng.choice([" ", ""]))
            self._line(dump, rng.choice([" ", "، ", "", " #"]).join(tags))

    def _tight(self) -> str:
        return "\n" if self.gap.startswith("\n") else " "

    def _between(self, dump: Dump, mark: float) -> None:
        if mark < 0.55:
            self._line(dump, self._one("also"))
        elif mark < 0.7:
            self._line(dump, self._one("lists"))
        self._maybe(0.15, lambda: self._list(dump))

    def _list(self, dump: Dump) -> None:
        rng = self.rng
        self._line(dump, self._one("lists"))
        style = rng.random()
        mark = rng.choice(["• ", "- ", "", "", "* "])
        gap = self._tight()
        for i, head in enumerate(rng.sample(self.heads, rng.randint(2, 10))):
            if style < 0.3:
                self._lines(dump, self._some("dates", 1, 1), "M", gap)
            if style < 0.15:
                self._line(dump, head, "R", gap)
            text = f"{i + 1} {head}" if 0.3 < style < 0.5 else mark + head
            self._line(dump, text, "R", gap)
            if style > 0.8:
                self._lines(dump, self._some(rng.choice(["dates", "sections"]), 1, 2), gap=gap)

    def _talk(self, dump: Dump) -> None:
        rng = self.rng
        self._line(dump, self._one("comments"))
        for _ in range(rng.randint(1, 5)):
            self._line(dump, self.world.draw("people"), "M")
            self._maybe(0.7, lambda: self._line(dump, self.world.draw("dates"), "M"))
            text = self.world.draw("talk")
            if rng.random() < 0.3:
                text += " " + self.world.draw("talk")
            self._line(dump, text, "N")
            self._maybe(0.4, lambda: self._line(dump, "رد"))

    def _bottom(self, dump: Dump) -> None:
        rng = self.rng
        self._maybe(0.05 if self.bare else 0.25, lambda: self._talk(dump))
        for _ in range(rng.choice([0, 0, 1] if self.bare else [0, 1, 1, 2, 3])):
            self._list(dump)
        self._maybe(0.3 * self.rich, lambda: self._lines(dump, self._some("boxes", 2, 7)))
        self._maybe(0.5 * self.rich, lambda: self._lines(dump, self._some("notes", 1, 3), "N"))
        if self.bare or rng.random() < 0.4:
            return
        self._maybe(0.5, lambda: self._menu(dump))
        self._maybe(0.3, lambda: self._line(dump, " | ".join(self._some("footer", 3, 8))))
        self._maybe(0.7, lambda: self._lines(dump, self._some("footer", 2, 9)))
        self._maybe(0.4, lambda: self._lines(dump, self._some("notes", 1, 2), "N"))
