from hypothesis import given
from hypothesis import strategies as st

from rawi.relate.retold import retold

ONE = "سنفتح الجسر الجديد أمام السيارات قبل نهاية العام"
WORDS = st.lists(st.sampled_from(ONE.split()), min_size=1, max_size=9).map(" ".join)


def test_what_was_cut_and_changed_is_told() -> None:
    runs = retold(ONE, "سنفتح الجسر أمام السيارات قبل الشتاء")
    assert "الجديد" in "".join(run.text for run in runs if run.change == "removed")
    assert "الشتاء" in "".join(run.text for run in runs if run.change == "added")


def test_where_little_is_left_nothing_is_told() -> None:
    assert retold(ONE, "الطريق مغلق حتى إشعار آخر") == ()


@given(WORDS, WORDS)
def test_what_was_kept_and_added_is_the_other_telling(one: str, other: str) -> None:
    runs = retold(one, other)
    assert not runs or "".join(r.text for r in runs if r.change != "removed") == other
