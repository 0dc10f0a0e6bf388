"""Articles to compose training dumps of."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.figures import DATA
from eval.held_articles import held_out

FILES = ("ant-2018-02-03-07", "saudi-2015-07", "almayadeen-2023-q1")
"""Article files to compose from; the month that the gold is taken from is left out."""
_SENTENCE_END = re.compile(r"(?<=[.!؟?])\s+")
_CLAUSE_END = re.compile(r"[،؛,;]\s+|\s+(?=و\w)")
_BRIEF = (8, 22)
"""Fewest and most words of a sentence in a short article."""


@dataclass
class Source:
    """One article to compose with; ``subheads`` are those of its paragraphs that head others."""

    title: str
    body: list[str]
    subheads: frozenset[str] = frozenset()


def sources(limit: int, files: Sequence[str] = FILES) -> list[Source]:
    """Articles with a title and a sound body, none of them held out."""
    found = []
    for name in files:
        taken = 0
        for record in _records(DATA / "articles" / f"{name}.jsonl.gz"):
            source = None if held_out(record) else _source(record)
            if source:
                found.append(source)
                taken += 1
            if taken >= limit:
                break
    return found


_TEASER = re.compile(r"قد يهمك|شاهد|[إا]قرأ|للمزيد|طالع")


def _source(record: dict[str, Any]) -> Source | None:
    body = [" ".join(p.split()) for p in (record.get("body") or "").split("\n")]
    body = [p for p in body if len(p) > 8 and not _TEASER.match(p)]
    if len(body) > 1 and body[0].startswith(body[-1][:60]):
        body.pop()  # some records end in their own summary
    short = [p for p in body if len(p) < 60 and p[-1] not in '.!؟?"”»:…)']
    if body and body[-1] in short:
        body.pop()
    if not record.get("title") or not 1 <= len(body) <= 40 or 3 * len(short) > len(body):
        return None
    if sum(map(len, body)) < 150 or len(body[0]) < 70:
        return None
    return Source(" ".join(record["title"].split()), body, frozenset(short))


def _records(path: Path) -> Iterator[dict[str, Any]]:
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
