"""What holds between articles: copies, statements, stories, affairs."""

from __future__ import annotations

from typing import Literal

from rawi.model.articles import Article, OutletKind
from rawi.model.base import Record
from rawi.model.notes import Quote

StepRole = Literal["speaker", "via", "wire", "origin", "outlet"]
CopyKind = Literal["reprint", "edited", "partial"]
Change = Literal["same", "added", "removed"]


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
    image: str | None = None
    """Address of its lead picture."""

    @classmethod
    def of(cls, article: Article) -> Headline:
        """The article as a list names it."""
        return cls(**{field: getattr(article, field) for field in cls.__struct_fields__})


class Step(Record, frozen=True, kw_only=True):
    """One of the hands that a statement went through on its way to this copy."""

    role: StepRole
    """Who said it, the outlet or platform that the words came through, the agency whose text
    is reprinted, the outlet of the report that is copied, the outlet itself."""
    name: str
    start: int | None = None
    """Where the article says so, in its text; None where it does not stand there."""
    end: int | None = None
    article_id: str | None = None
    """Of an outlet: its report."""


class Run(Record, frozen=True, kw_only=True):
    """A stretch of text that was kept, added or removed from one text to another."""

    change: Change
    text: str


class Statement(Record, frozen=True, kw_only=True):
    """A quote with the article it stands in: speaker, via, wire, outlet, copy."""

    quote: Quote
    article: Headline
    wire: str | None = None
    """The agency whose text the article reprints."""
    copy_of: str | None = None
    """Id of the older article that this one copies."""
    chain: tuple[Step, ...] = ()
    """The way it took, the speaker first."""
    variants: tuple[Statement, ...] = ()
    """The same statement in other articles, oldest first, where it was asked for."""
    changes: tuple[Run, ...] = ()
    """As a variant: what it kept, left out and put in of the statement that it is a variant of;
    empty where it says nearly all in other words."""


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
    topic: str | None = None
    """Of that section; None where no word of it tells."""
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


class Mention(Record, frozen=True, kw_only=True):
    """Somebody whom outlets quote."""

    name: str
    outlets: tuple[str, ...]


class Figure(Record, frozen=True, kw_only=True):
    """One number, and who gives it."""

    value: float
    outlets: tuple[str, ...]


class Difference(Record, frozen=True, kw_only=True):
    """A thing that outlets count otherwise."""

    what: str
    """As one of them writes it."""
    figures: tuple[Figure, ...]
    """That of most outlets first."""


class Side(Record, frozen=True, kw_only=True):
    """The reports of a story by outlets of one country, or of one kind."""

    country: str | None
    """ISO 3166; None where no outlet's is known, and in a side of one kind."""
    kind: OutletKind | None = None
    """None where no outlet's is known, and in a side of one country."""
    reports: tuple[Headline, ...]
    """Own reports, the earliest first."""
    copies: int = 0
    only: tuple[str, ...] = ()
    """People and organisations that no report of another side names."""


class Printed(Record, frozen=True, kw_only=True):
    """An outlet that has its text from another one's report, with the share of it."""

    outlet: str | None
    article_id: str
    source: str | None
    source_id: str
    share: float


class Coverage(Record, frozen=True, kw_only=True):
    """One story side by side."""

    story: str
    headline: str
    sides: tuple[Side, ...]
    """By country, that of the earliest report first."""
    kinds: tuple[Side, ...] = ()
    """The same by kind of outlet."""
    printed: tuple[Printed, ...] = ()
    """Who has whose text."""
    speakers: tuple[Mention, ...] = ()
    differences: tuple[Difference, ...] = ()
