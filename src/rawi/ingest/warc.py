"""Pages out of web archives (WARC, ISO 28500), packed or not."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from rawi.extract.html.guard import MAX_SIZE
from rawi.ingest.codings import CodingError, TooBigError, uncoded
from rawi.model import Capture, Rejection

_WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_GZIP = b"\x1f\x8b"
_PIECE = 1 << 20
"""Bytes that are read at a time."""
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,999})?\r?\n")
_READABLE = ("text/", "application/xhtml", "application/xml")
_KEPT = ("last-modified", "etag", "content-language")


def warc_captures(stream: IO[bytes], name: str) -> Iterator[tuple[int, Capture | Rejection]]:
    """The pages of an archive, each with the number of its record, from 1.

    Pictures, redirects, errors and whatever else is no page are passed over. A
    damaged archive ends with a ``Rejection`` in place of its last record.
    """
    number, begin = 0, 0
    held: Capture | Rejection | None = None
    reason = "its last record is cut off"
    try:
        for record in ArchiveIterator(
            stream, record_types=_WANTED, parse_http=True, auto_decode="none"
        ):
            if held is not None:
                yield number, held
            number, begin = number + 1, record.stream_pos
            held = _capture(record, f"{name}#{number}") if _is_page(record) else None
        cut = _is_cut_off(stream.fileno(), begin)
    except (OSError, ValueError, EOFError, RuntimeError) as why:
        cut, reason = True, str(why)
    if cut:
        words = f"the archive is damaged at record {number}: {reason}; all before is taken in"
        held = Rejection(kind="damaged", reason=words, item=name)
    if held is not None:
        yield max(number, 1), held


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


def _is_cut_off(file: int, begin: int) -> bool:
    """Whether an archive lacks its end: fastwarc hands out half a record without a word."""
    if os.pread(file, 2, 0) != _GZIP:
        return os.pread(file, 4, max(0, os.fstat(file).st_size - 4)) != b"\r\n\r\n"
    at = begin if os.pread(file, 2, begin) == _GZIP else 0
    unpack = zlib.decompressobj(wbits=31)
    while data := os.pread(file, _PIECE, at):
        at += len(data)
        while data:
            unpack.decompress(data)
            data = unpack.unused_data
            if unpack.eof and data:
                unpack = zlib.decompressobj(wbits=31)
    return not unpack.eof


def _is_page(record: WarcRecord) -> bool:
    kind = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    good = not record.is_http or record.http_headers.status_code == 200
    return good and (kind or "text/").lower().startswith(_READABLE)


def _capture(record: WarcRecord, item: str) -> Capture | Rejection:
    url = record.headers.get("WARC-Target-URI")
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
