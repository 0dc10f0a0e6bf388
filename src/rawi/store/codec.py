"""Records to bytes and back, and how the store reads times."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec

from rawi.errors import StorageError
from rawi.model import Article, CopyLink, Credit, Headline, Notes, Outlet, Quote, Record, Rejection
from rawi.relate import Sketch
from rawi.relate.statements import Saying

log = logging.getLogger("rawi.store")
T = TypeVar("T")
K = TypeVar("K")
R = TypeVar("R")


class UnreadableError(StorageError):
    """A stored record that cannot be decoded."""


def reader_of(decode: Callable[[bytes], T], what: str) -> Callable[[bytes], T]:
    """``decode``, raising ``UnreadableError`` for what it cannot take."""

    def read(record: bytes) -> T:
        try:
            return decode(record)
        except (msgspec.DecodeError, UnicodeDecodeError, TypeError) as why:
            advice = "`rawi check` says what can be done"
            raise UnreadableError(f"a stored {what} cannot be read ({why}); {advice}") from why

    return read


def readable(decode: Callable[[R], T], rows: Iterable[tuple[K, R]]) -> Iterator[tuple[K, T]]:
    """Keys with what is decoded under them; what cannot be is named in the log and left out."""
    for key, record in rows:
        try:
            found = decode(record)
        except UnreadableError as why:
            log.warning("%s is left out: %s", key, why)
            continue
        yield key, found


def readable_or(decode: Callable[[R], T], key: object, record: R, otherwise: T) -> T:
    """What is decoded; ``otherwise`` where that fails, which the log names."""
    return next((found for _, found in readable(decode, [(key, record)])), otherwise)


_json = msgspec.json.Encoder()
_msgpack = msgspec.msgpack.Encoder()
article_of = reader_of(msgspec.json.Decoder(Article).decode, "article")
headline_of = reader_of(msgspec.json.Decoder(Headline).decode, "article")
"""Out of an article's record, the rest of which is skipped."""
notes_of = reader_of(msgspec.json.Decoder(Notes).decode, "note")


class Spoken(Record, frozen=True, kw_only=True):
    """Of an article's notes who says what, and where its text is from."""

    quotes: tuple[Quote, ...] = ()
    credits: tuple[Credit, ...] = ()


spoken_of = reader_of(msgspec.json.Decoder(Spoken).decode, "note")
"""Out of a record of notes, the rest of which is skipped."""
outlet_of = reader_of(msgspec.json.Decoder(Outlet).decode, "outlet")
copy_of = reader_of(msgspec.json.Decoder(CopyLink).decode, "link of a copy")
rejection_of = reader_of(msgspec.json.Decoder(Rejection).decode, "refusal")
similar_of = reader_of(msgspec.json.Decoder(tuple[str, ...]).decode, "list of similar articles")
headers_of = reader_of(msgspec.json.Decoder(dict[str, str]).decode, "header of a capture")
sketch_of = reader_of(msgspec.msgpack.Decoder(Sketch).decode, "sketch")
saying_of = reader_of(msgspec.msgpack.Decoder(Saying).decode, "statement")

encoded = _json.encode


def sketched(sketch: Sketch | Saying) -> bytes:
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


story_of = reader_of(msgspec.json.Decoder(StoryRecord).decode, "story")


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
