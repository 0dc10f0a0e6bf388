"""What one person read and saved: personal, never derived."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from rawi.model import Record
from rawi.store.personal.file import OWNER, PersonalFile, holes, marks_path, moment, now, parts
from rawi.store.personal.tallies import count_articles, count_marks, marks_on

__all__ = ["Kept", "Marks", "marks_path"]
Kind = Literal["article", "story"]
_NUMBERED = (
    "INSERT INTO item (number, article_id) SELECT max(free.number), ? FROM "
    "(SELECT coalesce(max(number), 0) + 1 AS number FROM item UNION ALL SELECT ?) AS free "
    "WHERE true ON CONFLICT DO NOTHING"
)


_LABEL = "INSERT INTO label VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"


class Kept(Record, frozen=True, kw_only=True):
    """Something on the list of saved ones."""

    number: int
    kind: Kind
    name: str
    """Id of the article or story."""
    at: str
    note: str = ""
    labels: tuple[str, ...] = ()


class Marks:
    """Saved articles and read marks of one person; safe to use from several threads."""

    def __init__(self, kept: PersonalFile | Path | None) -> None:
        """Those of the owner, in a file that is opened or created; None: in memory only.

        Raises ``StorageError`` for a file that is damaged or locked.
        """
        self.file = kept if isinstance(kept, PersonalFile) else PersonalFile(kept)
        self.person = OWNER

    def of(self, person: int) -> Marks:
        """The marks of another person in the same file."""
        other = copy.copy(self)
        other.person = person
        return other

    def save(self, name: str, saved: bool, kind: Kind = "article") -> None:
        """Put an article or story on the list of saved ones, or take it off; twice is once."""
        if saved:
            sql = (
                "INSERT INTO saved (person, kind, name, at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING"
            )
            self.file.run(sql, self.person, kind, name, now())
            return
        for table in ("saved", "label"):
            sql = f"DELETE FROM {table} WHERE person = ? AND kind = ? AND name = ?"
            self.file.run(sql, self.person, kind, name)

    def annotate(self, name: str, note: str, labels: Iterable[str], kind: Kind = "article") -> None:
        """Save it with a note and labels, instead of those it had."""
        key = (self.person, kind, name)
        with self.file.together():
            self.save(name, True, kind)
            self.file.run(
                "UPDATE saved SET note = ? WHERE person = ? AND kind = ? AND name = ?", note, *key
            )
            self.file.run("DELETE FROM label WHERE person = ? AND kind = ? AND name = ?", *key)
            self.file.many(_LABEL, _rows(key, labels))

    def saved(self, limit: int, before: int | None = None) -> list[tuple[int, str]]:
        """(number, article id), last saved first, numbers under ``before`` only."""
        rows = self.file.run(
            "SELECT number, name FROM saved WHERE person = ? AND kind = 'article' "
            "AND number < ? ORDER BY number DESC LIMIT ?",
            self.person,
            before if before is not None else 2**62,
            limit,
        )
        return [(int(str(number)), str(article_id)) for number, article_id in rows]

    def kept(self, limit: int, before: int | None = None, label: str | None = None) -> list[Kept]:
        """Saved articles and stories with notes and labels, the last saved first."""
        labelled = (
            "AND EXISTS (SELECT 1 FROM label l WHERE l.person = s.person AND l.kind = s.kind "
            "AND l.name = s.name AND l.label = ?)"
        )
        rows = self.file.run(
            "SELECT number, kind, name, at, note FROM saved s WHERE person = ? AND number < ? "
            f"{labelled if label else ''} ORDER BY number DESC LIMIT ?",
            self.person,
            before if before is not None else 2**62,
            *([label] if label else []),
            limit,
        )
        return [self._kept(row) for row in rows]

    def one_kept(self, name: str, kind: Kind = "article") -> Kept | None:
        """What is saved under that id; None where it is not."""
        sql = (
            "SELECT number, kind, name, at, note FROM saved "
            "WHERE person = ? AND kind = ? AND name = ?"
        )
        rows = self.file.run(sql, self.person, kind, name)
        return self._kept(rows[0]) if rows else None

    def _kept(self, row: tuple[object, ...]) -> Kept:
        number, kind, name, at, note = row
        sql = "SELECT label FROM label WHERE person = ? AND kind = ? AND name = ? ORDER BY label"
        labels = self.file.run(sql, self.person, kind, name)
        return Kept(
            number=int(str(number)),
            kind="story" if kind == "story" else "article",
            name=str(name),
            at=str(at),
            note=str(note),
            labels=tuple(str(label) for (label,) in labels),
        )

    def label(self, name: str, label: str, on: bool = True) -> None:
        """Put a label on an article, which saves it, or take it off."""
        key = (self.person, "article", name, label)
        if on:
            self.save(name, True)
            self.file.run(_LABEL, *key)
        else:
            where = "person = ? AND kind = ? AND name = ? AND label = ?"
            self.file.run(f"DELETE FROM label WHERE {where}", *key)

    def rename_label(self, old: str, new: str | None) -> None:
        """Give a label another name; None takes it off everything."""
        with self.file.together():
            if new:
                sql = (
                    "INSERT INTO label SELECT person, kind, name, ? FROM label "
                    "WHERE person = ? AND label = ? ON CONFLICT DO NOTHING"
                )
                self.file.run(sql, new, self.person, old)
            if new != old:
                self.file.run("DELETE FROM label WHERE person = ? AND label = ?", self.person, old)

    def labels(self) -> tuple[tuple[str, int], ...]:
        """Every label with how many it stands on."""
        sql = "SELECT label, count(*) FROM label WHERE person = ? GROUP BY label ORDER BY label"
        return tuple((str(name), int(str(n))) for name, n in self.file.run(sql, self.person))

    def mark_read(self, article_id: str, read: bool = True) -> None:
        """Mark one article as read, or as unread; twice is once."""
        self.mark_all([article_id], read)

    def mark_all(self, ids: Iterable[str], read: bool = True, act: int = 0) -> None:
        """Mark articles as read, or as unread."""
        with self.file.together():
            last = self.last_number()
            for some in parts(ids):
                if read:
                    self._read(some, last, act)
                else:
                    self._unread(some)

    def _read(self, ids: list[str], last: int, act: int) -> None:
        new = set(ids) - self.places(ids).keys()
        held = self.numbers(new)
        if missing := [name for name in ids if name in new and name not in held]:
            self.file.many(_NUMBERED, [(name, moment()) for name in missing])
            held |= self.numbers(missing)
        if numbers := sorted(held.values()):
            self.file.run(
                "INSERT INTO seen SELECT ?, number, CASE WHEN number > ? THEN number ELSE ? END, "
                f"?, ? FROM item WHERE number IN ({holes(numbers)})",
                *(self.person, last, last, now(), act, *numbers),
            )
            count_marks(self.file, self.person, marks_on(self.person, numbers), read=True)

    def _unread(self, ids: list[str]) -> None:
        numbers = sorted(self.numbers(self.places(ids)).values())
        if numbers:
            count_marks(self.file, self.person, marks_on(self.person, numbers), read=False)
            sql = f"DELETE FROM seen WHERE person = ? AND number IN ({holes(numbers)})"
            self.file.run(sql, self.person, *numbers)

    def last_number(self) -> int:
        """Number of the article that came in last."""
        return int(str(self.file.run("SELECT coalesce(max(number), 0) FROM item")[0][0]))

    def read_among(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of the articles that were read."""
        return frozenset(self.places(ids))

    def places(self, ids: Iterable[str]) -> dict[str, int]:
        """Of the articles that were read: up to which number articles had come in then."""
        found: dict[str, int] = {}
        for some in parts(ids):
            # CROSS: from the articles to their marks, not from all that somebody read: 40 times.
            sql = (
                "SELECT article_id, upto FROM item CROSS JOIN seen WHERE seen.number = item.number "
                f"AND person = ? AND article_id IN ({holes(some)})"
            )
            rows = self.file.run(sql, self.person, *some)
            found |= {str(name): int(str(upto)) for name, upto in rows}
        return found

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """The number of each article that has one."""
        found: dict[str, int] = {}
        for some in parts(ids):
            sql = f"SELECT article_id, number FROM item WHERE article_id IN ({holes(some)})"
            found |= {str(name): int(str(n)) for name, n in self.file.run(sql, *some)}
        return found

    def saved_among(self, ids: Iterable[str], kind: Kind = "article") -> frozenset[str]:
        """Those of the articles or stories that are saved."""
        found: set[str] = set()
        for some in parts(ids):
            sql = (
                f"SELECT name FROM saved WHERE person = ? AND kind = ? AND name IN ({holes(some)})"
            )
            found |= {str(row[0]) for row in self.file.run(sql, self.person, kind, *some)}
        return frozenset(found)

    def all_saved(self) -> frozenset[str]:
        """Every article that this person saved."""
        sql = "SELECT name FROM saved WHERE person = ? AND kind = 'article'"
        return frozenset(str(row[0]) for row in self.file.run(sql, self.person))

    def saved_by_anyone(self) -> frozenset[str]:
        """Every article that somebody saved."""
        sql = "SELECT DISTINCT name FROM saved WHERE kind = 'article'"
        return frozenset(str(row[0]) for row in self.file.run(sql))

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file, in its words."""
        return self.file.problems()

    def marked(self) -> Iterator[list[str]]:
        """Every article that has a mark or a number, by id, some at a time."""
        last = ""
        asked = (
            "SELECT name FROM saved WHERE kind = 'article' AND name > ? UNION "
            "SELECT article_id FROM item WHERE article_id > ? ORDER BY 1 LIMIT 500"
        )
        while found := [str(row[0]) for row in self.file.run(asked, last, last)]:
            last = found[-1]
            yield found

    def changes(self) -> tuple[int, int]:
        """Differs whenever a mark was made or taken away, here or by another process."""
        return self.file.changes()

    def forget(self, article_ids: Iterable[str]) -> None:
        """Drop every mark, whose ever, of articles that are gone."""
        with self.file.together():
            for some in parts(article_ids):
                self._forget(some)

    def _forget(self, ids: list[str]) -> None:
        if numbers := sorted(self.numbers(ids).values()):
            count_articles(self.file, numbers, there=False)
            for table in ("seen", "follow_item", "mute_item", "item"):
                self.file.run(f"DELETE FROM {table} WHERE number IN ({holes(numbers)})", *numbers)
        for table in ("saved", "label"):
            sql = f"DELETE FROM {table} WHERE kind = 'article' AND name IN ({holes(ids)})"
            self.file.run(sql, *ids)

    def backup(self, path: Path) -> None:
        """Copy the marks to a new file, consistent while others write."""
        self.file.backup(path)

    def close(self) -> None:
        self.file.close()


def _rows(key: tuple[object, ...], labels: Iterable[str]) -> list[tuple[object, ...]]:
    return [(*key, label) for label in labels]
