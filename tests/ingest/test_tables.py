"""Tables of articles, and what programs call the fields."""

from __future__ import annotations

import json

import pytest

from rawi.ingest.field_names import field_of, renamed
from rawi.ingest.tables import columns, is_nameless, rows

ARABIC = "العنوان;نص الخبر;تاريخ النشر;الكاتب\nفيضان;سال الوادي\nليلا;2025-05-08;سعاد\n"


def read(text: str, encoding: str = "utf-8") -> list[object]:
    data = text.encode(encoding)
    named = columns(data[:4096])
    assert named is not None
    return [json.loads(r) if isinstance(r, bytes) else r for r in rows(data, *named)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_a_table_is_read_in_any_encoding_and_with_any_sign(sign: str, encoding: str) -> None:
    text = f"العنوان{sign}النص{sign}ملاحظة\nفيضان الوادي{sign}سال الوادي ليلا{sign}لا شيء\n"
    assert read(text, encoding) == [{"title": "فيضان الوادي", "body": "سال الوادي ليلا"}]


def test_a_cell_holds_lines_and_signs() -> None:
    text = 'title,body\n"فيضان, ثم هدوء","سال الوادي.\nوهدأ."\n'
    assert read(text) == [{"title": "فيضان, ثم هدوء", "body": "سال الوادي.\nوهدأ."}]


def test_empty_cells_are_absent_and_empty_rows_no_articles() -> None:
    assert read("title,body,url\nفيضان,,\n,,\n\n") == [{"title": "فيضان"}]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير, وأضاف, وختم\nثم خرج\n",
        "التاريخ,الرابط\n2025,https://a.example\n",
        "title\nفيضان\n",
        '{"title": "فيضان", "body": "سال"}\n',
        "العنوان, النص الذي نشرته الجريدة عن فيضان الوادي في عام مضى\n",
    ],
)
def test_other_text_is_no_table(text: str) -> None:
    assert columns(text.encode()) is None


@pytest.mark.parametrize(
    ("text", "nameless"),
    [
        ("a,b,c\n1,2,3\n4,5,6\n", True),
        ("التاريخ;العدد;البلد\n2025;3;مصر\n2024;5;لبنان\n", True),
        ("title,body,url\na,b,c\nd,e,f\n", False),
        ("a,b,c\n1,2,3\n", False),
        ("قال الوزير, وأضاف, وختم\nثم خرج إلى الناس\nوعاد\n", False),
        ("".join("كلمة " * 40 + "، " + "كلمة, " * 2 + "\n" for _ in range(4)), False),
    ],
)
def test_a_table_that_names_no_text_is_told(text: str, nameless: bool) -> None:
    assert is_nameless(text.encode()) is nameless


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Headline", "title"),
        ("Full-Text", "body"),
        (" تاريخ النشر ", "published"),
        ("body", "body"),
        ("views", None),
    ],
)
def test_other_names_of_fields(name: str, field: str | None) -> None:
    assert field_of(name) == field


def test_a_record_of_the_form_keeps_its_names() -> None:
    record = {"title": "فيضان", "body": "سال", "link": "https://a.example"}
    assert renamed(record) is record
    assert renamed({"title": "فيضان", "text": "سال", "clean": True})["text"] == "سال"


def test_a_title_alone_does_not_hide_the_text() -> None:
    record = {"title": "فيضان", "headline": "آخر", "maintext": "سال الوادي", "image": "/1.jpg"}
    assert renamed(record) == record | {"body": "سال الوادي"}


def test_the_names_of_the_form_win() -> None:
    record = {"headline": "فيضان", "link": "https://a.example/1", "url": "https://b.example/1"}
    found = renamed(record)
    assert (found["title"], found["url"]) == ("فيضان", "https://b.example/1")
