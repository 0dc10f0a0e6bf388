"""Text dumps: the right number of articles, their bodies, what noise got in.

Real dumps, composed dumps, both, and the parts of the seed page. A body is
compared as a bag of words (F1); articles are matched greedily by it, a gold
article without a match counts 0. Noise counts where one of the gold's strings
stands in a body and not in the gold's own.

``dumps.heldout`` are composed by ``eval/held_dumps.py`` of articles and boilerplate
that no training saw; ``dumps.first`` with a set of boilerplate that was written after
the reader was corrected on the others; ``dumps.stripped`` are the gold's HTML pages
without their tags, as three crude ways of stripping leave them.
"""

from __future__ import annotations

import html
import json
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from eval import held_dumps
from eval.figures import GOLD, Figure
from rawi.arabic import as_seen
from rawi.extract.dumps.dump_page import read_dump
from rawi.extract.encoding import decoded
from rawi.model import Article, Page

PAGES = GOLD / "pages"
_WORD = re.compile(r"\w+")
_LATER_FETCH = "cnn_2013_syria_b"


@dataclass
class Tally:
    """What was counted over a set of dumps."""

    dumps: int = 0
    right: int = 0
    scores: list[float] = field(default_factory=list)
    matched: list[float] = field(default_factory=list)
    noise: int = 0
    leaked: int = 0

    def figures(self, name: str) -> list[Figure]:
        mean = sum(self.scores) / max(1, len(self.scores))
        matched = sum(self.matched) / max(1, len(self.matched))
        note = f"{len(self.matched)} of {len(self.scores)} articles matched, F1 {matched:.4f}"
        found = self.right / max(1, self.dumps)
        leaked = self.leaked / max(1, self.noise)
        return [
            Figure(name=f"dumps.{name}.count_right", value=found, bar=0.95),
            Figure(name=f"dumps.{name}.body_f1", value=mean, bar=0.97, note=note),
            Figure(name=f"dumps.{name}.noise", value=leaked, bar=0.005, lower=True),
        ]


def f1(gold: str, got: str) -> float:
    """F1 over bags of words, entities and invisible characters of either side aside."""
    a, b = Counter(_WORD.findall(_seen(gold))), Counter(_WORD.findall(_seen(got)))
    shared = (a & b).total()
    return 2 * shared / max(1, a.total() + b.total())


def _seen(text: str) -> str:
    return as_seen(html.unescape(text) if "&" in text else text)


def body_f1(gold: dict[str, Any], article: Article) -> float:
    """The best of the body alone and with subheads and standfirst, on either side."""
    body = " ".join(gold["body"])
    extra = " ".join([*(gold.get("standfirst") or []), *gold.get("subheads", []), body])
    whole = " ".join([article.standfirst or "", *article.subheads, *article.body])
    return max(f1(body, article.text), f1(extra, article.text), f1(extra, whole))


def matched(gold: list[dict[str, Any]], page: Page) -> list[float]:
    """F1 of each gold article with its match, each article of the page used once."""
    pairs = sorted(
        ((body_f1(g, a), i, j) for i, g in enumerate(gold) for j, a in enumerate(page.articles)),
        reverse=True,
    )
    scores = [0.0] * len(gold)
    used: set[int] = set()
    taken: set[int] = set()
    for score, i, j in pairs:
        if score > 0 and i not in taken and j not in used:
            scores[i] = score
            taken.add(i)
            used.add(j)
    return scores


def leaks(gold: dict[str, Any], page: Page) -> list[str]:
    """The noise strings of a dump that stand in a body of ours."""
    own = "\n".join(p for a in gold["articles"] for p in a["body"])
    body = "\n".join(a.text for a in page.articles)
    return [n for n in gold.get("noise", ()) if n not in own and n in body]


def count(tally: Tally, gold: dict[str, Any], page: Page) -> None:
    tally.dumps += 1
    tally.right += len(page.articles) == len(gold["articles"])
    scores = matched(gold["articles"], page)
    tally.scores += scores
    tally.matched += [s for s in scores if s > 0]
    tally.noise += len(gold.get("noise", ()))
    tally.leaked += len(leaks(gold, page))


def dumps() -> list[tuple[str, str, dict[str, Any]]]:
    """(name, text, gold) of every dump."""
    real = [(p, p.with_name(p.name[:-4] + ".json")) for p in sorted(PAGES.glob("*.dump.txt"))]
    real = [(p, j) for p, j in real if _LATER_FETCH not in p.name]
    seed = PAGES / "seed.txt"
    composed = sorted((PAGES / "composed").glob("*.txt"))
    pairs = [(seed, seed.with_suffix(".json")), *real]
    pairs += [(p, p.with_suffix(".json")) for p in composed]
    return [(_name(p), p.read_text("utf-8"), json.loads(j.read_text("utf-8"))) for p, j in pairs]


def _name(path: Path) -> str:
    return f"composed/{path.stem}" if path.parent.name == "composed" else path.stem


def seed_figures(gold: dict[str, Any], page: Page) -> list[Figure]:
    """Which parts of the seed page are exactly as its gold; F1 of its tags."""
    exact: dict[str, bool] = {"count": len(page.articles) == len(gold["articles"])}
    exact["similar"] = list(page.similar) == gold["similar"]
    tags = (0, 0)
    for want, got in zip(gold["articles"], page.articles, strict=False):
        seen = {
            "title": got.title == want["title"],
            "bodies": list(got.body) == want["body"],
            "captions": [(c.text, c.credit) for c in got.captions]
            == [(c["text"], c["credit"]) for c in want["captions"]],
            "subheads": list(got.subheads) == want["subheads"],
            "related": list(got.related) == want["related"],
            "source": got.source == want["source"],
            "published": got.published in want["published_ok"],
            "truncated": got.truncated == want["truncated"],
        }
        for part, right in seen.items():
            exact[part] = exact.get(part, True) and right
        shared = len(set(got.tags) & set(want["tags"]))
        tags = (tags[0] + 2 * shared, tags[1] + len(got.tags) + len(want["tags"]))
    wrong = ", ".join(part for part, right in exact.items() if not right)
    share = sum(exact.values()) / len(exact)
    return [
        Figure(name="dumps.seed.exact", value=share, bar=1.0, note=wrong and f"not: {wrong}"),
        Figure(name="dumps.seed.tags_f1", value=tags[0] / max(1, tags[1]), bar=0.9),
    ]


HELD = 120
"""So many held-out dumps are composed of each set of boilerplate."""
_ONE_LINE = ("line", "glued")


def heldout() -> list[Figure]:
    """Dumps with lines, and dumps whose breaks were lost, of all sets of boilerplate."""
    tallies = {name: Tally() for name in ("heldout", "first", "heldout.one_line")}
    for boilerplate, name in (("a", "heldout"), ("b", "heldout"), ("c", "first")):
        for dump in held_dumps.dumps(boilerplate, HELD):
            kind = "heldout.one_line" if dump.shape in _ONE_LINE else name
            count(tallies[kind], dump.gold, read_dump(dump.text))
    return [f for name, tally in tallies.items() for f in tally.figures(name)]


JOINED, SEED = 60, 404
"""So many more are composed of each set in each of the shapes that have no breaks."""


def joined() -> list[Figure]:
    """Dumps of all sets on one line, and with nothing at all in place of their breaks."""
    found: list[Figure] = []
    for name, sets in (("heldout", "ab"), ("first", "c")):
        for shape in _ONE_LINE:
            tally = Tally()
            for dump in (d for s in sets for d in held_dumps.dumps(s, JOINED, SEED, shape)):
                count(tally, dump.gold, read_dump(dump.text))
            found += tally.figures(f"{name}.{shape}")
    return found


_SCRIPTS = re.compile(r"<(script|style|noscript|svg|head)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"[^\S\n]+")


def stripped(html: str) -> list[str]:
    """The text of a page as three crude ways of stripping tags leave it."""
    bare = _SCRIPTS.sub("", html)
    lines = [_BLANK.sub(" ", unescape(_TAG.sub(gap, bare))) for gap in ("\n", " ")]
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "noscript", "svg", "head"])
    whole = tree.body.text(separator="\n") if tree.body else ""
    return [re.sub(r"\n\s*\n+", "\n", text).strip() for text in (*lines, whole)]


def stripped_figures() -> list[Figure]:
    tally = Tally()
    for path in sorted(PAGES.glob("*.html")):
        if _LATER_FETCH in path.name:
            continue
        record = json.loads(path.with_suffix(".json").read_text("utf-8"))
        subheads = record.get("subheads") or []
        gold = {"articles": [{"body": record["body"].split("\n\n"), "subheads": subheads}]}
        for text in stripped(decoded(path.read_bytes())):
            count(tally, gold, read_dump(text))
    return tally.figures("stripped")[:2]


def score() -> list[Figure]:
    tallies = {"real": Tally(), "composed": Tally(), "all": Tally()}
    found: list[Figure] = []
    for name, text, gold in dumps():
        page = read_dump(text, None, None)
        kind = "composed" if name.startswith("composed") else "real"
        count(tallies[kind], gold, page)
        count(tallies["all"], gold, page)
        if name == "seed":
            found += seed_figures(gold, page)
            found.append(_rate(text))
    whole = [f for kind, tally in tallies.items() for f in tally.figures(kind)]
    return whole + heldout() + joined() + stripped_figures() + found


def _rate(text: str) -> Figure:
    begun = time.perf_counter()
    rounds = 60
    for _ in range(rounds):
        read_dump(text, None, None)
    rate = rounds / (time.perf_counter() - begun)
    note = "dumps of the seed page's size a second, one core; not guarded: no tool to compare with"
    return Figure(name="dumps.rate", value=rate, floored=False, note=note)
