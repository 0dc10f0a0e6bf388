"""What is known of words by themselves."""

import pytest

from rawi.annotation.quotes.words import bare


@pytest.mark.parametrize(("key", "without"), [("واضاف", "اضاف"), ("وقال", "قال"), ("فقال", "قال")])
def test_a_conjunction_goes(key: str, without: str) -> None:
    assert bare(key) == without


@pytest.mark.parametrize("key", ["وزير", "وكاله", "وصف", "وفق", "فيما", "ولد", "وجه"])
def test_a_first_letter_of_the_word_stays(key: str) -> None:
    assert bare(key) == key
