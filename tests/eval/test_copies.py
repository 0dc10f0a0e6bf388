"""How copies are scored, on pairs whose score is known."""

from __future__ import annotations

import pytest

from eval.abilities.copies import f1, found_kinds, jaccard
from rawi.model import Article

TEXT = (
    "افتتحت بلدية وادي السنديان صباح اليوم جسرا جديدا فوق مجرى السيل بعد عام من العمل على ضفتيه "
    "وقال رئيسها إن الجسر يحتمل ضعف ما احتمله القديم وإن الطريق إلى تل الزيتون يقصر به عشرة أميال "
    "ويعود الباعة إلى السوق بعد أن ابتعدوا عنه شتاءين كاملين بسبب ارتفاع الماء في رأس النبع."
)


def test_precision_and_recall_weigh_alike() -> None:
    assert f1([True, True, False, False], [True, False, True, False]) == 0.5
    assert f1([True], [True]) == 1.0
    assert f1([True], [False]) == 0.0


def test_likeness_is_of_different_words() -> None:
    one, other = Article(id="1", body=("جسر نهر",)), Article(id="2", body=("نهر نهر سوق",))
    assert jaccard(one, other) == pytest.approx(1 / 3)
    assert jaccard(Article(id="3"), Article(id="4")) == 0.0


def test_a_reprint_is_found_either_way_round() -> None:
    room = [
        Article(id="late", body=(TEXT,), outlet="b.example", collected="2025-05-06T09:00:00Z"),
        Article(id="early", body=(TEXT,), outlet="a.example", collected="2025-05-06T08:00:00Z"),
    ]
    assert found_kinds(room) == {frozenset(("early", "late")): "reprint"}
