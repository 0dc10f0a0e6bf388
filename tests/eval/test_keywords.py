"""How keywords are scored, on lists whose score is known."""

from __future__ import annotations

import pytest

from eval.abilities.keywords import at_five, at_five_agreed, at_ten_agreed, f1, plain, precision
from rawi.model import Article

TEN = list("abcdefghij")


def test_each_keyword_counts_once() -> None:
    assert f1(["a", "a", "b"], ["a", "c"]) == 0.5
    assert f1([], ["a"]) == f1(["a"], []) == 0.0


def test_the_first_five_count() -> None:
    assert at_five([*"abcde", "z"], ["z"]) == 0.0
    assert at_five(list("abcde"), list("abcdefgh")) == pytest.approx(10 / 13)


def test_the_ten_that_most_readers_agreed_on_count() -> None:
    assert at_five_agreed(list("abcde"), [*TEN, "z"]) == pytest.approx(10 / 15)
    assert at_ten_agreed([*TEN, "z"], [*TEN, "z"]) == 1.0


def test_precision_is_over_all_that_was_marked() -> None:
    assert precision(["z", "y"], [*TEN, "z"]) == 0.5
    assert precision([], TEN) == 0.0


def test_the_baseline_ranks_by_count_and_rarity() -> None:
    article = Article(id="1", body=("سنديان سنديان سنديان سوق.",))
    first = plain(article)[0]
    assert {token.text for token in first} == {"سنديان"}
