"""Archives record by record: what is a page, what is told of one, chunks, a missing end."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rawi.extract.html.guard import MAX_SIZE
from rawi.ingest.warc import warc_captures
from rawi.model import Capture, Rejection

PAGE = "<html><body><p>نص الخبر عن الميناء</p></body></html>".encode()


def record(
    body: bytes = PAGE,
    head: str = "HTTP/1.1 200 OK\r\nContent-Type: text/html",
    kind: str = "response",
    url: str = "https://a.example/1",
) -> bytes:
    http = f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() if head else b""
    block = http + body
    fields = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-03-12T09:00:00Z\r\n"
        f"Content-Type: {'application/http; msgtype=response' if head else 'text/html'}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return fields.encode() + block + b"\r\n\r\n"


def read(tmp_path: Path, *records: bytes, packed: bool = False) -> list[Capture | Rejection]:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    with path.open("rb") as stream:
        return [what for _, what in warc_captures(stream, "a.warc")]


OK = "HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("made", "page"),
    [
        (record(), True),
        (record(head=OK + "Content-Type: application/xhtml+xml"), True),
        (record(head=OK + "Content-Type: TEXT/HTML; charset=utf-8"), True),
        (record(head=OK + "X: y"), True),
        (record(head=OK + "Content-Type: image/png"), False),
        (record(head="HTTP/1.1 404 Not Found\r\nContent-Type: text/html"), False),
        (record(head="HTTP/1.1 301 Moved\r\nContent-Type: text/html"), False),
        (record(head="", kind="resource"), True),
        (record(head="", kind="conversion"), True),
        (record(head="", kind="metadata"), False),
    ],
    ids=range(10),
)
def test_what_is_a_page(tmp_path: Path, made: bytes, page: bool) -> None:
    assert [type(one) for one in read(tmp_path, made)] == ([Capture] if page else [])


def test_what_is_told_of_a_page_is_kept(tmp_path: Path) -> None:
    head = OK + "Content-Type: text/html; charset=utf-8\r\nETag: x\r\nSet-Cookie: a=1"
    (found,) = read(tmp_path, record(head=head))
    assert found == Capture(
        body=PAGE,
        url="https://a.example/1",
        collected="2026-03-12T09:00:00+00:00",
        content_type="text/html; charset=utf-8",
        headers={"etag": "x"},
    )


def test_records_are_counted_from_one(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(
        record() + record(head="", kind="metadata") + record(url="https://a.example/2")
    )
    with path.open("rb") as stream:
        numbers = [number for number, _ in warc_captures(stream, "a.warc")]
    assert numbers == [1, 2]


CHUNKED = OK + "Content-Type: text/html\r\nTransfer-Encoding: chunked"


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", b"abcde"),
        (b"3;name=x\r\nabc\r\n0\r\n\r\nmore", b"abc"),
        (b"A\r\n0123456789\r\n0\r\n\r\n", b"0123456789"),
        (b"3\nabc2\nde0\n", b"abcde"),
        (b"3\r\nabc\r\n2\r\nde", b"abcde"),
        (b"3\r\nabc\r\n9\r\nde", b"abcde"),
        (b"<p>abc</p>", b"<p>abc</p>"),
        (b"3\r\nabc<p>", b"3\r\nabc<p>"),
        (b"123456789\r\nabc", b"123456789\r\nabc"),
    ],
)
def test_chunks_are_joined_and_what_lies_is_left(tmp_path: Path, raw: bytes, body: bytes) -> None:
    (found,) = read(tmp_path, record(raw, head=CHUNKED))
    assert isinstance(found, Capture)
    assert found.body == body


@pytest.mark.parametrize("packed", [False, True])
def test_a_whole_archive_is_not_damaged(tmp_path: Path, packed: bool) -> None:
    found = read(tmp_path, record(), record(url="https://a.example/2"), packed=packed)
    assert [one.url for one in found if isinstance(one, Capture)] == [
        "https://a.example/1",
        "https://a.example/2",
    ]
    assert len(found) == 2


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [1, 5, 40])
def test_an_archive_without_its_end_is_damaged(tmp_path: Path, packed: bool, cut: int) -> None:
    last = gzip.compress(record(url="https://a.example/2")) if packed else record()
    path = tmp_path / "a.warc"
    path.write_bytes((gzip.compress(record()) if packed else record()) + last[:-cut])
    with path.open("rb") as stream:
        found = list(warc_captures(stream, "a.warc"))
    (number, first), (_, refused) = found[0], found[-1]
    assert (number, type(first)) == (1, Capture)
    assert isinstance(refused, Rejection)
    assert refused.kind == "damaged"
    assert "record 2" in refused.reason


def test_nothing_is_damaged_at_its_first_record(tmp_path: Path) -> None:
    (found,) = read(tmp_path, b"\x1f\x8b\x08nothing")
    assert isinstance(found, Rejection)
    assert found.kind == "damaged"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (gzip.compress(PAGE, mtime=0)[:-9], "coding"),
        (gzip.compress(bytes(MAX_SIZE + 1)), "too_large"),
    ],
)
def test_a_record_that_cannot_be_unpacked_costs_itself_alone(
    tmp_path: Path, body: bytes, kind: str
) -> None:
    bad = record(body, head=f"{OK}Content-Type: text/html\r\nContent-Encoding: gzip")
    found = read(tmp_path, bad, record(url="https://a.example/2"))
    assert isinstance(found[0], Rejection)
    assert (found[0].kind, found[0].item) == (kind, "https://a.example/1")
    assert isinstance(found[1], Capture)


def test_an_archive_packed_as_one_is_read(tmp_path: Path) -> None:
    whole = gzip.compress(record() + record(url="https://a.example/2"))
    assert [type(one) for one in read(tmp_path, whole)] == [Capture, Capture]
    damaged = read(tmp_path, whole[:-12])
    assert isinstance(damaged[-1], Rejection)


@pytest.mark.parametrize(
    "rest", [b"garbage", b"\x1f\x8b\x08garbage that is no member", b"\0" * 600]
)
def test_what_follows_a_packed_archive_is_told_and_costs_nothing_else(
    tmp_path: Path, rest: bytes
) -> None:
    found = read(tmp_path, gzip.compress(record()), rest)
    assert [one.url for one in found if isinstance(one, Capture)] == ["https://a.example/1"] or (
        isinstance(found[-1], Rejection) and found[-1].kind == "damaged"
    )


def test_a_page_of_the_largest_size_may_come_in_chunks(tmp_path: Path) -> None:
    body = b"<p>" + b"x" * (MAX_SIZE - 3)
    raw = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    (found,) = read(tmp_path, record(raw, head=CHUNKED))
    assert isinstance(found, Capture)
    assert len(found.body) == MAX_SIZE


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("hurt", ["length", "rubbish", "bits", "header"])
def test_a_damaged_record_costs_no_other(tmp_path: Path, hurt: str, packed: bool) -> None:
    sound = record()
    bad = {
        "length": re.sub(rb"Content-Length: \d+", b"Content-Length: 90000", sound, count=1),
        "rubbish": b"no record at all\r\n\r\n",
        "bits": sound,
        "header": sound.replace(b"WARC/1.0", b"WXRC/1.0"),
    }[hurt]
    made = [gzip.compress(one) if packed else one for one in (sound, bad, sound, sound)]
    if hurt == "bits":
        made[1] = made[1][:40] + bytes([made[1][40] ^ 255]) + made[1][41:]
    found = read(tmp_path, b"".join(made))
    assert sum(isinstance(one, Capture) for one in found) >= 3


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("length", ["", "abc", "-5", "12x", "9" * 30, None])
def test_a_record_of_unreadable_length_costs_itself_alone_and_is_told(
    tmp_path: Path, length: str | None, place: int, packed: bool
) -> None:
    urls = [f"https://a.example/{n}" for n in range(3)]
    records = [record(url=url) for url in urls]
    line = b"" if length is None else b"Content-Length: " + length.encode() + b"\r\n"
    records[place] = re.sub(rb"Content-Length: \d+\r\n(?=\r\n)", line, records[place], count=1)
    found = read(tmp_path, *records, packed=packed)
    assert [one.url for one in found if isinstance(one, Capture)] == [
        url for n, url in enumerate(urls) if n != place
    ]
    assert isinstance(found[place], Rejection)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("length", [0, 10, 300, 700, 90_000])
def test_a_length_that_is_wrong_costs_no_other_and_mixes_nothing(
    tmp_path: Path, length: int, packed: bool
) -> None:
    bad = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % length, record(), count=1)
    found = read(tmp_path, record(), bad, record(), packed=packed)
    assert [one.body for one in found if isinstance(one, Capture)] == [PAGE, PAGE]
    assert any(isinstance(one, Rejection) for one in found)


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "hurt",
    [
        lambda whole: b"\x00" * 60 + whole[60:],
        lambda whole: whole.replace(b"WARC/1.0", b"QQQQQQQQ", 1),
    ],
    ids=["zeros", "version"],
)
def test_a_record_without_a_head_is_told(
    tmp_path: Path, place: int, hurt: Callable[[bytes], bytes]
) -> None:
    records = [record(), record(), record()]
    records[place] = hurt(records[place])
    found = read(tmp_path, *records)
    assert sum(isinstance(one, Capture) for one in found) == 2
    assert [one.kind for one in found if isinstance(one, Rejection)] == ["damaged"]


def test_records_of_other_kinds_between_pages_are_not_lost(tmp_path: Path) -> None:
    other = record().replace(b"WARC-Type: response", b"WARC-Type: metadata")
    found = read(tmp_path, other, record(), other, b"\r\n\r\n", record(), other)
    assert all(isinstance(one, Capture) for one in found)
    assert len(found) == 2
