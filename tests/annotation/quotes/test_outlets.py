"""Outlets and platforms that a text mentions."""

import numpy as np
import pytest

from rawi.annotation.quotes.names import head_kind
from rawi.annotation.quotes.outlets import Outlet, outlets
from rawi.annotation.quotes.places import places
from rawi.annotation.quotes.reading import read


def found(text: str) -> list[Outlet]:
    p = places(read([text]))
    return outlets(p, p.reading.parts[0], np.zeros(len(p.reading.words), np.float32))


def test_an_outlet_in_the_dateline_is_no_way() -> None:
    assert not found("عمان (رويترز) - وصل الوفد إلى المدينة")
    assert [o.text for o in found("وصل الوفد إلى المدينة وقال لوكالة رويترز إنه باق")] == [
        "وكالة رويترز"
    ]


def test_a_particle_before_the_mark_counts_as_joined() -> None:
    (outlet,) = found("قال المدير لـ«رويترز» إن العمل انتهى")
    assert (outlet.text, outlet.attached) == ("رويترز", True)


@pytest.mark.parametrize(
    ("word", "kind"), [("المنظمه", 1), ("الوزير", 2), ("البيان", 3), ("الطريق", 0)]
)
def test_what_a_bare_head_stands_for(word: str, kind: int) -> None:
    assert head_kind(word) == kind
