"""Golden dumps of our own writing, laws, and limits of the reader of text dumps."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.extract.dumps import dump_page
from rawi.extract.dumps.dump_page import read_dump
from rawi.extract.dumps.markup import sound, unmarked
from tests.timing import seconds

PAGES = Path(__file__).parents[2] / "pages" / "dumps"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(PAGES.glob("*.txt"))}


def golden(name: str) -> dict:
    return json.loads((PAGES / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", TEXTS)
def test_golden_dumps(name: str) -> None:
    page = read_dump(TEXTS[name])
    gold = golden(name)
    assert list(page.similar) == gold["similar"]
    assert len(page.articles) == len(gold["articles"])
    for article, want in zip(page.articles, gold["articles"], strict=True):
        got = {
            "title": article.title,
            "body": list(article.body),
            "subheads": list(article.subheads),
            "captions": [[c.text, c.credit] for c in article.captions],
            "related": list(article.related),
            "tags": list(article.tags),
            "authors": list(article.authors),
            "source": article.source,
            "published": article.published,
            "truncated": article.truncated,
        }
        assert got == want


def test_empty_lines_do_not_matter() -> None:
    text = TEXTS["harbour"]
    bodies = [a.body for a in read_dump(text.replace("\n\n", "\n")).articles]
    assert bodies == [a.body for a in read_dump(text).articles]


def test_a_fixed_width_does_not_matter() -> None:
    wide = TEXTS["library"]
    lines = [line for raw in wide.split("\n") for line in _wrapped(raw, 70)]
    assert [a.text for a in read_dump("\n".join(lines)).articles] == [
        a.text for a in read_dump(wide).articles
    ]


def _wrapped(line: str, width: int) -> list[str]:
    found = [""]
    for word in line.split():
        if len(found[-1]) + 1 + len(word) > width:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


NEWS = (
    "افتتح رئيس بلدية وادي السنديان سالم الوادي، الخميس، جسرا جديدا فوق مجرى السيل شرق البلدة.",
    "وقال الوادي إن الجسر يحتمل ضعف ما كان يحتمله الجسر القديم الذي جرفه السيل قبل عامين.",
    "وحضر الافتتاح سكان البلدة، وعبرت الجسر أول حافلة مدرسية بعد ساعة من قص الشريط.",
)
HEAD = "افتتاح جسر جديد في وادي السنديان"


def bodies(*lines: str) -> list[tuple[str, ...]]:
    return [a.body for a in read_dump("\n\n".join(lines)).articles]


@pytest.mark.parametrize(
    "note",
    [
        "اشترك في نشرتنا الأسبوعية لتصلك أبرز موادنا إلى بريدك، ويمكنك إلغاء ذلك متى شئت.",
        "هذا النص مترجم عن الإنجليزية وقد راجعه أحد المحررين قبل نشره على الموقع.",
        "سالم الحداد صحافي يكتب في شؤون المدن، صدرت له مجموعة قصصية ويقيم في الساحل.",
        "والله يا جماعة تعبنا من هالكلام، كل سنة نفس القصة ومحد يسأل عن الناس!",
    ],
)
def test_words_to_the_reader_and_of_readers_are_no_body(note: str) -> None:
    assert bodies(HEAD, *NEWS, "شارك الخبر", note) == [NEWS]


@pytest.mark.parametrize("tail", ["يتواصل الخبر بعد الإعلان", "- إعلان -", "مساحتك الإعلانية هنا"])
def test_words_on_advertising_behind_a_sentence_are_cut_off(tail: str) -> None:
    assert bodies(HEAD, f"{NEWS[0]} {tail}", *NEWS[1:]) == [NEWS]


def test_a_label_may_say_more_before_its_colon() -> None:
    assert bodies(HEAD, *NEWS, "وسوم هذه المادة: جسر، سيل، بلدية السنديان، طرق القرى") == [NEWS]


def test_a_question_between_answers_is_body() -> None:
    talk = (
        "منذ عشرة أعوام يرمم الحرفي ياسر النجار زوارق الصيادين في مرفأ البلدة القديم.",
        "كيف تعلمت هذه الحرفة؟",
        "تعلمتها من أبي، كان يأخذني إلى المرفأ كل صباح ويريني كيف ينحني الخشب بالماء والنار.",
        "وماذا بقي من الزوارق القديمة؟",
        "بقيت سبعة زوارق، نرمم منها واحدا كل شتاء ثم نعيده إلى صاحبه مع أول الربيع.",
        "هل يتعلمها أحد اليوم؟",
        "يأتي إلى الورشة شابان من البلدة، وقد صنع أحدهما زورقا صغيرا وحده في العام الماضي.",
    )
    assert bodies("النجار: الخشب ينحني لمن يصبر عليه", *talk) == [talk]


def test_a_page_on_one_line_gives_its_article() -> None:
    line = " ".join(("الرئيسية", "محليات", HEAD, "8 مايو 2025 - 14:20", *NEWS, "شارك الخبر"))
    (article,) = read_dump(line).articles
    assert set(" ".join(NEWS).split()) <= set(article.text.split())


def test_a_page_whose_blocks_are_glued_gives_its_article() -> None:
    more = (
        "وكانت البلدة تعتمد على طريق ترابي طويل يمر بالقرى المجاورة كلما ارتفع منسوب المياه.",
        "وأشار مهندس المشروع إلى أن العمل استغرق عشرة أشهر وأن كلفته لم تتجاوز ما خطط له.",
    )
    before = ("الرئيسية", "محليات", HEAD, "8 مايو 2025 - 14:20")
    (article,) = read_dump("".join((*before, *NEWS, *more, "شارك الخبر", "اتصل بنا"))).articles
    assert article.text.split() == " ".join((*NEWS, *more)).split()


def test_a_page_that_is_not_arabic_is_read() -> None:
    text = "\n\n".join(
        (
            "Home",
            "New bridge opens in Oak Valley",
            "The mayor of Oak Valley opened a new bridge on Thursday, two years after a flood.",
            "It bears twice what the old one did, he said, and cost no more than was planned.",
            "Share",
        )
    )
    (article,) = read_dump(text).articles
    assert len(article.body) == 2


def test_the_first_article_has_the_address_of_the_page() -> None:
    first, second = read_dump(TEXTS["harbour"], "https://example.com/a").articles
    assert (first.url, second.url) == ("https://example.com/a", None)
    assert first.id != second.id


def test_a_menu_is_no_article() -> None:
    page = read_dump("الرئيسية\nسياسة\nاقتصاد\nرياضة\nاتصل بنا")
    assert page.articles == ()
    assert page.rejected is not None
    assert page.rejected.kind == "no_article"


def test_nothing_is_named_as_empty() -> None:
    page = read_dump(" \n\u200f\n")
    assert page.rejected is not None
    assert page.rejected.kind == "empty"


def test_too_long_a_text_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump_page, "MAX_CHARS", 1000)
    page = read_dump("ا" * 1001)
    assert page.rejected is not None
    assert page.rejected.kind == "too_large"
    assert "1,001" in page.rejected.reason


def test_time_grows_with_the_length() -> None:
    text = TEXTS["harbour"] + "\n\n" + TEXTS["library"] + "\n\n"
    assert _seconds(text * 40) < 12 * max(0.01, _seconds(text * 8))


def _seconds(text: str) -> float:
    return seconds(lambda: read_dump(text))


LINES = [line for text in TEXTS.values() for line in text.split("\n")]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(LINES) | st.text(max_size=60), max_size=25),
    st.sampled_from(["\n", "", " ", "\r\n", "\u2028"]),
)
def test_any_dump_gives_articles_or_a_reason(lines: list[str], glue: str) -> None:
    text = glue.join(lines)
    page = read_dump(text)
    assert bool(page.articles) != bool(page.rejected)
    read = unmarked(sound(text))  # soft hyphens and markup leave the words
    for article in page.articles:
        assert article.body
        assert all(word in read for word in article.text.split())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=25))
def test_reading_is_deterministic(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert read_dump(text) == read_dump(text)


def test_a_date_before_a_dash_is_no_part_of_the_lead() -> None:
    lead = (
        "انطلقت في القرية القديمة ورشة لترميم البيوت الطينية يشارك فيها أربعون شابا من ثلاث بلدات."
    )
    more = "وقالت منسقة الورشة إن العمل في القرية القديمة سيستمر حتى نهاية الربيع بلا انقطاع."
    text = f"ورشة لترميم البيوت الطينية\n\nالجمعة 8 فبراير 2019 Tweet - {lead}\n\n{more}"
    (article,) = read_dump(text).articles
    assert "2019" not in " ".join(article.body)


def test_a_link_set_on_a_line_of_its_own_goes_back_into_its_sentence() -> None:
    lines = (
        "ورشة لترميم البيوت الطينية",
        "انطلقت في القرية القديمة ورشة لترميم البيوت الطينية يشارك فيها أربعون شابا من البلدات.",
        "وأضافت منسقة الورشة في حديث مع الصحيفة أن فريق الترميم أعاد بناء ثلاثة",
        "مخازن للحبوب",
        "بالقرب من مدخل القرية القديمة، وقد شارك في البناء أهالي البلدات المجاورة.",
        "وقالت إن العمل سيستمر حتى نهاية الربيع، وإن القرية القديمة ستفتح أبوابها للزوار.",
    )
    (article,) = read_dump("\n".join(lines)).articles
    assert "مخازن للحبوب" in " ".join(article.body)


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        (
            "دخلت مركبة الشحن الفضائية الغلاف الجوي في الساعة 8:15 صباحا فوق جنوب المحيط، "
            "واحترق معظمها قبل أن يصل إلى الماء.",
            1,
        ),
        ("نستخدم في موقعنا ملفات صغيرة تحفظ في جهازك، وباستمرارك في التصفح فإنك توافق على ذلك.", 0),
    ],
)
def test_a_lone_paragraph_is_an_article_and_a_notice_is_none(text: str, articles: int) -> None:
    assert len(read_dump(text).articles) == articles
