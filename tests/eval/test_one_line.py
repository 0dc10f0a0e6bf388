"""The generator of pages on one line: what it lays down as gold stands in its text."""

import pytest

from eval.figures import DATA
from eval.one_line import composed

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is absent")


@pytest.mark.parametrize("gap", [" ", ""])
def test_the_gold_of_a_page_stands_on_its_one_line(gap: str) -> None:
    first, again = composed(3, gap), composed(3, gap)
    assert [dump.text for dump in first] == [dump.text for dump in again]
    for dump in first:
        assert "\n" not in dump.text
        bodies = (" ".join(p.split()) for a in dump.gold["articles"] for p in a["body"])
        assert all(body in dump.text for body in bodies)
        assert all(" ".join(noise.split()) in dump.text for noise in dump.gold["noise"])
