"""Words of texts that match a query, however many texts were read before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic import key_and_lemma
from rawi.search import met
from rawi.search.met import Matching
from rawi.search.words import words

WORDS = ("وزير", "الوزير", "وزراء", "كتب", "الكتاب", "كتاب", "قلم", "2018", "#قلم_وزير", "غزة")
some = st.lists(st.sampled_from(WORDS), max_size=6)


def told(word: str, keys: set[str], lemmas: set[str]) -> str | None:
    """By the definition: its key or lemma is asked for, or it is joined of one that is."""
    key, lemma = key_and_lemma(word)
    if key in keys or lemma in lemmas:
        return lemma
    inner = set() if word.isalpha() else {w.lemma for w in words(word)}
    return min(inner & lemmas, default=None)


@given(st.lists(some, max_size=4), some, some)
def test_each_word_matches_as_it_does_alone(
    texts: list[list[str]], keys: list[str], asked: list[str]
) -> None:
    keyed, lemmas = set(keys), {key_and_lemma(word)[1] for word in asked}
    matching = Matching(keyed, lemmas)
    for text in texts:
        found = matching.among(text)
        for word in text:
            assert found.get(word) == told(word, keyed, lemmas)


def test_words_met_by_an_earlier_query_are_found_by_a_later_one() -> None:
    Matching(set(), {"ميناء"}).among(["الميناء", "للوزير"])
    assert Matching(set(), {"وزير"}).among(["للوزير"])["للوزير"] == "وزير"


def test_forgotten_words_are_met_again(monkeypatch: pytest.MonkeyPatch) -> None:
    Matching(set(), {"وزير"}).among(["الوزير", "السفينة"])
    monkeypatch.setattr(met, "_MOST", 1)
    again = Matching(set(), {"وزير"})
    assert again.among(["الوزير"])["الوزير"] == "وزير"
