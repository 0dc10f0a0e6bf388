"""Where people are told of stories, what of, and what they were told: in the personal file.

What is to be sent is written down in the transaction that moves the place up to which
arrivals were looked through, so that a crash loses nothing and writes nothing twice.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import UTC, datetime

from rawi.errors import InputError, NotFoundError
from rawi.store.personal.file import (
    OWNER,
    PersonalFile,
    columns,
    holes,
    now,
    parts,
    record_of,
)
from rawi.store.personal.notice_rows import (
    ALERTS,
    Alerting,
    Channel,
    Digest,
    Entry,
    integer,
)

MOST_CHANNELS, MOST_DIGESTS = 20, 20
"""Of one person."""
_CHANNEL = columns(Channel)


class Notices:
    """What one person is told, and how; safe to use from several threads."""

    def __init__(self, file: PersonalFile, person: int = OWNER) -> None:
        self.file = file
        self.person = person

    def of(self, person: int) -> Notices:
        """The same of another person."""
        other = copy.copy(self)
        other.person = person
        return other

    # channels

    def channels(self) -> tuple[Channel, ...]:
        """Of this person, the first made first."""
        sql = f"SELECT {_CHANNEL} FROM channel WHERE person = ? ORDER BY number"
        return tuple(record_of(Channel, row) for row in self.file.run(sql, self.person))

    def everyones_channels(self) -> tuple[Channel, ...]:
        """Of all people, those that are not paused."""
        sql = f"SELECT {_CHANNEL} FROM channel WHERE paused = 0 ORDER BY number"
        return tuple(record_of(Channel, row) for row in self.file.run(sql))

    def channel(self, number: int) -> Channel:
        """This person's channel of that number. Raises ``NotFoundError``."""
        found = next((one for one in self.channels() if one.number == number), None)
        if found is None:
            raise NotFoundError(f"no channel {number}")
        return found

    def add_channel(self, channel: Channel) -> int:
        """Its number. Raises ``InputError`` for one channel too many."""
        with self.file.together():
            if len(self.channels()) >= MOST_CHANNELS:
                raise InputError(f"nobody can have more than {MOST_CHANNELS} channels")
            told = (self.person, channel.service, channel.shown, channel.address)
            sql = (
                "INSERT INTO channel (person, service, shown, address, guarded, alerts, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)"
            )
            flags = (int(channel.guarded), int(channel.alerts))
            return self.file.added(sql, *told, *flags, now())

    def change_channel(self, number: int, *, paused: bool, alerts: bool) -> None:
        """A paused channel is sent nothing: neither what waits nor what comes meanwhile."""
        with self.file.together():
            sql = (
                "UPDATE channel SET paused = ?, alerts = ?, failures = 0, again = '', trouble = '' "
                "WHERE person = ? AND number = ?"
            )
            changed = self.file.changed(sql, int(paused), int(alerts), self.person, number)
            if changed and (paused or not alerts):
                which = "" if paused else f" AND list = {ALERTS}"
                self.file.run(f"DELETE FROM outbox WHERE channel = ?{which}", number)

    def end_channel(self, number: int, why: str) -> None:
        """Send nothing there any more: its address is forgotten, the reason kept to be shown.

        Its digests wait for the browser to allow messages again.
        """
        with self.file.together():
            sql = "UPDATE channel SET paused = 1, address = '', again = '', trouble = ? "
            self.file.run(f"{sql}WHERE person = ? AND number = ?", why, self.person, number)
            self.file.run("DELETE FROM outbox WHERE channel = ?", number)

    def take_browser(self, channel: Channel) -> int:
        """A browser's channel: the one it had, where it had one; the number.

        What it gave somebody else before is theirs no more: it shows messages to whoever
        sits before it. An ended one of the same name is taken up again, with its digests.
        """
        with self.file.together():
            sql = "SELECT person, number FROM channel WHERE address = ? AND person <> ?"
            for person, number in self.file.run(sql, channel.address, self.person):
                self.of(integer(person)).remove_channel(integer(number))
            own = self._browser(channel)
            if own is None:
                return self.add_channel(channel)
            sql = (
                "UPDATE channel SET address = ?, guarded = ?, paused = 0, failures = 0, "
                "again = '', trouble = '' WHERE number = ?"
            )
            self.file.run(sql, channel.address, int(channel.guarded), own.number)
            return own.number

    def _browser(self, channel: Channel) -> Channel | None:
        """This person's channel to that browser, else an ended one of its name."""
        own = [one for one in self.channels() if one.service == channel.service]
        same = [one for one in own if one.address == channel.address]
        ended = [one for one in own if not one.address and one.shown == channel.shown]
        return next(iter((*same, *ended)), None)

    def catch_up(self, last: int) -> None:
        """Begin at that arrival, where there was no channel to tell anything on so far."""
        idle = (
            "WHERE person = ? AND NOT EXISTS "
            "(SELECT 1 FROM channel c WHERE c.person = ? AND c.paused = 0)"
        )
        with self.file.together():
            for table in ("alerting", "digest"):
                sql = f"UPDATE {table} SET place = ? {idle}"
                self.file.run(sql, last, self.person, self.person)

    def remove_channel(self, number: int) -> None:
        """With its digests and all that waits for it."""
        with self.file.together():
            own = "SELECT number FROM channel WHERE person = ? AND number = ?"
            for table in ("outbox", "digest"):
                self.file.run(f"DELETE FROM {table} WHERE channel IN ({own})", self.person, number)
            sql = "DELETE FROM channel WHERE person = ? AND number = ?"
            self.file.run(sql, self.person, number)

    # digests

    def digests(self) -> tuple[Digest, ...]:
        """Of this person, the first made first."""
        sql = f"SELECT {columns(Digest)} FROM digest WHERE person = ? ORDER BY number"
        return tuple(record_of(Digest, row) for row in self.file.run(sql, self.person))

    def add_digest(self, digest: Digest) -> int:
        """Its number. Raises ``InputError`` for one too many, ``NotFoundError`` for no channel."""
        self.channel(digest.channel)
        with self.file.together():
            if len(self.digests()) >= MOST_DIGESTS:
                raise InputError(f"nobody can have more than {MOST_DIGESTS} digests")
            sql = (
                "INSERT INTO digest (person, channel, hour, scope, most, place, due) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)"
            )
            what = (digest.channel, digest.hour, digest.scope, digest.most)
            return self.file.added(sql, self.person, *what, digest.place, digest.due)

    def move_digest(self, number: int, place: int, due: str) -> None:
        """It was made up to that arrival, and is made again then."""
        self.file.run("UPDATE digest SET place = ?, due = ? WHERE number = ?", place, due, number)

    def remove_digest(self, number: int) -> None:
        """With what it told and what waits of it."""
        with self.file.together():
            for table, column in (("outbox", "list"), ("told", "list"), ("digest", "number")):
                sql = f"DELETE FROM {table} WHERE person = ? AND {column} = ?"
                self.file.run(sql, self.person, number)

    # how and what of

    def alerting(self) -> Alerting | None:
        """How this person is told; None for somebody who never set it."""
        sql = f"SELECT {columns(Alerting)} FROM alerting WHERE person = ?"
        rows = self.file.run(sql, self.person)
        return record_of(Alerting, rows[0]) if rows else None

    def set_alerting(self, how: Alerting) -> None:
        """Be told like this from now on; ``place`` counts only where nothing was set yet."""
        sql = (
            "INSERT INTO alerting (person, place, threshold, updates, quiet_from, quiet_until, "
            "zone, language, arabic_digits) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (person) DO UPDATE SET threshold = excluded.threshold, "
            "updates = excluded.updates, quiet_from = excluded.quiet_from, "
            "quiet_until = excluded.quiet_until, zone = excluded.zone, "
            "language = excluded.language, arabic_digits = excluded.arabic_digits"
        )
        quiet = (how.quiet_from, how.quiet_until)
        shown = (how.zone, how.language, int(how.arabic_digits))
        told = (how.threshold, int(how.updates), *quiet, *shown)
        self.file.run(sql, self.person, how.place, *told)

    def move(self, place: int) -> None:
        """Arrivals up to that one were looked through for alerts."""
        self.file.run("UPDATE alerting SET place = ? WHERE person = ?", place, self.person)

    def alerted(self) -> frozenset[int]:
        """Numbers of the followed things that this person is told of."""
        rows = self.file.run("SELECT follow FROM alerted WHERE person = ?", self.person)
        return frozenset(integer(row[0]) for row in rows)

    def set_alerted(self, follows: Iterable[int]) -> None:
        """Be told of these followed things alone."""
        with self.file.together():
            self.file.run("DELETE FROM alerted WHERE person = ?", self.person)
            rows = [(self.person, number) for number in sorted(set(follows))]
            self.file.many("INSERT INTO alerted (person, follow) VALUES (?, ?)", rows)

    # what was told, what waits

    def told(self, which: int, stories: Iterable[str]) -> dict[str, int]:
        """Those of the stories that were told on a list, with their reports then."""
        found: dict[str, int] = {}
        for some in parts(stories):
            sql = (
                "SELECT story, reports FROM told WHERE person = ? AND list = ? "
                f"AND story IN ({holes(some)})"
            )
            rows = self.file.run(sql, self.person, which, *some)
            found |= {str(story): integer(reports) for story, reports in rows}
        return found

    def write_down(self, entries: Iterable[Entry], at: str) -> None:
        """These are told now: once on each list, waiting for each of the channels.

        What still waits for a channel is not written for it a second time: it is told as
        it stands when it goes out.
        """
        rows = list(entries)
        told = [(self.person, e.list, e.story, e.reports, at) for e in rows]
        self.file.many(
            "INSERT INTO told (person, list, story, reports, at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (person, list, story) DO UPDATE SET reports = excluded.reports, "
            "at = excluded.at",
            told,
        )
        self.file.many(
            "INSERT INTO outbox (person, channel, list, story, kind, reports, gained, why, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                (self.person, e.channel, e.list, e.story, e.kind, e.reports, e.gained, e.why, at)
                for e in rows
            ],
        )

    def waiting(self, channel: int) -> tuple[Entry, ...]:
        """What is to be sent on a channel, in the order it was written down."""
        sql = f"SELECT {columns(Entry)} FROM outbox WHERE channel = ? ORDER BY number"
        return tuple(record_of(Entry, row) for row in self.file.run(sql, channel))

    def backlog(self) -> dict[int, int]:
        """How many stories wait, by channel."""
        rows = self.file.run("SELECT channel, count(*) FROM outbox GROUP BY channel")
        return {integer(channel): integer(count) for channel, count in rows}

    def done(self, entries: Iterable[Entry]) -> None:
        """These went out, or are to be told no more."""
        numbers = [(entry.number,) for entry in entries]
        self.file.many("DELETE FROM outbox WHERE number = ?", numbers)

    def lease(self, channel: int, at: datetime, until: datetime) -> bool:
        """Have a channel to oneself for a while; False where another process has it."""
        sql = "UPDATE channel SET leased = ? WHERE number = ? AND paused = 0 AND leased < ?"
        return self.file.changed(sql, _iso(until), channel, _iso(at)) == 1

    def release(self, channel: int) -> None:
        """Let others have the channel."""
        self.file.run("UPDATE channel SET leased = '' WHERE number = ?", channel)

    def went_well(self, channel: int, at: datetime) -> None:
        """The channel works."""
        sql = "UPDATE channel SET failures = 0, again = '', trouble = '', sent = ? WHERE number = ?"
        self.file.run(sql, _iso(at), channel)

    def went_wrong(self, channel: int, trouble: str, again: datetime) -> None:
        """The channel does not work, and is tried again then."""
        sql = "UPDATE channel SET failures = failures + 1, trouble = ?, again = ? WHERE number = ?"
        self.file.run(sql, trouble, _iso(again), channel)

    def forget(self, before: datetime) -> None:
        """Stories told before that are news no more."""
        self.file.run("DELETE FROM told WHERE at < ?", _iso(before))


def people_told(file: PersonalFile) -> tuple[int, ...]:
    """Who has a channel that is not paused."""
    rows = file.run("SELECT DISTINCT person FROM channel WHERE paused = 0 ORDER BY person")
    return tuple(integer(row[0]) for row in rows)


def failing(file: PersonalFile) -> int:
    """How many channels do not work now."""
    sql = "SELECT count(*) FROM channel WHERE paused = 0 AND failures > 0"
    return integer(file.run(sql)[0][0])


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
