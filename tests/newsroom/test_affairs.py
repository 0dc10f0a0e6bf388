"""Affairs in a newsroom: which stories they hold, and how they are found."""

from __future__ import annotations

from pathlib import Path

import pytest

import rawi
from tests.relate.test_relate import BRIDGE, BRIDGE_AGAIN, CUP, article

PRESS = [
    article("fell", "انهيار جسر وادي الريم وإصابة سبعة عمال", BRIDGE),
    article("cup", "النسور أبطال كأس الجامعات لكرة اليد", CUP, 24),
    article("blame", "تحقيق في انهيار جسر وادي الريم", BRIDGE_AGAIN, 6 * 24),
]


@pytest.fixture
def news(tmp_path: Path) -> rawi.Newsroom:
    room = rawi.open(tmp_path / "news.db")
    room.add(PRESS)
    return room


def test_every_story_leads_to_its_affair(news: rawi.Newsroom) -> None:
    for name in ("fell", "cup", "blame"):
        story = news.story_of(name)
        found = news.affair_of(story.id)
        assert story.id in {brief.id for brief in found.stories}
        assert news.affair(found.id) == found
        assert story.affair == found.id


def test_the_latest_story_comes_first_and_gives_the_headline(news: rawi.Newsroom) -> None:
    found = news.affair_of("fell")
    times = [story.updated or "" for story in found.stories]
    assert times == sorted(times, reverse=True)
    assert found.headline == found.stories[0].headline
    assert found.articles == sum(story.articles for story in found.stories)


def test_no_affair_is_not_found(news: rawi.Newsroom) -> None:
    with pytest.raises(rawi.NotFoundError):
        news.affair("nothing")


def test_a_story_speaks_by_one_report(news: rawi.Newsroom) -> None:
    story = news.story_of("fell")
    assert story.leading is not None
    assert story.headline == story.leading.title
