"""Files of every kind, and of every wrong kind."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.ingest.archives import MAX_LINE, Found, files, identity, read_file
from rawi.model import Capture, Rejection

PAGE = "<html><body><p>افتتحت البلدية جسرا جديدا فوق مجرى السيل.</p></body></html>".encode()
Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return made


def line(number: int) -> bytes:
    return json.dumps({"id": f"a{number}", "title": "خبر"}, ensure_ascii=False).encode() + b"\n"


def captures(found: list[Found]) -> list[Capture]:
    return [f.what for f in found if isinstance(f.what, Capture)]


def refusals(found: list[Found]) -> list[tuple[str, str]]:
    return [(f.what.kind, f.item) for f in found if isinstance(f.what, Rejection)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.txt", "a"])
def test_json_lines_are_told_by_content(write: Write, name: str) -> None:
    data = b"".join(map(line, range(5)))
    found = list(read_file(write(name, gzip.compress(data) if name.endswith("gz") else data)))
    assert [json.loads(c.body)["id"] for c in captures(found)] == [f"a{n}" for n in range(5)]


def test_bad_lines_are_told_by_number_and_stop_nothing(write: Write) -> None:
    bad = "خبر".encode("cp1256")
    path = write("a.jsonl", b"\xef\xbb\xbf" + line(1) + b"\n" + bad + b"\n" + line(2) + b"nonsense")
    found = list(read_file(path))
    assert refusals(found) == [("encoding", f"{path}:3")]
    assert [c.body for c in captures(found)] == [line(1).strip(), line(2).strip(), b"nonsense"]


@pytest.mark.parametrize("cut", [0, 1, 3, 5])
@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_reading_goes_on_where_it_was(write: Write, name: str, cut: int) -> None:
    data = b"".join(map(line, range(5)))
    path = write(name, gzip.compress(data) if name.endswith("gz") else data)
    whole = list(read_file(path))
    position = whole[cut - 1].position if cut else 0
    assert [f.what for f in read_file(path, position)] == [f.what for f in whole[cut:]]


@pytest.mark.parametrize("end", [b"", line(3)])
def test_a_line_without_end_is_refused_in_little_memory(write: Write, end: bytes) -> None:
    path = write("a.jsonl", line(1))
    with path.open("ab") as out:
        for _ in range(50):
            out.write(b"x" * 4_000_000)
        out.write(b"\n" + end)
    tracemalloc.start()
    found = list(read_file(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refusals(found) == [("too_long", f"{path}:2")]
    assert len(captures(found)) == 1 + bool(end)
    assert peak < 5 * MAX_LINE


def test_a_cut_off_gzip_gives_what_came_before(write: Write) -> None:
    packed = gzip.compress(b"".join(map(line, range(3000))), 1)
    found = list(read_file(write("a.jsonl.gz", packed[: len(packed) // 2])))
    assert [kind for kind, _ in refusals(found)] == ["truncated"]
    assert len(captures(found)) > 500


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.jsonl", b"", "empty"),
        ("a.html", b"", "empty"),
        ("a.jsonl.gz", gzip.compress(b"", mtime=0), "empty"),
        ("a.html", bytes(range(256)) * 20, "binary"),
        ("a.jsonl", bytes(range(256)) * 20, "binary"),
        ("a.jsonl.gz", b"\x1f\x8b\x08garbage", "truncated"),
        ("a.jsonl", '{"title": "خبر"}'.encode("utf-16"), "encoding"),
        ("a.jsonl.zst", b"\x28\xb5\x2f\xfdxxxx", "packed"),
        ("a.zip", b"PK\x03\x04xxxx", "packed"),
        ("a.html", b"<p>" + b"x" * 10_000_001, "too_large"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(
    write: Write, name: str, data: bytes, kind: str
) -> None:
    (found,) = read_file(write(name, data))
    assert isinstance(found.what, Rejection)
    assert (found.what.kind, bool(found.what.reason)) == (kind, True)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    (found,) = read_file(tmp_path / "none.jsonl")
    assert isinstance(found.what, Rejection)
    assert found.what.kind == "unreadable"


def test_pages_are_whole_files(write: Write) -> None:
    (found,) = read_file(write("a.html", PAGE))
    assert isinstance(found.what, Capture)
    assert found.what.body == PAGE


def test_folders_are_walked_by_name_without_hidden_files(write: Write, tmp_path: Path) -> None:
    for name in ("b/2.html", "b/1.html", "a.html", ".git/x.html", "b/.x.html"):
        write(name, PAGE)
    names = [str(p.relative_to(tmp_path)) for p in files([tmp_path])]
    assert names == ["a.html", "b/1.html", "b/2.html"]


def warc(*pages: bytes, status: bytes = b"200 OK", kind: bytes = b"text/html") -> bytes:
    """An archive as ISO 28500 has it."""
    out = b""
    for number, page in enumerate(pages):
        body = b"HTTP/1.1 " + status + b"\r\nContent-Type: " + kind + b"\r\n\r\n" + page
        fields = {
            "WARC-Type": "response",
            "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>",
            "WARC-Target-URI": f"https://a.example/{number}",
            "WARC-Date": "2025-05-09T10:00:00Z",
            "Content-Type": "application/http; msgtype=response",
            "Content-Length": str(len(body)),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        out += f"WARC/1.1\r\n{head}\r\n".encode() + body + b"\r\n\r\n"
    return out


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_pages_of_an_archive_keep_address_and_time(
    write: Write, pack: Callable[[bytes], bytes]
) -> None:
    (found,) = captures(list(read_file(write("a.warc", pack(warc(PAGE))))))
    assert (found.body, found.url) == (PAGE, "https://a.example/0")
    assert found.collected == "2025-05-09T10:00:00+00:00"
    assert found.content_type == "text/html"


def test_an_archive_goes_on_where_it_was(write: Write) -> None:
    path = write("a.warc", warc(PAGE, PAGE, PAGE))
    first, *rest = list(read_file(path))
    assert [f.what for f in read_file(path, first.position)] == [f.what for f in rest]


@pytest.mark.parametrize(
    "data", [warc(PAGE, status=b"404 Not Found"), warc(PAGE, kind=b"image/png")]
)
def test_what_is_no_page_is_passed_over(write: Write, data: bytes) -> None:
    assert not list(read_file(write("a.warc", data)))


@pytest.mark.parametrize("cut", [3, 60, 200])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_cut_off_archive_gives_what_came_before(
    write: Write, pack: Callable[[bytes], bytes], cut: int
) -> None:
    data = b"".join(pack(warc(PAGE)) for _ in range(3))
    found = list(read_file(write("a.warc", data[:-cut])))
    assert [c.body for c in captures(found)] == [PAGE] * 2
    assert [kind for kind, _ in refusals(found)] == ["damaged"]


def test_a_damaged_archive_gives_what_came_before(write: Write) -> None:
    one = gzip.compress(warc(PAGE))
    broken = one + one[:40] + b"\0\0\0" + one[43:] + one
    found = list(read_file(write("a.warc.gz", broken)))
    assert [kind for kind, _ in refusals(found)] == ["damaged"]


def test_pages_come_unpacked_as_http_packed_them(write: Write) -> None:
    chunks = b"\r\n".join([b"%x" % len(PAGE), PAGE, b"0", b"", b""])
    for body, field in (
        (chunks, b"Transfer-Encoding: chunked"),
        (gzip.compress(PAGE, mtime=0), b"Content-Encoding: gzip"),
    ):
        path = write("a.warc", warc(body, kind=b"text/html\r\n" + field))
        (found,) = captures(list(read_file(path)))
        assert found.body == PAGE


def test_the_same_content_is_the_same_file(write: Write) -> None:
    one, other, third = write("a", b"x"), write("b", b"x"), write("c", b"y")
    assert identity(one) == identity(other) != identity(third)


@given(st.binary(max_size=300))
def test_no_content_raises(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    for content in (data, b"\x1f\x8b" + data, b"WARC/1.0\r\n" + data):
        path.write_bytes(content)
        assert all(f.what is not None for f in read_file(path))


def coded(body: bytes, *headers: bytes) -> bytes:
    """One record of a page under these headers, its body as given."""
    lines = b"\r\n".join([b"HTTP/1.1 200 OK", b"Content-Type: text/html", *headers])
    held = lines + b"\r\n\r\n" + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: "
        "<urn:uuid:00000000-0000-4000-8000-000000000001>\r\nWARC-Target-URI: https://a.example/1\r\n"
        "WARC-Date: 2025-05-09T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(held)}\r\n\r\n"
    )
    return head.encode() + held + b"\r\n\r\n"


CHUNKED = b"Transfer-Encoding: chunked"
CHUNKS = f"{10:x};x=1\r\n".encode() + PAGE[:10] + f"\r\n{len(PAGE) - 10:X}\r\n".encode() + PAGE[10:]


@pytest.mark.parametrize(
    "record",
    [
        coded(PAGE, CHUNKED),
        coded(CHUNKS + b"\r\n0\r\n\r\n", CHUNKED),
        coded(CHUNKS + b"\r\n", CHUNKED),
        coded(PAGE, b"Content-Encoding: gzip"),
        coded(gzip.compress(PAGE, mtime=0), b"Content-Encoding: gzip"),
        coded(gzip.compress(PAGE, mtime=0)),
        coded(brotli.compress(PAGE), b"Content-Encoding: br"),
        coded(PAGE, CHUNKED, b"Content-Encoding: br"),
    ],
)
def test_records_whose_headers_lie_are_read_by_themselves(write: Write, record: bytes) -> None:
    found = list(read_file(write("a.warc", warc(PAGE) + record + warc(PAGE))))
    assert [c.body for c in captures(found)] == [PAGE] * 3
    assert not refusals(found)


def test_a_broken_record_costs_itself_alone(write: Write) -> None:
    bad = coded(gzip.compress(PAGE, mtime=0)[:-9], b"Content-Encoding: gzip")
    found = list(read_file(write("a.warc", warc(PAGE) + bad + warc(PAGE))))
    assert len(captures(found)) == 2
    assert [kind for kind, _ in refusals(found)] == ["coding"]


@pytest.mark.parametrize("place", [0, 3, 9, 12, 40, -9, -5])
def test_a_packed_record_damaged_anywhere_is_told_and_costs_itself_alone(
    write: Write, place: int
) -> None:
    one = gzip.compress(warc(PAGE), mtime=0)
    at = place % len(one)
    harmed = bytes(b ^ 0xFF for b in one[at : at + 2])
    broken = one + one[:at] + harmed + one[at + 2 :] + one
    found = list(read_file(write("a.warc.gz", broken)))
    assert [c.body for c in captures(found)] == [PAGE] * 2
    assert [kind for kind, _ in refusals(found)] == ["damaged"]


LIST = [{"title": "فيضان"}, {"title": "هدوء"}]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    "document", [LIST, {"version": 2, "articles": LIST}], ids=["list", "around a list"]
)
def test_one_json_document_holds_many(write: Write, document: object, indent: int | None) -> None:
    if indent is None and isinstance(document, dict):
        indent = 2
    data = json.dumps(document, ensure_ascii=False, indent=indent).encode()
    path = write("a.json", data)
    found = list(read_file(path))
    assert [json.loads(c.body) for c in captures(found)] == LIST
    assert [json.loads(c.body) for c in captures(list(read_file(path, 1)))] == LIST[1:]


def test_one_object_of_many_lines_is_one(write: Write) -> None:
    data = json.dumps(LIST[0], indent=2).encode()
    assert [json.loads(c.body) for c in captures(list(read_file(write("a", data))))] == LIST[:1]


def test_a_damaged_document_is_refused_once(write: Write) -> None:
    assert refusals(list(read_file(p := write("a.json", b'[{"title": "a"},\n')))) == [
        ("json", str(p))
    ]


def test_a_table_is_told_by_its_first_line(write: Write) -> None:
    path = write("a.txt", "العنوان,النص\nفيضان,سال الوادي\nهدوء,هدأ الوادي\n".encode())
    found = list(read_file(path))
    assert [json.loads(c.body)["title"] for c in captures(found)] == ["فيضان", "هدوء"]
    assert [f.item for f in read_file(path, 1)] == [f"{path}#2"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        (b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "list"),
    ],
)
def test_lists_and_feeds_are_told_where_they_belong(write: Write, data: bytes, kind: str) -> None:
    path = write("a.xml", data)
    assert refusals(list(read_file(path))) == [(kind, str(path))]


@pytest.mark.parametrize(
    "mark",
    [
        b"<!-- saved from url=(0030)https://press.example/news/15 -->",
        b"<!--\n Page saved with SingleFile \n url: https://press.example/news/15 \n-->",
    ],
)
def test_a_saved_page_knows_its_address(write: Write, mark: bytes) -> None:
    (found,) = captures(list(read_file(write("a.html", b"<!doctype html>" + mark + PAGE))))
    assert found.url == "https://press.example/news/15"


def test_an_object_around_a_list_may_stand_on_one_line(write: Write) -> None:
    data = b'{"total": 2, "articles": [' + line(1).strip() + b", " + line(2).strip() + b"]}\n"
    found = captures(list(read_file(write("a.json", data))))
    assert [json.loads(one.body)["id"] for one in found] == ["a1", "a2"]


def test_lines_that_each_hold_a_list_stay_lines(write: Write) -> None:
    each = b'{"id": "x", "items": [{"a": 1}]}\n'
    found = captures(list(read_file(write("a.jsonl", each * 2))))
    assert [json.loads(one.body)["id"] for one in found] == ["x", "x"]
