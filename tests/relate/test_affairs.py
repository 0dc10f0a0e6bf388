"""Affairs: stories of one matter follow one another."""

from __future__ import annotations

from rawi.model import Entity, Notes
from rawi.relate import sketch
from rawi.relate.affairs import AffairRules, Matter, affairs_of
from tests.relate.test_relate import BRIDGE, BRIDGE_AGAIN, CUP, article

DAY = 86_400.0


def matter(name: str, title: str, body: tuple[str, ...], day: float, place: str) -> Matter:
    made = article(name, title, body, hours=24 * day)
    named = Entity(kind="place", text=place, name=place, start=0, end=len(place))
    return Matter(name, day * DAY, day * DAY, (sketch(made, Notes(entities=(named,))),))


FELL = matter("fell", "انهيار جسر وادي الريم وإصابة سبعة عمال", BRIDGE, 0, "وادي الريم")
BLAME = matter("blame", "تحقيق في انهيار جسر وادي الريم", BRIDGE_AGAIN, 3, "وادي الريم")
CUPS = matter("cup", "النسور أبطال كأس الجامعات لكرة اليد", CUP, 1, "الدوحاء")


def test_a_later_story_goes_on_with_the_affair() -> None:
    assert affairs_of([FELL, CUPS, BLAME]) == {"fell": "fell", "cup": "cup", "blame": "fell"}


def test_the_order_given_changes_nothing() -> None:
    assert affairs_of([BLAME, CUPS, FELL]) == affairs_of([FELL, CUPS, BLAME])


def test_what_stands_is_kept() -> None:
    stands = Matter("fell", 0.0, 0.0, FELL.sketches, affair="older")
    assert affairs_of([stands, BLAME]) == {"blame": "older"}


def test_an_affair_ends_where_nothing_is_reported_for_so_long() -> None:
    assert affairs_of([FELL, BLAME], AffairRules(days=3.0))["blame"] == "fell"
    assert affairs_of([FELL, BLAME], AffairRules(days=2.9))["blame"] == "blame"


def test_a_story_without_words_is_an_affair_alone() -> None:
    empty = Matter("empty", DAY, DAY, ())
    assert affairs_of([FELL, empty])["empty"] == "empty"
