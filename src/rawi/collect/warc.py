"""Pages out of web archives (WARC, ISO 28500), packed or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from rawi.extract.guard import MAX_SIZE
from rawi.model import Capture, Rejection

_READABLE = ("text/", "application/xhtml", "application/xml")
_KEPT = ("last-modified", "etag", "content-language")


def warc_captures(stream: IO[bytes], name: str) -> Iterator[tuple[int, Capture | Rejection]]:
    """The pages of an archive, each with the number of its record, from 1.

    Pictures, redirects, errors and whatever else is no page are passed over. A
    damaged archive ends with a ``Rejection``.
    """
    number = 0
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=True):
            number += 1
            if _is_page(record):
                yield number, _capture(record, f"{name}#{number}")
    except (OSError, ValueError, EOFError, RuntimeError) as why:
        reason = f"the archive is damaged behind record {number}: {why}; all before is taken in"
        yield number + 1, Rejection(kind="damaged", reason=reason, item=name)


def _is_page(record: WarcRecord) -> bool:
    kind = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    good = not record.is_http or record.http_headers.status_code == 200
    return good and (kind or "text/").lower().startswith(_READABLE)


def _capture(record: WarcRecord, item: str) -> Capture | Rejection:
    url = record.headers.get("WARC-Target-URI")
    body = record.reader.read(MAX_SIZE + 1)
    if len(body) > MAX_SIZE:
        return Rejection(
            kind="too_large", reason=f"larger than {MAX_SIZE:,} bytes", item=url or item
        )
    headers = record.http_headers if record.is_http else None
    told = {k.lower(): v for k, v in headers.items()} if headers else {}
    date = record.record_date
    return Capture(
        body=body,
        url=url,
        collected=date.isoformat() if date else None,
        content_type=told.get("content-type"),
        headers={k: v for k, v in told.items() if k in _KEPT},
    )
