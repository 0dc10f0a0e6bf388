"""Articles written one after another, with nothing between but their headlines."""

import pytest

from rawi import read
from rawi.extract.dumps.row_headlines import could_head
from rawi.extract.dumps.segmentation import segments

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


def test_a_lead_that_begins_with_a_place_in_waw_does_not_go_on_with_what_stands_before() -> None:
    title = "السفير الجديد يقدم أوراق اعتماده إلى الرئيس"
    lead = "واشنطن - قدم السفير الجديد أوراق اعتماده إلى الرئيس في البيت الأبيض أمس الخميس."
    more = "ولم يصدر حتى الآن أي بيان رسمي في هذا الشأن من الجهات المعنية في البلاد."
    rows = [*ARTICLES[:1], (title, [lead, more]), *ARTICLES[2:]]
    text = "\n".join(line for head, body in rows for line in (head, *body))
    found = read(text, content_type="text/plain").articles
    assert [a.body[0] for a in found] == [body[0] for _, body in rows]


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("علماء يعثرون على مدينة غرقت قبل 1400 عام", True),
        ("نشر في 12 أبريل 2018 الساعة 10:20", False),
    ],
)
def test_an_age_in_a_headline_is_no_time_stamp(line: str, heads: bool) -> None:
    (segment,) = segments(line)
    assert could_head(segment) is heads
