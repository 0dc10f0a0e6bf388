"""The records that travel through Rawi, from capture to screen.

All are frozen. Times are ISO 8601 text (a date, or a date and time with its
offset) because precision varies; offsets are positions in ``Article.text``
counted in code points. This module imports nothing of Rawi.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Precision = Literal["minute", "day", "month", "year"]
EntityKind = Literal["person", "organisation", "place", "other"]
QuoteKind = Literal["direct", "indirect", "mixed"]
CreditRole = Literal["wire", "cited"]
CopyKind = Literal["reprint", "edited", "partial"]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What all records share: frozen, made by keyword, defaults left out of JSON."""


class Outlet(Record, frozen=True, kw_only=True):
    """A publisher: a site, an agency, or one channel of a host that many share."""

    id: str
    """Short stable name: the host (``alarabiya.net``), a channel before a shared one
    (``UCx@youtube.com``)."""
    name: str
    url: str | None = None
    country: str | None = None
    """ISO 3166 alpha-2, lower case."""
    language: str = "ar"
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    """Listing pages, for an outlet that has no feed."""
    section: str | None = None
    sections: dict[str, str] = {}
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
    headers: dict[str, str] = {}


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
    kind: str | None = None  # recipe, product, forum, scripture, encyclopedia, poem: no report
    published: str | None = None
    modified: str | None = None
    published_precision: Precision | None = None
    collected: str | None = None
    evidence: dict[str, str] = {}
    """Field name -> where its value came from."""
    rivals: dict[str, tuple[Rival, ...]] = {}
    """Field name -> values that lost."""
    unread: dict[str, str] = {}
    """Field name -> raw text that could not be read."""

    @property
    def text(self) -> str:
        """The body as one string; every offset of the notes is into this."""
        return "\n".join(self.body)


class Page(Record, frozen=True, kw_only=True):
    """What one capture holds."""

    articles: tuple[Article, ...] = ()
    similar: tuple[str, ...] = ()
    """Headlines of lists of other articles."""
    rejected: Rejection | None = None
    url: str | None = None
    language: str | None = None


class Keyword(Record, frozen=True, kw_only=True):
    """A phrase that says what the article is about, as an editor would write it."""

    text: str
    score: float
    """How likely an editor would choose it, 0 to 1."""
    sources: tuple[str, ...] = ()
    """Where it was found: title, body, tags."""


class Entity(Record, frozen=True, kw_only=True):
    """A named thing in the text."""

    kind: EntityKind
    text: str
    name: str
    """The fullest form that the article gives, without particles: the same for all mentions."""
    start: int
    end: int
    country: str | None = None
    """Where a place lies: ISO 3166 alpha-2, lower case; None where it is not known."""


class Quote(Record, frozen=True, kw_only=True):
    """A statement attributed to a speaker."""

    kind: QuoteKind
    text: str
    cue: str
    start: int
    end: int
    speaker: str = ""
    speaker_name: str = ""
    via: str = ""
    chance: float = 1.0
    """How likely it is a statement and said by ``speaker_name``, 0 to 1."""


class ResolvedDate(Record, frozen=True, kw_only=True):
    """A date expression and what it means."""

    start: int
    end: int
    text: str
    value: str | None
    """ISO 8601 date, month, year, time or interval; None where it cannot be read."""
    precision: str | None = None
    calendar: str = "gregorian"
    conflict: str | None = None
    """The other reading, where two calendars stand side by side and disagree."""


class Credit(Record, frozen=True, kw_only=True):
    """A source that the article itself names."""

    role: CreditRole
    name: str
    text: str
    field: Literal["body", "authors"]


class Statement(Record, frozen=True, kw_only=True):
    """A quote with the article it stands in: speaker, via, wire, outlet, copy."""

    quote: Quote
    article: Headline
    wire: str | None = None
    """The agency whose text the article reprints."""
    copy_of: str | None = None
    """Id of the older article that this one copies."""


class Notes(Record, frozen=True, kw_only=True):
    """What annotation found in one article."""

    keywords: tuple[Keyword, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dates: tuple[ResolvedDate, ...] = ()
    credits: tuple[Credit, ...] = ()


class Passage(Record, frozen=True, kw_only=True):
    """A stretch shared by two articles: offsets into either text."""

    start: int
    end: int
    older_start: int
    older_end: int


class CopyLink(Record, frozen=True, kw_only=True):
    """Two articles that share text: all of it (reprint, edited) or a passage (partial)."""

    article_id: str
    older_id: str
    kind: CopyKind
    share: float
    """Share of the younger article's words that stand in the older one, 0 to 1."""
    passages: tuple[Passage, ...] = ()
    agencies: tuple[str, ...] = ()
    """Whose text both print, as either says: neither copies the other."""
    credited: bool = False
    """Whether the younger names the older's outlet as its source."""
    own: bool = False
    """Whether one outlet published both."""

    @property
    def copied(self) -> bool:
        """Whether the texts are one; a passage is not, nor an outlet's sequel to its own."""
        return self.kind != "partial" and (not self.own or self.share >= 0.9)


class Headline(Record, frozen=True, kw_only=True):
    """One report as a list names it, without its text."""

    id: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    collected: str | None = None


class Story(Record, frozen=True, kw_only=True):
    """One happening, with all articles that report it, oldest first."""

    id: str
    headline: str
    lead: str
    articles: tuple[Article, ...]
    first: Article
    """The earliest published."""
    leading: Headline | None = None
    """The report whose headline and lead the story has: the latest development that most share."""
    updated: str | None = None
    section: str | None = None
    """As most of its reports have it, in their outlets' word."""
    topic: str | None = None
    """Of that section; None where no word of it tells."""
    outlets: tuple[str, ...] = ()
    copies: int = 0
    """How many of the articles are copies of another."""
    affair: str | None = None
    """Id of the running matter that it belongs to: that of its first story."""


class Brief(Record, frozen=True, kw_only=True):
    """One story as a list shows it, without the texts of its reports."""

    id: str
    headline: str
    lead: str
    first: Headline
    """The earliest published."""
    others: tuple[Headline, ...] = ()
    """Some of the other reports, oldest first."""
    leading: Headline | None = None
    """The report whose headline and lead the story has."""
    updated: str | None = None
    section: str | None = None
    topic: str | None = None  # of that section; None where no word of it tells
    outlets: tuple[str, ...] = ()
    articles: int = 1
    """How many reports there are in all."""
    copies: int = 0
    affair: str | None = None
    """Id of the running matter that it belongs to."""


class Affair(Record, frozen=True, kw_only=True):
    """A running matter: stories that follow one another over days and weeks."""

    id: str
    """That of its first story; the id of any of its stories leads to it."""
    headline: str
    """That of its latest story."""
    stories: tuple[Brief, ...]
    """The latest first; where it began stands last."""
    begun: str | None = None
    updated: str | None = None
    articles: int = 0
    """How many reports all its stories have."""


class Hit(Record, frozen=True, kw_only=True):
    """One search result."""

    article: Article
    score: float
    snippet: str
    """Text for people, the matched words between ``<mark>`` tags, all else escaped."""
    story: str | None = None
    """Id of the story that the article belongs to."""


class Filters(Record, frozen=True, kw_only=True):
    """What a list of stories or articles is narrowed to; None leaves a thing open.

    ``Newsroom`` makes it of what was asked, see ``rawi.newsroom.filters``.
    """

    since: datetime | None = None
    """With its offset: what went on then or later."""
    until: datetime | None = None
    """With its offset: what began before."""
    section: str | None = None
    topic: str | None = None  # of the section, whatever its word
    outlet: str | None = None
    """Id of an outlet that published it."""
    language: str | None = None
    """ISO 639."""
    country: str | None = None
    """ISO 3166 alpha-2, lower case: an outlet of that country published it."""


class AddCounts(Record, frozen=True, kw_only=True):
    """What became of the records given to ``Newsroom.add``."""

    added: int = 0
    versions: int = 0
    copies: int = 0
    unchanged: int = 0
    """Already stored with the same content."""
    clashes: int = 0
    """Reports that came in under the id or at the address of another."""
    rejected: tuple[Rejection, ...] = ()


class Finding(Record, frozen=True, kw_only=True):
    """One thing that is wrong with a newsroom."""

    kind: str
    """file, capture, article, version, copy, story, stray, outlet, refusal, search, marks, left."""
    id: str | None
    """Which one: an id or a number; None for the newsroom as a whole."""
    reason: str
    """In words, with what to do where it is not ``repairable``: cannot be derived again."""
    repairable: bool


class Check(Record, frozen=True, kw_only=True):
    """What looking through a newsroom came to."""

    captures: int
    articles: int
    """So many were looked through."""
    findings: tuple[Finding, ...] = ()
    """What is wrong, some of each kind."""
    counts: dict[str, int] = {}
    """How many there are of each kind, named or not; ``repaired``: how many were mended."""
    repaired: dict[str, int] = {}
