"""Answers are kept while nothing is stored, bounded, and not for long."""

import pytest

from rawi.newsroom import lately
from rawi.newsroom.lately import Lately


def test_an_answer_is_given_again_while_its_batch_is_the_last() -> None:
    held: Lately[str] = Lately(2)
    assert held.get(3, "story") is None
    assert held.put(3, "story", "told") == "told"
    assert held.get(3, "story") == "told"
    assert held.get(4, "story") is None


def test_what_was_longest_unused_goes_first() -> None:
    held: Lately[int] = Lately(2)
    held.put(1, "one", 1)
    held.put(1, "two", 2)
    assert held.get(1, "one") == 1
    held.put(1, "three", 3)
    assert [held.get(1, name) for name in ("one", "two", "three")] == [1, None, 3]


def test_an_old_answer_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    held: Lately[int] = Lately(2)
    held.put(1, "one", 1)
    monkeypatch.setattr(lately, "SECONDS", 0.0)
    assert held.get(1, "one") is None
