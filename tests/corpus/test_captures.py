"""Files of archives as captures: every kind, what a record of a dataset holds, bad ones."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rawi.corpus.captures import captures, page_capture
from rawi.corpus.sources import listed
from rawi.errors import InputError
from rawi.ingest.archives import RECORD_TYPE
from rawi.model import Capture, Rejection
from tests.corpus.making import BASE, archive, reports


def found(path: Path) -> list[Capture | Rejection]:
    return [one.what for one in captures(str(path))]


def test_every_kind_of_file_is_read(tmp_path: Path) -> None:
    folder = archive(tmp_path / "in")
    counts = {file.name: len(found(file)) for file in sorted(folder.iterdir())}
    assert counts == {
        "a.warc.gz": 12,
        "b.warc.wet": 8,
        "c.jsonl": 33,
        "d.parquet": 6,
        "e.html": 1,
        "f.bin": 1,
    }


def test_a_page_of_a_table_has_its_address(tmp_path: Path) -> None:
    first = found(archive(tmp_path / "in") / "d.parquet")[0]
    assert isinstance(first, Capture)
    assert first.url == BASE + reports()[50].path
    assert first.content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("record", "body", "kind"),
    [
        ({"html": "<p>نص</p>", "title": "عنوان"}, "<p>نص</p>", "text/html; charset=utf-8"),
        ({"html": "<p>نص</p>".encode()}, "<p>نص</p>", None),
        ({"raw_html": "<p>نص</p>", "text": "نص"}, "<p>نص</p>", "text/html; charset=utf-8"),
        ({"text": "نص الخبر"}, "نص الخبر", None),
        ({"content": "نص الخبر", "text": ""}, "نص الخبر", None),
    ],
)
def test_a_record_holds_a_page(record: dict[str, object], body: str, kind: str | None) -> None:
    capture = page_capture(record)
    assert capture is not None
    assert (capture.body.decode(), capture.content_type) == (body, kind)


@pytest.mark.parametrize(
    "record", [{"body": "نص"}, {"title": "عنوان", "text": "نص"}, {"html": " "}, {"text": 7}, {}]
)
def test_a_record_of_the_import_form_is_no_page(record: dict[str, object]) -> None:
    assert page_capture(record) is None


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("2026-03-12", "2026-03-12"),
        ("2026-03-12T09:00:00Z", "2026-03-12T09:00:00Z"),
        ("2026", None),
        ("أمس", None),
        (7, None),
    ],
)
def test_when_a_page_was_collected(told: object, when: str | None) -> None:
    capture = page_capture({"text": "نص", "metadata": {"date": told, "url": " https://a.example "}})
    assert capture is not None
    assert (capture.collected, capture.url) == (when, "https://a.example")


def test_a_line_of_the_import_form_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"record": "outlet", "id": "a"}\n{"body": "نص"}\n')
    (only,) = found(path)
    assert isinstance(only, Capture)
    assert only.content_type == RECORD_TYPE


def test_a_damaged_table_is_one_refusal(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["نص"] * 10}), path)
    path.write_bytes(path.read_bytes()[:-20])
    (only,) = found(path)
    assert isinstance(only, Rejection)
    assert only.kind == "damaged"


def test_a_value_that_no_record_holds_costs_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"body": ["نص", "نص"], "odd": [b"\xff", None]}), path)
    kinds = [type(one).__name__ for one in found(path)]
    assert kinds == ["Capture", "Capture"]


def test_a_file_elsewhere_is_read_under_its_own_name() -> None:
    with fsspec.open("memory://rawi/a.jsonl", "wb") as file:
        file.write('{"body": "نص"}\nx\n'.encode() + b"\xff\n")
    (source,) = listed(["memory://rawi"])
    places = [one.place for one in captures(source.path)]
    assert places == [f"memory:///rawi/a.jsonl:{line}" for line in (1, 2, 3)]
    refused = [one.what for one in captures(source.path)][2]
    assert isinstance(refused, Rejection)
    assert refused.item == "memory:///rawi/a.jsonl:3"


def test_sources_are_files_folders_and_patterns_each_once(tmp_path: Path) -> None:
    for name in ("a.jsonl", "in/b.jsonl", "in/.hidden/c.jsonl", "in/.d.jsonl", "in/e/f.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x" * len(name))
    sources = [str(tmp_path / name) for name in ("a.jsonl", "in", "*.jsonl")]
    names = {str(Path(one.path).relative_to(tmp_path)): one.size for one in listed(sources)}
    assert names == {"a.jsonl": 7, "in/b.jsonl": 10, "in/e/f.html": 11}


@pytest.mark.parametrize("source", ["/nowhere/at/all", "/nowhere/*.warc", "nosuch://a/b"])
def test_a_source_that_names_nothing_is_an_error(source: str) -> None:
    with pytest.raises(InputError, match=source[:6]):
        listed([source])
