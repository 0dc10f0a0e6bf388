"""Feeds: the test suites of four other parsers, read by ours.

Well-formed means that feedparser reads the file without complaint and finds
entries; for JSON Feeds, which feedparser does not read, it means valid JSON with
a list of items, and the file's own items are what is right. A file counts only
when the number of entries and every title agree.
"""

from __future__ import annotations

import html
import io
import json
import re
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime

import feedparser

from eval.figures import DATA, Figure
from rawi.collect.feeds import parse_feed
from rawi.ingest.records import Feed, FeedLimits

SUITES = DATA / "feeds" / "suites.tar.gz"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LIMITS = FeedLimits(items=100_000)
_TAG = re.compile(r"<[^>]*>")
_FEED = re.compile(rb"<(?:[A-Za-z0-9]+:)?(rss|feed|rdf|channel)[\s>]", re.I)


def suite() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(SUITES) as archive:
        for member in archive:
            name = member.name
            if member.isfile() and name.endswith((".xml", ".json")):
                held = archive.extractfile(member)
                assert held is not None
                yield name, held.read()


def shown(title: str | None, markup: bool = False) -> str:
    """A title as a person sees it: tags off, references resolved, space joined."""
    text = html.unescape(html.unescape(_TAG.sub("", title or "") if markup else title or ""))
    return " ".join(text.split())


def expected_xml(data: bytes) -> list[str] | None:
    raw = feedparser.parse(io.BytesIO(data))
    if raw.bozo or not raw.entries:
        return None
    kinds = [(e.get("title_detail") or {}).get("type") for e in raw.entries]
    return [
        shown(e.get("title"), kind in ("text/html", "application/xhtml+xml"))
        for e, kind in zip(raw.entries, kinds, strict=True)
    ]


def expected_json(data: bytes) -> list[str] | None:
    try:
        raw = json.loads(data)
        return [shown(item.get("title")) for item in raw["items"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def agreed(data: bytes, expected: list[str]) -> bool:
    feed = parse_feed(data, now=NOW, limits=LIMITS)
    return isinstance(feed, Feed) and [shown(i.title) for i in feed.items] == expected


def score() -> list[Figure]:
    if not SUITES.exists():
        return []
    crashes = 0
    right: dict[str, list[bool]] = {"xml": [], "json": []}
    for name, data in suite():
        kind = name.rsplit(".", 1)[1]
        # gofeed keeps its expected results as JSON beside the XML: not feeds, yet no reason to fall
        feed = "/json" in name if kind == "json" else bool(_FEED.search(data))
        expected = (expected_json if kind == "json" else expected_xml)(data) if feed else None
        try:
            same = agreed(data, expected or [])
        except Exception as why:
            print(f"feeds: {name}: {why!r}")
            crashes += 1
            same = False
        if expected is not None:
            right[kind].append(same)
    return [
        Figure(name="feeds.crashes", value=crashes, bar=0, lower=True),
        *(
            Figure(
                name=f"feeds.{kind}_agreement",
                value=sum(held) / len(held),
                bar=0.99,
                note=f"{len(held)} well-formed files, {held.count(False)} differ",
            )
            for kind, held in right.items()
        ),
    ]
