"""How credits are scored, on sets whose score is known."""

from __future__ import annotations

import pytest

from eval.abilities.credits import f1

GOLD = {("1", "وكالة الوادي", "wire"), ("1", "صحيفة التل", "cited"), ("2", "التل", "cited")}


def test_article_name_and_role_must_all_agree() -> None:
    said = {("1", "وكالة الوادي", "wire"), ("1", "صحيفة التل", "wire"), ("3", "التل", "cited")}
    assert f1(GOLD, said) == pytest.approx(1 / 3)
    assert f1(GOLD, GOLD) == 1.0
    assert f1(GOLD, set()) == 0.0
