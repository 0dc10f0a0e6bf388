"""Records to bytes and back, and how the store reads times."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import msgspec

from rawi.model import Article, CopyLink, Headline, Notes, Outlet, Record, Rejection
from rawi.relate import Sketch

_json = msgspec.json.Encoder()
_msgpack = msgspec.msgpack.Encoder()
article_of = msgspec.json.Decoder(Article).decode
headline_of = msgspec.json.Decoder(Headline).decode
"""Out of an article's record, the rest of which is skipped."""
notes_of = msgspec.json.Decoder(Notes).decode
outlet_of = msgspec.json.Decoder(Outlet).decode
copy_of = msgspec.json.Decoder(CopyLink).decode
rejection_of = msgspec.json.Decoder(Rejection).decode
similar_of = msgspec.json.Decoder(tuple[str, ...]).decode
headers_of = msgspec.json.Decoder(dict[str, str]).decode
sketch_of = msgspec.msgpack.Decoder(Sketch).decode

encoded = _json.encode


def sketched(sketch: Sketch) -> bytes:
    return _msgpack.encode(sketch)


class StoryRecord(Record, frozen=True, kw_only=True):
    """What a story row keeps besides its columns."""

    headline: str
    lead: str
    updated: str | None = None
    outlets: tuple[str, ...] = ()
    copies: int = 0
    articles: int
    first: Headline
    others: tuple[Headline, ...] = ()
    leading: Headline | None = None


story_of = msgspec.json.Decoder(StoryRecord).decode


def fingerprint(article: Article) -> bytes:
    """Equal as long as readers would see the same text."""
    text = (article.title, article.standfirst, article.summary, article.body, article.subheads)
    return hashlib.blake2b(_json.encode(text), digest_size=16).digest()


def moment(text: str | None, *, latest: bool = False) -> float | None:
    """Seconds since 1970 of an ISO 8601 date or time, UTC where it names no zone.

    ``latest`` gives the end of a day, month or year known no closer.
    None for what cannot be read.
    """
    if not text:
        return None
    try:
        begin = datetime.fromisoformat(text if len(text) > 7 else f"{text}-01-01"[:10])
        if latest and len(text) <= 10:
            begin = _after(begin, len(text)) - timedelta(seconds=1)
    except (ValueError, OverflowError):
        return None
    return (begin if begin.tzinfo else begin.replace(tzinfo=UTC)).timestamp()


def _after(begin: datetime, length: int) -> datetime:
    if length > 7:
        return begin + timedelta(days=1)
    if length > 4:
        return (begin + timedelta(days=32)).replace(day=1)
    return begin.replace(year=begin.year + 1)


def time_of(article: Article, captured: str) -> float:
    """When an article counts as published, in seconds since 1970.

    A day without an hour counts as its end, so that nobody is called first who
    may not have been; but nothing is later than its capture.
    """
    seen = moment(article.collected) or moment(captured) or 0.0
    told = moment(article.published, latest=True)
    return seen if told is None else min(told, seen)
