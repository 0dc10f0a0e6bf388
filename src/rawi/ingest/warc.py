"""Pages out of web archives (WARC, ISO 28500), packed or not."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from rawi.extract.html.guard import MAX_SIZE
from rawi.ingest.codings import CodingError, TooBigError, uncoded
from rawi.model import Capture, Rejection

_WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_GZIP = b"\x1f\x8b"
_MEMBER = re.compile(rb"\x1f\x8b\x08")
_RECORD = re.compile(rb"(?<=\n)WARC/1\.[01]\r?\n(?=[A-Za-z-]{1,40}:)")
_HEAD = 4_096
"""Bytes of a packed record that tell whether it is one."""
_HEADLESS = "its head cannot be read"
_UNMEASURED = "its length cannot be read"
_ANSWERLESS = "what was answered has no head"
_SHORT = "it is shorter than it says"
_PIECE = 1 << 20
"""Bytes that are read at a time."""
_NUMBER = re.compile(r"\d{1,15}")
_LENGTH = re.compile(rb"(?i)\ncontent-length:[ \t]{0,9}(\d{1,15})[ \t]{0,9}\r?\n")
_HEAD_END = re.compile(rb"\n\r?\n")
_LONGEST_HEAD = 16_384
"""Bytes in which the head of a record that is not packed must end."""
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,999})?\r?\n")
_READABLE = ("text/", "application/xhtml", "application/xml")
_LEAST_CODE = 100
"""The least status that an answer can have (RFC 9110, section 15)."""
_KEPT = ("last-modified", "etag", "content-language")


def warc_captures(stream: IO[bytes], name: str) -> Iterator[tuple[int, Capture | Rejection]]:
    """The pages of an archive, each with the number of its record, from 1.

    Pictures, redirects, errors and whatever else is no page are passed over. A damaged
    record is a ``Rejection`` in its place; what stands behind it is read on.
    """
    file = stream.fileno()
    packed = os.pread(file, 2, 0) == _GZIP
    number = 0
    following: int | None = 0
    while following is not None:
        start = following
        stream.seek(start)
        run = _Run(number, start, packed=packed)
        yield from _sound(stream, name, run)
        following = _behind(file, run)
        behind = os.fstat(file).st_size if following is None else following
        if run.reason and run.is_whole(file, behind):
            run.reason = ""
        reason = run.damage(following, file)
        number = max(run.number, 1) if run.read or following is None else run.number + 1
        if reason:
            run.held = _damaged(number, reason, name)
        if run.held is not None:
            yield number, run.held
        if run.read and not reason and run.lost(file, behind):
            number += 1
            yield number, _damaged(number, _HEADLESS, name)


def _damaged(number: int, reason: str, name: str) -> Rejection:
    words = f"record {number} is damaged: {reason}; the others are taken in"
    return Rejection(kind="damaged", reason=words, item=name)


class _Run:
    """One reading from a place of the archive on, as far as its records are sound."""

    def __init__(self, number: int, start: int, *, packed: bool) -> None:
        self.start = self.begin = start
        self.number, self.read, self.packed = number, 0, packed
        self.end: int | None = start
        """Of the last record, as far as it says; None where its packing is broken."""
        self.held: Capture | Rejection | None = None
        """The last record: only what follows says whether it is whole."""
        self.reason = ""
        self.unmeasured = False
        """Whether the last record does not say how long it is: the next must be looked for."""

    def damage(self, following: int | None, file: int) -> str:
        """What is wrong with the last record, or with the first where none was read; empty if
        nothing is. ``following`` is where another record stands behind it."""
        if following is None:
            cut = not self.reason and _is_cut_off(file, self.begin, self.packed)
            return "it is cut off" if cut else self.reason
        if not self.read:
            return self.reason or "it cannot be read"
        if self.end is None or self.unmeasured:
            return self.reason
        if self.packed:
            return _SHORT if _overruns(file, self.begin) else ""
        end = _end_by_head(os.pread(file, _LONGEST_HEAD, self.begin), self.begin)
        return _SHORT if following < (end or self.end) else ""

    def lost(self, file: int, until: int) -> bool:
        """Whether something stands between the last record and a place that is no record: one
        whose head is destroyed is passed over by the parser."""
        at: int | None = self.begin
        while not self.packed and at is not None and at < until:
            head = os.pread(file, _LONGEST_HEAD, at)
            opened = head.lstrip(b"\r\n")
            at += len(head) - len(opened)
            if opened and not opened.startswith(b"WARC/"):
                return at < until
            at = _end_by_head(opened, at)
        return False

    def is_whole(self, file: int, until: int) -> bool:
        """Whether the last record ends before a place, so that what is damaged is behind it."""
        if self.packed or not self.read:
            return False
        end = _end_by_head(os.pread(file, _LONGEST_HEAD, self.begin), self.begin)
        return end is not None and end < until


def _end_by_head(head: bytes, at: int) -> int | None:
    """Where a record that begins at a place ends by its own word, None without one."""
    end = _HEAD_END.search(head)
    length = _LENGTH.search(head, 0, end.end()) if end else None
    return at + end.end() + int(length[1]) if end and length else None


def _sound(stream: IO[bytes], name: str, run: _Run) -> Iterator[tuple[int, Capture | Rejection]]:
    """The records from here to the first that cannot be read, all but the last."""
    file = stream.fileno()
    try:
        for record in ArchiveIterator(
            stream, record_types=_WANTED, parse_http=True, auto_decode="none", strict_mode=False
        ):
            if run.held is not None:
                yield run.number, run.held
                run.held = None
            if run.lost(file, record.stream_pos):
                run.number += 1
                yield run.number, _damaged(run.number, _HEADLESS, name)
            run.number, run.read = run.number + 1, run.read + 1
            run.begin = run.end = record.stream_pos
            if not _is_measured(record):
                run.reason, run.unmeasured = _UNMEASURED, True
                return
            if not run.packed:
                run.end += record.content_length
            run.held = _of_record(record, run.number, name)
    except (OSError, ValueError, EOFError, RuntimeError) as why:
        run.reason = str(why) or "it cannot be read"
        if run.packed and run.read:
            run.end = _end_of_member(stream.fileno(), run.begin)


def _behind(file: int, run: _Run) -> int | None:
    """Where to read on behind a run: right behind its last record where that is whole, so that
    what cannot be read there is told; else at the next that looks like one."""
    if run.read and run.reason and run.packed and not run.unmeasured and run.end is not None:
        return run.end if run.end < os.fstat(file).st_size else None
    return _next_record(file, (run.begin if run.read else run.start) + 1)


def _is_measured(record: WarcRecord) -> bool:
    """Whether a record says how long it is; fastwarc takes what it cannot read for nothing."""
    return bool(_NUMBER.fullmatch((record.headers.get("Content-Length") or "").strip()))


def _overruns(file: int, begin: int) -> bool:
    """Whether a packed record says that it is longer than what is packed with it."""
    unpack, at, size, head = zlib.decompressobj(wbits=31), begin, 0, b""
    try:
        while not unpack.eof and (data := os.pread(file, _PIECE, at)):
            at += len(data)
            piece = unpack.decompress(data)
            size += len(piece)
            head += piece[: _LONGEST_HEAD - len(head)]
    except zlib.error:
        return False
    end = _end_by_head(head, 0)
    return unpack.eof and end is not None and end > size


def _end_of_member(file: int, begin: int) -> int | None:
    """Where the packed member that begins there ends; None where it is damaged."""
    unpack, at = zlib.decompressobj(wbits=31), begin
    try:
        while not unpack.eof and (data := os.pread(file, _PIECE, at)):
            unpack.decompress(data)
            at += len(data)
    except zlib.error:
        return None
    return at - len(unpack.unused_data) if unpack.eof else None


def _next_record(file: int, at: int) -> int | None:
    """Where the next record begins from a place on; None where there is none."""
    size = os.fstat(file).st_size
    if at >= size:
        return None
    with mmap(file, 0, access=ACCESS_READ) as data:
        if data[:2] != _GZIP:
            found = _RECORD.search(data, at)
            return found.start() if found else None
        for member in _MEMBER.finditer(data, at):
            if _opens(data[member.start() : member.start() + _HEAD]):
                return member.start()
    return None


def _opens(packed: bytes) -> bool:
    """Whether packed bytes begin a record."""
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False


def _unchunked(raw: bytes, told: dict[str, str]) -> bytes:
    """A body put together from its chunks; as it is where its header lies about them."""
    if "chunked" not in told.get("transfer-encoding", "").lower():
        return raw
    parts: list[bytes] = []
    place = 0
    while found := _CHUNK.match(raw, place):
        size, begin = int(found[1], 16), found.end()
        if not size:
            return b"".join(parts)
        parts.append(raw[begin : begin + size])
        place = begin + size
        place += 2 if raw.startswith(b"\r\n", place) else 0
    return b"".join(parts) if parts and place >= len(raw) else raw


def _is_cut_off(file: int, begin: int, packed: bool) -> bool:
    """Whether an archive lacks its end: fastwarc hands out half a record without a word."""
    if not packed:
        return os.pread(file, 4, max(0, os.fstat(file).st_size - 4)) != b"\r\n\r\n"
    at = begin if os.pread(file, 2, begin) == _GZIP else 0
    unpack = zlib.decompressobj(wbits=31)
    while data := os.pread(file, _PIECE, at):
        at += len(data)
        while data:
            try:
                unpack.decompress(data)
            except zlib.error:
                return True
            data = unpack.unused_data
            if unpack.eof and data:
                unpack = zlib.decompressobj(wbits=31)
    return not unpack.eof


def _of_record(record: WarcRecord, number: int, name: str) -> Capture | Rejection | None:
    """The page that a record holds, what is wrong with it, or None where it holds no page."""
    if _is_headless(record):
        return _damaged(number, _ANSWERLESS, name)
    return _capture(record, f"{name}#{number}") if _is_page(record) else None


def _is_headless(record: WarcRecord) -> bool:
    """Whether what was answered lacks the head that it should begin with."""
    told = (record.headers.get("Content-Type") or "").replace(" ", "").lower()
    answered = told.startswith("application/http;msgtype=response")
    code = record.http_headers.status_code if record.http_headers else None
    return answered and (code or 0) < _LEAST_CODE


def _is_page(record: WarcRecord) -> bool:
    kind = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    good = not record.is_http or record.http_headers.status_code == 200
    return good and (kind or "text/").lower().startswith(_READABLE)


def _capture(record: WarcRecord, item: str) -> Capture | Rejection:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    raw = record.reader.read(2 * MAX_SIZE)
    headers = record.http_headers if record.is_http else None
    told = {k.lower(): v for k, v in headers.items()} if headers else {}
    try:
        body = uncoded(_unchunked(raw, told), told.get("content-encoding"), MAX_SIZE)
    except TooBigError:
        reason = f"larger than {MAX_SIZE:,} bytes"
        return Rejection(kind="too_large", reason=reason, item=url or item)
    except CodingError as why:
        return Rejection(kind="coding", reason=str(why), item=url or item)
    date = record.record_date
    return Capture(
        body=body,
        url=url,
        collected=date.isoformat() if date else None,
        content_type=told.get("content-type"),
        headers={k: v for k, v in told.items() if k in _KEPT},
    )
