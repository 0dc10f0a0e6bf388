"""Articles kept out of training: those of some outlets and months of the shared sets."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from eval.figures import DATA

HELD_MONTH = "ant-2018-04"
HELD_OUTLETS = frozenset(["aawsat", "alriyadh", "alweeam", "okaz", "sabq"])
HELD_SINCE = "2023-03"
"""From this month on, articles of Al Mayadeen are held out."""
_GOLD_DAYS = ("2018-04-10", "2018-04-11")
"""Days that the gold's composed dumps are made of."""

_TEASER = re.compile(r"قد يهم|شاهد|اقرأ|إقرأ|للمزيد|المزيد|طالع|[أا]يضا ?[:.]|تابع|رابط|وأيضا")
_ENDS = tuple('.!؟?"”»:…)')


@dataclass
class Source:
    """One article to compose with: paragraphs and subheads in order."""

    title: str
    blocks: list[tuple[str, str]]


def held_out(record: dict[str, Any]) -> bool:
    """Whether an article of the shared sets is kept from training."""
    published = record.get("published") or ""
    late = record["outlet"] == "almayadeen.net" and published >= HELD_SINCE
    return record["outlet"] in HELD_OUTLETS or late or published.startswith("2018-04")


@cache
def sources() -> tuple[Source, ...]:
    """Sound articles that are held out: a sample of every outlet."""
    found: dict[str, list[Source]] = {}
    names = (HELD_MONTH, "saudi-2015-07", "almayadeen-2023-q1")
    for record in (r for name in names for r in _records(name) if held_out(r)):
        published = (record.get("published") or "")[:10]
        own = found.setdefault(record["outlet"], [])
        if len(own) < 160 and published not in _GOLD_DAYS and len(published + record["title"]) > 15:
            source = _source(record)
            own += [source] if source else []
    return tuple(s for own in found.values() for s in own)


def _records(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(DATA / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _source(record: dict[str, Any]) -> Source | None:
    paragraphs = [" ".join(p.split()) for p in (record.get("body") or "").split("\n")]
    paragraphs = [p for p in paragraphs if p]
    if len(paragraphs) > 1 and paragraphs[0].startswith(paragraphs[-1][:60]):
        paragraphs.pop()  # some records end in their own summary
    if not 1 <= len(paragraphs) <= 30 or any(_TEASER.search(p[-60:]) for p in paragraphs):
        return None
    if any(_TEASER.match(p) or len(p) > 2500 for p in paragraphs) or len(paragraphs[0]) < 80:
        return None
    blocks = [("s" if len(p) < 60 and not p.endswith(_ENDS) else "p", p) for p in paragraphs]
    while blocks[-1][0] == "s":
        blocks.pop()
    subheads = sum(kind == "s" for kind, _ in blocks)
    if 3 * subheads > len(blocks) or sum(len(t) for k, t in blocks if k == "p") < 180:
        return None
    return Source(" ".join(record["title"].split()), blocks)
