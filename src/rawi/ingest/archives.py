"""Files of articles and pages: JSON, tables, HTML, text dumps, WARC; gzip around any.

Files are read as streams: a line, a page or a record at a time is in memory,
and none of more than a set size. A list in one JSON document and a table are
read whole. What cannot be used is a ``Rejection`` with
its place; reading goes on behind it.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from rawi.extract.encoding import is_binary
from rawi.extract.html.guard import MAX_SIZE
from rawi.ingest.saved_pages import saved_page
from rawi.ingest.tables import columns, is_nameless, rows
from rawi.ingest.warc import warc_captures
from rawi.model import Capture, Rejection

RECORD_TYPE = "application/json"
"""Content type of a capture that is one record of the import form."""
ARTICLE_TYPE = "application/vnd.rawi.article+json"
"""A capture that is an ``Article`` made by a program."""
MAX_LINE = 16_000_000
"""Longest line of JSON, in bytes."""
MAX_WHOLE = 100_000_000
"""Largest JSON document and largest table, in bytes: they are in memory whole."""

_HEAD = 4096
"""Bytes that tell what a file is."""
_PIECE = 1 << 20
"""Bytes that are read at a time."""
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_LINES = (".jsonl", ".ndjson", ".json")
_LISTS = ("articles", "items", "posts", "results", "data", "documents", "rows")
"""What programs call the list in a document that holds more than the list."""
_DOCUMENT = re.compile(rb"\[\s*+[{\]]|\{[ \t\r]*+\n")
"""A list of objects, or an object of more than one line; lines hold one object each."""
_AROUND = re.compile(
    rb"\{[^{}\[\]]{0,2000}\"(?:%s)\"\s{0,9}:\s{0,9}\[\s{0,9}\{" % "|".join(_LISTS).encode()
)
"""An object around a list, as programs answer: it may stand on one line."""
_FOREIGN = (
    ("feed", re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]"), "a feed: rawi outlets add its address"),
    ("list", re.compile(rb"<opml[\s>]", re.I), "a list of outlets: rawi outlets import reads it"),
)
_OTHER = {
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"PK\x03\x04": "zip",
}


class Found(msgspec.Struct, frozen=True):
    """One thing out of a file."""

    what: Capture | Rejection
    item: str
    """File and line, or file and record."""
    position: int
    """Where reading goes on behind it; only this module knows the unit."""
    read: int
    """Bytes of the file read so far."""


def files(paths: list[Path]) -> Iterator[Path]:
    """The files, and those in the folders, by name; hidden ones are left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(path.rglob("*"))
        yield from (p for p in inside if p.is_file() and not _hidden(p.relative_to(path)))


def identity(path: Path) -> str:
    """The same for the same content, wherever the file lies: size, first and last bytes."""
    size = path.stat().st_size
    made = hashlib.blake2b(str(size).encode(), digest_size=16)
    with path.open("rb") as stream:
        made.update(stream.read(65_536))
        stream.seek(max(0, size - 65_536))
        made.update(stream.read())
    return made.hexdigest()


def resumable(path: Path) -> bool:
    """Whether the file holds many things, so that it is worth knowing how far it was read."""
    try:
        return _kind(path.name, _head(path)) is not _page
    except OSError:
        return False


def read_file(path: Path, position: int = 0) -> Iterator[Found]:
    """Everything in one file from a position on. Never raises for what it holds."""
    count = _Counter()
    try:
        head = _head(path)
        if refusal := _refusal(path, head):
            yield Found(refusal, str(path), 0, 0)
            return
        yield from _kind(path.name, head)(path, position, count)
    except (EOFError, gzip.BadGzipFile, zlib.error) as why:
        reason = f"the gzip stream is cut off or damaged: {why}; all before is taken in"
        yield Found(_rejected("truncated", reason, path), str(path), count.position, count.read)
    except OSError as why:
        reason = f"cannot be read: {why.strerror or why}"
        yield Found(_rejected("unreadable", reason, path), str(path), count.position, count.read)


class _Counter:
    """How far a reader came, for when it fails."""

    position = 0
    read = 0


Reader = Callable[[Path, int, _Counter], Iterator[Found]]


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _rejected(kind: str, reason: str, item: object) -> Rejection:
    return Rejection(kind=kind, reason=reason, item=str(item))


def _opened(path: Path) -> tuple[IO[bytes], IO[bytes]]:
    """The raw file, for its position, and what stands in it, unpacked."""
    raw = path.open("rb")
    packed = raw.read(2) == _GZIP
    raw.seek(0)
    return raw, gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[return-value]


def _head(path: Path) -> bytes:
    """The first bytes, unpacked as far as they can be."""
    with path.open("rb") as raw:
        data = raw.read(_PIECE)
    if not data.startswith(_GZIP):
        return data[:_HEAD]
    try:
        return zlib.decompressobj(wbits=31).decompress(data, _HEAD)
    except zlib.error:
        return b" "  # what can be had of it is for the reader


def _refusal(path: Path, head: bytes) -> Rejection | None:
    if not head:
        return _rejected("empty", "the file is empty", path)
    if head.startswith(_WIDE) and _named_lines(path.name):
        return _rejected("encoding", "UTF-16: JSON lines must be UTF-8", path)
    for magic, name in _OTHER.items():
        if head.startswith(magic):
            return _rejected("packed", f"packed by {name}; only gzip is unpacked", path)
    if is_binary(head) and not head.startswith(b"WARC/"):
        return _rejected("binary", "these bytes are not text", path)
    if is_nameless(head):
        return _rejected("table", "a table whose first line names no title and no body", path)
    return _foreign(path, head)


def _foreign(path: Path, head: bytes) -> Rejection | None:
    """Files in XML that have a place of their own."""
    begin = head.removeprefix(_BOM).lstrip()
    if not begin.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:RDF", b"<opml")):
        return None
    named = ((kind, words) for kind, sign, words in _FOREIGN if sign.search(begin))
    return next((_rejected(kind, words, path) for kind, words in named), None)


def _named_lines(name: str) -> bool:
    return name.lower().removesuffix(".gz").endswith(_LINES)


def _kind(name: str, head: bytes) -> Reader:
    if head.startswith(b"WARC/"):
        return _warc
    begin = head.removeprefix(_BOM).lstrip()
    if _DOCUMENT.match(begin):
        return _document
    if begin[:1] == b"{" or _named_lines(name):
        return _around if _AROUND.match(begin) else _lines
    return _table if columns(head) else _page


def _whole(path: Path, limit: int) -> bytes | None:
    """What stands in the file, unpacked; None where it is longer than so many bytes."""
    raw, stream = _opened(path)
    with raw:
        data = stream.read(limit + 1)
    return data if len(data) <= limit else None


def _document(path: Path, position: int, count: _Counter) -> Iterator[Found]:
    """The objects of one JSON document: a list, an object around a list, or one object."""
    data = _whole(path, MAX_WHOLE)
    if data is None:
        reason = f"one JSON document of over {MAX_WHOLE:,} bytes: write an object a line"
        found: list[bytes] | Rejection = _rejected("too_large", reason, path)
    else:
        found = _objects(data.removeprefix(_BOM), path)
    if isinstance(found, Rejection):
        yield Found(found, str(path), 0, 0)
    else:
        yield from _numbered(path, found, position, count)


def _around(path: Path, position: int, count: _Counter) -> Iterator[Found]:
    """A document on one line; lines, where there are more of them."""
    data = _whole(path, MAX_WHOLE)
    alone = data is not None and b"\n" not in data.strip()
    yield from (_document if alone else _lines)(path, position, count)


def _objects(data: bytes, path: Path) -> list[bytes] | Rejection:
    try:
        if data.lstrip()[:1] == b"[":
            return [bytes(raw) for raw in msgspec.json.decode(data, type=list[msgspec.Raw])]
        fields = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        around = (fields[name] for name in _LISTS if bytes(fields.get(name, b""))[:1] == b"[")
        inner = next(around, None)
        if inner is None or {"title", "body"} <= fields.keys():
            return [data]
        return [bytes(raw) for raw in msgspec.json.decode(inner, type=list[msgspec.Raw])]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as why:
        return _rejected("json", f"not JSON: {why}", path)


def _table(path: Path, position: int, count: _Counter) -> Iterator[Found]:
    """The rows of a table, each a record."""
    data = _whole(path, MAX_WHOLE)
    named = columns(data[:_HEAD]) if data else None
    if data is None or named is None:
        reason = f"a table of over {MAX_WHOLE:,} bytes: write its rows as JSON, one a line"
        yield Found(_rejected("too_large", reason, path), str(path), 0, 0)
    else:
        yield from _numbered(path, rows(data, *named), position, count)


def _numbered(
    path: Path, records: Iterable[bytes | str], position: int, count: _Counter
) -> Iterator[Found]:
    """Records of a file that was read whole, by number; words are refusals."""
    size = path.stat().st_size
    for number, record in enumerate(records, 1):
        count.position, count.read = number, size
        if number <= position:
            continue
        item = f"{path}#{number}"
        refused = isinstance(record, str)
        what = _rejected("row", record, item) if refused else _line(record, 0, item)  # type: ignore[arg-type]
        yield Found(what, item, number, size)


def _lines(path: Path, position: int, count: _Counter) -> Iterator[Found]:
    raw, stream = _opened(path)
    number = 0
    with raw:
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            length = len(line)
            too_long = length > MAX_LINE and not line.endswith(b"\n")
            while too_long and not line.endswith(b"\n") and (line := stream.readline(_PIECE)):
                length += len(line)
            count.position += length
            count.read = raw.tell()
            if count.position <= position or not (too_long or line.strip()):
                continue
            item = f"{path}:{number}"
            what = _too_long(length, item) if too_long else _line(line, number, item)
            yield Found(what, item, count.position, count.read)


def _too_long(length: int, item: str) -> Rejection:
    return _rejected("too_long", f"a line of {length:,} bytes, at most {MAX_LINE:,}", item)


def _line(line: bytes, number: int, item: str) -> Capture | Rejection:
    line = line.strip()
    if number == 1:
        line = line.removeprefix(_BOM)
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as why:
        reason = f"not UTF-8: byte 0x{line[why.start]:02x} at {why.start + 1}"
        return _rejected("encoding", reason, item)
    return Capture(body=line, content_type=RECORD_TYPE)


def _page(path: Path, position: int, count: _Counter) -> Iterator[Found]:
    raw, stream = _opened(path)
    with raw:
        body = stream.read(MAX_SIZE + 1)
    what: Capture | Rejection = saved_page(body)
    if len(body) > MAX_SIZE:
        what = _rejected("too_large", f"larger than {MAX_SIZE:,} bytes", path)
    count.position = count.read = size = path.stat().st_size
    if position < size:
        yield Found(what, str(path), size, size)


def _warc(path: Path, position: int, count: _Counter) -> Iterator[Found]:
    with path.open("rb") as raw:
        for number, what in warc_captures(raw, str(path)):
            count.position, count.read = number, raw.tell()
            if number > position:
                yield Found(what, f"{path}#{number}", number, count.read)
