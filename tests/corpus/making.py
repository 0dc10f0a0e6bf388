"""Archives of the fictional press: the same reports as WARC, WET, Parquet, JSON lines, HTML."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

import rawi
from rawi.demo.pages import article_page
from rawi.demo.press import Printed, load
from rawi.model import Article

OPENED = datetime(2026, 3, 12, 9, tzinfo=UTC)
BASE = "https://press.example"


def reports() -> tuple[Printed, ...]:
    """All that is in print, the oldest first."""
    return load().in_print(OPENED, OPENED)[::-1]


def page(report: Printed) -> bytes:
    return article_page(report, reports(), BASE).encode(report.outlet.encoding)


def article(report: Printed) -> Article:
    return rawi.article(
        {
            "id": report.report.id,
            "url": BASE + report.path,
            "outlet": report.outlet.id,
            "title": report.report.title,
            "body": "\n".join(report.paragraphs),
            "published": report.published.isoformat(),
            "clean": True,
        }
    )


def record(url: str, body: bytes, kind: str = "response", head: str = "text/html") -> bytes:
    """One record of a WARC file; of a WET file where its kind is ``conversion``."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {head}\r\nContent-Length: {len(body)}\r\n\r\n"
    block = (http.encode() if kind == "response" else b"") + body
    told = "application/http; msgtype=response" if kind == "response" else "text/plain"
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2026-03-12T12:00:00Z\r\nContent-Type: {told}\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def warc(path: Path, few: Sequence[Printed]) -> None:
    whole = (record(BASE + one.path, page(one)) for one in few)
    path.write_bytes(b"".join(map(gzip.compress, whole)))


def wet(path: Path, few: Sequence[Printed]) -> None:
    """As converters write pages: the title, then a line a paragraph."""
    texts = ("\n".join((one.report.title, *one.paragraphs)).encode() for one in few)
    addresses = (BASE + one.path for one in few)
    path.write_bytes(
        b"".join(map(record, addresses, texts, ["conversion"] * len(few), [""] * len(few)))
    )


def lines(path: Path, few: Sequence[Printed]) -> None:
    records = (msgspec.to_builtins(article(one)) | {"body": article(one).text} for one in few)
    path.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in records))


def table(path: Path, few: Sequence[Printed]) -> None:
    rows = [{"url": BASE + one.path, "html": page(one).decode(one.outlet.encoding)} for one in few]
    pq.write_table(pa.Table.from_pylist(rows), path)


def archive(folder: Path) -> Path:
    """The whole press in five files and kinds, a bad one of each among them."""
    folder.mkdir()
    whole = reports()
    warc(folder / "a.warc.gz", whole[:12])
    wet(folder / "b.warc.wet", whole[12:20])
    lines(folder / "c.jsonl", whole[20:50])
    table(folder / "d.parquet", whole[50:56])
    (folder / "e.html").write_bytes(page(whole[56]))
    with (folder / "c.jsonl").open("ab") as more:
        more.write(b'{"body": 7}\n{"body": \n\xff\n')
    (folder / "f.bin").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return folder
