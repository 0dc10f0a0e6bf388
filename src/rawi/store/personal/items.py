"""The articles as reader apps and unread counts see them: numbered, with one person's marks.

An article's number is the microsecond in which it came in, or the next free one: it
grows with arrival, stays over rebuilds, and serves as the 64-bit id that reader apps want.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager

from rawi.model import Record
from rawi.store.personal.file import holes, moment, now, parts
from rawi.store.personal.follows import Follows
from rawi.store.personal.marks import Marks
from rawi.store.personal.tallies import (
    EVERYBODY,
    count_articles,
    count_marks,
    marks_of_act,
    muted_places,
    read_outlets,
    unread_places,
)

NONE = "-"
"""Stands for the outlet of articles that have none."""
AT_ONCE = 500
"""Articles that are numbered at once."""
_UPSERT = (
    "INSERT INTO item (number, article_id, outlet, section) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (article_id) DO UPDATE SET outlet = excluded.outlet, section = excluded.section"
)
_HIDDEN = "i.outlet NOT IN (SELECT outlet FROM subscription WHERE person = ? AND hidden = 1)"
_MUTED = "EXISTS (SELECT 1 FROM mute_item m WHERE m.person = ? AND m.number = i.number)"
_FOLLOWED = "i.number IN (SELECT number FROM follow_item WHERE follow IN ({}))"
_READ = "EXISTS (SELECT 1 FROM seen s WHERE s.person = ? AND s.number = i.number)"
_STARRED = "i.article_id IN (SELECT name FROM saved WHERE person = ? AND kind = 'article')"
_LABELLED = (
    "i.article_id IN (SELECT name FROM label WHERE person = ? AND kind = 'article' AND label = ?)"
)


class Row(Record, frozen=True, kw_only=True):
    """What of an article is numbered."""

    id: str
    outlet: str | None
    section: str | None
    time: float
    """When it appeared, seconds since 1970."""


class Item(Record, frozen=True, kw_only=True):
    """One numbered article."""

    number: int
    article_id: str
    outlet: str


class Stream(Record, frozen=True, kw_only=True):
    """Which articles are meant; what is left open narrows nothing."""

    outlets: tuple[str, ...] | None = None
    label: str | None = None
    """Articles with this label, besides those of ``outlets``."""
    section: str | None = None
    read: bool | None = None
    starred: bool | None = None
    since: int | None = None
    """Numbers from this one on."""
    until: int | None = None
    """Numbers up to this one."""
    hidden: bool = False
    """Those of outlets that the person takes no part in, too."""
    follows: tuple[int, ...] | None = None
    """Those that match something followed under these numbers, of whatever outlet."""
    muted: bool | None = False
    """Those alone that rules hide, or those alone that none hides; None: both."""


class Arrivals(Record, frozen=True, kw_only=True):
    """Articles that came in, in their order."""

    ids: tuple[str, ...]
    upto: int
    """Number of the last of them."""


class Unread(Record, frozen=True, kw_only=True):
    """How many articles somebody has not read."""

    outlets: Counter[str]
    sections: Counter[str]
    muted: int
    """Those that rules hide, counted nowhere else."""


class Subscription(Record, frozen=True, kw_only=True):
    """How one person has an outlet: None is as the outlet itself says."""

    title: str | None = None
    folder: str | None = None
    """Empty: in no folder."""
    hidden: bool = False


class Items:
    """The numbered articles with one person's marks; safe to use from several threads."""

    def __init__(self, marks: Marks, follows: Follows | None = None) -> None:
        self._marks = marks
        self._follows = follows or Follows(marks.file, marks.person)
        self._file = marks.file
        self._person = marks.person

    @property
    def has_rules(self) -> bool:
        """Whether the person mutes anything."""
        return bool(self._follows.mutes())

    def together(self) -> AbstractContextManager[None]:
        """What runs inside is stored whole or not at all."""
        return self._file.together()

    def followed(self) -> tuple[int, str]:
        """Batch up to which articles are numbered, and its mark; batch zero where none are, or
        not yet all of the first ones, and how far that came."""
        rows = self._file.run("SELECT sequence, mark FROM followed")
        return (int(str(rows[0][0])), str(rows[0][1])) if rows else (0, "")

    def upto(self, batch: tuple[int, str]) -> None:
        """Articles are numbered up to this batch and its mark."""
        self._file.run("DELETE FROM followed")
        self._file.run("INSERT INTO followed VALUES (?, ?)", *batch)

    def follow(self, rows: Iterable[Row], gone: Iterable[str], upto: tuple[int, str]) -> None:
        """Number what came in, keep the numbers of what was changed, drop what is gone."""
        with self._file.together():
            numbers = range(max(self.last_number() + 1, moment()), 2**62)
            self._put(zip(numbers, rows, strict=False))
            self._marks.forget(gone)
            self.upto(upto)

    def by_time(self, rows: Iterable[Row], last: int) -> int:
        """Number articles, given in the order of time, by when they appeared, behind a number;
        the last number that was given. Those that marks gave meanwhile are passed over."""
        at = moment()
        asked = "SELECT number FROM item WHERE number > ?"
        taken = {int(str(number)) for (number,) in self._file.run(asked, last)}
        numbered = []
        for row in rows:
            last = max(last + 1, min(at, int(row.time * 1e6)))
            while last in taken:
                last += 1
            numbered.append((last, row))
        with self._file.together():
            self._put(numbered)
        return last

    def first_done(self, upto: tuple[int, str]) -> None:
        """All of the first articles are numbered: rules are held against all of them anew."""
        self.upto(upto)
        self._follows.judge((0, ""))

    def last_number(self) -> int:
        """Number of the article that came in last."""
        return self._marks.last_number()

    def numbered(self) -> int:
        """How many articles have a number."""
        return int(str(self._file.run("SELECT count(*) FROM item")[0][0]))

    def _put(self, numbered: Iterable[tuple[int, Row]]) -> None:
        rows = [(n, row.id, row.outlet or NONE, row.section) for n, row in numbered]
        for at in range(0, len(rows), AT_ONCE):
            self._number(rows[at : at + AT_ONCE])

    def _number(self, rows: Sequence[tuple[int, str, str, str | None]]) -> None:
        ids = [name for _, name, *_ in rows]
        if before := sorted(self._marks.numbers(ids).values()):
            count_articles(self._file, before, there=False)
        self._file.many(_UPSERT, rows)
        count_articles(self._file, sorted(self._marks.numbers(ids).values()), there=True)

    def arrivals(self, after: int, most: int) -> Arrivals:
        """Articles with numbers behind that one, the first so many, of whatever outlet."""
        sql = (
            "SELECT number, article_id FROM item WHERE number > ? AND outlet IS NOT NULL "
            "ORDER BY number LIMIT ?"
        )
        rows = self._file.run(sql, after, most)
        upto = int(str(rows[-1][0])) if rows else after
        return Arrivals(ids=tuple(str(name) for _, name in rows), upto=upto)

    def ids(self) -> frozenset[str]:
        """Every article that has a number."""
        return frozenset(str(row[0]) for row in self._file.run("SELECT article_id FROM item"))

    def page(
        self, stream: Stream, limit: int, after: int | None = None, oldest_first: bool = False
    ) -> list[Item]:
        """Articles of a stream, the last to come in first; ``after`` a number.

        What comes in meanwhile shifts nothing: pages begin at numbers.
        """
        where, values = self._where(stream)
        if after is not None:
            where += f" AND i.number {'>' if oldest_first else '<'} ?"
            values.append(after)
        sql = (
            f"SELECT i.number, i.article_id, i.outlet FROM item i WHERE {where} "
            f"ORDER BY i.number {'ASC' if oldest_first else 'DESC'} LIMIT ?"
        )
        rows = self._file.run(sql, *values, limit)
        return [
            Item(number=int(str(n)), article_id=str(name), outlet=str(outlet))
            for n, name, outlet in rows
        ]

    def among(self, stream: Stream, ids: Iterable[str]) -> frozenset[str]:
        """Those of the articles that a stream has."""
        where, values = self._where(stream)
        found: set[str] = set()
        for some in parts(ids):
            sql = f"SELECT article_id FROM item i WHERE {where} AND article_id IN ({holes(some)})"
            found |= {str(name) for (name,) in self._file.run(sql, *values, *some)}
        return frozenset(found)

    def count(self, stream: Stream) -> int:
        """How many articles a stream has."""
        where, values = self._where(stream)
        sql = f"SELECT count(*) FROM item i WHERE {where}"
        return int(str(self._file.run(sql, *values)[0][0]))

    def _where(self, stream: Stream) -> tuple[str, list[object]]:
        parts, values = self._kept(stream)
        if stream.outlets is not None:
            parts.append(f"(i.outlet IN ({holes(stream.outlets)}) OR {_LABELLED})")
            values += [*stream.outlets, self._person, stream.label or ""]
        for wanted, condition in ((stream.read, _READ), (stream.starred, _STARRED)):
            if wanted is not None:
                parts.append(condition if wanted else f"NOT {condition}")
                values.append(self._person)
        bounds = (("section =", stream.section), ("number >=", stream.since))
        for name, value in (*bounds, ("number <=", stream.until)):
            if value is not None:
                parts.append(f"i.{name} ?")
                values.append(value)
        return " AND ".join(parts), values

    def _kept(self, stream: Stream) -> tuple[list[str], list[object]]:
        """What is left of a stream by how the person has outlets, and by follows and rules."""
        parts: list[str] = ["i.outlet IS NOT NULL"]
        values: list[object] = []
        if not stream.hidden and not stream.starred and stream.follows is None:
            parts.append(_HIDDEN)
            values.append(self._person)
        if stream.follows is not None:
            parts.append(_FOLLOWED.format(holes(stream.follows)))
            values += stream.follows
        if stream.muted is not None and not stream.starred and self._follows.mutes():
            parts.append(_MUTED if stream.muted else f"NOT {_MUTED}")
            values.append(self._person)
        return parts, values

    def of_numbers(self, numbers: Sequence[int]) -> list[Item]:
        """The articles of these numbers, in their order; those that are gone left out."""
        found: dict[int, Item] = {}
        for some in parts(map(str, numbers)):
            rows = self._file.run(
                f"SELECT number, article_id, outlet FROM item WHERE number IN ({holes(some)})",
                *map(int, some),
            )
            for n, name, outlet in rows:
                number = int(str(n))
                found[number] = Item(
                    number=number, article_id=str(name), outlet=str(outlet or NONE)
                )
        return [found[number] for number in dict.fromkeys(numbers) if number in found]

    def unread(self) -> Unread:
        """How many articles are unread, without those of hidden outlets."""
        outlets, sections, muted = Counter[str](), Counter[str](), Counter[str]()
        hidden = {name for name, how in self.subscriptions().items() if how.hidden}
        held = muted_places(self._file, self._person)
        for (outlet, section), n in unread_places(self._file, self._person).items():
            if outlet in hidden or not n:
                continue
            out = held.get((outlet, section), 0)
            muted[outlet] += out
            outlets[outlet] += n - out
            if section:
                sections[section] += n - out
        return Unread(outlets=+outlets, sections=+sections, muted=muted.total())

    def read(self) -> dict[str, int]:
        """By outlet: how many articles were read."""
        return read_outlets(self._file, self._person)

    def newest(self) -> dict[str, int]:
        """By outlet: the number of the article that came in last."""
        rows = self._file.run(
            "SELECT t.outlet, (SELECT max(i.number) FROM item i WHERE i.outlet = t.outlet) "
            "FROM (SELECT DISTINCT outlet FROM tally WHERE person = ? AND count > 0) t",
            EVERYBODY,
        )
        return {str(outlet): int(str(n)) for outlet, n in rows if n is not None}

    def latest(self, most: int) -> int:
        """The number behind which the last so many articles came in."""
        sql = "SELECT number FROM item ORDER BY number DESC LIMIT 1 OFFSET ?"
        rows = self._file.run(sql, most)
        return int(str(rows[0][0])) if rows else 0

    def mark_stream(self, stream: Stream) -> tuple[int, int]:
        """Mark all of a stream as read: number of the act, for undoing it, and how many."""
        where, values = self._where(stream)
        with self._file.together():
            act = self.begin()
            last = self._marks.last_number()
            count = self._file.changed(
                "INSERT INTO seen (person, number, upto, at, act) "
                f"SELECT ?, i.number, ?, ?, ? FROM item i WHERE {where} ON CONFLICT DO NOTHING",
                *(self._person, last, now(), act, *values),
            )
            made = marks_of_act(self._person, act)
            count_marks(self._file, self._person, made, read=True)
        return act, count

    def begin(self) -> int:
        """Number of an act that can be undone."""
        sql = "INSERT INTO act (person, at) VALUES (?, ?)"
        return self._file.added(sql, self._person, now())

    def undo(self, act: int) -> int:
        """Make unread again what an act marked as read; how many."""
        if act <= 0:
            return 0
        with self._file.together():
            made = marks_of_act(self._person, act)
            count_marks(self._file, self._person, made, read=False)
            sql = "DELETE FROM seen WHERE person = ? AND act = ?"
            return self._file.changed(sql, self._person, act)

    def subscriptions(self) -> dict[str, Subscription]:
        """How the person has outlets, where that is not as the outlet says."""
        sql = "SELECT outlet, title, folder, hidden FROM subscription WHERE person = ?"
        return {
            str(outlet): Subscription(
                title=None if title is None else str(title),
                folder=None if folder is None else str(folder),
                hidden=bool(hidden),
            )
            for outlet, title, folder, hidden in self._file.run(sql, self._person)
        }

    def subscribe(self, outlet: str, how: Subscription) -> None:
        """Have an outlet like this from now on."""
        sql = (
            "INSERT INTO subscription VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (person, outlet) DO UPDATE SET title = excluded.title, "
            "folder = excluded.folder, hidden = excluded.hidden"
        )
        self._file.run(sql, self._person, outlet, how.title, how.folder, int(how.hidden))
