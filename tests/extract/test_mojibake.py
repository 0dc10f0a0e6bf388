"""Text that was encoded twice is read as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.extract.encoding import decoded
from rawi.extract.mojibake import mended


def again(text: str, name: str = "latin-1") -> str:
    """What a reader makes of UTF-8 that takes it for another encoding, as browsers do."""
    data = text.encode()
    if name == "latin-1":
        return data.decode("latin-1")
    return "".join(bytes((b,)).decode(name, "ignore") or chr(b) for b in data)


WORDS = st.text("abcéèüñçابتثجحخدذرزسشفقلمنه’“”–€中文 ", min_size=3)


@given(WORDS, st.sampled_from(["latin-1", "cp1252"]))
def test_what_was_encoded_twice_is_decoded_twice(text: str, name: str) -> None:
    written = f"{text} أبجد"
    assert mended(again(written, name)) == written


@given(WORDS)
def test_what_was_encoded_once_stays(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "«CAFÉ», «PÂTÉ» et «NOËL», à l’été",
        "The letters â€™ and â€œ and â€ come from an encoding – and that’s “all”",
        "aâ€™b",
        "",
    ],
)
def test_what_is_meant_so_stays(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(("count", "is_mended"), [(2, False), (3, True)])
def test_few_are_left_alone(count: int, is_mended: bool) -> None:
    text = "a’b " * count
    assert (mended(again(text, "cp1252")) == text) is is_mended


def test_bytes_of_a_page_that_was_encoded_twice() -> None:
    page = "<p>وصلت السفينة إلى المرفأ</p>"
    assert decoded(again(page, "cp1252").encode()) == page
    assert decoded(page.encode()) == page
