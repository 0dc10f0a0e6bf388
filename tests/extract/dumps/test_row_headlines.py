"""Articles written one after another, with nothing between but their headlines."""

import pytest

from rawi import read

ARTICLES = [
    (
        "افتتاح جسر جديد في وادي السنديان",
        [
            "افتتح رئيس بلدية وادي السنديان سالم الوادي اليوم جسرا جديدا فوق مجرى السيل "
            "بعد عام من العمل.",
            "وقال الوادي إن الجسر الجديد يحتمل ضعف ما كان يحتمله القديم، "
            "وإن كلفته لم تزد على التقدير.",
            "وأضاف أن البلدية ستزرع ضفتي الوادي بالسنديان في الربيع المقبل.",
        ],
    ),
    (
        "مزارعو السهل الشرقي يبدأون حصاد القمح قبل موعده",
        [
            "بدأ مزارعو السهل الشرقي حصاد القمح قبل موعده بأسبوعين هذا العام "
            "بعد شتاء دافئ قليل المطر.",
            "وقالت نقابة المزارعين إن محصول القمح أعلى من العام الماضي بنحو عشرة في المئة.",
        ],
    ),
    (
        "فريق الميناء يفوز بكأس الناشئين لكرة اليد",
        [
            "فاز فريق الميناء لكرة اليد بكأس الناشئين بعد مباراة حاسمة أمام فريق الجبل "
            "انتهت بفارق هدفين.",
            "وسجل قائد فريق الميناء تسعة أهداف، واختير أفضل لاعب في البطولة.",
        ],
    ),
]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"])
@pytest.mark.parametrize("mark", ["", "***", "-----"])
def test_each_is_found_with_its_headline(gap: str, mark: str) -> None:
    parts = [gap.join([title, *body]) for title, body in ARTICLES]
    page = read(f"{gap}{mark}{gap}".join(parts) if mark else gap.join(parts))
    assert [(a.title, list(a.body)) for a in page.articles] == ARTICLES


def test_a_subhead_inside_an_article_parts_nothing() -> None:
    title, body = ARTICLES[0]
    more = "ويصل الجسر الجديد حيي الوادي الشرقي والغربي، وكان السيل يقطع الطريق بينهما كل شتاء."
    page = read("\n\n".join([title, *body, "الجسر القديم والوادي والسيل", more]))
    assert len(page.articles) == 1
