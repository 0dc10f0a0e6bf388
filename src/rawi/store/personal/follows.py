"""What people follow and mute, and which of the numbered articles that concerns.

The rules are somebody's own. Which articles match them is derived and can be judged
anew at any time: it is kept beside them so that lists and counts ask one file.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple, TypeVar, cast, get_args

from rawi.errors import InputError, NotFoundError
from rawi.model import Record
from rawi.store.personal.file import (
    OWNER,
    PersonalFile,
    columns,
    holes,
    now,
    parts,
    record_of,
)
from rawi.store.personal.tallies import (
    IS_DONE,
    Among,
    count_muted,
    mute_followed,
    muted_by,
    unmute_followed,
)

FollowKind = Literal["entity", "keyword", "affair", "speaker", "search"]
MuteKind = Literal["outlet", "word", "author", "person", "section"]
MOST = 500
"""Things that one person can follow, and rules to mute by."""
LONGEST = 400
"""Letters of a name."""


class Follow(Record, frozen=True, kw_only=True):
    """Something that a person follows."""

    kind: FollowKind
    name: str
    """Of an entity, speaker or keyword: the name; of an affair: its id; of a search: its
    fields as in an address, ``q=...&section=...``, in the order of the alphabet."""
    title: str
    """What people call it."""
    at: str = ""
    """Since when, ISO 8601."""
    number: int = 0
    """Its own over all people; 0 for one that is not kept."""
    key: str = ""
    """What all spellings of the name share."""


class Mute(Record, frozen=True, kw_only=True):
    """A rule that hides articles from a person."""

    kind: MuteKind
    name: str
    """Of an outlet its id; of the others the word or name."""
    at: str = ""
    number: int = 0
    key: str = ""


Rule = Follow | Mute
R = TypeVar("R", Follow, Mute)
_FOLLOWS = f"SELECT {columns(Follow)} FROM follow"
_MUTES = f"SELECT {columns(Mute)} FROM mute"


def follow_kind(name: str) -> FollowKind:
    """Raises ``InputError`` for what is no kind."""
    if name not in get_args(FollowKind):
        raise InputError(f"{name!r} is none of {', '.join(get_args(FollowKind))}")
    return cast(FollowKind, name)


def mute_kind(name: str) -> MuteKind:
    """Raises ``InputError`` for what is no kind."""
    if name not in get_args(MuteKind):
        raise InputError(f"{name!r} is none of {', '.join(get_args(MuteKind))}")
    return cast(MuteKind, name)


class _Held(NamedTuple):
    """What one person follows and mutes, as of a state of the file."""

    state: tuple[int, int]
    follows: tuple[Follow, ...] = ()
    mutes: tuple[Mute, ...] = ()


class Follows:
    """What one person follows and mutes; safe to use from several threads."""

    def __init__(self, file: PersonalFile, person: int = OWNER) -> None:
        self._file = file
        self.person = person
        self._memory: dict[int, _Held] = {}
        self._turn = [0]

    def of(self, person: int) -> Follows:
        """What another person follows, in the same file."""
        other = copy.copy(self)
        other.person = person
        return other

    def _held(self) -> _Held:
        """Out of memory, for as long as nobody else changed the file."""
        state = self._file.changes()[0], self._turn[0]
        found = self._memory.get(self.person)
        if found is None or found.state != state:
            follows = self._file.run(f"{_FOLLOWS} WHERE person = ? ORDER BY number", self.person)
            mutes = self._file.run(f"{_MUTES} WHERE person = ? ORDER BY number", self.person)
            found = _Held(
                state,
                tuple(record_of(Follow, row) for row in follows),
                tuple(record_of(Mute, row) for row in mutes),
            )
            self._memory[self.person] = found
        return found

    def stamp(self) -> tuple[int, ...]:
        """Differs whenever this person follows or mutes something else."""
        _, follows, mutes = self._held()
        return (*(one.number for one in follows), 0, *(one.number for one in mutes))

    def all(self) -> tuple[Follow, ...]:
        """What is followed, in the order of beginning."""
        return self._held().follows

    def one(self, number: int) -> Follow:
        """What this person follows under that number. Raises ``NotFoundError``."""
        found = next((one for one in self.all() if one.number == number), None)
        if found is None:
            raise NotFoundError(f"nothing is followed under {number}")
        return found

    def mutes(self) -> tuple[Mute, ...]:
        """The rules, in the order they were made."""
        return self._held().mutes

    def held(self, rule: R) -> R | None:
        """The same thing as this person follows or mutes it already."""
        held = self.all() if isinstance(rule, Follow) else self.mutes()
        return next((one for one in held if (one.kind, one.key) == (rule.kind, rule.key)), None)

    def everyones(self) -> tuple[tuple[int, Rule], ...]:
        """Every rule with the person whose it is."""
        follows = self._file.run(_FOLLOWS.replace("FROM", ", person FROM"))
        mutes = self._file.run(_MUTES.replace("FROM", ", person FROM"))
        found: list[tuple[int, Rule]]
        found = [(int(str(row[-1])), record_of(Follow, row[:-1])) for row in follows]
        return tuple(found + [(int(str(row[-1])), record_of(Mute, row[:-1])) for row in mutes])

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """All of it or nothing; what was in memory is read anew behind it."""
        try:
            with self._file.together():
                yield
        finally:
            self._turn[0] += 1

    def add(self, rule: R, ids: Iterable[str]) -> R:
        """Follow or mute from now on, with the articles that match already; twice is once.

        Raises ``InputError`` for one rule too many.
        """
        table = _table(rule)
        told: dict[str, object] = {"person": self.person, "kind": rule.kind, "key": rule.key}
        told |= {"name": rule.name, "at": now()}
        if isinstance(rule, Follow):
            told["title"] = rule.title
        with self._changing():
            count = self._file.run(f"SELECT count(*) FROM {table} WHERE person = ?", self.person)
            if int(str(count[0][0])) >= MOST:
                raise InputError(f"nobody can have more than {MOST} of these")
            self._file.run(
                f"INSERT INTO {table} ({', '.join(told)}) VALUES ({holes(list(told))}) "
                "ON CONFLICT DO NOTHING",
                *told.values(),
            )
            self._turn[0] += 1
            kept = self.held(rule)
            assert kept is not None
            self.match(self.person, kept, ids)
        return kept

    def remove(self, rule: Rule) -> None:
        """Follow or mute it no more."""
        table = _table(rule)
        with self._changing():
            if isinstance(rule, Mute):
                unmute_followed(self._file, self.person, rule.number)
                count_muted(self._file, _alone(rule), there=False)
            self._file.run(f"DELETE FROM {table}_item WHERE {table} = ?", rule.number)
            sql = f"DELETE FROM {table} WHERE person = ? AND number = ?"
            self._file.run(sql, self.person, rule.number)

    def judged(self) -> tuple[int, str]:
        """Batch up to which articles were held against the rules, and its mark."""
        rows = self._file.run("SELECT sequence, mark FROM judged")
        return (int(str(rows[0][0])), str(rows[0][1])) if rows else (0, "")

    def judge(self, upto: tuple[int, str]) -> None:
        """All up to that batch were held against the rules."""
        self._file.run("DELETE FROM judged")
        self._file.run("INSERT INTO judged VALUES (?, ?)", *upto)

    def match(self, person: int, rule: Rule, ids: Iterable[str]) -> None:
        """These articles match a rule of that person too."""
        for some in parts(ids):
            if isinstance(rule, Follow):
                self._match(rule, f"?, number, {IS_DONE}", (rule.number, person, person), some)
                continue
            there = muted_by(person, some)
            count_muted(self._file, there, there=False)
            self._match(rule, "?, number, ?", (person, rule.number), some)
            count_muted(self._file, there, there=True)
            mute_followed(self._file, person, some)

    def _match(self, rule: Rule, own: str, values: tuple[int, ...], ids: list[str]) -> None:
        self._file.run(
            f"INSERT INTO {_table(rule)}_item SELECT {own} FROM item i "
            f"WHERE article_id IN ({holes(ids)}) ON CONFLICT DO NOTHING",
            *(*values, *ids),
        )

    def unmatch(self, ids: Iterable[str] | None, rule: Follow | None = None) -> None:
        """Forget which rules articles match, or that they match one thing followed; all articles
        where none are named."""
        tables = ("follow",) if rule else ("follow", "mute")
        own, values = ("follow = ?", (rule.number,)) if rule else ("1 = 1", ())
        for table in tables:
            if ids is None:
                self._drop(table, Among(own, values))
                continue
            for some in parts(ids):
                those = f"number IN (SELECT number FROM item WHERE article_id IN ({holes(some)}))"
                self._drop(table, Among(f"{own} AND {those}", (*values, *some)))

    def _drop(self, table: str, among: Among) -> None:
        """Forget these matches, whoever else has a rule on the articles forgetting it too."""
        if table == "mute":
            count_muted(self._file, among, there=False)
        self._file.run(f"DELETE FROM {table}_item WHERE {among.condition}", *among.values)

    def concerned(self, ids: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Those of the articles that match something followed, with the numbers of it."""
        found: dict[str, list[int]] = defaultdict(list)
        for some in parts(ids):
            rows = self._file.run(
                "SELECT i.article_id, f.number FROM item i JOIN follow_item m ON "
                "m.number = i.number JOIN follow f ON f.number = m.follow "
                f"WHERE f.person = ? AND i.article_id IN ({holes(some)}) ORDER BY f.number",
                *(self.person, *some),
            )
            for name, number in rows:
                found[str(name)].append(int(str(number)))
        return {name: tuple(held) for name, held in found.items()}

    def muted_among(self, ids: Sequence[str]) -> dict[str, tuple[Mute, ...]]:
        """Those of the articles that rules hide, with the rules; nothing is asked without any."""
        mutes = {mute.number: mute for mute in self.mutes()}
        found: dict[str, list[Mute]] = defaultdict(list)
        for some in parts(ids) if mutes else ():
            rows = self._file.run(
                "SELECT i.article_id, m.mute FROM item i CROSS JOIN mute_item m "
                f"WHERE i.article_id IN ({holes(some)}) AND m.person = ? AND m.number = i.number",
                *(*some, self.person),
            )
            for name, number in rows:
                if (mute := mutes.get(int(str(number)))) is not None:
                    found[str(name)].append(mute)
        return {name: tuple(held) for name, held in found.items()}

    def unread(self, most: int = MOST) -> Mapping[int, int]:
        """By the number of what is followed, of the first so many: how many articles are unread
        and not muted; what has none is left out."""
        wanted = [one.number for one in self.all()[:most]]
        sql = (
            "SELECT follow, count(*) FROM follow_item "
            f"WHERE done = 0 AND follow IN ({holes(wanted)}) GROUP BY follow"
        )
        rows = self._file.run(sql, *wanted) if wanted else []
        return {int(str(number)): int(str(count)) for number, count in rows}

    def newest(self) -> dict[int, int]:
        """By the number of what is followed: that of the matching article that came in last."""
        last = "SELECT max(i.number) FROM follow_item i WHERE i.follow = f.number"
        sql = f"SELECT f.number, ({last}) FROM follow f WHERE f.person = ?"
        rows = self._file.run(sql, self.person)
        return {int(str(one)): int(str(n)) for one, n in rows if n is not None}


def _alone(rule: Mute) -> Among:
    """What this rule hides and no other of the same person."""
    other = "o.person = mute_item.person AND o.number = mute_item.number"
    others = f"SELECT 1 FROM mute_item o WHERE {other} AND o.mute <> mute_item.mute"
    return Among(f"mute = ? AND NOT EXISTS ({others})", (rule.number,))


def _table(rule: Rule) -> str:
    return "follow" if isinstance(rule, Follow) else "mute"
