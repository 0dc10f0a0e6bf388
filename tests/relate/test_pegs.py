"""A great happening is sought only where there is a day before it to tell what is new."""

from __future__ import annotations

import numpy as np
import pytest

from rawi.model import Article, Notes
from rawi.relate import Sketch, sketch
from rawi.relate.pairs import Pairs
from rawi.relate.pegs import Hub, PegRules, Scored, WordView, hubs
from rawi.relate.table import ordered, tabled

FLOOD = "جرفت السيول جسر وادي الريم وأغلقت مدارس محافظة الدوحاء"
QUIET = "افتتح المعرض السنوي للخزف في ساحة البلدية"


def told(number: int, text: str, hour: int) -> Sketch:
    when = f"2024-05-{4 + hour // 24:02}T{hour % 24:02}:00:00+00:00"
    outlet = f"o{number % 3}"
    one = Article(id=f"a{hour:03}{number}", title=text, published=when, outlet=outlet)
    return sketch(one, Notes())


def found(before: int) -> list[Hub]:
    """The hubs of sixteen reports of a day, after so many articles of the day before."""
    quiet = [told(n, QUIET, 40 + n % 2) for n in range(before)]
    flood = [told(n, f"{FLOOD} {n}", 48 + n) for n in range(16)]
    table = tabled(ordered([*quiet, *flood]))
    label = np.arange(len(table.ids))
    label[-16:-8] = before
    none = np.zeros(0, dtype=np.int64)
    scored = Scored(Pairs(none, none), np.zeros(0))
    return hubs(WordView(table), scored, (label, np.ones(len(label), dtype=bool)), PegRules())


@pytest.mark.parametrize(("before", "number"), [(0, 0), (3, 0), (4, 1), (8, 1)])
def test_where_the_archive_begins_nothing_is_new(before: int, number: int) -> None:
    assert len(found(before)) == number
