"""What is given beside an article, and why: a small press of our own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from rawi.model import Article, CopyLink, Entity, Notes
from rawi.relate import Placed, Sketch, Window, WindowOptions, sketch
from rawi.relate.countries import countries
from rawi.relate.similar import Given, SimilarRules
from rawi.relate.sketch import name_hash

START = datetime(2024, 5, 4, 8, tzinfo=UTC)
FIRE = "اندلع حريق في مصنع الزيتون قرب {} وأصيب عاملان وأخمدت فرق الإطفاء النيران بعد ساعات"
AGAIN = "حريق في مصنع الزيتون قرب {} للمرة الثانية والشرطة تستجوب حارسا وتقدر الخسائر بمليونين"
DAM = "بدأت شركة الينابيع بناء سد وادي النخيل قرب {} لري المزارع وتوليد الكهرباء"


def told(
    name: str, title: str, text: str, hours: float, named: tuple[str, ...] = ()
) -> tuple[Article, Sketch]:
    when = (START + timedelta(hours=hours)).isoformat()
    one = Article(
        id=name, title=title, body=(text,), published=when, outlet=f"o{name}", language="ar"
    )
    spans = [Entity(kind="place", text=n, name=n, start=0, end=1) for n in named]
    return one, sketch(one, Notes(entities=tuple(spans)))


def window(*press: Sketch, stories: dict[str, str] | None = None) -> Window:
    """Every article its own story, but for those named."""
    made = Window(WindowOptions(similar=SimilarRules(rare=3.0)))
    named = stories or {}
    made.load(Placed(sketch=one, story_id=named.get(one.id, one.id)) for one in press)
    return made


def given(there: Window, name: str, affair: tuple[str, ...] = ()) -> list[Given]:
    return list(there.beside(name, affair=affair).similar)


A = told("a", "حريق في مصنع الزيتون", FIRE.format("مرفأ"), 0, ("رأس التل",))[1]
SAME_PLACE = told("b", "حريق ثان يلتهم المصنع", AGAIN.format("بلدة"), 60, ("رأس التل",))[1]
ELSEWHERE = told("c", "نيران تلتهم معملا آخر", FIRE.format("قرية"), 60, ("عين الدير",))[1]
OTHER = told("d", "سد جديد على الوادي", DAM.format("قرية"), 60, ("رأس التل",))[1]


def test_alike_with_a_shared_name_is_on_the_matter() -> None:
    (one,) = given(window(A, SAME_PLACE), "a")
    assert (one.id, one.reason, one.name) == ("b", "matter", None)


def test_alike_without_a_shared_name_or_title_word_is_not() -> None:
    assert given(window(A, ELSEWHERE), "a") == []


def test_a_shared_word_of_titles_will_do() -> None:
    titled = told("t", "مصنع الزيتون يعود إلى العمل", FIRE.format("قرية"), 60)[1]
    assert [one.reason for one in given(window(A, titled), "a")] == ["matter"]


def test_a_country_is_no_rare_name() -> None:
    here = told("x", "خبر أول", FIRE.format("قرية"), 0, ("مصر",))[1]
    there = told("y", "نبأ ثان", FIRE.format("بلدة"), 90, ("مصر",))[1]
    assert name_hash("مصر") in countries()
    assert given(window(here, there), "x") == []


def test_a_shared_name_without_likeness_is_not_enough() -> None:
    assert given(window(A, OTHER), "a") == []


def test_the_affair_fills_up_with_its_reason() -> None:
    (one,) = given(window(A, ELSEWHERE), "a", affair=("a", "c"))
    assert (one.id, one.reason) == ("c", "affair")


def test_what_may_report_the_same_happening_is_not_given() -> None:
    soon = msgspec.structs.replace(SAME_PLACE, time=(A.time or 0) + 48 * 3600)
    assert given(window(A, soon), "a") == []
    days = msgspec.structs.replace(SAME_PLACE, time=(A.time or 0) + 48 * 3600 + 1)
    assert [one.id for one in given(window(A, days), "a")] == ["b"]


def test_one_article_a_story() -> None:
    twin = told("e", "حريق ثان في مصنع", FIRE.format("حي"), 61, ("رأس التل",))[1]
    assert len(given(window(A, SAME_PLACE, twin, stories={"e": "b"}), "a")) == 1


def test_its_own_story_is_never_similar_and_is_read_next() -> None:
    beside = window(A, SAME_PLACE, stories={"b": "a"}).beside("a")
    assert beside.similar == ()
    assert beside.next_read
    assert (beside.next_read.id, beside.next_read.reason) == ("b", "development")


def test_what_went_before_is_the_background() -> None:
    following = window(A, SAME_PLACE, stories={"b": "a"}).beside("b").next_read
    assert following
    assert (following.id, following.reason) == ("a", "background")


def test_the_newest_of_what_came_is_read_next() -> None:
    later = told("z", "مصنع الزيتون: حصيلة الحريق", AGAIN.format("سوق"), 80, ("رأس التل",))[1]
    there = window(A, SAME_PLACE, later, stories={"b": "a", "z": "a"})
    following = there.beside("a").next_read
    assert following
    assert following.id == "z"


@pytest.mark.parametrize(("kind", "ids"), [("reprint", []), ("edited", []), ("partial", ["b"])])
def test_copies_are_never_given_but_a_shared_passage_makes_none(kind: str, ids: list[str]) -> None:
    link = CopyLink(article_id="b", older_id="a", kind=kind, share=1.0)  # type: ignore[arg-type]
    there = Window(WindowOptions(similar=SimilarRules(rare=3.0)))
    there.load(
        [
            Placed(sketch=A, story_id="a"),
            Placed(sketch=SAME_PLACE, story_id="b", copies=(link,)),
        ]
    )
    beside = there.beside("a")
    assert [one.id for one in beside.similar] == ids
    assert (beside.next_read is not None) == bool(ids)


def test_another_language_is_not_read_next() -> None:
    foreign = msgspec.structs.replace(SAME_PLACE, language="fa")
    assert window(A, foreign, stories={"b": "a"}).beside("a").next_read is None


def test_articles_without_names_or_titles_have_nothing_beside_them() -> None:
    bare = [sketch(Article(id=n), Notes()) for n in ("p", "q")]
    beside = window(*bare).beside("p")
    assert (beside.similar, beside.next_read) == ((), None)
