"""From capture to article: outlets, what came in, what was read in it."""

from __future__ import annotations

from typing import Literal

import msgspec

from rawi.model.base import Record

Precision = Literal["minute", "day", "month", "year"]


OutletKind = Literal["state", "public", "private", "party", "agency"]
"""Whose an outlet is: a state's or one of its bodies'; a body's under public law with a charter of
its own; a company's, foundation's or person's; a party's; and news agencies, whosever they are."""


class Ownership(Record, frozen=True, kw_only=True):
    """Whose an outlet is, and where that is stated: a fact, no judgement."""

    kind: OutletKind
    owner: str
    source: str
    """The law, charter, register or imprint that says so."""


class Outlet(Record, frozen=True, kw_only=True):
    """A publisher: a site, an agency, or one channel of a host that many share."""

    id: str
    """Short stable name: the host (``alarabiya.net``), a channel before a shared one
    (``UCx@youtube.com``)."""
    name: str
    url: str | None = None
    country: str | None = None
    """ISO 3166 alpha-2, lower case."""
    ownership: Ownership | None = None
    language: str = "ar"
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    """Listing pages, for an outlet that has no feed."""
    section: str | None = None
    sections: dict[str, str] = msgspec.field(default_factory=dict)
    """Address of a feed or sitemap -> its section, where that is another."""
    paused: bool = False
    allow_private: bool = False
    """Whether addresses on loopback or private networks may be fetched."""


class Capture(Record, frozen=True, kw_only=True):
    """Bytes as received: the root of all provenance."""

    body: bytes
    url: str | None = None
    outlet: str | None = None
    collected: str | None = None
    content_type: str | None = None
    headers: dict[str, str] = msgspec.field(default_factory=dict)


class Rejection(Record, frozen=True, kw_only=True):
    """A thing refused: what kind of refusal, and why, in words for people."""

    kind: str
    reason: str
    item: str | None = None
    """What was refused: a file and line, a URL, an id."""


class Caption(Record, frozen=True, kw_only=True):
    """What stands under a picture."""

    text: str
    credit: str | None = None


class Enclosure(Record, frozen=True, kw_only=True):
    """Sound, film or another file that belongs to an article."""

    url: str
    """Absolute http(s) address."""
    type: str | None = None
    """Media type, as ``audio/mpeg``."""
    length: int | None = None
    """In bytes."""


class Rival(Record, frozen=True, kw_only=True):
    """A value that was found for a field and lost against better evidence."""

    value: str
    source: str


class Article(Record, frozen=True, kw_only=True):
    """One report by one outlet."""

    id: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    summary: str | None = None
    """The outlet's own teaser, not necessarily part of the text."""
    standfirst: str | None = None
    body: tuple[str, ...] = ()
    subheads: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    source: str | None = None
    """Who the page itself names as source (المصدر)."""
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    captions: tuple[Caption, ...] = ()
    image: str | None = None
    enclosures: tuple[Enclosure, ...] = ()
    related: tuple[str, ...] = ()
    """Headlines of other articles that stood inside this one."""
    truncated: bool = False
    kind: str | None = None
    """recipe, product, forum, scripture, encyclopedia, poem, other: no report; None: a report."""
    published: str | None = None
    modified: str | None = None
    published_precision: Precision | None = None
    collected: str | None = None
    evidence: dict[str, str] = msgspec.field(default_factory=dict)
    """Field name -> where its value came from."""
    rivals: dict[str, tuple[Rival, ...]] = msgspec.field(default_factory=dict)
    """Field name -> values that lost."""
    unread: dict[str, str] = msgspec.field(default_factory=dict)
    """Field name -> raw text that could not be read."""

    @property
    def text(self) -> str:
        """The body as one string; every offset of the notes is into this."""
        return "\n".join(self.body)

    @property
    def lead(self) -> str:
        """It in short: the standfirst, else the teaser, else the first paragraph.

        A teaser that is the beginning of the text, cut off, is none.
        """
        teaser = " ".join((self.summary or "").split())
        begin = " ".join(self.text[: 2 * len(teaser)].split())
        told = not teaser or begin.startswith(teaser.rstrip(" .…"))
        first = self.body[0] if self.body else teaser
        return self.standfirst or (first if told else teaser)


class Page(Record, frozen=True, kw_only=True):
    """What one capture holds."""

    articles: tuple[Article, ...] = ()
    similar: tuple[str, ...] = ()
    """Headlines of lists of other articles."""
    rejected: Rejection | None = None
    url: str | None = None
    language: str | None = None
