import re

from hypothesis import given
from hypothesis import strategies as st

from rawi.extract.alternatives import Alternatives, anywhere

PATTERNS = {
    "one": r"\bab?|[cd]e|\d+ x|(?:f|gh)?i",
    "two": r"(?:ال)?كلم|b{2}|gh?",
}
WHOLE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in PATTERNS.items()))


@given(st.text(alphabet="abcdefghix 12٣الكلم", max_size=12), st.integers(0, 12))
def test_they_match_as_one_pattern_would(text: str, place: int) -> None:
    found, wanted = Alternatives(PATTERNS).match(text, place), WHOLE.match(text, place)
    assert (found and (found.lastgroup, found.span())) == (
        wanted and (wanted.lastgroup, wanted.span())
    )


PARTS = {"one": r"\bab?|[cd]e|(?:f|gh)?i", "two": r"(?:ال)?كلم|bb|gh?|abc"}


@given(st.text(alphabet="abcdefghi الكلم", max_size=12))
def test_anywhere_finds_what_a_look_at_each_place_would(text: str) -> None:
    whole = re.compile("|".join(PARTS.values()))
    assert [m.span() for m in anywhere(PARTS).finditer(text)] == [
        m.span() for m in whole.finditer(text)
    ]
