"""What an outlet says of itself is no paragraph; news of outlets is."""

import pytest

import rawi
from rawi.extract.dumps.segmentation import segments
from rawi.extract.dumps.self_description import described, odds, tells_of_itself

ABOUT = (
    "قناة الربوة محطة إخبارية مستقلة تأسست عام 2003 وتبث برامجها عبر الأقمار الصناعية.",
    "ويعمل في غرفة أخبارها أكثر من مئتي صحفي ومراسل في عواصم عربية وأجنبية عدة.",
    "وتسعى القناة إلى تقديم محتوى مهني يلتزم بالحياد ويحترم عقل المشاهد العربي.",
)
NEWS = (
    "افتتح رئيس بلدية المرسى صباح الاثنين جسرا جديدا للمشاة فوق النهر بعد عامين من العمل.",
    "وقال إن كلفة الجسر بلغت ستة ملايين دينار جمع نصفها من تبرعات سكان المدينة.",
    "وأوضح المهندس المشرف أن الجسر يحتمل ألف شخص في وقت واحد وأنه مزود بمصاعد.",
)


def test_an_outlets_word_on_itself_is_told_from_news() -> None:
    found = segments("\n".join((*NEWS, *ABOUT)))
    assert described(found, range(6)) == [3, 4, 5]


def test_sentences_of_news_are_unlikely() -> None:
    assert max(odds(s.stems) for s in segments("\n".join(NEWS))) < 0


def test_a_page_of_nothing_else_stays() -> None:
    assert described(segments("\n".join(ABOUT)), range(3)) == []


def test_news_of_an_outlet_stays() -> None:
    story = (
        "أغلقت الشرطة في المرسى مكتب قناة الربوة صباح الاثنين وصادرت كاميرات وأجهزة حاسوب.",
        "وقال مراسل القناة نزار الهاشم إن عشرة من رجال الشرطة دخلوا المكتب دون إذن من النيابة.",
        "وأعلنت نقابة الصحفيين أنها سترفع دعوى ضد وزارة الداخلية أمام محكمة المرسى.",
        "وكانت الشرطة أوقفت نزار الهاشم يومين في آذار الماضي بعد تقرير له عن جسر المشاة.",
    )
    assert described(segments("\n".join(story)), range(4)) == []


def test_on_one_line_it_leaves_the_article() -> None:
    line = " ".join(("جسر جديد للمشاة في المرسى", *NEWS, *NEWS[::-1], "من نحن", *ABOUT))
    (article,) = rawi.read(line, content_type="text/plain").articles
    assert "الأقمار الصناعية" not in article.text


@pytest.mark.parametrize(("body", "told"), [(ABOUT, True), (NEWS, False), ((), False)])
def test_a_whole_article_is_told(body: tuple[str, ...], told: bool) -> None:
    assert tells_of_itself(body) is told


def test_beside_an_article_it_is_none() -> None:
    line = " ".join((*ABOUT, "جسر جديد للمشاة في المرسى", *NEWS, *NEWS[::-1]))
    found = rawi.read(line, content_type="text/plain").articles
    assert [a for a in found if "الأقمار الصناعية" in a.text] == []
