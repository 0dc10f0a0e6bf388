"""Text that was encoded twice is read as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.extract.encoding import decoded

PAGES = ("latin-1", "cp1252", "cp1256")


def again(text: str, name: str) -> str:
    """What a reader makes of UTF-8 that takes it for another encoding, as browsers do."""
    data = text.encode()
    return "".join(bytes((b,)).decode(name, "ignore") or chr(b) for b in data)


WORDS = st.text("abcéèüñçابتثجحخدذرزسشفقلمنه’“”–€中文 ", min_size=3)


@given(WORDS, st.sampled_from(PAGES))
def test_what_was_encoded_twice_is_decoded_twice(text: str, name: str) -> None:
    written = f"{text} أبجد هوز حطي"
    assert decoded(again(written, name).encode()) == written


@given(WORDS)
def test_what_was_encoded_once_stays(text: str) -> None:
    assert decoded(text.encode()) == text


@pytest.mark.parametrize(
    "text",
    [
        "«CAFÉ», «PÂTÉ» et «NOËL», à l’été",
        "The letters â€™ and â€œ and â€ come from an encoding – and that’s “all”",
        "aâ€™b",
        "شرط، وخط؟ وحظ… «لفظ» وطع،طع،طع، سطع»",
        "حروف ط§ظ„ط¹ظ„ظ… وط§ظ„ظ‚ظ„ظ… خطأ في الترميز يظهر على صفحات كثيرة",
        "",
    ],
)
def test_what_is_meant_so_stays(text: str) -> None:
    assert decoded(text.encode()) == text


@pytest.mark.parametrize(("count", "is_mended"), [(2, False), (3, True)])
def test_few_are_left_alone(count: int, is_mended: bool) -> None:
    text = "a’b " * count
    assert (decoded(again(text, "cp1252").encode()) == text) is is_mended


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_was_encoded_twice(name: str) -> None:
    page = "<p>وصلت السفينة إلى المرفأ</p>"
    assert decoded(again(page, name).encode()) == page
