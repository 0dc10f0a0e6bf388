"""What annotation finds in an article."""

from __future__ import annotations

from typing import Literal

from rawi.model.base import Record

EntityKind = Literal["person", "organisation", "place", "other"]
QuoteKind = Literal["direct", "indirect", "mixed"]
CreditRole = Literal["wire", "cited"]

_SURE = 0.5
"""Of a statement and its speaker: what is less likely is shown as nobody's."""


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

    @property
    def said_by(self) -> str:
        """The speaker's name; empty where it is likelier wrong than right: nobody is named then."""
        return self.speaker_name if self.chance >= _SURE else ""


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


class Notes(Record, frozen=True, kw_only=True):
    """What annotation found in one article."""

    keywords: tuple[Keyword, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dates: tuple[ResolvedDate, ...] = ()
    credits: tuple[Credit, ...] = ()
