"""One key for the spellings of a foreign name."""

from __future__ import annotations

import pytest

from rawi.arabic import name_key


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
