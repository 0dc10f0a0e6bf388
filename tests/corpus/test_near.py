"""What proposes copies: hashes of folded words, the same however a text is spelled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.corpus.near import GRAMS, shingles, word_keys

PLAIN = "أعلنت وزارة المياه أن السد الجديد يمتلئ خلال عامين"


@pytest.mark.parametrize(
    "other",
    [
        "أَعْلَنَتْ وِزارَةُ المِياهِ أنَّ السَّدَّ الجَديدَ يَمْتَلِئُ خِلالَ عامَيْنِ",
        "أعلنت وزارة المي\u00adاه أن السد الجـــديد يمتلئ خلال عامين.",
        "«أعلنت» وزارة المياه: أن السد\u200b الجديد يمتلئ، خلال عامين",
        "اعلنت وزاره المياه ان السد الجديد يمتلئ خلال عامين",
    ],
)
def test_spellings_of_one_text_agree(other: str) -> None:
    assert np.array_equal(shingles(PLAIN), shingles(other))


def test_a_changed_word_changes_the_shingles_it_stands_in() -> None:
    one, other = shingles(PLAIN), shingles(PLAIN.replace("الجديد", "القديم"))
    assert len(np.setdiff1d(one, other)) == GRAMS


@pytest.mark.parametrize(("text", "count"), [("", 0), ("، .", 0), ("خبر", 1), ("خبر عاجل", 1)])
def test_a_text_shorter_than_a_shingle_is_one(text: str, count: int) -> None:
    assert shingles(text).shape == (count, 1)


@given(
    st.lists(st.sampled_from(["قال", "وزير", "المياه", "في", "مدينة", "السد", "أمس"]), max_size=40)
)
def test_there_are_at_most_as_many_shingles_as_words(words: list[str]) -> None:
    text = " ".join(words)
    assert len(shingles(text)) <= max(len(word_keys(text)) - GRAMS + 1, min(len(words), 1))
