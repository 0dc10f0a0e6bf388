"""Tables of articles, a row each: CSV as spreadsheets and programs write it.

What a table is, its first line tells: names of columns, two of them fields of the import
form or what others call them, title or body among them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import msgspec

from rawi.extract.encoding import decoded
from rawi.ingest.field_names import field_of

_BOM = b"\xef\xbb\xbf"
_PARTED = (",", ";", "\t", "|")
_NEEDED = frozenset(("title", "body"))
_LONGEST_NAME = 40
"""Characters of the name of a column; a line of prose has longer parts."""
_ROWS, _FEWEST = 8, 3
"""Lines that are looked at, and fewest, to tell a table without names by its even rows."""
_LONGEST_CELL = 5_000_000
"""Characters of one cell, as long as a body may be."""


def columns(head: bytes) -> tuple[str, tuple[str | None, ...]] | None:
    """The sign between cells and the field of each column; None where this is no table."""
    if _is_marked_up(head):
        return None
    first = decoded(head).lstrip("\ufeff").split("\n", 1)[0].rstrip("\r")
    for sign in _PARTED:
        if sign not in first or "{" in first or "<" in first:
            continue
        names = next(csv.reader([first], delimiter=sign))
        fields = tuple(map(field_of, names))
        known = {field for field in fields if field}
        if len(known) > 1 and known & _NEEDED and max(map(len, names)) < _LONGEST_NAME:
            return sign, fields
    return None


def is_nameless(head: bytes) -> bool:
    """Whether this is a table whose first line names no text: rows of as many short cells."""
    if _is_marked_up(head):
        return False
    lines = [line for line in decoded(head).splitlines()[:_ROWS] if line.strip()]
    if len(lines) < _FEWEST or any("{" in line or "<" in line for line in lines):
        return False
    counts = [[line.count(sign) for line in lines] for sign in _PARTED]
    even = [many[0] for many in counts if many[0] > 1 and len(set(many)) == 1]
    longest = max(map(len, lines))
    return any(longest < _LONGEST_NAME * (many + 1) for many in even) and columns(head) is None


def _is_marked_up(head: bytes) -> bool:
    """Whether it begins as pages and JSON do: told before guessing at an encoding, 2 ms a page."""
    return head.removeprefix(_BOM).lstrip()[:1] in (b"<", b"{")


def rows(data: bytes, sign: str, fields: tuple[str | None, ...]) -> Iterator[bytes | str]:
    """Each row as a record of the import form, in JSON; as words where it cannot be read."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(decoded(data).lstrip("\ufeff"), newline=""), delimiter=sign)
    next(reader, None)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as why:
            yield f"not a row of the table: {why}"
            continue
        named = zip(fields, cells, strict=False)
        if any(cells):
            yield msgspec.json.encode({f: cell for f, cell in named if f and cell.strip()})
