"""What is no article is refused for what it is, and an article that looks like it is read."""

from __future__ import annotations

import pytest

from eval.non_articles import Case, cases, judged
from rawi.extract.html.notices import notice, titles_error

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
