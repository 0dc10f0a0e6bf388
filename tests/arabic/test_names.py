"""One key for the spellings of a foreign name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic import name_key, plain_name


@pytest.mark.parametrize(
    "spellings",
    [
        "غوغل جوجل قوقل",
        "أمريكا أميركا",
        "خاشقجي هاشقجي",
        "جورج غورغ جورغ",
        "ترامب ترمب",
        "بوتين پوتين",
        "تشيلسي شيلسي",
        "سوريا سورية",
        "غوميز غوميس",
    ],
)
def test_spellings_share_a_key(spellings: str) -> None:
    assert len({name_key(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize("names", ["غانا غينيا كينيا", "مالي ملاوي", "ليبيا لبنان"])
def test_other_names_keep_apart(names: str) -> None:
    assert len({name_key(word) for word in names.split()}) == len(names.split())


def test_marks_of_hashtags_are_no_part_of_a_name() -> None:
    assert plain_name("#سعاد_المنصوري") == "سعاد المنصوري"
    assert plain_name("سعاد #المنصوري") == "سعاد المنصوري"


@given(st.text(alphabet="ابت #_"))
def test_a_plain_name_stays(name: str) -> None:
    assert plain_name(plain_name(name)) == plain_name(name)
