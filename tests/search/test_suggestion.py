"""What was perhaps meant."""

from __future__ import annotations

from rawi.search.index import Respelled
from rawi.search.suggestion import meant


def test_a_word_that_occurs_nowhere_is_replaced_as_texts_write_it() -> None:
    wrong = Respelled(word="جوجل", lemmas=("غوغل",), known=False)
    assert meant("خدمة جوجل", [wrong], ["أعلنت غوغل", "وغوغل"]) == "خدمة غوغل"


def test_a_word_that_occurs_is_what_was_meant() -> None:
    assert meant("غوغل", [Respelled(word="غوغل", lemmas=("جوجل",), known=True)], ["غوغل"]) is None
