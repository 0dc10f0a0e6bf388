"""Files of articles and pages: JSON lines, HTML, text dumps, WARC; gzip around any.

Files are read as streams: a line, a page or a record at a time is in memory,
and none of more than a set size. What cannot be used is a ``Rejection`` with
its place; reading goes on behind it.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from rawi.extract.encoding import is_binary
from rawi.extract.html.guard import MAX_SIZE
from rawi.ingest.warc import warc_captures
from rawi.model import Capture, Rejection

RECORD_TYPE = "application/json"
"""Content type of a capture that is one record of the import form."""
ARTICLE_TYPE = "application/vnd.rawi.article+json"
"""A capture that is an ``Article`` made by a program."""
MAX_LINE = 16_000_000
"""Longest line of JSON, in bytes."""

_HEAD = 4096
"""Bytes that tell what a file is."""
_PIECE = 1 << 20
"""Bytes that are read at a time."""
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_LINES = (".jsonl", ".ndjson", ".json")
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
    return None


def _named_lines(name: str) -> bool:
    return name.lower().removesuffix(".gz").endswith(_LINES)


def _kind(name: str, head: bytes) -> Reader:
    if head.startswith(b"WARC/"):
        return _warc
    begin = head.removeprefix(_BOM).lstrip()[:1]
    return _lines if begin == b"{" or _named_lines(name) else _page


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
    what: Capture | Rejection = Capture(body=body)
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
