"""Formulas, round-ups, sources and floods, over texts of our own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rawi.model import Article, CopyLink, Credit, Notes
from rawi.relate import Window, sketch
from rawi.relate.copies import FORMULA_DAYS, Printed, formula
from rawi.relate.origins import Agencies, agencies_of, agreed
from rawi.relate.passages import Words, words

START = datetime(2024, 5, 4, 8, tzinfo=UTC)
WEATHER = (
    "توقعت هيئة الأرصاد في نشرتها اليومية أن تكون السماء غائمة جزئيا على المرتفعات الغربية.",
    "وتنشط الرياح السطحية المثيرة للأتربة على الطرق الصحراوية وتحد من مدى الرؤية الأفقية.",
    "وتكون حركة الرياح على الساحل شمالية غربية وارتفاع الموج من نصف متر إلى متر ونصف.",
)
FLOOD = (
    "جرفت السيول سيارتين في وادي الحصى بعد أمطار غزيرة هطلت على القرى الجبلية فجر الأحد.",
    "وأنقذ متطوعون من أبناء القرية سائقا علق ساعة كاملة فوق سقف سيارته وسط المياه.",
    "وطالب المجلس المحلي بإقامة سد صغير عند مدخل الوادي قبل حلول موسم الشتاء القادم.",
)
OTHER = (
    "افتتحت مكتبة البلدية معرضا للمخطوطات القديمة بحضور عدد كبير من طلاب المدارس.",
    "وتضم القاعة خرائط بحرية رسمها ملاحون قبل ثلاثة قرون وأهدتها أسرة من المدينة.",
    "ويستمر المعرض حتى نهاية الشهر ويفتح أبوابه للزوار مجانا كل مساء عدا الجمعة.",
)
ITEM = "وفي ختام الجولة شهدت الأسواق إقبالا كبيرا على شراء التمور مع اقتراب شهر رمضان المبارك."


def article(
    name: str, body: tuple[str, ...], hours: float = 0, outlet: str | None = None
) -> Article:
    when = (START + timedelta(hours=hours)).isoformat()
    return Article(
        id=name, title=name, body=body, published=when, outlet=outlet or f"{name}.example"
    )


def linked(
    *press: Article, credits: dict[str, tuple[Credit, ...]] | None = None
) -> dict[tuple[str, str], CopyLink]:
    texts = {a.id: a.text for a in press}
    window = Window()
    found = {}
    for one in press:
        notes = Notes(credits=(credits or {}).get(one.id, ()))
        for link in window.relate(sketch(one, notes), lambda name: words(texts[name])).copies:
            found[link.article_id, link.older_id] = link
    return found


def credit(name: str, role: str = "wire") -> tuple[Credit, ...]:
    return (Credit(role=role, name=name, text=name, field="body"),)


def test_what_one_outlet_prints_daily_makes_no_copy() -> None:
    days = [
        article(f"d{n}", (*WEATHER, FLOOD[n], OTHER[n]), 24 * n, "sahel.example") for n in range(3)
    ]
    elsewhere = article("new", (*WEATHER, "وتهطل أمطار رعدية متوسطة على سهل الزيتون مساء."), 73)
    assert not linked(*days, elsewhere)["new", "d2"].copied


def test_a_text_that_goes_round_for_days_is_still_a_copy() -> None:
    round_about = [article(f"d{n}", FLOOD, 24 * n) for n in range(4)]
    assert linked(*round_about)["d3", "d0"].kind == "reprint"


@pytest.mark.parametrize("days", [FORMULA_DAYS - 1, FORMULA_DAYS])
def test_a_formula_takes_so_many_days_of_one_outlet(days: int) -> None:
    others = [(Printed("a", day), ((0, 0, 6),)) for day in range(days)]
    assert bool(formula(Printed("b", 9), 8, others)) == (days == FORMULA_DAYS)


def test_the_text_itself_counts_for_its_outlet() -> None:
    others = [(Printed("a", day), ((2, 0, 5),)) for day in range(FORMULA_DAYS - 1)]
    assert formula(Printed("a", 9), 8, others) == {2, 3, 4, 5, 6}


def test_no_date_and_no_outlet_make_no_formula() -> None:
    others = [(Printed(None, day), ((0, 0, 6),)) for day in range(9)]
    undated = [(Printed("a", None), ((0, 0, 6),)) for _ in range(9)]
    assert formula(Printed(None, None), 8, others + undated) == set()


def test_an_item_inside_a_round_up_is_a_shared_passage() -> None:
    brief = article("brief", (*FLOOD[:1], ITEM))
    round_up = article("round", (*OTHER, *WEATHER, *OTHER[::-1], ITEM), 2)
    assert not any(link.copied for link in linked(brief, round_up).values())


def test_both_that_print_an_agencys_text_have_it_from_there() -> None:
    press = article("one", FLOOD), article("two", FLOOD, 1)
    found = linked(*press, credits={"two": credit("رويترز")})
    assert found["two", "one"].agencies == ("رويترز",)


def test_who_names_the_other_outlet_has_it_from_there() -> None:
    press = article("one", FLOOD, 0, "okaz"), article("two", FLOOD, 1)
    found = linked(*press, credits={"two": credit("صحيفة عكاظ", "cited")})
    assert found["two", "one"].credited
    assert found["two", "one"].agencies == ()


def test_an_outlet_that_goes_on_with_its_own_report_copies_nobody() -> None:
    before = article("one", (*FLOOD, *OTHER[:2]), 0, "nahar")
    after = article("two", (OTHER[2], *FLOOD, WEATHER[0]), 5, "nahar")
    link = linked(before, after)["two", "one"]
    assert (link.own, link.copied) == (True, False)


def test_the_share_is_that_of_the_younger_text() -> None:
    late = article("late", (*FLOOD, *OTHER), -3)
    found = linked(article("one", FLOOD), late)
    assert found["one", "late"].share == 1.0


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        (Agencies(("a",), 4), Agencies(("a", "b"), 4), ("a",)),
        (Agencies(("a",), 4), Agencies(("b",), 3), ("a",)),
        (Agencies((), 0, ("s",)), Agencies((), 0, ("s", "t")), ("s",)),
        (Agencies((), 0, ("s",)), Agencies((), 0, ("t",)), ()),
        (Agencies(("a",), 3, ("a", "s")), Agencies((), 0, ("s",)), ()),
        (Agencies(("a",), 3, ("a",)), Agencies((), 0, ("s",)), ("a",)),
    ],
)
def test_what_two_texts_say_of_where_they_are_from(
    one: Agencies, other: Agencies, names: tuple[str, ...]
) -> None:
    assert agreed(one, other).names == names
    assert agreed(other, one).names == names


def test_an_outlets_own_two_texts_cite_the_same_anyway() -> None:
    twice = Agencies((), 0, ("s",))
    assert agreed(twice, twice, own=True).names == ()


def test_two_cited_agencies_tell_nothing() -> None:
    cited = credit("رويترز", "cited") + credit("وكالة فرانس برس", "cited")
    assert agencies_of(sketch(article("a", FLOOD), Notes(credits=cited))).names == ()


BAD = (
    Article(id="undated", title="جسر", body=FLOOD),
    Article(id="future", title="جسر", body=FLOOD, published="2999-01-01T00:00:00+00:00"),
    Article(id="unread", title="", body=FLOOD, published="عام الفيل"),
    Article(id="bare", title="عاجل"),
    Article(id="line", body=("سيول",)),
    Article(id="empty", title="", body=("", "")),
    article("same_time", FLOOD),
    article("same_time_too", FLOOD),
)


def test_bad_articles_are_related_all_the_same() -> None:
    found = linked(*BAD)
    assert {name for pair in found for name in pair} == {
        "undated", "future", "unread", "same_time", "same_time_too"
    }  # fmt: skip
    assert found["same_time_too", "same_time"].share == 1.0


def test_what_an_article_is_compared_with_does_not_grow_with_a_flood() -> None:
    asked: list[str] = []
    window = Window()

    def words_of(name: str) -> Words:
        asked.append(name)
        return words("\n".join(FLOOD))

    counts = []
    for number in range(120):
        one = article(f"n{number}", FLOOD, number / 60, "flood.example")
        asked.clear()
        window.relate(sketch(one, Notes()), words_of)
        counts.append(len(asked))
    assert max(counts[60:]) == max(counts[:60]) <= 8
