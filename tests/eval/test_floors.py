"""How floors are held and raised, and that every scorer has a test of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.__main__ import FLOORS, abilities, allowed, raised, under
from eval.figures import Figure


def figure(value: float, **given: bool) -> Figure:
    return Figure(name="one", value=value, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("ability", abilities())
def test_every_scorer_has_a_test_with_known_answers(ability: str) -> None:
    assert Path(__file__).with_name(f"test_{ability}.py").exists()


@pytest.mark.parametrize(
    ("value", "given", "holds"),
    [
        (0.9, {}, True),
        (0.8999, {}, False),
        (0.9, {"lower": True}, True),
        (0.9001, {"lower": True}, False),
        (0.8981, {"trained": True}, True),
        (0.8979, {"trained": True}, False),
        (0.64, {"speed": True}, True),
        (0.62, {"speed": True}, False),
        (1.16, {"speed": True, "lower": True}, True),
        (1.18, {"speed": True, "lower": True}, False),
    ],
)
def test_a_figure_holds_its_floor_of_nine_tenths(
    value: float, given: dict[str, bool], holds: bool
) -> None:
    assert allowed(figure(value, **given), 0.9) is holds


@pytest.mark.parametrize(
    ("value", "lower", "floor", "expected"),
    [
        (0.91239, False, None, 0.9123),
        (0.91239, False, 0.95, 0.95),
        (0.91239, False, 0.9, 0.9123),
        (0.01231, True, None, 0.0124),
        (0.01231, True, 0.01, 0.01),
        (0.01231, True, 0.02, 0.0124),
    ],
)
def test_a_floor_is_never_lowered(
    value: float, lower: bool, floor: float | None, expected: float
) -> None:
    assert raised(figure(value, lower=lower), floor) == pytest.approx(expected)


def test_a_figure_holds_the_floor_that_it_raised() -> None:
    for value in (0.0, 0.123456, 0.99999, 1.0):
        for lower in (False, True):
            made = figure(value, lower=lower)
            assert allowed(made, raised(made, None))


def test_every_floor_belongs_to_a_scorer() -> None:
    assert {name.split(".")[0] for name in json.loads(FLOORS.read_text())} <= set(abilities())


def test_what_holds_no_floor_is_named() -> None:
    figures = [figure(0.5), figure(0.95)]
    assert under(figures, {"one": 0.9}) == ["one"]
    assert under(figures, {"other": 0.9}) == []
