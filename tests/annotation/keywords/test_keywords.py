"""Keywords of articles written for these tests: which phrases stand, and in which form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.annotation import annotate
from rawi.annotation.keywords import keyword_key, keywords_of
from rawi.annotation.keywords.choice import says_the_same
from rawi.arabic import lemmas
from rawi.model import Article

FLOOD = Article(
    id="flood",
    outlet="sahel.example",
    title="فيضان نهر الزرقاء يغمر قرية العامرية",
    body=(
        "غمرت مياه نهر الزرقاء قرية العامرية فجر الأحد بعد أمطار غزيرة استمرت يومين.",
        "وقال رئيس بلدية العامرية إن نهر الزرقاء ارتفع ثلاثة أمتار، وإن فرق الإنقاذ أجلت السكان.",
        "وبحسب وكالة رويترز فإن فرق الإنقاذ وصلت إلى قرية العامرية بالقوارب.",
    ),
    tags=("نهر الزرقاء",),
    published="2024-03-10T09:00:00+00:00",
)
TREATY = Article(
    id="treaty",
    title="وزيرة الصحة تعرض خطة مكافحة التدخين على منظمة الصحة العالمية",
    body=(
        "عرضت وزيرة الصحة في جنيف خطة مكافحة التدخين على منظمة الصحة العالمية، "
        "وقالت إن الاتحاد الأوروبي سيمول الخطة ثلاث سنوات.",
        "وأشادت منظمة الصحة العالمية بالخطة، وطلب الاتحاد الأوروبي تقريراً سنوياً عن نتائجها.",
        "وكان ولي العهد قد استقبل الوزيرة، وأكد ولي العهد دعمه مكافحة التدخين.",
    ),
)


def texts(article: Article) -> list[str]:
    return [k.text for k in keywords_of(article)]


def test_a_repeated_name_of_the_title_comes_early() -> None:
    assert "نهر الزرقاء" in texts(FLOOD)[:3]


def test_a_phrase_may_hold_a_stop_word() -> None:
    article = Article(
        id="1",
        title="الاتحاد الدولي لكرة القدم يوقف ناديين",
        body=("أعلن الاتحاد الدولي لكرة القدم وقف ناديين.", "والاتحاد الدولي لكرة القدم لم يعلل."),
    )
    assert "الاتحاد الدولي لكرة القدم" in [k.text for k in annotate(article).keywords]


def test_organisations_stand_whole() -> None:
    assert {"منظمة الصحة العالمية", "الاتحاد الأوروبي"} <= set(texts(TREATY))


def test_no_verb_is_a_keyword() -> None:
    verbs = {"عرضت", "وقالت", "قالت", "سيمول", "أشادت", "طلب", "أكد", "غمرت", "ارتفع", "وصلت"}
    said = [word for article in (FLOOD, TREATY) for text in texts(article) for word in text.split()]
    assert verbs.isdisjoint(said)


def test_no_keyword_ends_on_a_pronoun() -> None:
    assert not any(text.endswith(("نتائجها", "دعمه")) for text in texts(TREATY))


@pytest.mark.parametrize("article", [FLOOD, TREATY], ids=lambda a: a.id)
def test_keywords_do_not_repeat_each_other(article: Article) -> None:
    found = [tuple(lemmas(text)) for text in texts(article)]
    assert not any(says_the_same(a, b) for i, a in enumerate(found) for b in found[:i])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سوريا", "السورية"),
        ("قطاع غزة", "غزة"),
        ("الصواريخ", "صواريخ"),
        ("اليونيسف", "اليونيسيف"),
        ("كيفين ماكارثي", "كيفن مكارثي"),
    ],
)
def test_what_says_the_same(one: str, other: str) -> None:
    assert says_the_same(tuple(lemmas(one)), tuple(lemmas(other)))


@pytest.mark.parametrize(
    ("one", "other"), [("سوريا", "الجيش السوري"), ("مصر", "مصطفى"), ("بنك مركزي", "بنك دولي")]
)
def test_what_says_something_else(one: str, other: str) -> None:
    assert not says_the_same(tuple(lemmas(one)), tuple(lemmas(other)))


def test_places_of_a_keyword_are_told() -> None:
    river = next(k for k in keywords_of(FLOOD) if k.text == "نهر الزرقاء")
    assert river.sources == ("title", "body", "tags")


def test_a_tag_that_the_text_lacks_is_no_keyword() -> None:
    article = Article(id="1", title=FLOOD.title, body=FLOOD.body, tags=("كرة السلة",))
    assert "كرة السلة" not in texts(article)


def test_a_keyword_carries_no_particle() -> None:
    article = Article(
        id="1",
        title="اجتماع في الكرملين",
        body=("اجتمع الوزراء بالكرملين، والكرملين لم يعلق. والكرملين مغلق.",),
    )
    assert "الكرملين" in texts(article)


def test_the_surest_comes_first() -> None:
    scores = [k.score for k in keywords_of(TREATY)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_no_keywords_of_nothing() -> None:
    assert keywords_of(Article(id="1")) == ()


def test_stop_words_alone_give_none() -> None:
    assert keywords_of(Article(id="1", title="من في على", body=("إلى عن.",))) == ()


def test_spellings_of_a_keyword_share_a_page() -> None:
    assert keyword_key("الصواريخ الباليستية") == keyword_key("صواريخ باليستية")
    assert keyword_key("غزة") != keyword_key("قطاع غزة")


@settings(deadline=None)
@given(st.text(max_size=100), st.lists(st.text(max_size=200), max_size=3))
def test_any_text_has_at_most_eight(title: str, body: list[str]) -> None:
    article = Article(id="x", title=title, body=tuple(body))
    said = keywords_of(article)
    assert len(said) <= 8
    assert said == keywords_of(article)
