"""How Arabic pages name writers, days and outlets: one line of a page, one fact."""

from __future__ import annotations

import pytest

from rawi.extract import read
from rawi.model import Article

COLLECTED = "2024-05-12T18:00:00+03:00"
TITLE = "بلدية الواحة تفتتح سوقا جديدا لمزارعي النخيل"
BODY = """
<p>افتتحت بلدية الواحة صباح اليوم سوقا جديدا لمزارعي النخيل على مساحة تزيد على ألفي متر مربع،
بعد عامين من العمل في ترميم المخازن القديمة التي كانت مهجورة عند مدخل المدينة الشرقي.</p>
<p>وقال رئيس البلدية سالم العوضي إن السوق يضم ستين محلا ومختبرا لفحص التمور، مضيفا أن الأولوية
في التأجير ستكون للتعاونيات الصغيرة وللنساء العاملات في تجفيف الثمار وتعبئتها.</p>
<p>ويأمل المزارعون أن يخفف السوق من كلفة النقل التي ارتفعت كثيرا في السنوات الأخيرة، وأن يجذب
تجارا من المدن الساحلية التي كانت تشتري محصولهم عبر وسطاء بأسعار زهيدة.</p>
"""


def page(under: str = "", *, head: str = "", below: str = "", title: str = TITLE) -> str:
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>{title}</title>{head}</head><body>
<header class="site-header"><a href="/" class="logo">جريدة الضفاف</a>
<nav class="menu"><a href="/local">محليات</a> <a href="/eco">اقتصاد</a></nav></header>
<main><article><h1 class="title">{TITLE}</h1>{under}
<div class="article-body">{BODY}</div>{below}</article>
<section class="related"><h2>اقرأ أيضا</h2><ul>
<li><a href="/n/1">افتتاح معرض للخط العربي في دار الثقافة</a><span>3 مايو 2024</span></li>
<li><a href="/n/2">موسم الأمطار يبدأ مبكرا هذا العام</a><span>2 مايو 2024</span></li></ul></section>
</main><footer class="footer">جميع الحقوق محفوظة 2024</footer></body></html>"""


def article(html: str) -> Article:
    (found,) = read(html, "https://www.aldifaf.example/local/881", collected=COLLECTED).articles
    return found


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('<div class="meta">كتب: نادر الخطيب</div>', ("نادر الخطيب",)),
        ("<p>كتبت ـ سلمى عوض</p>", ("سلمى عوض",)),
        ("<p>كتبت سلمى عوض</p>", ("سلمى عوض",)),
        ("<p>كتب / نادر الخطيب</p>", ("نادر الخطيب",)),
        ("<p>بقلم: د. هدى الرفاعي</p>", ("د. هدى الرفاعي",)),
        ("<p>تحرير: سامي وهبي</p>", ("سامي وهبي",)),
        ("<p>إعداد: سامي وهبي ونادر الخطيب</p>", ("سامي وهبي", "نادر الخطيب")),
        ("<p>تقرير - ليلى المنصوري</p>", ("ليلى المنصوري",)),
        ("<div>القاهرة - محمد علي</div>", ("محمد علي",)),
        ("<div>القاهرة ـ محمد علي حسن</div>", ("محمد علي حسن",)),
        ("<div>محمد علي - القاهرة</div>", ("محمد علي",)),
        ("<div>مراسل الضفاف: محمد علي</div>", ("محمد علي",)),
        ("<div>مراسلنا في تونس: محمد علي</div>", ("محمد علي",)),
        ('<div class="byline">لندن - أ ف ب</div>', ("أ ف ب",)),
        ('<div class="author">رويترز</div>', ("رويترز",)),
        ('<div class="author-name">وكالات</div>', ("وكالات",)),
        ('<div class="source">متابعات</div>', ()),
        ('<span class="writer">هدى الرفاعي</span><span> | 12 مايو 2024</span>', ("هدى الرفاعي",)),
        ('<a rel="author" href="/a/9">هدى الرفاعي</a>', ("هدى الرفاعي",)),
        ('<a href="/author/huda">هدى الرفاعي</a>', ("هدى الرفاعي",)),
        ("<span>بقلم</span><div>هدى الرفاعي</div>", ("هدى الرفاعي",)),
        ("<p>هدى الرفاعي (بيروت)</p><p>12 مايو 2024</p>", ("هدى الرفاعي",)),
        ("<p>12 مايو 2024</p>", ()),
        ("<p>محليات</p><p>12 مايو 2024</p>", ()),
        ("<p>شارك المقال</p><p>حجم الخط</p>", ()),
    ],
)
def test_who_wrote_as_the_page_shows_it(line: str, names: tuple[str, ...]) -> None:
    assert article(page(line)).authors == names


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ('<meta name="author" content="هدى الرفاعي">', ("هدى الرفاعي",)),
        ('<meta name="author" content="جريدة الضفاف">', ()),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
            + TITLE
            + '","author":[{"@type":"Person","name":"هدى الرفاعي"},'
            '{"@type":"Person","name":"سامي وهبي"}]}</script>',
            ("هدى الرفاعي", "سامي وهبي"),
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
            + TITLE
            + '","author":{"@type":"Organization","name":"جريدة الضفاف"},'
            '"publisher":{"name":"جريدة الضفاف"}}</script>',
            (),
        ),
    ],
)
def test_who_wrote_as_the_head_tells_it(head: str, names: tuple[str, ...]) -> None:
    site = '<meta property="og:site_name" content="جريدة الضفاف">'
    assert article(page(head=site + head)).authors == names


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("12 مايو 2024", "2024-05-12"),
        ("الأحد 12 أيار 2024", "2024-05-12"),
        ("الأحد 12 أيار/مايو 2024", "2024-05-12"),
        ("12 ماي 2024 - 10:30", "2024-05-12T10:30:00"),
        ("الأحد، ١٢ مايو ٢٠٢٤ ١٠:٣٠ م", "2024-05-12T22:30:00"),
        ("4 ذو القعدة 1445 هـ - 12 مايو 2024 م", "2024-05-12"),
        ("الأحد 04 ذو القعدة 1445", "2024-05-12"),
        ("نشر في: 12/05/2024 الساعة 10:30 صباحا", "2024-05-12T10:30:00"),
        ("نُشر: 2024/05/12 10:30 بتوقيت غرينتش", "2024-05-12T10:30:00+00:00"),
        ("نشر في 2024-05-12 10:30 بتوقيت مكة المكرمة", "2024-05-12T10:30:00+03:00"),
        ("تاريخ النشر: 12.05.2024 | 10:30 GMT", "2024-05-12T10:30:00+00:00"),
        ("10:30 | الأحد 12 مايو 2024", "2024-05-12T10:30:00"),
        ("منذ 3 ساعات", "2024-05-12T15:00:00+03:00"),
        ("نشر قبل يومين", "2024-05-10"),
        ("أمس الساعة 14:05", "2024-05-11T14:05:00"),
        ("آخر تحديث: 12 مايو 2024", "2024-05-12"),
    ],
)
def test_the_day_that_the_page_shows(line: str, published: str) -> None:
    assert article(page(f'<div class="info">{line}</div>')).published == published


def test_published_and_updated_beside_each_other() -> None:
    line = "<div>نشر: 10 مايو 2024 - 09:00 | آخر تحديث: 12 مايو 2024 - 11:15</div>"
    found = article(page(line))
    assert found.published == "2024-05-10T09:00:00"
    assert found.modified == "2024-05-12T11:15:00"


def test_published_and_updated_on_two_lines() -> None:
    lines = "<p>آخر تحديث</p><p>12 مايو 2024</p><p>تاريخ النشر</p><p>10 مايو 2024</p>"
    found = article(page(lines))
    assert found.published == "2024-05-10"
    assert found.modified == "2024-05-12"


def test_a_claim_of_the_same_moment_gives_the_zone() -> None:
    head = '<meta property="article:published_time" content="2024-05-12T07:30:00Z">'
    found = article(page("<p>12 مايو 2024 - 10:30</p>", head=head))
    assert found.published in {"2024-05-12T10:30:00+03:00", "2024-05-12T07:30:00+00:00"}


def test_a_day_that_cannot_be_read_is_kept_as_text() -> None:
    head = '<meta property="article:published_time" content="غير معروف">'
    found = article(page(head=head))
    assert found.published is None
    assert found.unread["published"] == "غير معروف"


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        f"{TITLE} - جريدة الضفاف",
        f"{TITLE} | جريدة الضفاف",
        f"{TITLE} | محليات | جريدة الضفاف",
        f"جريدة الضفاف - {TITLE}",
        f"{TITLE} :: جريدة الضفاف",
        f"{TITLE} » جريدة الضفاف",
    ],
)
def test_the_outlet_is_no_part_of_the_headline(title: str) -> None:
    bare = page(title=title).replace("<h1", "<h4").replace("</h1", "</h4")
    head = '<meta property="og:site_name" content="جريدة الضفاف">'
    assert article(bare.replace("</head>", head + "</head>")).title == TITLE


@pytest.mark.parametrize(
    ("below", "source"),
    [
        ("<p>المصدر: وكالة أنباء الساحل</p>", "وكالة أنباء الساحل"),
        ("<p>المصدر : رويترز</p>", "رويترز"),
        ("<p>نقلا عن صحيفة المرافئ</p>", "صحيفة المرافئ"),
        ("<p>(رويترز)</p>", "رويترز"),
        ("<p>(أ ف ب)</p>", "أ ف ب"),
    ],
)
def test_the_source_at_the_end(below: str, source: str) -> None:
    found = article(page().replace("</div></article>", f"{below}</div></article>"))
    assert found.source == source
    assert len(found.body) == 3


def test_section_of_the_trail_and_tags_of_the_page() -> None:
    trail = '<div class="breadcrumb"><a href="/">الرئيسية</a> <a href="/eco">اقتصاد</a></div>'
    tags = (
        '<div class="tags">كلمات دلالية: <a href="/tag/palm">#النخيل</a> '
        '<a href="/tag/market">سوق_الواحة</a></div>'
    )
    found = article(page(trail, below=tags))
    assert found.section == "اقتصاد"
    assert found.tags == ("النخيل", "سوق الواحة")


def test_the_picture_of_the_head_becomes_a_whole_address() -> None:
    head = '<meta property="og:image" content="/img/market.jpg">'
    assert article(page(head=head)).image == "https://www.aldifaf.example/img/market.jpg"


def test_a_category_link_over_the_text_names_the_section() -> None:
    line = '<div class="cat"><a href="/news/category/7/%D8%A7%D9%82">اقتصاد المدن</a></div>'
    assert article(page(line)).section == "اقتصاد المدن"


def test_an_outlet_has_no_slogan_in_its_name() -> None:
    head = '<meta property="og:site_name" content="جريدة الضفاف | أخبار النهر أولا بأول">'
    assert article(page(head=head)).outlet == "جريدة الضفاف"


def test_a_slogan_is_no_summary() -> None:
    assert article(page(head='<meta name="description" content="| أخبار الضفاف">')).summary is None


def test_the_rules_of_a_site_are_no_related_article() -> None:
    name = "شروط نشر التعليقات في جريدة الضفاف"
    line = f'<section class="related"><a href="/rules">{name}</a></section>'
    assert name not in article(page(below=line)).related


def test_what_others_read_now_is_not_related() -> None:
    lists = (
        '<section class="related"><h4>القراء يقرؤون الآن</h4>'
        '<a href="/n/7">انطلاق سباق الهجن في الميدان الكبير</a></section>'
    )
    assert "انطلاق سباق الهجن في الميدان الكبير" not in article(page(below=lists)).related


def test_keywords_that_the_text_never_mentions_are_the_sites() -> None:
    head = '<meta name="keywords" content="أخبار, news, التمور, مزارعي النخيل">'
    assert article(page(head=head)).tags == ("التمور", "مزارعي النخيل")
