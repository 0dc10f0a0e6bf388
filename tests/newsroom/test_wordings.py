"""The words of the latest texts: as they were handed on, the latest edition, some of them."""

from __future__ import annotations

import pytest

from rawi.arabic import tokens
from rawi.newsroom import wordings
from rawi.newsroom.prepare import packed, wording_of
from rawi.newsroom.wordings import Wordings
from rawi.relate.passages import runs, words, words_of

TEXT = "افتتح الوزير جسر المدينة يوم الخميس بعد عام من العمل على ضفتيه"


def test_words_are_the_same_packed_and_unpacked() -> None:
    again = wording_of(packed(words_of(tokens(TEXT))))
    assert again == words(TEXT)
    assert runs(again, words(TEXT)) == ((0, 0, len(again.keys)),)
    assert again.vocabulary == words(TEXT).vocabulary


def test_the_last_edition_is_given() -> None:
    held = Wordings()
    held.keep("a", packed(words("نص أول")))
    assert held.of("a") == words("نص أول")
    held.keep("a", packed(words(TEXT)))
    assert held.of("a") == words(TEXT)
    held.keep("a", words("من المخزن"))
    assert held.of("a") == words("من المخزن")


def test_those_kept_longest_ago_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordings, "_MOST", 2)
    held = Wordings()
    for name in "abc":
        held.keep(name, packed(words(TEXT)))
    assert [name for name in "abc" if held.of(name)] == ["b", "c"]
    held.clear()
    assert held.of("c") is None
