"""What a page keeps out of its readers' sight is no text; what a rule shows again is."""

from __future__ import annotations

import pytest

import rawi
from rawi.extract.html.styles import Unseen
from tests.timing import within

TEXT = (
    "أقر مجلس المدينة مساء الاثنين خطة لتوسيع المرفأ القديم تشمل أرصفة جديدة ومحطة للعبارات.",
    "وقالت رئيسة المجلس هناء الصباغ إن الأعمال تبدأ في الربيع وتنتهي خلال عامين.",
    "وأضافت أن الصيادين سيحصلون على مراس بديلة قبل إغلاق الرصيف الشمالي أمام القوارب.",
    "ورحب اتحاد الصيادين بالخطة لكنه طالب بضمانات مكتوبة وتعويضات عن أيام التوقف.",
)
SECRET = "هذه جملة لا يراها أحد من القراء وهي هنا للآلات وحدها منذ أسابيع طويلة ماضية."


def page(lines: list[str], head: str = "", after: str = "") -> str:
    return (
        f'<html lang="ar"><head><title>خطة المرفأ</title>{head}</head><body><article>'
        f"<h1>مجلس المدينة يقر خطة لتوسيع المرفأ</h1>{''.join(lines)}</article>{after}"
        "<footer>حقوق</footer></body></html>"
    )


def body(html: str) -> tuple[str, ...]:
    return rawi.read(html, url="https://khalij.example/n/7").articles[0].body


def with_secret(markup: str, head: str = "") -> str:
    lines = [f"<p>{line}</p>" for line in TEXT]
    return page([*lines[:2], markup.format(SECRET), *lines[2:]], head)


@pytest.mark.parametrize(
    "markup",
    [
        '<div hidden="until-found"><p>{}</p></div>',
        '<p style="color:red; DISPLAY : none !important">{}</p>',
        '<p style="opacity: 0">{}</p>',
        '<p style="position:absolute; left:-9999px">{}</p>',
        '<p style="text-indent:-10000px">{}</p>',
        '<p style="clip: rect(0, 0, 0, 0); position:absolute">{}</p>',
        '<p style="clip-path:inset(50%)">{}</p>',
        '<p style="font-size:0">{}</p>',
        '<div role="alertdialog"><p>{}</p></div>',
        "<div popover><p>{}</p></div>",
        '<p class="element-invisible">{}</p>',
        '<div class="print-only"><p>{}</p></div>',
    ],
)
def test_what_an_element_hides_is_left_out(markup: str) -> None:
    assert body(with_secret(markup)) == TEXT


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="opacity:0.8">{}</p>',
        '<p style="font-size:0.9em">{}</p>',
        '<p style="margin-left:-20px">{}</p>',
        '<p style="left:-10px">{}</p>',
    ],
)
def test_what_is_only_pale_or_small_stays(markup: str) -> None:
    assert SECRET in body(with_secret(markup))


@pytest.mark.parametrize(
    ("sheet", "markup"),
    [
        (".q7{display:none}", '<p class="q7">{}</p>'),
        ("#deep { color:red; display : none !important; }", '<div id="deep"><p>{}</p></div>'),
        ("a{b:c} .x1, .zz9 {visibility:hidden}", '<p class="zz9 other">{}</p>'),
        ("article .kk{display:none}", '<p class="kk">{}</p>'),
        (".me{display:none} .menu{display:block}", '<p class="me">{}</p>'),
    ],
)
def test_what_the_style_sheet_hides_is_left_out(sheet: str, markup: str) -> None:
    assert body(with_secret(markup, f"<style>{sheet}</style>")) == TEXT


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print{.q7{display:none}}",
        "@media print{.a{b:c}.q7{display:none}}",
        ".shut .q7{display:none}",
        ".q7{display:none} .open.q7{display:block}",
        ".q7:empty{display:none}",
    ],
)
def test_what_the_style_sheet_hides_at_times_stays(sheet: str) -> None:
    assert not Unseen((sheet,)).hides({"class": "q7"})


def test_a_sheet_that_hides_all_of_the_text_hides_nothing() -> None:
    lines = [f'<p class="t">{line}</p>' for line in TEXT]
    assert body(page(lines, "<style>.t{display:none}</style>")) == TEXT


def test_hidden_words_at_the_end_of_a_longer_paragraph_are_left_out() -> None:
    lines = [f"<p>{line}</p>" for line in TEXT]
    lines[1] = f"<p>{TEXT[1] * 2} <span hidden>{SECRET}</span></p>"
    assert SECRET not in "\n".join(body(page(lines)))


SECOND = (
    "حصد مزارعو الوادي هذا العام موسما وفيرا من الزيتون بعد شتاء ماطر وربيع معتدل.",
    "وقال رئيس الجمعية الزراعية إن الكميات تجاوزت التوقعات بنحو الثلث في القرى.",
    "ويبدأ عصر الزيتون في معاصر القرية مطلع الشهر المقبل ويستمر ستة أسابيع متواصلة.",
)


@pytest.mark.parametrize(
    "frame",
    [
        "<section><h1>موسم وفير من الزيتون</h1>{}</section>",
        '<div class="more"><div class="post"><h1>موسم وفير من الزيتون</h1>{}</div></div>',
        '<div id="auto"><article class="post"><h2>موسم وفير من الزيتون</h2>{}</article></div>',
    ],
)
def test_a_second_report_is_none_of_the_first(frame: str) -> None:
    below = frame.format("".join(f"<p>{line}</p>" for line in SECOND))
    found = rawi.read(page([f"<p>{line}</p>" for line in TEXT], after=below))
    assert [a.body for a in found.articles] == [TEXT, SECOND]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("<table><caption>ج</caption><tr><th>رصيف<th>طول<tr><td>شمالي<td>120</table>",
         ("رصيف طول", "شمالي 120")),
        ("<ol><li><p>الشمالي 120</p></li><li><p>الجنوبي 450</p></li></ol>",
         ("الشمالي 120", "الجنوبي 450")),
        ("<dl><dt>الشمالي</dt><dd>120</dd><dt>الجنوبي</dt><dd>450</dd></dl>", ("120", "450")),
    ],
)  # fmt: skip
def test_rows_of_tables_and_lists_stay(rows: str, lines: tuple[str, ...]) -> None:
    text = [f"<p>{line}</p>" for line in TEXT]
    found = body(page([*text[:2], rows, *text[2:]]))
    assert set(lines) <= set(found)


@pytest.mark.parametrize(
    "stage",
    [
        "تاريخ القبول: 11 ديسمبر 2025",
        "أُجيز البحث في 11 ديسمبر 2025",
        "استلم المقال في 11 ديسمبر 2025، قُبل في 20 يناير 2026",
        "Accepted for publication on 11 December 2025",
        "Manuscript submitted December 11, 2025",
    ],
)
def test_a_stage_before_publication_is_not_its_day(stage: str) -> None:
    html = page([f"<p>{line}</p>" for line in (stage, *TEXT)],
                '<meta name="prism.publicationDate" content="2026-03-05">')  # fmt: skip
    assert rawi.read(html, url="https://khalij.example/n/7").articles[0].published == "2026-03-05"


def test_the_day_of_publication_beside_stages_is_read() -> None:
    line = "ورد البحث: 11/12/2025 - قبل للنشر: 20/1/2026 - نشر: 5/3/2026"
    html = page([f"<p>{one}</p>" for one in (line, *TEXT)])
    assert rawi.read(html, url="https://khalij.example/n/7").articles[0].published == "2026-03-05"


@pytest.mark.parametrize(
    ("head", "url", "image"),
    [
        ('<base href="/sub/"><link rel="canonical" href="story/7">', "https://k.example/sub/story/7",
         "https://k.example/sub/p.jpg"),
        ('<base href="javascript:x">', "https://k.example/n/7", "https://k.example/n/p.jpg"),
    ],
)  # fmt: skip
def test_addresses_are_relative_to_a_base_that_is_one(head: str, url: str, image: str) -> None:
    html = page(
        [f"<p>{line}</p>" for line in TEXT], f'{head}<meta property="og:image" content="p.jpg">'
    )
    found = rawi.read(html, url="https://k.example/n/7").articles[0]
    assert (found.url, found.image) == (url, image)


@pytest.mark.parametrize(
    "wall",
    [
        "أكمل القراءة بعد تسجيل الدخول أو إنشاء حساب مجاني.",
        "To continue reading this article, subscribe for $1 a week.",
    ],
)
def test_an_offer_to_go_on_is_a_wall(wall: str) -> None:
    found = rawi.read(page([f"<p>{TEXT[0]}</p>", f"<p>{TEXT[1]}</p>", f"<p>{wall}</p>"]))
    assert found.articles[0].body == TEXT[:2]
    assert found.articles[0].truncated


def test_a_job_after_a_comma_is_no_name() -> None:
    html = page(
        ['<p class="byline">By Nadia Farouk, Political Editor</p>', *(f"<p>{t}</p>" for t in TEXT)]
    )
    assert rawi.read(html).articles[0].authors == ("Nadia Farouk",)


SAID = "نحن لا نبيع الخبز لأحد قبل أن يأكل الصغار"
TOLD = (
    "فتح المخبز القديم أبوابه صباح السبت بعد ترميم دام عاما كاملا ودفع كلفته أهل الحي جميعا.",
    f"وقال الخباز مازن: «{SAID}»، ثم وزع أول الأرغفة على تلاميذ المدرسة المجاورة.",
    "ويعمل في المخبز سبعة من شباب الحي، ويبيع ألفي رغيف في اليوم بسعر لم يتغير منذ الشتاء.",
)


@pytest.mark.parametrize("around", ["blockquote", "aside", 'div class="pull-quote"'])
def test_a_sentence_set_apart_once_more_is_read_once(around: str) -> None:
    quoted = f"<{around}><p>“{SAID}”</p></{around.split()[0]}>"
    first, second, third = (f"<p>{line}</p>" for line in TOLD)
    shown = rawi.read(f"<article><h1>مخبز الحي</h1>{first}{quoted}{second}{third}</article>")
    assert shown.articles[0].body == TOLD


def test_a_quotation_that_stands_once_stays() -> None:
    first, second, third = (f"<p>{line}</p>" for line in TOLD)
    other = "سنفتح كل يوم قبل طلوع الشمس ولن نغلق في العيد."
    shown = rawi.read(
        f"<article><h1>مخبز الحي</h1>{first}{second}<blockquote><p>{other}</p></blockquote>{third}"
    )
    assert other in shown.articles[0].body


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("رابط الخبر: https://nahr.example/n/7", False),
        ("لینک کوتاه: https://nahr.example/x7", False),
        ("doi: https://doi.example/10.1000/7", True),
    ],
)
def test_the_address_of_the_page_under_its_text_is_no_text(line: str, stays: bool) -> None:
    lines = "".join(f"<p>{told}</p>" for told in (*TOLD, line))
    shown = rawi.read(f"<article><h1>مخبز الحي</h1>{lines}</article>")
    assert (line in shown.articles[0].body) is stays


def test_a_page_that_is_one_long_quotation_is_read_in_time() -> None:
    said = "".join(
        f"<p>وقال الشاهد {i} إن الماء بلغ أبواب البيوت في تلك الليلة.</p>" for i in range(7_000)
    )
    with within(3):
        shown = rawi.read(f"<h1>شهود</h1><blockquote>{said}</blockquote>")
    assert len(shown.articles[0].body) == 7_000
