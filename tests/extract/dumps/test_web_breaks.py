"""Lost breaks in other languages: units cover the text, breaks stand where blocks began."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.extract.dumps.web_breaks import breaks, units


@given(st.text("aB .,:1é\u0645|)", max_size=80))
def test_units_hold_all_but_spaces_in_order(text: str) -> None:
    found = units(text)
    assert "".join(text[unit.start : unit.end] for unit in found) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("NewsSport", ["News", "Sport"]),
        ("opened.The", ["opened.", "The"]),
        ("2018Share", ["2018", "Share"]),
        ("McDonald", ["Mc", "Donald"]),
        ("USA", ["USA"]),
    ],
)
def test_words_are_cut_where_two_may_be_glued(glued: str, parts: list[str]) -> None:
    assert [glued[unit.start : unit.end] for unit in units(glued)] == parts


@given(st.text("aB .\u0645", max_size=200))
def test_breaks_stand_in_order_inside_the_text(text: str) -> None:
    found = breaks(text)
    assert found == sorted(set(found))
    assert all(0 < place < len(text) for place in found)
