"""Every report of the fictional press is read back from a text dump of its page."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from rawi.demo import load
from rawi.demo.press import Printed
from rawi.extract.dumps.dump_page import read_dump

OPENED = datetime(2025, 5, 8, 12, 0, tzinfo=UTC)
IN_PRINT = load().in_print(OPENED, OPENED)
LISTED = tuple(p.report.title for p in IN_PRINT[:4])


def simple(printed: Printed, gap: str) -> str:
    blocks = (b.removeprefix("## ") for b in printed.blocks)
    top = (f"الرئيسية > {printed.report.section}", printed.report.title)
    bottom = ("شارك هذا الخبر", "الأكثر قراءة")
    return gap.join((*top, *blocks, *bottom)) + gap + "\n".join(f"• {t}" for t in LISTED) + "\n"


def spaced(printed: Printed) -> str:
    return simple(printed, "\n\n")


def dense(printed: Printed) -> str:
    return simple(printed, "\n")


def second(printed: Printed) -> Printed:
    """An article on another happening, to stand behind ``printed`` in one dump."""
    place = IN_PRINT.index(printed)
    others = (*IN_PRINT[place + 1 :], *IN_PRINT)
    return next(p for p in others if p.report.happening != printed.report.happening)


def glued(printed: Printed) -> str:
    """As a careless crawler leaves a page: what stood side by side runs together."""
    other = second(printed)
    body = list(printed.paragraphs)
    body[0] += " Advertisement"
    noise = [
        "لقطة عامة من الحي صباح اليوم، الخميس 8 مايو 2025.AP Photo/Sami Haddadصورة أوسع",
        "Related" + "".join(LISTED[2:]),
    ]
    return "\n\n".join(
        (
            printed.report.title,
            *body[:1],
            noise[0],
            *body[1:2],
            noise[1],
            *body[2:],
            "انتقل إلى اختصارات الوصولشارك هذا المقالمحادثة",
            "المصدر: وكالة مرجان",
            "كلمات دلالية: دار الياسمين ميناء السلام دار الياسمين ميناء السلام",
            "إقرأ أيضاً:",
            other.report.title,
            *other.paragraphs,
            "مقالات مشابهة",
            *LISTED,
        )
    )


@pytest.mark.parametrize("layout", [spaced, dense])
@pytest.mark.parametrize("printed", IN_PRINT, ids=lambda p: p.report.id)
def test_a_plain_dump_is_read_exactly(printed: Printed, layout: Callable[[Printed], str]) -> None:
    page = read_dump(layout(printed))
    assert [a.title for a in page.articles] == [printed.report.title]
    assert page.articles[0].body == printed.paragraphs
    assert page.similar == LISTED


def asks(printed: Printed) -> bool:
    """Whether a paragraph is a bare question: next to glued links it passes for a headline."""
    return any(p.endswith("؟") for p in printed.paragraphs)


TOLD = [p for p in IN_PRINT if not asks(p) and not asks(second(p))]


@pytest.mark.parametrize("printed", TOLD, ids=lambda p: p.report.id)
def test_a_glued_dump_is_read_exactly(printed: Printed) -> None:
    page = read_dump(glued(printed))
    other = second(printed)
    assert [a.title for a in page.articles] == [printed.report.title, other.report.title]
    assert [a.body for a in page.articles] == [printed.paragraphs, other.paragraphs]
    assert page.articles[0].source == "وكالة مرجان"
    assert page.articles[0].subheads == ("صورة أوسع",)
