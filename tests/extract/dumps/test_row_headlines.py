"""Articles written one after another, with nothing between but their headlines."""

import pytest

from rawi import read
from rawi.extract.dumps.labels import labelled
from rawi.extract.dumps.row_headlines import candidates, chances_of, could_head
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


@pytest.mark.parametrize(
    "title",
    [
        "هل يكفي محصول القمح في السهل الشرقي حاجة البلاد هذا العام؟",
        "لماذا بدأ مزارعو السهل الشرقي حصاد القمح مبكرين؟",
    ],
)
def test_a_question_heads_a_further_article(title: str) -> None:
    first, (_, body), last = ARTICLES
    rows = [first, (title, body), last]
    text = "\n\n".join(line for head, lines in rows for line in (head, *lines))
    assert [a.title for a in read(text, content_type="text/plain").articles] == [
        head for head, _ in rows
    ]


@pytest.mark.parametrize("end", ["(وكالة المرفأ)", "المصدر: جريدة الضفة"])
def test_a_source_behind_each_article_hides_no_headline(end: str) -> None:
    text = "\n\n\n".join("\n\n".join([head, *body, end]) for head, body in ARTICLES)
    found = read(text, content_type="text/plain").articles
    assert [a.title for a in found] == [head for head, _ in ARTICLES]


def test_candidates_stand_behind_a_paragraph_and_before_another() -> None:
    found = segments("\n".join(line for head, body in ARTICLES for line in (head, *body)))
    heads = {head for head, _ in ARTICLES}
    labels = ["O" if s.text in heads else "B" for s in found]
    picked = list(candidates(found, labels))
    assert [found[one.head].text for one in picked] == [head for head, _ in ARTICLES[1:]]
    assert all(one.lead == one.head + 1 for one in picked)


def test_chances_are_those_of_the_lines_that_head_articles() -> None:
    more = "ويصل الجسر الجديد حيي الوادي الشرقي والغربي، وكان السيل يقطع الطريق بينهما كل شتاء."
    (title, body), second, _ = ARTICLES
    found = segments("\n".join([title, *body, "الجسر القديم والوادي", more, second[0], *second[1]]))
    labels, paragraphs = labelled(found)
    chances = chances_of(found, labels, paragraphs)
    likely = {found[one.head].text: chance for one, chance in chances.items()}
    assert likely[second[0]] > 0.5 > likely["الجسر القديم والوادي"]


def test_without_paragraphs_there_is_no_candidate() -> None:
    found = segments(ARTICLES[0][0])
    assert chances_of(found, ["O"], [0.0]) == {}
