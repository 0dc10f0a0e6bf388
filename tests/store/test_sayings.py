"""Statements told again: linked as articles come in, however they come in."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy.dialects import sqlite

import rawi
from rawi.store import sayings
from tests.store.conftest import Room

SAID = "سنفتح الجسر المعلق فوق نهر السنديان أمام الشاحنات قبل موسم الزيتون"
CUT = "سنفتح الجسر المعلق فوق نهر السنديان أمام الشاحنات"
OTHER = "مستشفى البلدة يحتاج إلى عشرين طبيبا جديدا قبل الشتاء القادم"
LEADS = (
    "زار الوزير ورشة العمل صباح الأربعاء برفقة المهندسين.",
    "انتهى اجتماع الحكومة المحلية دون اتفاق على الميزانية الجديدة.",
    "تجمع الأهالي أمام مبنى البلدية مطالبين بموعد واضح.",
)


def report(name: str, words: str, day: int = 5, lead: int = 0) -> dict[str, Any]:
    return {
        "id": name,
        "outlet": f"{name}.example",
        "title": f"تصريح جديد {name}",
        "body": f'{LEADS[lead]}\nوقال وزير النقل سامر الحداد: "{words}".',
        "published": f"2025-05-0{day}T10:00:00+00:00",
        "language": "ar",
    }


def pairs(news: rawi.Newsroom) -> set[tuple[str, str]]:
    asked = (
        "SELECT a.id, b.id FROM told_again t JOIN article a ON a.intake = t.intake"
        " JOIN article b ON b.intake = t.older"
    )
    with sqlite3.connect(news.path) as raw:
        return set(raw.execute(asked).fetchall())


def test_a_statement_told_again_is_linked_to_the_older(room: Room) -> None:
    news = room()
    news.add([report("a", SAID), report("b", CUT, lead=1), report("c", OTHER, lead=2)])
    assert pairs(news) == {("b", "a")}


def test_batches_make_no_difference(room: Room) -> None:
    together, apart = room("one.db"), room("two.db")
    reports = [report("a", SAID), report("b", CUT, lead=1), report("c", SAID, 6, lead=2)]
    together.add(reports)
    for one in reports:
        apart.add([one])
    assert pairs(together) == pairs(apart) == {("b", "a"), ("c", "a"), ("c", "b")}


def test_after_three_days_it_is_another_occasion(room: Room) -> None:
    news = room()
    news.add([report("a", SAID, 1), report("b", SAID, 5, lead=1)])
    assert pairs(news) == set()


def test_an_edition_takes_its_links_along(room: Room) -> None:
    news = room()
    news.add([report("a", SAID), report("b", OTHER, lead=1)])
    assert pairs(news) == set()
    news.add([report("b", CUT, lead=1)])
    assert pairs(news) == {("b", "a")}
    news.add([report("a", OTHER)])
    assert pairs(news) == set()


def test_what_is_taken_down_leaves_no_link(room: Room) -> None:
    news = room()
    first = report("a", SAID) | {"url": "https://a.example/1"}
    news.add([first, report("b", CUT, lead=1)])
    news.take_down("https://a.example/1")
    assert pairs(news) == set()


def test_a_rebuild_comes_to_the_same(room: Room) -> None:
    news = room()
    news.add([report("a", SAID), report("b", CUT, lead=1)])
    news.add([report("b", SAID, lead=1), report("c", CUT, 6, lead=2)])
    before = pairs(news)
    news.rebuild()
    assert pairs(news) == before == {("b", "a"), ("c", "a"), ("c", "b")}


def test_a_grouped_list_shows_each_statement_once(room: Room) -> None:
    news = room()
    news.add([report("a", SAID), report("b", CUT, lead=1), report("c", OTHER, 6, lead=2)])
    found = news.quotes(grouped=True)
    assert [one.article.id for one in found] == ["c", "b"]
    assert [[v.article.id for v in one.variants] for one in found] == [[], ["a"]]
    changes = found[1].variants[0].changes
    assert [(run.change, run.text) for run in changes] == [
        ("same", CUT),
        ("added", SAID.removeprefix(CUT)),
    ]


def test_pages_of_a_grouped_list_follow_each_other(room: Room) -> None:
    news = room()
    news.add([report("a", SAID), report("b", CUT, lead=1), report("c", OTHER, 6, lead=2)])
    first = news.quotes(grouped=True, limit=1)
    second = news.quotes(grouped=True, limit=1, after=first.next)
    assert [one.article.id for one in (*first, *second)] == ["c", "b"]
    assert second.next is None


def test_statements_that_may_be_one_are_found_by_an_index(room: Room) -> None:
    news = room()
    asked = str(sayings.MET.compile(dialect=sqlite.dialect()))
    with sqlite3.connect(news.path) as raw:
        plan = raw.execute(f"EXPLAIN QUERY PLAN {asked}", ["[1, 2]", 0.0, 1.0, 5, 7]).fetchall()
    steps = [step for *_, step in plan if "saying_key" in step]
    assert [step.split(" USING")[0] for step in steps] == ["SEARCH saying_key"]
