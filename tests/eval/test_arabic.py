"""How lemmas are scored, on pairs of our own."""

from __future__ import annotations

import pytest

from eval.abilities.arabic import Pair, pairs, right


def first(word: str) -> str:
    """A lemmatiser that keeps three letters."""
    return word[:3]


@pytest.mark.parametrize(
    ("kind", "a", "b", "expected"),
    [
        ("same", "كتبوا", "كتبت", True),
        ("same", "كتبوا", "يكتب", False),
        ("differ", "كتبوا", "درسوا", True),
        ("differ", "كتبوا", "كتبية", False),
        ("root", "كتبوا", "كتب", True),
        ("root", "مكتبة", "كتب", False),
        ("root", "قرأت", "قرء", True),
    ],
)
def test_a_pair_is_right(kind: str, a: str, b: str, expected: bool) -> None:
    assert right(Pair("dev", kind, "", a, b), first) is expected


def test_halves_share_no_pair() -> None:
    dev, held = ({(p.kind, p.a, p.b) for p in pairs(half)} for half in ("dev", "held"))
    assert dev
    assert held
    assert not dev & held
