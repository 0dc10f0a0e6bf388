"""The order of the steps: capture → extract → annotate → sketch.

Pure work on one capture, done alike in this process or in workers; what
depends on other articles (copies, stories) follows in ``intake``.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence

import msgspec

from rawi.annotation import annotate_all
from rawi.arabic import Token, tokens
from rawi.ingest.archives import ARTICLE_TYPE, RECORD_TYPE
from rawi.model import Article, Capture, Notes, Rejection
from rawi.relate import Sketch, sketch
from rawi.relate.passages import Words, words_of
from rawi.relate.statements import sayings
from rawi.search.entries import fields
from rawi.search.index import Entry, Fields
from rawi.store.codec import encoded, sketched
from rawi.store.filing import Filing, filing
from rawi.urls import article_id, canonical_url

_COMPRESSION = 6
"""The level of zlib for bodies of captures: its own default."""


class Place(msgspec.Struct, frozen=True):
    """How far an import came in one file."""

    key: str
    """Identity of the file's content."""
    name: str
    position: int
    """For the reader of the file, to go on from."""
    read: int
    """Bytes of the file read so far."""
    done: bool = False


class Offer(msgspec.Struct, frozen=True):
    """Something to take in; ``what`` None only tells how far an import came."""

    what: Capture | Rejection | None
    item: str | None = None
    """What it is called where it must be refused."""
    place: Place | None = None


class Ready(msgspec.Struct, frozen=True, array_like=True):
    """An article with all that can be said of it alone."""

    article: Article
    sketch: Sketch
    filing: Filing
    """What is kept of it."""
    wording: bytes
    """Its ``relate.passages.Words``, packed: few are ever compared."""
    fields: bytes
    """Its ``search.index.Fields``, packed."""
    address: str | None = None
    """Canonical."""
    named: bool = True
    """Whether its id was given, not made from the address."""


packed = msgspec.msgpack.Encoder().encode
wording_of = msgspec.msgpack.Decoder(Words).decode
fields_of = msgspec.msgpack.Decoder(Fields).decode


class Prepared(msgspec.Struct, frozen=True, array_like=True):
    """A capture, packed, and what it holds."""

    digest: bytes
    packed: bytes
    articles: tuple[Ready, ...]
    rejected: tuple[Rejection, ...] = ()


def digest(capture: Capture) -> bytes:
    """Equal for captures of the same bytes under the same address."""
    made = hashlib.blake2b(digest_size=16)
    for part in (capture.url or "", capture.outlet or "", capture.content_type or ""):
        made.update(part.encode("utf-8", "replace") + b"\0")
    made.update(capture.body)
    return made.digest()


def pack(body: bytes) -> bytes:
    return zlib.compress(body, _COMPRESSION)


def prepare(capture: Capture) -> Prepared:
    """Extract, annotate and sketch one capture. Pure; never raises for what it holds."""
    return prepare_all([capture])[0]


def prepare_all(captures: Sequence[Capture]) -> list[Prepared]:
    """The same of each of several captures, which together take less time."""
    try:
        return _prepared(captures)
    except Exception as why:  # a mistake of ours over one page must not stop all others
        if len(captures) > 1:
            return [prepare(capture) for capture in captures]
        mistake = Rejection(
            kind="mistake", reason=f"reading it failed: {why!r}", item=captures[0].url
        )
        return [Prepared(digest(captures[0]), pack(captures[0].body), (), (mistake,))]


def _prepared(captures: Sequence[Capture]) -> list[Prepared]:
    from rawi.ingest.reports import page_of, refusals, reports  # slow to import; readers read none

    pages = [page_of(capture) for capture in captures]
    articles = [reports(*one) for one in zip(pages, captures, strict=True)]
    ready = iter(_ready([article for few in articles for article in few]))
    return [
        Prepared(
            digest(capture),
            pack(capture.body),
            tuple(next(ready) for _ in few),
            tuple(refusals(page, capture)),
        )
        for capture, page, few in zip(captures, pages, articles, strict=True)
    ]


def prepared_from(digest: bytes, articles: Iterable[Article]) -> Prepared:
    """What articles give that were read before, under the ids that they have."""
    ready = (msgspec.structs.replace(one, named=True) for one in _ready([*articles]))
    return Prepared(digest, b"", tuple(ready))


def under(name: str, ready: Ready) -> Ready:
    """The article under another id."""
    if name == ready.article.id:
        return ready
    article = msgspec.structs.replace(ready.article, id=name)
    drawn = msgspec.structs.replace(ready.sketch, id=name)
    kept = msgspec.structs.replace(ready.filing, article=encoded(article), sketch=sketched(drawn))
    return msgspec.structs.replace(ready, article=article, sketch=drawn, filing=kept)


def record_capture(record: object) -> Capture | Rejection:
    """The capture of one record given by a program: an ``Article``, or the import form."""
    try:
        if isinstance(record, Article):
            return Capture(body=msgspec.json.encode(record), content_type=ARTICLE_TYPE)
        return Capture(body=msgspec.json.encode(record), content_type=RECORD_TYPE)
    except (TypeError, ValueError, RecursionError) as why:
        return Rejection(kind="record", reason=f"not a record: {why}", item=repr(record)[:200])


def _ready(articles: Sequence[Article]) -> list[Ready]:
    words = [tokens(article.text) for article in articles]
    found = zip(articles, annotate_all(articles, words), words, strict=True)
    return [_annotated(*one) for one in found]


def _annotated(article: Article, notes: Notes, words: list[Token]) -> Ready:
    address = canonical_url(article.url) if article.url else None
    named = article.id != article_id(article.url, None, None, ())
    drawn = sketch(article, notes, words)
    kept = filing(article, notes, drawn, sayings(article, notes, words))
    held = fields(Entry(article, notes), words)
    return Ready(article, drawn, kept, packed(words_of(words)), packed(held), address, named)
