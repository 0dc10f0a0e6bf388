"""What a file of an archive holds, as captures: pages, records, rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from rawi.corpus.sources import at_hand
from rawi.ingest.archives import RECORD_TYPE, read_file
from rawi.ingest.import_form import iso_precision
from rawi.model import Capture, Rejection

_PARQUET = b"PAR1"
_ROWS = 256
"""Rows of a table that are in memory at a time."""
_HTML = ("html", "raw_html")
_TEXT = ("content", "text")
"""Fields that crawls and datasets keep a page in: its HTML, or its text."""
_DATES = ("collected", "date", "timestamp")


class Found(msgspec.Struct, frozen=True):
    """One thing out of a file, and where it stood."""

    what: Capture | Rejection
    place: str
    """File and line, record or row."""


def captures(path: str) -> Iterator[Found]:
    """Everything in one file, wherever it lies. Never raises for what it holds."""
    try:
        with at_hand(path) as file:
            for what, place in _rows(file) if _is_parquet(file) else _records(file):
                yield Found(_named(what, str(file), path), place.replace(str(file), path, 1))
    except OSError as why:
        reason = f"cannot be read: {why.strerror or why}"
        yield Found(Rejection(kind="unreadable", reason=reason, item=path), path)


def _named(what: Capture | Rejection, file: str, path: str) -> Capture | Rejection:
    """With the file under the name that it was given by."""
    if isinstance(what, Capture) or what.item is None or file == path:
        return what
    return msgspec.structs.replace(what, item=what.item.replace(file, path, 1))


def _is_parquet(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(_PARQUET)) == _PARQUET


def _records(file: Path) -> Iterator[tuple[Capture | Rejection, str]]:
    for found in read_file(file):
        what: Capture | Rejection | None = found.what
        if isinstance(what, Capture) and what.content_type == RECORD_TYPE:
            what = _page_or_record(what)
        if what is not None:
            yield what, found.item


def _page_or_record(line: Capture) -> Capture | None:
    """The page that a record holds, else the line itself; None for what is no article."""
    try:
        record = msgspec.json.decode(line.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return line
    if not isinstance(record, dict):
        return line
    if record.get("record") == "outlet":
        return None
    return page_capture(record) or line


def _rows(file: Path) -> Iterator[tuple[Capture | Rejection, str]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        for batch in pq.ParquetFile(file).iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                number += 1
                yield _row(row), f"{file}#{number}"
    except (pa.ArrowException, OSError) as why:
        words = f"the table is damaged behind row {number}: {why}; all before is taken in"
        yield Rejection(kind="damaged", reason=words, item=str(file)), f"{file}#{number + 1}"


def _row(row: dict[str, Any]) -> Capture | Rejection:
    if page := page_capture(row):
        return page
    try:
        return Capture(body=msgspec.json.encode(row), content_type=RECORD_TYPE)
    except (TypeError, ValueError) as why:
        return Rejection(kind="record", reason=f"not a record: {why}")


def page_capture(record: Mapping[str, Any]) -> Capture | None:
    """The page that a record of a crawl or dataset holds; None for one of the import form.

    ``html`` or ``raw_html`` holds its HTML, else ``content`` or ``text`` whatever it
    was saved as; ``url``, ``outlet`` and ``date`` may stand beside it or in ``metadata``.
    """
    inner = record.get("metadata")
    record = {**inner, **record} if isinstance(inner, Mapping) else record
    html = _body(record, _HTML)
    if html is None and (_body(record, ("body", "title")) or not _body(record, _TEXT)):
        return None
    return Capture(
        body=html or _body(record, _TEXT) or b"",
        url=_text(record, "url"),
        outlet=_text(record, "outlet"),
        collected=_when(record),
        content_type="text/html; charset=utf-8" if _is_text(record, _HTML) else None,
    )


def _body(record: Mapping[str, Any], names: tuple[str, ...]) -> bytes | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value.encode("utf-8", "replace")
        if isinstance(value, bytes) and value.strip():
            return value
    return None


def _is_text(record: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    """Whether the field was decoded, so that nothing it says of its encoding holds."""
    return any(isinstance(record.get(name), str) and record[name].strip() for name in names)


def _text(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _when(record: Mapping[str, Any]) -> str | None:
    told = (_text(record, name) for name in _DATES)
    return next((at for at in told if at and iso_precision(at) in ("minute", "day")), None)
