"""What pages show, hide, repeat and declare: each kind with pages of its own."""

from __future__ import annotations

import pytest

import rawi
from rawi.extract.metadata.bylines import split_names
from rawi.model import Article, Page

FIRST = "افتتح مجلس بلدة الواحة صباح السبت حديقة عامة جديدة على ضفة النهر بعد عمل دام عامين."
SECOND = "وقال رئيس المجلس إن الحديقة تضم ملاعب للأطفال ومسارا للدراجات ومقهى صغيرا قرب الجسر."
THIRD = "وتفتح الحديقة أبوابها كل يوم من السادسة صباحا حتى منتصف الليل من دون رسوم دخول."
FOURTH = "وأضاف أن المرحلة الثانية تبدأ في الربيع المقبل وتشمل مسرحا مكشوفا يتسع لألف شخص."
TEXT = (FIRST, SECOND, THIRD, FOURTH)
OTHER = (
    "تساقطت الثلوج مساء الجمعة على جبال الشرق وأغلقت طريقين يصلان القرى بالمدينة الكبيرة.",
    "وقال مركز الأرصاد إن الثلوج تتوقف فجر الأحد مع ارتفاع قليل في درجات الحرارة نهارا.",
)


def page(inside: str, head: str = "", below: str = "") -> Page:
    return rawi.read(
        f'<html lang="ar"><head><title>افتتاح حديقة الواحة - جريدة النهر</title>{head}</head><body>'
        f'<nav><a href="/">الرئيسية</a></nav>'
        f"<article><h1>افتتاح حديقة الواحة</h1>{inside}</article>"
        f"{below}<footer>جميع الحقوق محفوظة</footer></body></html>",
        url="https://nahr.example/news/7",
    )


def article(inside: str, head: str = "") -> Article:
    return page(inside, head).articles[0]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "hiding", ["hidden", 'style="display: none"', 'style="color:red;visibility:hidden"']
)
def test_what_the_page_hides_is_no_text(hiding: str) -> None:
    hidden = f"<div {hiding}><p>{OTHER[0]}</p></div>"
    assert article(paragraphs(FIRST) + hidden + paragraphs(*TEXT[1:])).body == TEXT


def test_a_page_that_hides_its_whole_text_until_a_script_shows_it_is_read() -> None:
    assert article(f'<div style="display:none">{paragraphs(*TEXT)}</div>').body == TEXT


@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("<strong>", "</strong>"), ("<em><b>", "</b></em>")]
)
@pytest.mark.parametrize(
    "box", ["{}", '<div class="mk">{}</div>', "<section><div>{}</div></section>"]
)
def test_a_paragraph_that_is_one_link_stays(before: str, after: str, box: str) -> None:
    linked = box.format(f'<p><a href="/news/3">{before}{SECOND}{after}</a></p>')
    found = article(paragraphs(FIRST) + linked + paragraphs(THIRD, FOURTH))
    assert (found.body, found.related) == (TEXT, ())


@pytest.mark.parametrize(
    "notice",
    [
        "هذا المقال متاح للمشتركين فقط.",
        "اشترك الآن لمتابعة القراءة",
        "Subscribe to continue reading",
        "Already a subscriber? Sign in",
    ],
)
def test_the_teaser_before_a_wall_is_kept_and_marked_as_cut(notice: str) -> None:
    found = article(paragraphs(FIRST, SECOND) + f'<div class="paywall"><p>{notice}</p></div>')
    assert (found.body, found.truncated) == (TEXT[:2], True)


def test_a_wall_without_a_teaser_is_refused() -> None:
    found = page("<p>هذا المقال متاح للمشتركين فقط.</p><p>سجل الدخول</p>")
    assert found.rejected is not None


def test_an_article_element_with_its_own_heading_is_a_second_article() -> None:
    below = f"<div><article><h1>ثلوج على جبال الشرق</h1>{paragraphs(*OTHER)}</article></div>"
    one, other = page(paragraphs(*TEXT), below=below).articles
    assert (one.body, one.subheads) == (TEXT, ())
    assert (other.title, other.body) == ("ثلوج على جبال الشرق", OTHER)


def test_a_teaser_in_an_article_element_is_none() -> None:
    below = f"<article><h1>ثلوج على جبال الشرق</h1><p>{OTHER[0]}</p></article>"
    assert len(page(paragraphs(*TEXT), below=below).articles) == 1


def test_rows_of_a_table_of_figures_are_lines() -> None:
    rows = (("القسم", "المساحة"), ("الملاعب", "٤٠٠"), ("المسار", "900"))
    table = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    found = article(paragraphs(*TEXT[:2]) + f"<table>{table}</table>" + paragraphs(*TEXT[2:]))
    assert found.body == (*TEXT[:2], "القسم المساحة", "الملاعب ٤٠٠", "المسار 900", *TEXT[2:])


def test_a_table_of_links_is_no_text() -> None:
    row = '<tr><td><a href="/1">خبر 1</a></td><td><a href="/2">خبر 2</a></td></tr>'
    found = article(paragraphs(*TEXT[:2]) + f"<table>{row * 3}</table>" + paragraphs(*TEXT[2:]))
    assert found.body == TEXT


@pytest.mark.parametrize("kind", ["LiveBlogPosting", "NewsArticle"])
def test_an_article_is_none_the_less_for_calling_itself_a_live_blog(kind: str) -> None:
    data = f'<script type="application/ld+json">{{"@type":"{kind}"}}</script>'
    assert page(paragraphs(*TEXT), data).articles[0].body == TEXT


@pytest.mark.parametrize("between", ["\\n", "</p><p>", "<br>"])
def test_structured_data_gives_the_text_that_a_script_would_show(between: str) -> None:
    body = between.join(TEXT).replace('"', "")
    data = f'{{"@type":"NewsArticle","headline":"افتتاح حديقة الواحة","articleBody":"{body}"}}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert article('<div id="app"></div>', head).body == TEXT
    assert article(paragraphs(*TEXT[:3]), head).body == TEXT[:3]


def test_a_page_without_any_block_is_read_from_its_data() -> None:
    body = " ".join(TEXT)
    data = f'{{"@type":"NewsArticle","headline":"حديقة الواحة","articleBody":"{body}"}}'
    page = f'<script type="application/ld+json">{data}</script><div id="root"></div>'
    (found,) = rawi.read(f"<html><head>{page}</head></html>").articles
    assert found.text == body


def test_what_nobody_sees_leaves_the_words() -> None:
    broken = FIRST.replace("الواحة", "ال\u00adوا\u200bحة\u200f")
    assert article(paragraphs(broken, *TEXT[1:])).body == TEXT


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="\u200fسل\u200bمى الو\u00adادي">'
        '<meta property="article:section" content="محل\u200bيات\u200f">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": '
        '{"name": "\u200fسل\u200bمى الو\u00adادي"}, "articleSection": "محل\u200bيات\u200f"}'
        "</script>",
    ],
)
def test_what_nobody_sees_leaves_what_the_head_says(head: str) -> None:
    found = article(paragraphs(*TEXT), head)
    assert (found.authors, found.section) == (("سلمى الوادي",), "محليات")


def test_letters_in_the_shape_they_take_are_letters() -> None:
    shaped = FIRST.replace("حديقة", "\ufea3\ufeaa\ufef3\ufed8\ufe94")
    assert article(paragraphs(shaped, *TEXT[1:])).body == TEXT


def test_a_live_blog_without_its_entries_is_refused() -> None:
    times = "".join(f"<div><time>{hour}:30</time></div>" for hour in range(10, 17))
    data = '<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script>'
    found = page(f"<p>{FIRST}</p>{times}", data)
    assert found.rejected is not None
    assert found.rejected.kind == "live"


@pytest.mark.parametrize("stage", ["قُبل البحث للنشر في", "استلم البحث في", "Received on"])
def test_the_day_of_a_review_stage_is_not_the_pages(stage: str) -> None:
    declared = '<meta name="dc.date" content="2026-01-02">'
    found = article(paragraphs(f"{stage} 16 ديسمبر 2025", *TEXT), declared)
    assert found.published == "2026-01-02"


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ("pics/7.jpg", "https://cdn.nahr.example/x/pics/7.jpg"),
        ("/7.jpg", "https://cdn.nahr.example/7.jpg"),
        ("https://other.example/7.jpg", "https://other.example/7.jpg"),
        ("javascript:alert(1)", None),
    ],
)
def test_addresses_are_relative_to_the_base_and_checked(image: str, address: str | None) -> None:
    head = f'<base href="https://cdn.nahr.example/x/"><meta property="og:image" content="{image}">'
    assert article(paragraphs(*TEXT), head).image == address


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("ريم الحاج، وائل نصار", ("ريم الحاج", "وائل نصار")),
        ("ريم الحاج, وليد سعد", ("ريم الحاج", "وليد سعد")),
        ("ريم الحاج وائل نصار", ("ريم الحاج", "وائل نصار")),
        ("ريم الحاج وسامي سعد", ("ريم الحاج", "سامي سعد")),
        ("ريم الحاج و وسام كنعان", ("ريم الحاج", "وسام كنعان")),
        ("ريم الحاج، وكالة الساحل", ("ريم الحاج", "وكالة الساحل")),
        ("ريم الحاج، ووفاء سعد", ("ريم الحاج", "وفاء سعد")),
        ("ريم الحاج، وودي سعد", ("ريم الحاج", "وودي سعد")),
        ("<b>ريم الحاج</b>", ("ريم الحاج",)),
        ("<script>x()</script>ريم الحاج", ("ريم الحاج",)),
        ("&lt;script&gt;x()&lt;/script&gt;ريم الحاج", ("ريم الحاج",)),
    ],
)
def test_and_is_a_letter_of_names(written: str, names: tuple[str, ...]) -> None:
    assert split_names(written) == names


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ('<div class="hidden">', False),
        ('<div class="d-none">', False),
        ('<section style="DISPLAY: NONE">', False),
        ('<div class="modal fade" role="dialog">', False),
        ("<dialog>", False),
        ('<div class="popup-overlay">', False),
        ('<div class="gdpr-box">', False),
        ('<div class="comments">', False),
        ('<div class="hidden md:block">', True),
        ('<div class="accordion-panel hidden">', True),
    ],
)
def test_what_names_hide_is_no_text(opening: str, shown: bool) -> None:
    inside = f"{opening}{paragraphs(*OTHER)}</{opening[1:].split()[0].strip('>')}>"
    found = article(paragraphs(FIRST, SECOND) + inside + paragraphs(THIRD, FOURTH)).body
    assert (OTHER[0] in found) is shown


@pytest.mark.parametrize(
    "words",
    [
        '<span class="sr-only">opens in a new tab</span>',
        "<span hidden>رابط خارجي</span>",
        " (opens in new window)",
        " (يفتح في نافذة جديدة)",
    ],
)
def test_words_for_readers_of_screens_are_no_text(words: str) -> None:
    linked = SECOND[:-1] + f' <a href="https://x.example/">الموقع{words}</a>.'
    assert article(paragraphs(FIRST, linked, THIRD)).body[1] == SECOND[:-1] + " الموقع."


ROWS = (("القسم", "المساحة"), ("الملاعب", "٤٠٠"), ("المسار", "900"))
LINES = ("القسم المساحة", "الملاعب ٤٠٠", "المسار 900")


@pytest.mark.parametrize("cell", ["<td>{}</td>", "<td><p>{}</p></td>", "<td><div>{}</div></td>"])
@pytest.mark.parametrize("box", ["{}", "<figure>{}</figure>", '<div class="responsive">{}</div>'])
def test_a_table_is_told_row_by_row_however_it_is_wrapped(cell: str, box: str) -> None:
    rows = "".join(f"<tr>{''.join(map(cell.format, row))}</tr>" for row in ROWS)
    table = box.format(f"<table>{rows}</table>")
    assert article(paragraphs(*TEXT[:2]) + table + paragraphs(*TEXT[2:])).body == (
        *TEXT[:2],
        *LINES,
        *TEXT[2:],
    )
    assert article(paragraphs(*TEXT) + table).body == (*TEXT, *LINES)


@pytest.mark.parametrize(
    "items",
    [
        "<ul><li>ملعب للأطفال</li><li>مقهى قرب الجسر</li></ul>",
        "<dl><dt>ملعب للأطفال</dt><dd>مقهى قرب الجسر</dd></dl>",
        "<p>ملعب للأطفال<br>مقهى قرب الجسر</p>",
    ],
)
def test_short_lines_of_a_list_stay(items: str) -> None:
    found = article(paragraphs(*TEXT[:2]) + items + paragraphs(*TEXT[2:]))
    assert found.body == (*TEXT[:2], "ملعب للأطفال", "مقهى قرب الجسر", *TEXT[2:])


@pytest.mark.parametrize(
    "again",
    [
        paragraphs(*TEXT),
        "<br><br>".join(TEXT),
        f"<p>{' '.join(TEXT)}</p>",
        paragraphs(" ".join(TEXT[:2]), " ".join(TEXT[2:])),
    ],
)
def test_a_text_told_twice_is_read_once(again: str) -> None:
    assert article(f"<div>{paragraphs(*TEXT)}</div><div>{again}</div>").body == TEXT


def test_equal_short_lines_that_belong_twice_stay() -> None:
    body = (FIRST, "صمت طويل.", SECOND, "صمت طويل.", THIRD)
    assert article(paragraphs(*body)).body == body


@pytest.mark.parametrize("name", ["lead", "summary", "intro"])
def test_a_first_paragraph_named_a_lead_is_text(name: str) -> None:
    found = article(f'<p class="{name}">{FIRST}</p>' + paragraphs(*TEXT[1:]))
    assert (found.standfirst, found.body) == (None, TEXT)


def test_articles_that_scroll_on_are_read_one_by_one() -> None:
    other = f"<h2>ثلوج على الشرق</h2>{paragraphs(*OTHER, *OTHER)}"
    whole = "".join(
        f'<article class="post"><h1>{head}</h1>{paragraphs(*texts)}</article>'
        for head, texts in (("افتتاح حديقة الواحة", TEXT), ("ثلوج", OTHER), ("أرصاد", OTHER))
    )
    found = rawi.read(f"<html><body>{whole}</body></html>", url="https://nahr.example/news/7")
    assert [len(one.body) for one in found.articles] == [4, 2, 2]
    below = f'<article class="post">{other}</article>'
    one = f'<article class="post"><h1>حديقة</h1>{paragraphs(*TEXT)}</article>'
    assert len(rawi.read(f"<html><body>{one}{below}</body></html>").articles) == 2


def test_the_text_of_structured_data_is_read_where_a_list_is_shown() -> None:
    data = f'{{"@type":"NewsArticle","headline":"حديقة","articleBody":"{" ".join(TEXT)}"}}'
    links = "".join(
        f'<li><a href="/n/{n}">خبر آخر من المدينة رقم {n} اليوم</a></li>' for n in range(12)
    )
    head = f'<script type="application/ld+json">{data}</script>'
    assert article(f"<ul>{links}</ul>", head).body == (" ".join(TEXT),)


def test_letters_are_counted_where_words_have_no_spaces() -> None:
    lines = (
        "市議会は土曜日、二年にわたる工事を終えた川沿いの新しい公園を開いた。",
        "公園には子どもの遊び場と自転車の道、橋の近くの小さな喫茶店がある。",
        "門は毎日朝六時から夜中まで開いており、入場料はかからない。",
    )
    menu = "".join(f"<li>{word}</li>" for word in ("経済", "社会", "文化", "記事を印刷する"))
    found = rawi.read(
        f"<html lang='ja'><head><title>公園が開く</title></head><body><ul>{menu}</ul>"
        f"<div><h1>公園が開く</h1>{paragraphs(*lines)}</div><p>著作権</p></body></html>"
    )
    assert found.articles[0].body == lines


OTHER_DAY = '<a href="/n/2">ثلوج على جبال الشرق</a>'


@pytest.mark.parametrize(
    "below",
    [
        f'<div class="more">{OTHER_DAY} <span>28 نوفمبر 2026</span></div>',
        f'<ul><li>{OTHER_DAY} <time datetime="2026-11-28">28 نوفمبر</time></li></ul>',
        f"<div><h3>{OTHER_DAY}</h3><span>28 نوفمبر 2026</span></div>",
    ],
)
def test_a_date_beside_a_link_to_another_article_is_that_ones(below: str) -> None:
    assert page(paragraphs(*TEXT), below=below).articles[0].published is None


@pytest.mark.parametrize("name", ["dc.date", "date", "dcterms.date"])
def test_a_declared_day_stands_against_one_in_running_text(name: str) -> None:
    text = (*TEXT, "عقدت الجلسة السابقة في 3 مارس 2025.")
    declared = f'<meta name="{name}" content="2026-11-20">'
    assert article(paragraphs(*text), declared).published == "2026-11-20"


def test_the_day_of_publication_is_read_beside_stages_of_review() -> None:
    line = "Received 3 March 2025; accepted 5 May 2025; published 20 November 2026"
    assert article(f"<p>{line}</p>{paragraphs(*TEXT)}").published == "2026-11-20"


def test_text_for_readers_without_scripts_is_read_where_there_is_no_other() -> None:
    assert article(f"<noscript>{paragraphs(*TEXT)}</noscript>").body == TEXT
    asked = "<noscript><p>يرجى تفعيل البرامج النصية في متصفحك حتى تعرض الصفحة.</p></noscript>"
    assert article(paragraphs(*TEXT) + asked).body == TEXT
    assert rawi.read(f"<html><body>{asked}</body></html>").rejected is not None


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("قرار &amp;quot;مهم&amp;quot; في بلدة الواحة", 'قرار "مهم" في بلدة الواحة'),
        ("قرار &amp;#8220;مهم&amp;#8221; في بلدة الواحة", "قرار “مهم” في بلدة الواحة"),
        ("علامة &amp;nbsp; في صفحات بلدة الواحة", "علامة &nbsp; في صفحات بلدة الواحة"),
    ],
)
def test_a_headline_escaped_twice_is_resolved(written: str, title: str) -> None:
    page = f"<html><head><title>{written}</title></head><body><article><h1>{written}</h1>"
    found = rawi.read(f"{page}{paragraphs(*TEXT)}</article></body></html>")
    assert found.articles[0].title == title


def test_a_month_in_running_text_does_not_beat_a_day_that_is_shown() -> None:
    told = "افتتحت البلدية السوق القديم في مارس 2024 بعد عامين من العمل المتواصل."
    shown = "<div>28 نوفمبر 2025</div>"
    assert article(paragraphs(TEXT[0], told, *TEXT[1:]) + shown).published == "2025-11-28"
    assert article(paragraphs(told, *TEXT) + shown).published == "2025-11-28"
    short = "فتح السوق في مارس 2024 بعد عامين."
    assert article(paragraphs(short, *TEXT) + shown).published == "2025-11-28"


def test_the_day_of_a_message_that_is_quoted_is_not_the_page_s() -> None:
    quoted = "<blockquote><p>الواحة أجمل من كل مكان</p>— هدى <a href='https://x.com/h/status/1'>"
    quoted += "November 27, 2024</a></blockquote>"
    assert article(paragraphs(TEXT[0]) + quoted + paragraphs(*TEXT[1:])).published is None
