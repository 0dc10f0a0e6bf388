"""What is no article is refused for what it is, and an article that looks like it is read."""

from __future__ import annotations

import pytest

from eval.non_articles import Case, cases, judged
from rawi.extract.html.notices import notice, titles_error
from rawi.extract.page import read

CASES = [*cases("a"), *cases("c")]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_page_is_read_or_refused_for_what_it_is(case: Case) -> None:
    (found,) = judged([case])
    assert found.right, found.page.rejected or found.page.articles[0].text[:200]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("عفوا، الصفحة التي تطلبها غير موجودة", "error"),
        ("هذا التقرير متاح للمشتركين فقط", "wall"),
        ("سجل الدخول إلى حسابك", "login"),
        ("نستخدم ملفات تعريف الارتباط لتحسين تجربتك", "consent"),
        ("Please enable JavaScript to see this page", "shell"),
        ("لا توجد نتائج تطابق ما كتبت", "none"),
        ("لم يعط بحثك أي نتيجة", "none"),
        ("هذا المحتوى غير متاح في بلدك", "error"),
        ("ليس لديك حساب؟ أنشئ حسابا جديدا", "login"),
        ("The bridge will be unavailable to lorries, the council said", ""),
        ("افتتح المجلس حديقة جديدة على ضفة النهر", ""),
        ("Das Gericht hat über Cookie-Banner entschieden", ""),
    ],
)
def test_lines_that_stand_in_place_of_a_text(line: str, kind: str) -> None:
    assert notice(line) == kind


@pytest.mark.parametrize(("words", "kind"), [(14, "login"), (15, "")])
def test_a_long_line_that_speaks_of_a_login_is_news_of_one(words: int, kind: str) -> None:
    assert notice("sign in " + "x " * (words - 2)) == kind


@pytest.mark.parametrize(
    ("title", "is_error"),
    [
        ("404", True),
        ("404 - Page not found", True),
        ("خطأ 500", True),
        ("Error 503: Service unavailable", True),
        ("500 boats leave the harbour", False),
        ("Ferry captain not found after third day of search", False),
        ("من أين جاء الخطأ 404؟", False),
    ],
)
def test_titles_of_error_pages(title: str, is_error: bool) -> None:
    assert titles_error(title) is is_error


HEADS = [f"خبر رقم {i} عن أحوال القرى البعيدة في الجبل" for i in range(12)]


def beside(main: str, title: str, heads: int = 9, head: str = "") -> str:
    """A page with so many headlines of others beside its own few words."""
    lines = "".join(f'<li><a href="/n/{i}">{text}</a></li>' for i, text in enumerate(HEADS[:heads]))
    return (
        f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>"
        f'<div class="b"><p>{main}</p></div><div class="latest"><ul>{lines}</ul></div></body>'
    )


RETOLD = "أوقفت هيئة السكك قطار الساحل الليلي بسبب انهيار صخري، ونقلت الركاب في حافلات إلى المدينة."
CLAIM = '<script type="application/ld+json">{"@type": "%s", "datePublished": "2024-02-03"}</script>'


def test_a_brief_that_retells_its_headline_is_no_list() -> None:
    page = read(beside(RETOLD, "هيئة السكك توقف قطار الساحل الليلي"))
    assert [a.body for a in page.articles] == [(RETOLD,)]


def test_a_brief_that_says_it_is_a_report_is_no_list() -> None:
    page = read(beside(RETOLD, "توقف الحركة", head=CLAIM % "NewsArticle"))
    assert [a.body for a in page.articles] == [(RETOLD,)]


@pytest.mark.parametrize("kind", ["CollectionPage", "ItemList", "WebPage"])
def test_a_line_over_a_list_is_no_brief(kind: str) -> None:
    page = read(beside("كل أخبار القطارات والسكك والمحطات من مراسلينا.", "نقل", head=CLAIM % kind))
    assert page.rejected
    assert page.rejected.kind == "listing"


@pytest.mark.parametrize(("heads", "kind"), [(3, None), (4, "listing")])
def test_what_is_filed_under_a_name_is_a_list(heads: int, kind: str | None) -> None:
    about = "كاتب من مواليد الجبل، عمل معلما عشرين عاما، وله كتابان عن القطارات القديمة وركابها."
    page = read(beside(about, "سامي النجار", heads), url="https://a.example/authors/sami")
    assert (page.rejected.kind if page.rejected else None) == kind


@pytest.mark.parametrize(
    "title",
    [
        "عذرا، الصفحة المطلوبة غير موجودة",
        "المحتوى غير متوفر",
        "Seite nicht gefunden",
        "صفحه یافت نشد",
    ],
)
def test_a_title_that_nothing_is_here_is_an_error(title: str) -> None:
    words = "قد يكون تغير مكانها في الموقع منذ زمن، جرب أن تبدأ من القائمة في أعلى الشاشة أو ابحث."
    page = read(f"<html><head><title>{title}</title></head><body><h2>{title}</h2><p>{words}</p>")
    assert page.rejected
    assert page.rejected.kind == "error"


def test_news_of_pages_that_are_not_there_is_no_error() -> None:
    assert not titles_error(
        "الصفحة التي حذفتها الشركة غير موجودة في الأرشيف منذ أعوام، يقول باحثون"
    )
