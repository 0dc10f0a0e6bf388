"""What is worth telling: laws that hold for any course of reports."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rawi.notify.choice import Matter, alert, edition

COURSES = st.lists(st.integers(1, 12), min_size=1, max_size=30).map(
    lambda gains: [sum(gains[: n + 1]) for n in range(len(gains))]
)
"""Independent reports of a story as they grow."""


def matter(reports: int, story: str = "s", follows: tuple[int, ...] = ()) -> Matter:
    return Matter(story=story, reports=reports, follows=follows)


@given(COURSES, st.integers(0, 40), st.booleans(), st.booleans())
def test_a_story_is_new_once_and_then_an_update_each_time_it_doubled(
    course: list[int], threshold: int, updates: bool, followed: bool
) -> None:
    told: int | None = None
    news = []
    for reports in course:
        one = alert(matter(reports, follows=(1,) if followed else ()), told, threshold, updates)
        if one is not None:
            news.append((one.kind, reports, one.gained))
            told = reports
    wanted = followed or 0 < threshold <= course[-1]
    assert [kind for kind, _, _ in news].count("new") == int(wanted)
    assert all(kind == "new" for kind, _, _ in news[:1])
    for (_, before, _), (kind, now, gained) in pairwise(news):
        assert updates
        assert (kind, gained) == ("update", now - before)
        assert now >= 2 * before
        assert gained >= 2


@given(st.integers(1, 50))
def test_the_threshold_is_reached_at_itself(threshold: int) -> None:
    assert alert(matter(threshold), None, threshold, True) is not None
    assert alert(matter(threshold - 1), None, threshold, True) is None


def test_one_report_more_is_no_update_and_two_are_where_they_double() -> None:
    assert alert(matter(2), 1, 0, True) is None
    assert alert(matter(3), 1, 0, True) is not None
    assert alert(matter(5), 3, 0, True) is None
    assert alert(matter(6), 3, 0, True) is not None


STORIES = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 9), max_size=20)


@given(STORIES, STORIES, st.integers(1, 25))
def test_a_digest_holds_what_is_new_or_gained_the_most_reported_first(
    now: dict[str, int], before: dict[str, int], most: int
) -> None:
    chosen = edition([matter(n, name) for name, n in now.items()], before, most)
    names = [one.matter.story for one in chosen]
    wanted = {name for name, n in now.items() if n > before.get(name, 0)}
    assert len(names) == len(set(names)) == min(most, len(wanted))
    assert set(names) <= wanted
    counts = [one.matter.reports for one in chosen]
    assert counts == sorted(counts, reverse=True)
    for one in chosen:
        assert (one.kind == "update") == (one.matter.story in before)
        assert one.gained == (now[one.matter.story] - before.get(one.matter.story, 0)) * (
            one.kind == "update"
        )
