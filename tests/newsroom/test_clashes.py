"""Two reports under one id or at one address: never one silently, each counted and shown."""

from __future__ import annotations

import random
from typing import Any

import pytest

from rawi.model import Article, Outlet
from rawi.newsroom import Newsroom
from rawi.relate.clashes import ClashRules, another_report
from tests.store.conftest import Room, record, room, words
from tests.store.test_newsroom import dump

__all__ = ["room"]
PLACE = "https://n.example/bulletin"


def text(seed: int, count: int = 60) -> str:
    return words(random.Random(seed), count)


def bulletin(number: int, **changed: Any) -> dict[str, Any]:
    """A report at the one address where its outlet puts all of them."""
    title = words(random.Random(1000 + number), 6)
    made = {"url": PLACE, "outlet": "n.example", "title": title, "body": text(number)}
    return made | changed


def ids(news: Newsroom) -> list[str]:
    return [article.id for article in news.articles()]


def test_another_report_at_an_address_is_an_article_of_its_own(room: Room) -> None:
    news = room()
    news.add([bulletin(1)])
    counts = news.add([bulletin(2)])
    assert (counts.added, counts.versions, counts.clashes, counts.rejected) == (1, 0, 1, ())
    assert [a.title for a in news.articles()] == [bulletin(1)["title"], bulletin(2)["title"]]
    assert not news.versions(ids(news)[0])


def test_it_is_shown_and_counted_by_outlet(room: Room) -> None:
    news = room()
    news.add_outlet(Outlet(id="n.example", name="ن"))
    news.add([bulletin(1), bulletin(2), record(1)])
    (told,) = news.rejections()
    assert (told.kind, told.item) == ("clash", ids(news)[1])
    assert PLACE in told.reason
    assert news.clashes() == {"n.example": 1}


def test_the_same_again_is_unchanged_and_an_edit_is_a_version_of_its_own_report(
    room: Room,
) -> None:
    news = room()
    news.add([bulletin(n) for n in range(5)])
    again = news.add([bulletin(n) for n in range(5)])
    assert (again.unchanged, again.added, again.clashes) == (5, 0, 0)
    edited = news.add([bulletin(4, title="عنوان آخر تماما لما جرى", body=text(4) + " وزيد عليه")])
    assert (edited.versions, edited.added) == (1, 0)
    assert len(news.versions(ids(news)[4])) == 1
    first = news.add([bulletin(0, body=text(0) + " وزيد عليه")])
    assert (first.versions, first.clashes) == (1, 0)
    assert len(news.versions(ids(news)[0])) == 1


def test_an_id_given_twice_loses_neither(room: Room) -> None:
    news = room()
    given = [record(1), record(2, id="t1", outlet=record(1)["outlet"])]
    assert news.add(given).clashes == 1
    assert news.article("t1").title == record(1)["title"]
    assert news.count() == 2
    assert news.add(given).unchanged == 2


def test_an_id_of_another_outlet_is_refused_and_counted(room: Room) -> None:
    counts = room().add([record(1), record(2, id="t1", outlet="z.example")])
    assert (counts.clashes, [r.kind for r in counts.rejected]) == (1, ["clash"])


def test_batches_and_rebuilds_come_to_the_same(room: Room) -> None:
    one, many = room("one.db"), room("many.db")
    given = [bulletin(n) for n in (1, 2, 3, 1)] + [bulletin(2, body=text(2) + " زيادة"), record(1)]
    one.add(given)
    for each in given:
        many.add([each])
    told = [(a.id, a.body) for a in one.articles()]
    assert told == [(a.id, a.body) for a in many.articles()]
    before = dump(many)
    many.rebuild()
    assert dump(many) == before
    assert not many.check().findings


def test_taking_down_an_address_takes_all_reports_there(room: Room) -> None:
    news = room()
    news.add([bulletin(1), bulletin(2)])
    assert news.take_down(PLACE) == 2


def article(title: str, body: str) -> Article:
    return Article(id="x", title=title, body=(body,))


BASE = article("افتتاح الجسر الجديد في الوادي", text(1))


@pytest.mark.parametrize(
    ("title", "body", "other"),
    [
        ("افتتاح الجسر الجديد في الوادي", text(2), False),  # a live report written anew
        ("عنوان لا يشبه ما قبله بشيء", text(1), False),
        ("عنوان لا يشبه ما قبله بشيء", text(1) + " " + text(2, 200), False),
        ("عنوان لا يشبه ما قبله بشيء", text(1, 60)[:200], False),
        ("عنوان لا يشبه ما قبله بشيء", text(2), True),
        ("عنوان لا يشبه ما قبله بشيء", text(2, 19), False),  # too little to tell
        ("عنوان لا يشبه ما قبله بشيء", text(2, 20), True),
        ("", text(2), False),
    ],
)
def test_reports_are_told_apart_by_title_and_body(title: str, body: str, other: bool) -> None:
    later = article(title, body)
    assert another_report(BASE, later) is other
    assert another_report(later, BASE) is other
    assert not another_report(later, later)


def test_each_limit_and_one_beyond() -> None:
    kept = text(1).split()
    runs = len(kept) - 2
    fifth = runs // 5 + (runs % 5 > 0)
    for shared, other in ((fifth, False), (fifth - 1, True)):
        body = " ".join([*kept[: shared + 2], *text(2).split()[: len(kept) - shared - 2]])
        assert another_report(BASE, article("لا شيء", body), ClashRules()) is other
    ten = words(random.Random(9), 10)
    for shared, other in ((9, False), (8, True)):
        title = " ".join([*ten.split()[:shared], *["غيره"] * (10 - shared)])
        first = article(ten, text(1))
        assert another_report(first, article(title, text(3)), ClashRules()) is other
