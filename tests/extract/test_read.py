"""``read``: any bytes give a page or a reason, and the same bytes the same page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.extract.page import is_html, read
from tests.timing import within

SENTENCE = "قال مدير المتحف إن القاعة الجديدة ستفتح أبوابها للزوار مع بداية الخريف. "
ARTICLE = f"<html><head><title>خبر</title></head><body><article><h1>خبر</h1><p>{SENTENCE * 3}</p>"
PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class='related'>", "</div>", "<a href=x>", "</a>", "<li>", "<table><td>",
     "<script>", "</script>", "<!--", "-->", "<h2>", "<br>", "&amp;", SENTENCE, "2023/1/5", "<svg>",
     '<script type="application/ld+json">{"@type":"NewsArticle","author":[{}]}</script>', "\x00"]
)  # fmt: skip


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_page(data: bytes) -> None:
    page = read(data)
    assert bool(page.articles) != bool(page.rejected)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_markup_gives_a_page_and_always_the_same(markup: str) -> None:
    text = "<html><body>" + markup
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (" \n\ufeff ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
        (b"<html><body>" + b"<div>" * 50_000, "too_deep"),
        (b"<html><body>" + b"<div></b>" * 50_000, "too_deep"),
        (b"x" * 200_000_000, "too_large"),
    ],
)
def test_bad_input_is_refused_in_time(data: bytes | str, kind: str) -> None:
    with within(2):
        page = read(data)
    assert page.rejected is not None
    assert page.rejected.kind == kind


def test_a_page_cut_anywhere_is_still_read() -> None:
    data = (ARTICLE + f"<p>{SENTENCE * 4}").encode()
    page = read(data[: len(data) - 37])
    assert page.articles[0].body[0].startswith("قال مدير المتحف")


def test_unclosed_items_are_no_bomb() -> None:
    items = "<li>بند<p>نص" * 3_000
    page = read(f"{ARTICLE}<ul>{items}</ul>")
    assert page.rejected is None or page.rejected.kind != "too_deep"


@pytest.mark.parametrize(
    ("text", "content_type", "html"),
    [
        ("<p>خبر</p>", None, True),
        ("خبر عاجل من المدينة", None, False),
        ("خبر فيه <5 و >3", None, False),
        ("نص <b>غليظ</b>", "text/plain", False),
        ("<div>خبر</div>", "text/html; charset=utf-8", True),
    ],
)
def test_html_is_told_from_text(text: str, content_type: str | None, html: bool) -> None:
    assert is_html(text, content_type) is html


def test_script_and_style_never_reach_the_text() -> None:
    page = read(ARTICLE + "<script>var سر = 1</script><style>سر{}</style><p>" + SENTENCE * 2)
    assert "سر" not in page.articles[0].text.split()


def test_relative_time_counts_from_collection() -> None:
    html = ARTICLE.replace("</h1>", "</h1><span class='date'>منذ 3 ساعات</span>")
    page = read(html, collected="2024-05-02T12:00:00+00:00")
    assert page.articles[0].published == "2024-05-02T09:00:00+00:00"
    assert read(html).articles[0].published is None


LIST_OF_PLACES = "".join(
    f'<h3><a href="https://places.example/{n}">{name} بين الجبل والنهر القديم</a></h3><p>{text}</p>'
    for n, (name, text) in enumerate(
        (
            name,
            f"يمتد {name} على ضفة النهر نحو سبعة كيلومترات، وفيه مقاعد من الحجر وأشجار تظلل "
            f"الطريق في الصيف، ويصل إليه الزائر بالحافلة من وسط المدينة في ربع ساعة. ويقول من "
            f"جربوه إن أجمل ساعاته قبل الغروب، حين يخف الزحام وتفتح مقاهي {name} أبوابها على الماء "
            f"وتضاء المصابيح القديمة على الجسر الذي بني قبل مئة عام ورمم مرتين منذ ذلك الحين.",
        )
        for name in ("ممر الصفصاف", "درب الطواحين", "مسار البساتين", "كورنيش السد", "طريق المنارة")
    )
)


def test_long_entries_under_linked_headings_are_an_article() -> None:
    others = "".join(
        f'<li><a href="/n/{n}">خبر آخر من أخبار المدينة رقم {n}</a></li>' for n in range(8)
    )
    html = f"<html><body><h1>خمسة ممرات للمشي</h1>{LIST_OF_PLACES}<ul>{others}</ul></body></html>"
    assert read(html).rejected is None


def test_a_text_that_stands_twice_on_its_page_is_read_once() -> None:
    text = (
        "<h2>لماذا تأخر القطار</h2><p>تأخر قطار الشمال ساعتين لأن فرق الصيانة كانت تبدل العوارض "
        "الخشبية عند الجسر القديم.</p><p>وقالت الهيئة إن العمل سينتهي مساء الخميس، وإن المواعيد "
        "ستعود إلى ما كانت عليه في نهاية الأسبوع.</p>"
    )
    html = (
        f'<html><body><h1>قطار الشمال يتأخر</h1><div class="wide">{text}</div>'
        f'<div class="narrow">{text}</div></body></html>'
    )
    (article,) = read(html).articles
    assert len(article.body) == len(set(article.body)) == 2
