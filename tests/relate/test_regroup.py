"""Stories told anew: the same articles, the same stories."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.model import Notes
from rawi.relate import Sketch, sketch
from rawi.relate.regroup import BLOCK, Archive, Standing, retold
from tests.relate.test_relate import BRIDGE, BRIDGE_AGAIN, CUP, article
from tests.timing import within

DAY = 86_400.0
MANY = [
    sketch(article(f"{name}{day}", title, body, hours=day * 24 + hour), Notes())
    for day in range(0, 12, 3)
    for hour, (name, title, body) in enumerate(
        [
            ("bridge", "انهيار جسر وادي الريم وإصابة سبعة عمال", BRIDGE),
            ("again", "إصابة سبعة عمال في انهيار جسر وادي الريم", BRIDGE_AGAIN),
            ("cup", "النسور أبطال كأس الجامعات لكرة اليد", CUP),
        ]
    )
]


def grouped(given: Sequence[Sketch]) -> dict[str, str]:
    """Article -> story, of articles taken in in this order."""
    blocks: dict[int, list[Standing]] = defaultdict(list)
    story = {one.id: one.id for one in given}
    for intake, one in enumerate(given):
        time = one.time or 0.0
        blocks[int(time // BLOCK)].append(Standing(intake, one.id, time, one))
    archive = Archive(sorted(blocks), blocks.__getitem__, lambda _: ())
    return story | dict(retold(archive, blocks))


def groups(story: dict[str, str]) -> set[frozenset[str]]:
    found = defaultdict(set)
    for name, group in story.items():
        found[group].add(name)
    return {frozenset(names) for names in found.values()}


def test_reports_of_one_happening_are_one_story_and_no_others() -> None:
    assert groups(grouped(MANY[:3])) == {frozenset({"bridge0", "again0"}), frozenset({"cup0"})}


@settings(max_examples=20, deadline=None)
@given(st.permutations(MANY))
def test_any_order_of_intake_gives_the_same_groups(mixed: list[Sketch]) -> None:
    assert groups(grouped(mixed)) == groups(grouped(MANY))


@settings(max_examples=10, deadline=None)
@given(st.permutations(MANY))
def test_a_story_is_named_by_what_came_in_first(mixed: list[Sketch]) -> None:
    intake = {one.id: at for at, one in enumerate(mixed)}
    story = grouped(mixed)
    for group in groups(story):
        first = min(group, key=intake.__getitem__)
        assert {story[name] for name in group} == {first}


def test_telling_again_without_anything_new_moves_nothing() -> None:
    story = grouped(MANY)
    blocks: dict[int, list[Standing]] = defaultdict(list)
    for intake, one in enumerate(MANY):
        time = one.time or 0.0
        blocks[int(time // BLOCK)].append(Standing(intake, story[one.id], time, one))

    def members(name: str) -> list[tuple[int, str]]:
        return [(at, one.id) for at, one in enumerate(MANY) if story[one.id] == name]

    assert retold(Archive(sorted(blocks), blocks.__getitem__, members), blocks) == []


def test_a_date_far_ahead_touches_nothing_else() -> None:
    late = msgspec.structs.replace(MANY[0], id="late", time=4e9)
    story = grouped([late, *MANY])
    assert story.pop("late") == "late"
    assert groups(story) == groups(grouped(MANY))


def test_the_same_text_a_thousand_times_is_one_story_at_once() -> None:
    same = [msgspec.structs.replace(MANY[0], id=f"s{at}") for at in range(1_000)]
    random.Random(3).shuffle(same)
    with within(20):
        assert len(groups(grouped(same))) == 1


def test_titles_and_bodies_of_nothing_stay_alone() -> None:
    empty = [Sketch(id=f"e{at}", time=DAY) for at in range(3)]
    assert len(groups(grouped(empty))) == 3
