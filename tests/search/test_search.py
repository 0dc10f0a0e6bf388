"""The index, queries and snippets over a few articles of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.arabic import surfaces
from rawi.errors import InputError
from rawi.model import Article
from rawi.search import Entry, Filters, Held, TantivyIndex, snippet


def article(name: str, title: str, body: str, **more: object) -> Article:
    return Article(id=name, title=title, body=(body,), **more)  # type: ignore[arg-type]


ROOM = [
    article(
        "school",
        "افتتاح مدرسة جديدة في الحي الشرقي",
        "افتتح الوزير المدرسة بحضور المعلمين والطلاب.",
        outlet="nahr.example",
        section="تعليم",
        language="ar",
        published="2024-02-01T10:00:00+00:00",
    ),
    article(
        "port",
        "الميناء يستقبل أول سفينة",
        "رست السفينة في الميناء، وقال وزير النقل إن العمل بدأ.",
        outlet="sahel.example",
        section="اقتصاد",
        language="ar",
        published="2024-02-03T10:00:00+00:00",
        tags=("موانئ",),
    ),
    article(
        "minister",
        "وزير النقل يزور المطار",
        "زار الوزير المطار صباحا.",
        outlet="sahel.example",
        section="اقتصاد",
        published="2024-02-05T10:00:00+00:00",
    ),
]


@pytest.fixture(scope="module")
def index() -> TantivyIndex:
    made = TantivyIndex()
    made.update(map(Entry, ROOM), (), Held(3, "c"))
    return made


def ids(index: TantivyIndex, query: str, **filters: Any) -> list[str]:
    found = index.search(query, filters=Filters(**filters) if filters else None)
    return [hit.article_id for hit in found.hits]


@pytest.mark.parametrize("query", ["وزير", "الوزير", "والوزير", "للوزير", "الوَزير"])
def test_all_forms_of_a_word_find_the_same(index: TantivyIndex, query: str) -> None:
    assert set(ids(index, query)) == {"school", "port", "minister"}


def test_a_title_counts_more_than_a_body(index: TantivyIndex) -> None:
    assert ids(index, "وزير النقل")[0] == "minister"


def test_a_phrase_stands_side_by_side(index: TantivyIndex) -> None:
    assert set(ids(index, '"وزير النقل"')) == {"port", "minister"}
    assert ids(index, '"النقل وزير"') == []


def test_an_excluded_word_must_not_occur(index: TantivyIndex) -> None:
    assert set(ids(index, "وزير -سفينة")) == {"school", "minister"}


def test_a_field_is_searched_alone(index: TantivyIndex) -> None:
    assert ids(index, "title:مدرسة") == ["school"]
    assert ids(index, "title:المعلمين") == []
    assert ids(index, "tag:موانئ") == ["port"]


def test_filters_narrow_the_hits(index: TantivyIndex) -> None:
    assert set(ids(index, "وزير", outlet="sahel.example")) == {"port", "minister"}
    assert ids(index, "وزير", since=datetime(2024, 2, 4, tzinfo=UTC)) == ["minister"]
    assert set(ids(index, "وزير", until=datetime(2024, 2, 4, tzinfo=UTC))) == {"school", "port"}
    assert ids(index, "وزير", section="تعليم") == ["school"]


def test_pages_follow_each_other_without_gap_or_repeat(index: TantivyIndex) -> None:
    names, after = [], None
    while True:
        page = index.search("وزير", limit=1, after=after)
        names += [hit.article_id for hit in page.hits]
        after = page.next
        if after is None:
            break
    assert sorted(names) == ["minister", "port", "school"]


def test_matches_are_counted_by_outlet(index: TantivyIndex) -> None:
    found = index.search("وزير")
    assert found.total == 3
    assert dict(found.outlets) == {"sahel.example": 2, "nahr.example": 1}


def test_an_article_is_replaced_and_removed() -> None:
    index = TantivyIndex()
    index.update([Entry(ROOM[0]), Entry(ROOM[1])], (), Held(2, "b"))
    index.update([Entry(article("school", "عنوان آخر", "نص آخر"))], ["port"], Held(3, "c"))
    assert ids(index, "المدرسة سفينة") == []
    assert ids(index, "آخر") == ["school"]
    assert index.held == Held(3, "c")


def test_a_folder_keeps_index_and_sequence(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    index.update([Entry(ROOM[0])], (), Held(7, "g"))
    index.close()
    again = TantivyIndex(tmp_path)
    assert again.held == Held(7, "g")
    assert ids(again, "المدرسة") == ["school"]


def test_what_replaces_all_is_all_there_is() -> None:
    index = TantivyIndex()
    index.update([Entry(ROOM[0])], (), Held(7, "g"))
    index.replace([Entry(ROOM[1])], Held(1, "a"))
    assert ids(index, "المدرسة") == []
    assert (ids(index, "سفينة"), index.held) == (["port"], Held(1, "a"))


def test_what_was_held_serves_until_all_is_in() -> None:
    index = TantivyIndex()
    index.update([Entry(ROOM[0])], (), Held(7, "g"))

    def meanwhile() -> Iterator[Entry]:
        yield Entry(ROOM[1])
        assert (ids(index, "المدرسة"), ids(index, "سفينة")) == (["school"], [])

    index.replace(meanwhile(), Held(8, "h"))
    assert (ids(index, "المدرسة"), ids(index, "سفينة")) == ([], ["port"])


WAYS: dict[str, Callable[[TantivyIndex, Iterator[Entry]], None]] = {
    "update": lambda index, entries: index.update(entries, ["school"], Held(8, "h")),
    "replace": lambda index, entries: index.replace(entries, Held(8, "h")),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_fails_on_the_way_changes_nothing(way: str) -> None:
    index = TantivyIndex()
    index.update([Entry(ROOM[0])], (), Held(7, "g"))

    def broken() -> Iterator[Entry]:
        yield Entry(ROOM[1])
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        WAYS[way](index, broken())
    index.update([Entry(ROOM[2])], (), Held(9, "i"))
    assert set(ids(index, "وزير")) == {"school", "minister"}


def test_a_folder_of_another_layout_is_emptied(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("not an index")
    assert TantivyIndex(tmp_path).held == Held()


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_query_raises(query: str) -> None:
    assert len(ANY.search(query).hits) <= 10


@pytest.mark.parametrize("after", ["", "-1", "1.5", "٣", "1" * 10, "WzFd", 4])
def test_a_cursor_of_another_list_is_an_input_error(after: Any) -> None:
    with pytest.raises(InputError):
        ANY.search("وزير", after=after)


def test_outlets_of_a_country_narrow_the_hits(index: TantivyIndex) -> None:
    def found(*outlets: str) -> set[str]:
        return {hit.article_id for hit in index.search("وزير", outlets=outlets).hits}

    assert found("nahr.example") == {"school"}
    assert found("nahr.example", "sahel.example") == {"school", "port", "minister"}
    assert found() == set()


@settings(deadline=None)
@given(st.text(alphabet='"-:()[]*~^\\/ titleag:وزير', max_size=30))
def test_no_syntax_raises(query: str) -> None:
    assert len(ANY.search(query).hits) <= 10


ANY = TantivyIndex()
ANY.update(map(Entry, ROOM), (), Held(1, "a"))


def test_a_snippet_marks_every_form_of_the_word() -> None:
    assert snippet("زار الوزير الميناء", "وزير") == "زار <mark>الوزير</mark> الميناء"


def test_script_in_a_text_is_not_live() -> None:
    found = snippet('<script>alert("x")</script> والوزير & نائبه', "الوزير script")
    assert "<script" not in found
    assert "&lt;" in found


def test_a_long_text_is_cut_around_the_match() -> None:
    text = "كلمة " * 200 + "ميناء " + "أخرى " * 200
    found = snippet(text, "ميناء")
    assert "<mark>ميناء</mark>" in found
    assert len(found) < 400


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=40))
def test_a_snippet_without_marks_is_escaped_text(text: str, query: str) -> None:
    found = snippet(text, query)
    bare = re.sub("</?mark>", "", found)
    assert "<" not in bare
    assert ">" not in bare
    inner = unescape(bare).removeprefix("… ").removesuffix(" …")
    assert inner in text


def test_a_match_late_in_a_long_text_is_shown() -> None:
    text = "كلام طويل لا يعني شيئا. " * 400 + "افتتح الوزير الميناء."
    assert "<mark>الميناء</mark>" in snippet(text, "ميناء")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["وزير", "الوزير", "<b>", "#وزير_النقل", "،", "x", "ميناء"])))
def test_only_whole_words_of_the_text_are_marked(parts: list[str]) -> None:
    text = " ".join(parts)
    marked = re.findall("<mark>(.*?)</mark>", snippet(text, "وزير x"))
    assert {unescape(word) for word in marked} <= set(surfaces(text))
    assert bool(marked) == bool({"وزير", "الوزير", "#وزير_النقل", "x"} & set(parts))


def test_values_are_told_by_how_often_they_occur(index: TantivyIndex) -> None:
    told = index.values()
    assert told["outlet"] == ("sahel.example", "nahr.example")
    assert told["section"] == ("اقتصاد", "تعليم")
    assert told["language"] == ("ar",)


def test_values_follow_each_commit() -> None:
    made = TantivyIndex()
    made.update(map(Entry, ROOM), (), Held(1, "a"))
    assert made.values()["outlet"][0] == "sahel.example"
    made.update((), ["port", "minister"], Held(2, "b"))
    assert made.values()["outlet"] == ("nahr.example",)


def test_facets_counted_beside_the_ranking_are_the_same(
    index: TantivyIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = index.search("وزير النقل")
    monkeypatch.setattr("rawi.search.tantivy_index._LARGE", 1)
    assert index.search("وزير النقل") == alone
    assert alone.outlets
