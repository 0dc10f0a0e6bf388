"""Looking through a newsroom for what is wrong: the file, every row, the index, the marks.

Rows are read a step at a time, so that memory stays the same for any size. What is
found is told with what mending it needs (``repair``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Table
from sqlalchemy.exc import DatabaseError

from rawi.model import Check, Finding
from rawi.newsroom.prepare import digest
from rawi.newsroom.rebuild import article_again
from rawi.search.index import SearchIndex
from rawi.store import audit, kept_captures, reading
from rawi.store import schema as s
from rawi.store.codec import (
    UnreadableError,
    article_of,
    copy_of,
    fingerprint,
    notes_of,
    outlet_of,
    rejection_of,
    similar_of,
    sketch_of,
    story_of,
)
from rawi.store.engines import dialects
from rawi.store.engines.files import PART
from rawi.store.filing import keyword_keys, keyword_rows, statement_keys, statement_rows
from rawi.store.outlets import state_of
from rawi.store.personal.marks import Marks

NAMED = 100
"""Findings of one kind that are named; the rest are counted."""
_KEYS = (
    "missing from index",
    "wrong # of entries in index",
    "non-unique entry in index",
    "values of index",
)
"""Signs of an index of SQLite's own that is wrong: it is made anew from its table."""
_RESTORE = "put back a backup; `rawi export` saves what can still be read"


class Fault(NamedTuple):
    """Something wrong, with what mending it needs to know."""

    finding: Finding
    key: Any = None


class Found:
    """Faults gathered: some of each kind named, all counted, the keys of what can be mended."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.named: list[Finding] = []
        self.keys: defaultdict[str, list[Any]] = defaultdict(list)
        self.broken = False
        """Whether the file itself is: nothing should be written to it."""

    def add(self, fault: Fault) -> None:
        finding = fault.finding
        self.counts[finding.kind] += 1
        if self.counts[finding.kind] <= NAMED:
            self.named.append(finding)
        if finding.repairable:
            self.keys[finding.kind].append(fault.key)
        self.broken |= finding.kind == "file" and not finding.repairable

    def told(self, connection: Connection, repaired: dict[str, int]) -> Check:
        return Check(
            captures=_counted(reading.count_captures, connection),
            articles=_counted(reading.count, connection),
            findings=tuple(self.named),
            counts=dict(self.counts),
            repaired=repaired,
        )


def _counted(count: Callable[[Connection], int], connection: Connection) -> int:
    """How many there are; 0 where the file is too damaged to count."""
    try:
        return count(connection)
    except DatabaseError:
        return 0


def look(connection: Connection, index: SearchIndex, marks: Marks, path: Path) -> Found:
    """Everything that is wrong with the newsroom at that path."""
    found = Found()
    walks: list[Iterator[Fault]] = [walk(connection) for walk in _WALKS]
    walks += [_search(connection, index), _marks(connection, marks), _left(path)]
    for walk in walks:
        for fault in _guarded(walk):
            found.add(fault)
    return found


def _fault(kind: str, id: object, reason: str, key: Any = None, *, mends: bool = True) -> Fault:
    name = None if id is None else str(id)
    return Fault(Finding(kind=kind, id=name, reason=reason, repairable=mends), key)


def _guarded(walk: Iterator[Fault]) -> Iterator[Fault]:
    """The faults of a walk; where the file breaks it off, that is one."""
    try:
        yield from walk
    except DatabaseError as why:
        yield _fault("file", None, f"it cannot be read on ({why.orig}): {_RESTORE}", mends=False)


def _unread(decode: Callable[[bytes], object], record: bytes) -> str | None:
    """Why a record cannot be decoded; None where it can."""
    try:
        decode(record)
    except UnreadableError as why:
        return str(why).partition(";")[0]
    return None


def _file(connection: Connection) -> Iterator[Fault]:
    for told in dialects.integrity(connection):
        keys = any(sign in told for sign in _KEYS)
        yield _fault("file", None, told if keys else f"{told}: {_RESTORE}", mends=keys)


def _captures(connection: Connection) -> Iterator[Fault]:
    for row in kept_captures.captures(connection):
        try:
            whole = digest(kept_captures.capture_of(row)) == row.digest
        except UnreadableError as why:
            reason = str(why).partition(";")[0]
        else:
            if whole:
                continue
            reason = "its content is not what came in"
        advice = "what was made of it stays, also when rebuilt; a backup may have it whole"
        yield _fault("capture", row.id, f"{reason}: {advice}", mends=False)


def _articles(connection: Connection) -> Iterator[Fault]:
    for rows in audit.articles(connection):
        span = rows[0].intake, rows[-1].intake
        filed = [audit.indexed(connection, table, *span) for table in (s.keyword, s.statement)]
        for row in rows:
            here = [table.get(row.intake, set()) for table in filed]
            here[1] = {one for one in here[1] if one[0] != "meant"}  # told from other articles
            yield from _article(connection, row, here)


def _article(connection: Connection, row: Row[Any], filed: list[set[Any]]) -> Iterator[Fault]:
    if why := _unread(article_of, row.record):
        again = article_again(connection, row.capture, row.id, row.address)
        advice = "" if again else ": nor read again from its capture; put back a backup"
        yield _fault("article", row.id, why + advice, row.intake, mends=again is not None)
        return
    wrong = [*_own_columns(row), *_hanging(row, filed)]
    if wrong:
        yield _fault("article", row.id, "; ".join(wrong), row.intake)
    if row.stored is None:
        yield _fault("capture", row.capture, f"is missing, {row.id} came of it", mends=False)
    if row.editions < row.edition - 1:
        advice = "`rawi rebuild` reads it again from its capture"
        reason = f"{row.edition - 1 - row.editions} earlier editions are missing: {advice}"
        yield _fault("version", row.id, reason, mends=False)


def _own_columns(row: Row[Any]) -> Iterator[str]:
    article = article_of(row.record)
    told = {"id": article.id, "outlet": article.outlet, "section": article.section}
    told["language"] = article.language
    wrong = [name for name, value in told.items() if getattr(row, name) != value]
    if wrong:
        yield f"its record has another {', '.join(wrong)}"
    if fingerprint(article) != row.fingerprint:
        yield "its text is not what its fingerprint says"


def _hanging(row: Row[Any], filed: list[set[Any]]) -> Iterator[str]:
    for name, decode in _HANGING:
        record = row._mapping[name]
        if record is None:
            yield f"its {name} is missing"
        elif why := _unread(decode, record):
            yield why
    if row.notes is None or _unread(notes_of, row.notes):
        return
    notes = notes_of(row.notes)
    at = row.time, row.intake
    right = [
        keyword_rows(keyword_keys(notes), *at),
        statement_rows(statement_keys(notes), *at),
    ]
    for table, rows, there in zip((s.keyword, s.statement), right, filed, strict=True):
        order = [column.name for column in table.c]
        if {tuple(one[name] for name in order) for one in rows} != there:
            yield f"its {table.name}s are filed wrongly"


_HANGING: tuple[tuple[str, Callable[[bytes], object]], ...] = (
    ("notes", notes_of),
    ("similar", similar_of),
    ("sketch", sketch_of),
)


def _versions(connection: Connection) -> Iterator[Fault]:
    for row in audit.versions(connection):
        if why := _unread(article_of, row.record):
            again = article_again(connection, row.capture, row.id, row.address)
            key = (row.intake, row.edition)
            name = f"{row.id} {row.edition}"
            yield _fault("version", name, why, key, mends=again is not None)


def _links(connection: Connection) -> Iterator[Fault]:
    for row in audit.links(connection):
        why = _unread(copy_of, row.record)
        if row.ends < 2:
            why = "one of its two articles is not there"
        elif not why and copy_of(row.record).older_id != row.older_id:
            why = "its record is that of another"
        if why:
            ids = row.article_id, row.older_id
            yield _fault("copy", " ".join(ids), why, ids)


def _stories(connection: Connection) -> Iterator[Fault]:
    for name in audit.untrue_stories(connection):
        yield _fault(
            "story", name, "its row is missing, or says something else than its articles", name
        )
    for name, record in audit.records(connection, s.story):
        if why := _unread(story_of, record):
            yield _fault("story", name, why, name)


def _strays(connection: Connection) -> Iterator[Fault]:
    for table, intake in audit.strays(connection):
        yield _fault("stray", f"{table.name} {intake}", "belongs to no article", (table, intake))


def _outlets(connection: Connection) -> Iterator[Fault]:
    advice = "remove the outlet and add it again"
    for name, record in audit.records(connection, s.outlet):
        if why := _unread(outlet_of, record):
            yield _fault("outlet", name, f"{why}: {advice}", mends=False)


def _kept(
    kind: str, table: Table, decode: Callable[[bytes], object]
) -> Callable[[Connection], Iterator[Fault]]:
    """The walk over records that can be let go."""

    def walk(connection: Connection) -> Iterator[Fault]:
        for name, record in audit.records(connection, table):
            if why := _unread(decode, record):
                yield _fault(kind, name, why, name)

    return walk


_WALKS: tuple[Callable[[Connection], Iterator[Fault]], ...] = (
    _file,
    _captures,
    _articles,
    _versions,
    _links,
    _stories,
    _strays,
    _outlets,
    _kept("memory", s.outlet_state, state_of),
    _kept("refusal", s.rejection, rejection_of),
)


def _search(connection: Connection, index: SearchIndex) -> Iterator[Fault]:
    """The index against the store."""
    if damaged := index.damaged:
        yield _fault("search", None, f"files are damaged: {', '.join(damaged)}")
        return
    last = reading.last_sequence(connection)
    if (index.held.sequence, index.held.mark) != (last, reading.mark_of(connection, last)):
        yield _fault("search", None, f"stands at batch {index.held.sequence}, not {last}")
        return
    held = 0
    for ids in audit.ids(connection):
        there = index.among(ids)
        held += len(there)
        for name in ids:
            if name not in there:
                yield _fault("search", name, "is not found by searching")
    if (surplus := len(index) - held) > 0:
        yield _fault("search", None, f"holds {surplus} that are not there or stand there twice")


def _marks(connection: Connection, marks: Marks) -> Iterator[Fault]:
    advice = "put back a backup of the marks, or move them away to begin without"
    for told in marks.problems():
        yield _fault("marks", None, f"{told}: {advice}", mends=False)
    for ids in marks.marked():
        there = reading.stories_of(connection, ids)
        for name in ids:
            if name not in there:
                yield _fault("marks", name, "a mark of an article that is not there", name)


def _left(path: Path) -> Iterator[Fault]:
    """Copies beside the newsroom that were cut off while they were made."""
    for file in sorted(path.parent.glob(f"{path.name}*{PART}")):
        yield _fault("left", file.name, "a copy that was cut off", file)
