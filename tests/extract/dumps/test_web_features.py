"""Measures of segments in other scripts: rows of one shape, words of scripts without spaces."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rawi.extract.dumps.segmentation import segments
from rawi.extract.dumps.web_features import is_full, rows, second_rows, terms

LINES = st.lists(
    st.text("abcXYZ .,橋が開通。12|", min_size=1, max_size=60), min_size=1, max_size=12
)


@given(LINES)
def test_every_segment_has_a_row_of_numbers(lines: list[str]) -> None:
    found = segments("\n".join(lines))
    if found:
        first = rows(found, {"abc": 1.0})
        both = second_rows(found, first, np.full(len(found), 0.5, dtype=np.float32))
        assert len(first) == len(both) == len(found)
        assert np.isfinite(both).all()
        assert (both[:, : first.shape[1]] == first).all()


def test_the_rows_of_a_page_do_not_depend_on_another_page() -> None:
    found = segments("Home\nThe bridge was opened on Monday.\nShare")
    one = rows(found, {})
    rows(segments("Else\nNothing of this."), {})
    assert (one == rows(found, {})).all()


def test_pairs_of_letters_are_words_where_no_space_parts_them() -> None:
    assert terms("橋が開通") == {"橋が", "が開", "開通"}
    assert terms("the bridges") == {"the", "bridg"}


def test_a_paragraph_is_as_long_as_its_script_needs() -> None:
    (short,) = segments("橋が開通した。" * 5)
    (latin,) = segments("A bridge was opened.")
    assert is_full(short)
    assert not is_full(latin)
