"""Channels, digests and what waits, as records of the rows that hold them."""

from __future__ import annotations

from typing import Literal

from rawi.model import Record
from rawi.store.personal.file import OWNER

ALERTS = 0
"""Number of the list of alerts; digests have the numbers of their rows."""
HOURLY = -1
"""The hour of a digest that comes every hour."""
Scope = Literal["all", "followed"]
Kind = Literal["new", "update"]


class Channel(Record, frozen=True, kw_only=True):
    """One way to reach a person."""

    number: int = 0
    person: int = OWNER
    service: str
    """As people call it: Telegram, mail."""
    shown: str
    """The address with its secrets left out."""
    address: str
    """With its secrets: for sending alone."""
    guarded: bool = True
    """Whether it may reach public addresses only."""
    alerts: bool = True
    """Whether alerts go there, beside digests."""
    paused: bool = False
    failures: int = 0
    """How often sending failed since it last went well."""
    again: str = ""
    """When it is tried again, ISO 8601; empty: at once."""
    trouble: str = ""
    """What went wrong last, in English; empty while it goes well."""
    sent: str = ""
    """When something last went out."""


class Digest(Record, frozen=True, kw_only=True):
    """One list that is sent at set times."""

    number: int = 0
    person: int = OWNER
    channel: int
    hour: int = 7
    """Of the person's day; ``HOURLY`` for every hour."""
    scope: Scope = "all"
    most: int = 20
    """Stories in one."""
    place: int = 0
    """Number of the last arrival that was looked through."""
    due: str = ""
    """When the next is made, ISO 8601."""


class Alerting(Record, frozen=True, kw_only=True):
    """How a person is told."""

    person: int = OWNER
    place: int = 0
    """Number of the last arrival that was looked through."""
    threshold: int = 0
    """Independent reports from which any story is told; 0: none is for that."""
    updates: bool = True
    quiet_from: int = HOURLY
    """Hour of the day from which nothing is sent; negative: no quiet hours."""
    quiet_until: int = HOURLY
    zone: str = "UTC"
    language: str = "ar"
    arabic_digits: bool = True

    @property
    def quiet(self) -> tuple[int, int] | None:
        """The quiet hours, from and until; None where there are none."""
        if self.quiet_from < 0 or self.quiet_until < 0 or self.quiet_from == self.quiet_until:
            return None
        return self.quiet_from, self.quiet_until


class Entry(Record, frozen=True, kw_only=True):
    """One story that is to be told on a channel."""

    number: int = 0
    person: int = OWNER
    channel: int
    list: int = ALERTS
    story: str
    kind: Kind = "new"
    reports: int = 1
    """Independent ones, when it was written down."""
    gained: int = 0
    """Of them since it was told last."""
    why: str = ""
    """Numbers of the followed things that it concerns, with spaces."""
    at: str = ""


NOTICES = ("channel", "digest", "alerting", "alerted", "told", "outbox")
"""Tables whose rows are somebody's."""


def integer(value: object) -> int:
    return int(str(value))
