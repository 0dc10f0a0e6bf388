"""The vocabulary of an index, kept up with its commits."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.model import Article
from rawi.search import Entry, Held, TantivyIndex, vocabulary
from rawi.search.variants import Vocabulary

terms = st.dictionaries(st.text("ابتجحدرسعقلمنهوي", min_size=1, max_size=7), st.integers(1, 9))


@given(before=terms, now=terms)
def test_one_made_after_another_is_as_one_made_anew(
    before: dict[str, int], now: dict[str, int]
) -> None:
    anew = Vocabulary(now.items(), 10)
    after = Vocabulary(now.items(), 10, Vocabulary(before.items(), 10))
    for word in [*before, *now]:
        assert after.variants(word, word) == anew.variants(word, word)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> TantivyIndex:
    """An index of which nothing is read at once; what it held first was read."""
    monkeypatch.setattr(vocabulary, "_SOON", 0)
    made = TantivyIndex()
    store(made, "1", "تسلا", 1)
    read(made, 1)
    return made


def store(index: TantivyIndex, name: str, word: str, sequence: int) -> None:
    index.update([Entry(Article(id=name, title=word))], (), Held(sequence))


def read(index: TantivyIndex, lemmas: int) -> None:
    """Wait until so many were read in the background. Fails after some seconds."""
    until = time.monotonic() + 5
    while index.vocabulary != lemmas:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_large_one_is_read_again_once_it_rested(
    large: TantivyIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(large, "2", "ماكرون", 2)
    monkeypatch.setattr(vocabulary, "_REST", 0.0)
    read(large, 2)


def test_a_large_one_rests_between_two_readings(large: TantivyIndex) -> None:
    store(large, "2", "ماكرون", 2)
    for _ in range(3):
        assert large.vocabulary == 1
        time.sleep(0.01)


def test_what_comes_in_while_it_rests_is_found(large: TantivyIndex) -> None:
    store(large, "2", "ماكرون", 2)
    assert [hit.article_id for hit in large.search("ماكرون").hits] == ["2"]
