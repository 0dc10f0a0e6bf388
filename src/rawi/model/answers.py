"""What a newsroom is asked and answers."""

from __future__ import annotations

from datetime import datetime

import msgspec

from rawi.model.articles import Article, Rejection
from rawi.model.base import Record


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
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    """How many there are of each kind, named or not; ``repaired``: how many were mended."""
    repaired: dict[str, int] = msgspec.field(default_factory=dict)
