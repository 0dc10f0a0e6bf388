"""Held-out dumps: articles that no model saw, among boilerplate that no training used.

``dumps(name, count)`` composes them, the same at every run, from articles of
outlets and months left out of training and from the phrases of
``sets/dump_boilerplate_NAME.toml``. The shapes are those of careless crawlers:
blank lines, bare lines, one line, a fixed width, blocks glued together.
"""

from __future__ import annotations

import random
import textwrap
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.held_articles import Source, sources


def listed(text: str) -> list[str]:
    return text.split("|")


MONTHS = listed("يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر")
LEVANT = listed(
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
)
WEEK = listed("الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت")
HIJRI = listed("محرم|صفر|ربيع الأول|ربيع الآخر|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة")


@dataclass
class Held:
    """A composed dump with its gold, in the form of the shared gold."""

    text: str
    gold: dict[str, list[Any]]
    shape: str


@dataclass
class _Sheet:
    """Lines while they are gathered; tight ones keep close to the one before."""

    lines: list[tuple[str, bool]] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    articles: list[dict[str, list[str]]] = field(default_factory=list)

    def line(self, text: str, tight: bool = False) -> None:
        self.lines.append((text, tight))

    def boilerplate(self, *texts: str, glue: str = "", tight: bool = False) -> None:
        self.noise += [t for t in texts if len(t) > 3]
        self.line(glue.join(texts), tight)


class Composer:
    """One held-out dump after another, from one seed."""

    def __init__(
        self, boilerplate: dict[str, list[str]], seed: int, shape: str | None = None
    ) -> None:
        self.shape = shape
        self.rng = random.Random(seed)
        self.table = boilerplate
        self.pool = sources()

    def compose(self) -> Held:
        rng = self.rng
        sheet = _Sheet()
        self.labels = {kind: rng.choice(table) for kind, table in self.table.items()}
        self.rich = rng.choice([0.15, 0.5, 1.0])
        self.glue = rng.choice(["", "", " ", " | "])
        self.stamped = rng.random() < 0.7
        count = rng.choices([1, 2, 3, 4], [50, 26, 16, 8])[0]
        mark = rng.choices(["also", "list", "end", "headline"], [45, 15, 25, 15])[0]
        self._top(sheet)
        for n, source in enumerate(rng.sample(self.pool, count)):
            if n:
                self._between(sheet, mark)
            self._article(sheet, source, n > 0)
        self._bottom(sheet)
        text, shape = self._laid_out(sheet.lines)
        noise = list(dict.fromkeys(sheet.noise))
        gold: dict[str, list[Any]] = {"articles": sheet.articles, "noise": noise}
        return Held(text, gold, shape)

    # drawing

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share * (0.3 + 0.9 * self.rich)

    def _one(self, kind: str) -> str:
        return self._filled(self.rng.choice(self.table[kind]))

    def _label(self, kind: str) -> str:
        return self._filled(self.labels[kind])

    def _some(self, kind: str, low: int, high: int) -> list[str]:
        table = self.table[kind]
        count = min(len(table), self.rng.randint(low, high))
        return [self._filled(t) for t in self.rng.sample(table, count)]

    def _filled(self, template: str) -> str:
        rng = self.rng
        month = rng.randrange(12)
        values = {
            "wd": rng.choice(WEEK),
            "d": rng.randint(1, 28),
            "m": MONTHS[month],
            "lev": LEVANT[month],
            "n": f"{month + 1:02}",
            "y": rng.randint(2011, 2024),
            "h": f"{rng.randrange(24):02}:{rng.randrange(60):02}",
            "hd": rng.randint(1, 29),
            "hm": rng.choice(HIJRI),
            "hy": rng.randint(1433, 1445),
            "num": rng.randint(2, 9999),
        }
        names = {"who": "people", "out": "outlets", "sec": "sections", "city": "cities"}
        values |= {k: rng.choice(self.table[t]) for k, t in names.items() if f"{{{k}}}" in template}
        return template.format(**values)

    def _heads(self, low: int, high: int) -> list[str]:
        return [s.title for s in self.rng.sample(self.pool, self.rng.randint(low, high))]

    def _boilerplate(self, sheet: _Sheet, kind: str, low: int, high: int) -> None:
        """Segments of one kind: each on its line, or glued into one."""
        texts = [part for text in self._some(kind, low, high) for part in text.split("\n")]
        if len(texts) > 1 and self.rng.random() < 0.4 and max(map(len, texts)) < 40:
            sheet.boilerplate(*texts, glue=self.glue)
            return
        for text in texts:
            sheet.boilerplate(text)

    # the page around the articles

    def _top(self, sheet: _Sheet) -> None:
        acts: list[tuple[float, Callable[[], None]]] = [
            (0.2, lambda: self._boilerplate(sheet, "cookie", 1, 3)),
            (0.35, lambda: self._boilerplate(sheet, "sections", 5, 14)),
            (0.3, lambda: self._boilerplate(sheet, "menu", 3, 9)),
            (0.2, lambda: self._boilerplate(sheet, "weather", 1, 3)),
            (0.2, lambda: self._boilerplate(sheet, "currency", 2, 5)),
            (0.2, lambda: self._boilerplate(sheet, "ticker", 1, 4)),
            (0.1, lambda: self._boilerplate(sheet, "app", 1, 2)),
            (0.12, lambda: self._boilerplate(sheet, "login", 2, 3)),
        ]
        self.rng.shuffle(acts)
        self._maybe(acts)
        if self._chance(0.6):
            sheet.boilerplate(self._label("crumbs"))

    def _maybe(self, acts: Sequence[tuple[float, Callable[[], None]]]) -> None:
        for share, act in acts:
            if self._chance(share):
                act()

    def _between(self, sheet: _Sheet, mark: str) -> None:
        if mark in ("also", "list"):
            sheet.boilerplate(self._label("also" if mark == "also" else "lists"))
        elif mark == "end":
            self._tags(sheet)

    def _bottom(self, sheet: _Sheet) -> None:
        acts: list[tuple[float, Callable[[], None]]] = [
            (0.3, lambda: self._boilerplate(sheet, "pager", 1, 2)),
            (0.25, lambda: self._talk(sheet)),
            (0.7, lambda: self._list(sheet)),
            (0.4, lambda: self._list(sheet)),
            (0.15, lambda: self._boilerplate(sheet, "poll", 4, 6)),
            (0.15, lambda: self._boilerplate(sheet, "football", 3, 6)),
            (0.2, lambda: self._boilerplate(sheet, "newsletter", 1, 4)),
            (0.15, lambda: self._boilerplate(sheet, "app", 1, 3)),
            (0.15, lambda: self._boilerplate(sheet, "notes", 1, 2)),
            (0.15, lambda: self._boilerplate(sheet, "cookie", 1, 3)),
        ]
        self._maybe(acts)
        if self._chance(0.4):
            self._boilerplate(sheet, "footer", 3, 9)
        if self._chance(0.4):
            self._boilerplate(sheet, "copyright", 1, 2)

    def _list(self, sheet: _Sheet) -> None:
        rng = self.rng
        sheet.boilerplate(self._one("lists"))
        mark = rng.choice(["  • ", "- ", "", "", "1"])
        dated = rng.random() < 0.25
        for n, head in enumerate(self._heads(3, 9), 1):
            bullet = f"{n} " if mark == "1" else mark
            sheet.line(bullet + head, tight=True)
            if dated:
                sheet.boilerplate(self._label("stamps"), tight=True)

    def _talk(self, sheet: _Sheet) -> None:
        sheet.boilerplate(self._one("comments"))
        for text in self._some("talk", 1, 4):
            sheet.boilerplate(self._one("people"))
            if self._chance(0.5):
                sheet.boilerplate(self._one("stamps"))
            sheet.boilerplate(text)

    # the article

    def _article(self, sheet: _Sheet, source: Source, further: bool) -> None:
        rng = self.rng
        titled = rng.random() < (0.75 if further else 0.55)
        stamped = self.stamped and rng.random() < 0.85
        if titled or (further and not stamped):
            sheet.line(source.title)
        self._meta(sheet, stamped)
        blocks = list(source.blocks)
        if rng.random() < 0.25:
            blocks = blocks[: rng.randint(1, 2)]
        blocks = blocks[:14]
        while blocks[-1][0] == "s":
            blocks.pop()
        if rng.random() < 0.15 and len(blocks) > 2 and len(blocks[-1][1]) > 60:
            words = blocks[-1][1].split()
            blocks[-1] = ("p", " ".join(words[: rng.randint(5, len(words) - 1)]))
        self._body(sheet, blocks)
        self._end(sheet)

    def _meta(self, sheet: _Sheet, stamped: bool) -> None:
        rng = self.rng
        parts = [self._label("stamps")] if stamped else []
        parts += [self._label("byline")] if self._chance(0.5) else []
        rng.shuffle(parts)
        if parts and rng.random() < 0.5:
            sheet.boilerplate(*parts, glue=rng.choice(["", " | ", " - ", " "]))
        else:
            for part in parts:
                sheet.boilerplate(part)
        acts: list[tuple[float, Callable[[], None]]] = [
            (0.35, lambda: self._boilerplate(sheet, "share", 1, 5)),
            (0.2, lambda: self._boilerplate(sheet, "size", 1, 1)),
            (0.15, lambda: self._boilerplate(sheet, "print", 1, 2)),
            (0.15, lambda: self._boilerplate(sheet, "copied", 1, 1)),
            (0.2, lambda: self._boilerplate(sheet, "counters", 1, 2)),
            (0.12, lambda: self._boilerplate(sheet, "audio", 1, 4)),
            (0.1, lambda: self._boilerplate(sheet, "video", 1, 4)),
            (0.2, lambda: self._caption(sheet)),
        ]
        rng.shuffle(acts)
        self._maybe(acts)

    def _body(self, sheet: _Sheet, blocks: Sequence[tuple[str, str]]) -> None:
        body: list[str] = []
        subheads: list[str] = []
        for n, (kind, text) in enumerate(blocks):
            (body if kind == "p" else subheads).append(text)
            last = n == len(blocks) - 1
            if kind == "p" and not last and text.endswith(".") and self._chance(0.08):
                ad = self._one("ads")
                sheet.noise += [ad] if len(ad) > 3 else []
                sheet.line(f"{text} {ad}")
            else:
                sheet.line(text)
            if not last and kind == "p":
                self._inside(sheet)
        sheet.articles.append({"body": body, "subheads": subheads})

    def _inside(self, sheet: _Sheet) -> None:
        self._maybe(
            [
                (0.10, lambda: self._caption(sheet)),
                (0.11, lambda: self._related(sheet)),
                (0.04, lambda: sheet.line(self._one("subheads"))),
                (0.05, lambda: self._boilerplate(sheet, "ads", 1, 1)),
                (0.02, lambda: self._boilerplate(sheet, "ad_text", 1, 1)),
                (0.02, lambda: self._boilerplate(sheet, "newsletter", 1, 2)),
                (0.02, lambda: self._boilerplate(sheet, "video", 1, 3)),
                (0.02, lambda: self._boilerplate(sheet, "share", 1, 3)),
                (0.02, lambda: self._boilerplate(sheet, "notes", 1, 1)),
            ]
        )

    def _caption(self, sheet: _Sheet) -> None:
        rng = self.rng
        text, credit = self._one("captions"), self._label("credits")
        style = rng.random()
        if style < 0.25:
            sheet.boilerplate(text)
            return
        if style < 0.4:
            sheet.boilerplate(text)
            sheet.boilerplate(credit)
            return
        subhead = rng.choice(["", "", self._one("subheads")])
        sheet.noise.append(text)
        sheet.line(f"{text}{rng.choice(['.', ' (أرشيف).', '. '])}{credit}{subhead}")

    def _related(self, sheet: _Sheet) -> None:
        rng = self.rng
        heads = self._heads(1, 3)
        style = rng.random()
        label = self._label("also")
        if style < 0.25:
            sheet.line(rng.choice([" ", ""]).join(heads[:2]))
            return
        sheet.noise.append(label)
        if style < 0.7:
            sheet.line(f"{label}{rng.choice([' ', ''])}{rng.choice([' ', '']).join(heads)}")
            return
        sheet.line(label)
        for head in heads:
            sheet.line(head, tight=True)

    def _end(self, sheet: _Sheet) -> None:
        acts: list[tuple[float, Callable[[], None]]] = [
            (0.5, lambda: self._boilerplate(sheet, "share", 1, 5)),
            (0.35, lambda: sheet.boilerplate(self._label("source"))),
            (0.5, lambda: self._tags(sheet)),
            (0.2, lambda: self._boilerplate(sheet, "author_box", 1, 2)),
            (0.35, lambda: self._boilerplate(sheet, "comments", 1, 4)),
            (0.12, lambda: self._boilerplate(sheet, "notes", 1, 1)),
            (0.12, lambda: self._boilerplate(sheet, "newsletter", 1, 2)),
        ]
        self._maybe(acts)

    def _tags(self, sheet: _Sheet) -> None:
        rng = self.rng
        words = [w for s in rng.sample(self.pool, 3) for w in s.title.split() if len(w) > 4]
        tags = [
            " ".join(words[i : i + rng.randint(1, 2)]) for i in range(0, min(10, len(words)), 2)
        ]
        label = self._label("tags")
        sheet.noise += [label] if len(label) > 3 else []
        if rng.random() < 0.35:
            sheet.line(label)
            for tag in tags:
                sheet.line(tag, tight=True)
            return
        sheet.line(f"{label} {rng.choice([' ', ' ', '، ', '', ' #']).join(tags)}")

    # shapes

    def _laid_out(self, lines: Sequence[tuple[str, bool]]) -> tuple[str, str]:
        rng = self.rng
        shape = rng.choices(
            ["blank", "lines", "airy", "wrapped", "line", "glued"], [46, 26, 10, 8, 7, 3]
        )[0]
        shape = self.shape or shape
        if shape == "line":
            return " ".join(text.strip() for text, _ in lines), shape
        if shape == "glued":
            return "".join(text.strip() for text, _ in lines), shape
        if shape == "wrapped":
            width = rng.randint(66, 100)
            parts = ["\n".join(textwrap.wrap(t, width)) for t, _ in lines]
            return rng.choice(["\n", "\n\n"]).join(parts), shape
        gap = {
            "blank": "\n\n",
            "lines": "\n",
            "airy": rng.choice(["\n \n\n", "\n\n\n\n", " \n\t\n"]),
        }
        return "".join(
            ("" if not n else "\n" if tight and shape == "blank" else gap[shape]) + text
            for n, (text, tight) in enumerate(lines)
        ), shape


def boilerplate(name: str) -> dict[str, list[str]]:
    path = Path(__file__).parent / "sets" / f"dump_boilerplate_{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def dumps(name: str, count: int, seed: int = 11, shape: str | None = None) -> list[Held]:
    """``count`` dumps with the boilerplate of one set, all of one shape if ``shape`` is given."""
    composer = Composer(boilerplate(name), seed, shape)
    return [composer.compose() for _ in range(count)]
