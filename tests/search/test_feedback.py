"""What the index keeps of an article for relevance feedback."""

from __future__ import annotations

from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from rawi.search.feedback import HEAVY, TERMS, heavy, packed, share, terms, unpacked

LEMMAS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)


@given(st.lists(st.tuples(LEMMAS, st.integers(1, 31)), max_size=HEAVY))
def test_what_is_packed_comes_out_the_same(found: list[tuple[str, int]]) -> None:
    assert unpacked(packed(tuple(found))) == tuple(found)


def test_arabic_takes_a_byte_a_letter() -> None:
    assert len(packed((("ميناء", 3), ("وزير", 2)))) == 11


def test_a_count_stops_at_thirty_one() -> None:
    assert unpacked(packed((("ميناء", 32),))) == (("ميناء", 31),)


def test_the_heaviest_are_the_rare_and_the_many() -> None:
    rarity = {"ميناء": 5.0, "قال": 0.5}.get
    found = heavy(["قال", "ميناء", "قال", "من"], lambda lemma: rarity(lemma) or 0.0)
    assert found == (("ميناء", 1), ("قال", 2))


def test_a_better_article_says_more() -> None:
    best = [(2.0, (("ميناء", 1),)), (1.0, (("مطار", 1),))]
    assert terms(best, lambda _: 1.0) == [("ميناء", 0.8), ("مطار", 0.2)]


def test_weights_sum_to_one_where_all_words_are_asked() -> None:
    best = [(1.5, (("ميناء", 4), ("سفينة", 1))), (1.0, (("مطار", 2),))]
    assert isclose(sum(weight for _, weight in terms(best, lambda _: 2.0)), 1.0)


def test_no_more_words_are_asked_than_help() -> None:
    many = tuple((f"كلمة{n}", 1) for n in range(TERMS + 5))
    assert len(terms([(1.0, many)], lambda _: 1.0)) == TERMS
    assert terms([], lambda _: 1.0) == []


def test_a_long_query_listens_less() -> None:
    assert share(3) == share(1) > share(4)
