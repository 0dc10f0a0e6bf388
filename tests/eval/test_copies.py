"""The scorer of copies, where the answer is known."""

from __future__ import annotations

import pytest

from eval.abilities.copies import both, f1, held_out, kind_right
from training.copies import Labelled


def pair(label: str, shorter: float, day: str = "1", *, hard: bool = False) -> Labelled:
    traits = (shorter, shorter, shorter, shorter)
    return Labelled(names=("a", "b"), label=label, hard=hard, day=day, site="s", traits=traits)


def test_f1_is_of_the_copies() -> None:
    assert f1([True, True, False, False], [True, False, True, False]) == 0.5


def test_nothing_said_is_worth_nothing() -> None:
    assert f1([True], [False]) == 0.0


def test_hard_pairs_are_left_out_beside_all() -> None:
    pairs = [pair("reprint", 1), pair("edited", 1, hard=True), pair("partial", 0)]
    whole, plain = both("x", pairs, [True, False, False])
    assert whole.value == pytest.approx(2 / 3)
    assert plain.value == 1.0


def test_a_pair_is_judged_by_the_other_folds_alone() -> None:
    clear = [pair("reprint", 1.0, "1"), pair("unrelated", 0.0, "1")] * 8
    turned = [pair("unrelated", 1.0, "2"), pair("reprint", 0.0, "2")]
    said = held_out([*clear, *turned], lambda one: one.day)
    assert said[-2:] == [True, False]


@pytest.mark.parametrize(
    ("label", "said", "right"),
    [
        ("unrelated", None, True),
        ("unrelated", "partial", False),
        ("independent", None, True),
        ("edited", "edited", True),
        ("edited", "reprint", False),
        ("partial", None, False),
    ],
)
def test_a_kind_is_right_where_it_is_that_of_the_label(
    label: str, said: str | None, right: bool
) -> None:
    assert kind_right(pair(label, 0), said) == right
