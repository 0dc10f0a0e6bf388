"""What is no news says so; news that speaks of the same things stays news."""

import pytest

import rawi
from rawi.extract.dumps.no_news import WITHOUT_ARTICLE, is_list, no_news

RECIPE = """كعكة التمر بالجوز
المقادير
كوب تمر مهروس
ثلاث بيضات
نصف كوب زيت
ملعقة صغيرة قرفة
كوبان دقيق
طريقة التحضير
يخفق البيض مع الزيت حتى يصبح المزيج فاتح اللون ثم يضاف التمر والقرفة.
يضاف الدقيق مع التقليب وتخبز الكعكة في فرن ساخن أربعين دقيقة."""
SHOP = """مصباح مكتب قابل للطي
السعر 79 درهما شامل الضريبة
متوفر في المخزون
أضف إلى السلة
توصيل مجاني
المواصفات
اللون: أبيض
الوزن 600 جرام
تقييمات العملاء"""
THREAD = """منتديات البر
أبو سعد
عضو جديد
المشاركات: 12
السلام عليكم يا اخوان وش أفضل خيمة للشتاء؟
رد مع اقتباس
راعي البر
عضو مميز
وعليكم السلام، خذ المبطنة وبالتوفيق
رد مع اقتباس"""
VERSES = "وَالتِّينِ وَالزَّيْتُونِ ﴿1﴾ وَطُورِ سِينِينَ ﴿2﴾ سورة التين - القرآن الكريم - آية"
ENTRY = """وادي الرند
من ويكيبيديا، الموسوعة الحرة
وادي الرند واد صغير يقع شمال الهضبة.[1]
التسمية[عدل]
سمي باسم شجر الرند.[2]
مراجع[عدل]"""
CODE = "def area(w, h):\n    return w * h\n\nprint(area(2, 3))\nfor i in range(9):\n    print(i);"
RATES = "\n".join(f"عملة {n} {n}.{n}2 {n}.{n}5" for n in range(1, 9))
TEASERS = "\n".join(
    f"{head}\n{text}..."
    for head, text in (
        ("رئيس البلدية يفتتح حديقة", "افتتح رئيس البلدية صباح اليوم حديقة عامة على مساحة"),
        ("توقف مصنع النسيج", "توقف مصنع النسيج عن العمل أمس بعد خلاف مع العاملين حول"),
        ("أمطار على الساحل", "توقعت الأرصاد هطول أمطار غزيرة على مدن الساحل ابتداء من"),
        ("فوز فريق الوادي", "فاز فريق الوادي على ضيفه بهدفين دون رد في المباراة التي"),
    )
)
POEM = """كتبت على الماء اسمي القديم
وعدت إلى البيت قبل المغيب
سألت عن الجار أين الجميع
فقالوا تفرق كل حبيب
وكان على الباب طير صغير
ينوح وما من سميع مجيب"""

NEWS = """وزارة التجارة تحدد سعر كيلو الدقيق قبل رمضان
أعلنت وزارة التجارة يوم الأحد تحديد سعر كيلو الدقيق بستة جنيهات حتى نهاية الشهر.
وقال الوزير إن المخابز ستحصل على الزيت والملح بسعر مدعوم، وإن مخالفة السعر تعرض صاحبها للغرامة.
وأضاف أن المواصفات الجديدة تلزم الشركات بكتابة الوزن واللون والضمان على كل عبوة تباع في الأسواق."""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (RECIPE, "recipe"),
        (SHOP, "product"),
        (THREAD, "forum"),
        (VERSES, "scripture"),
        (ENTRY, "encyclopedia"),
        (CODE, "code"),
        (RATES, "table"),
        (TEASERS, "listing"),
    ],
)
def test_a_kind_is_told(text: str, kind: str) -> None:
    assert no_news(text) == kind


def test_lines_that_rhyme_are_a_poem_where_no_body_was_found() -> None:
    assert is_list(POEM, []) == "poem"


def test_news_of_prices_is_news() -> None:
    assert no_news(NEWS) is None


def test_lists_tables_and_code_are_refused_with_their_kind() -> None:
    for text, kind in ((TEASERS, "listing"), (RATES, "table"), (CODE, "code")):
        page = rawi.read(text, content_type="text/plain")
        assert (page.articles, page.rejected and page.rejected.kind) == ((), kind)
        assert kind in WITHOUT_ARTICLE


def test_a_recipe_with_sentences_is_one_article_that_says_so() -> None:
    page = rawi.read(RECIPE, content_type="text/plain")
    assert [a.kind for a in page.articles] == ["recipe"] or page.rejected is not None


def test_news_has_no_kind() -> None:
    (article,) = rawi.read(NEWS, content_type="text/plain").articles
    assert article.kind is None


def test_many_articles_of_a_sentence_each_are_teasers() -> None:
    brief = ["أقر المجلس خطة الطريق."]
    assert is_list("x", [brief] * 5) == "listing"
    assert is_list("x", [brief] * 4) != "listing"


def test_links_of_a_converter_are_no_code() -> None:
    story = (
        "أعلنت بلدية المرسى افتتاح جسر المشاة الجديد بعد عامين من العمل، وقالت إن كلفته بلغت "
        "ستة ملايين، وإن المارة سيعبرونه مجانا ابتداء من صباح الأحد المقبل."
    )
    menu = [f"  * [قسم {n}](https://a.example/section/{n}?from=menu&at={n}#top)" for n in range(40)]
    page = rawi.read("\n".join([*menu, "", "جسر جديد في المرسى", "", story, "", story + " وكان."]))
    assert page.rejected is None
    assert page.articles[0].kind is None


def test_short_lines_of_a_script_without_spaces_are_no_poem() -> None:
    lines = ["政治", "経済", "社会面の話題", "国際", "文化", "スポーツ", "地域のニュース", "天気"]
    assert is_list("\n".join(lines), [("市は新しい橋を開通させた",)]) != "poem"


def test_a_thread_of_speakers_who_return_is_a_forum() -> None:
    thread = "\n".join(
        (
            "مين جرب الفرن الجديد؟",
            "سلوى: السلام عليكم، مين جرب الفرن الجديد؟ محتارة فيه.",
            "منى: وعليكم السلام، أنا جربته وحلو، بس شوي غالي.",
            "سلوى: تسلمين يا غالية، والكيك كيف يطلع؟",
            "منى: يطلع تمام إن شاء الله، جربي وبالتوفيق.",
        )
    )
    assert no_news(thread) == "forum"


def test_an_interview_is_none() -> None:
    turns = ("سؤال: متى يفتح الجسر للمشاة؟", "الوزير: يفتح الجسر في شهر أيار بعد انتهاء الفحص.") * 4
    assert no_news("\n".join(turns)) is None


ACCOUNTS = ("pier_9: does anybody know when the ferry goes?", "l_moss: at seven and at nine")


@pytest.mark.parametrize(
    ("again", "kind"),
    [("pier_9: then I take the first, thank you", "forum"), ("Anna: then I take the first", None)],
)
def test_accounts_that_speak_again_are_a_thread(again: str, kind: str | None) -> None:
    assert no_news("\n".join((*ACCOUNTS, again))) == kind


CHAINS = """باب في الصدق
عن أبي ذر رضي الله عنه قال: أوصاني رسول الله صلى الله عليه وسلم بالصدق وبصلة الرحم.
وعن أنس رضي الله عنه عن النبي صلى الله عليه وسلم قال: لا يكذب المؤمن."""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CHAINS, "scripture"),
        ("كتبت ريم: متى يفتح المعرض؟\nردت هند: يوم الأحد صباحا", "forum"),
        ("سؤال: متى يفتح المعرض؟\nجواب: يوم الأحد صباحا", None),
    ],
)
def test_chains_and_replies_tell_a_kind(text: str, kind: str | None) -> None:
    assert no_news(text) == kind
