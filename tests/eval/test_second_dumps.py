"""The generator by another hand: what it lays down as gold stands in its text."""

import pytest

from eval.figures import DATA
from eval.second_dumps import composed

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is absent")


def test_the_gold_of_a_page_stands_in_it_and_pages_are_the_same_at_every_run() -> None:
    first, again = composed(3), composed(3)
    assert [dump.text for dump in first] == [dump.text for dump in again]
    for dump in first:
        assert all(p in dump.text for a in dump.gold["articles"] for p in a["body"])
        assert all(noise in dump.text for noise in dump.gold["noise"])
