import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.errors import InputError
from rawi.ingest.import_form import article, article_or_rejection, iso_precision
from rawi.model import Article, Rejection

WRONG = [
    (None, "null"),
    ([], "a list"),
    ("نص", "text"),
    (3, "a number"),
    ({}, "neither body nor title"),
    ({"title": " ", "body": "\n"}, "neither body nor title"),
    ({"title": 5}, "title must be text"),
    ({"title": "خبر", "body": {"a": 1}}, "body must be text"),
    ({"title": "خبر", "body": ["a", 1]}, "body must be text"),
    ({"title": "خبر", "authors": 5}, "authors must be a list"),
    ({"title": "خبر", "tags": ["وسم", None]}, "tags must hold only texts"),
    ({"title": "خبر", "published": True}, "published must be text"),
    ({"title": "خبر", "id": True}, "id must be text"),
    ({"title": "خبر", "id": "\ud800"}, "id is not valid"),
    ({"title": "خبر" * 50_000}, "title is longer"),
]


@pytest.mark.parametrize(("record", "reason"), WRONG)
def test_wrong_shapes_are_refused_with_a_reason(record: object, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        article(record)
    assert isinstance(article_or_rejection(record), Rejection)


def test_a_title_is_enough() -> None:
    assert article({"title": "افتتاح الميناء الجديد"}).title == "افتتاح الميناء الجديد"


def test_body_lines_are_paragraphs() -> None:
    a = article({"body": " الفقرة الأولى. \n\n\r\nالفقرة الثانية.\n"})
    assert a.body == ("الفقرة الأولى.", "الفقرة الثانية.")
    assert a.text == "الفقرة الأولى.\nالفقرة الثانية."


def test_unknown_fields_are_ignored_and_null_is_absent() -> None:
    a = article({"title": "خبر", "classes": [{"key": 1}], "summary": None})
    assert a.summary is None


def test_an_imported_id_is_kept() -> None:
    assert article({"id": "AL-1", "title": "خبر"}).id == "AL-1"
    assert article({"id": 17, "title": "خبر"}).id == "17"


def test_updated_is_the_modified_time() -> None:
    a = article({"title": "خبر", "updated": "2023-01-31T00:34:24+02:00"})
    assert a.modified == "2023-01-31T00:34:24+02:00"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2018-04-01T02:56:52+04:00", "minute"),
        ("2018-04-01T02:56Z", "minute"),
        ("2018-04-01", "day"),
        ("20180401", "day"),
        ("2018-04", "month"),
        ("2018", "year"),
        ("أمس", None),
        ("2018-13-01", None),
        ("0000", None),
    ],
)
def test_precision_of_times(text: str, precision: str | None) -> None:
    assert iso_precision(text) == precision


def test_an_unreadable_time_is_absent_with_its_text_kept() -> None:
    a = article({"title": "خبر", "published": "قبل قليل جدا"})
    assert (a.published, a.unread) == (None, {"published": "قبل قليل جدا"})


def test_an_address_that_is_none_never_becomes_a_link() -> None:
    a = article({"title": "خبر", "url": "javascript:alert(1)"})
    assert (a.url, a.unread["url"]) == (None, "javascript:alert(1)")


def test_half_characters_and_controls_do_not_survive() -> None:
    assert article({"title": "خبر\ud800\x00"}).title == "خبر\ufffd"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
FIELDS = ["id", "url", "title", "body", "published", "updated", "authors", "tags", "summary"]


@given(JSON | st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_every_shape_is_an_article_or_a_refusal(record: object) -> None:
    outcome = article_or_rejection(record)
    assert isinstance(outcome, Article | Rejection)
    if isinstance(outcome, Rejection):
        assert outcome.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Wed, 18 Nov 2026 21:45 +03:00", "2026-11-18T21:45:00+03:00"),
        ("١٨ نوفمبر ٢٠٢٦", "2026-11-18"),
        ("1700000000", "2023-11-14T22:13:20+00:00"),
        ("1970-01-01T00:00:00Z", None),
        ("1969-12-31T19:00:00-05:00", None),
        ("0001-01-01", None),
    ],
)
def test_absolute_times_of_other_forms_are_read_and_no_dates_are_none(
    text: str, value: str | None
) -> None:
    a = article({"title": "خبر", "published": text})
    assert a.published == value
    assert a.unread == ({} if value else {"published": text})


def test_markup_and_entities_of_the_fields_are_resolved() -> None:
    a = article(
        {
            "title": "خبر &quot;عاجل&quot; من <b>المرفأ</b>",
            "summary": "&lt;p&gt;أول&lt;/p&gt;",
            "body": "<p>رست السفينة</p><script>x()</script><p>وبدأ&nbsp;التفريغ<br>ظهرا</p>",
            "authors": ["<a href='/w'>ليلى حداد</a>"],
            "tags": ["قمح &amp; شعير"],
        }
    )
    assert a.title == 'خبر "عاجل" من المرفأ'
    assert a.body == ("رست السفينة", "وبدأ التفريغ", "ظهرا")
    assert (a.authors, a.tags) == (("ليلى حداد",), ("قمح & شعير",))


def test_plain_text_that_only_speaks_of_markup_stays() -> None:
    assert article({"title": "شرح <p> في لغة الصفحات"}).title == "شرح <p> في لغة الصفحات"
    assert article({"body": "س < ص & ع > م"}).body == ("س < ص & ع > م",)


def test_clean_text_stays_as_it_is() -> None:
    line = "اقرأ أيضا: &quot;خبر&quot; <b>آخر</b>"
    a = article({"title": line, "body": f"نص أول طويل بعض الشيء.\n{line}", "clean": True})
    assert (a.title, a.body[1], a.related) == (line, line, ())


@pytest.mark.parametrize("captions", ["نص", [{"credit": "س"}], [1]])
def test_captions_of_another_shape_are_refused(captions: object) -> None:
    with pytest.raises(InputError, match="captions"):
        article({"title": "خبر", "captions": captions})


def test_fields_under_other_names_are_read() -> None:
    found = article({"headline": "فيضان", "maintext": "سال الوادي.", "author": "سعاد نجم"})
    assert (found.title, found.body, found.authors) == ("فيضان", ("سال الوادي.",), ("سعاد نجم",))


@pytest.mark.parametrize(
    "authors",
    ["سعاد نجم، وائل حرب", ["سعاد نجم", "وائل حرب"], [{"name": "سعاد نجم"}, {"name": "وائل حرب"}]],
)
def test_authors_are_a_list_or_a_text(authors: object) -> None:
    assert article({"title": "فيضان", "authors": authors}).authors == ("سعاد نجم", "وائل حرب")


def test_tags_are_a_list_or_a_text() -> None:
    assert article({"title": "فيضان", "tags": "ماء، وديان, شتاء"}).tags == ("ماء", "وديان", "شتاء")


@pytest.mark.parametrize("at", [1746687600, 1746687600000, 1746687600.0])
def test_a_number_is_a_time_since_1970(at: float) -> None:
    assert article({"title": "فيضان", "published": at}).published == "2025-05-08T07:00:00+00:00"


def test_a_record_without_text_says_what_it_holds() -> None:
    with pytest.raises(InputError, match="neither body nor title holds text; there is views, kind"):
        article({"views": 5, "kind": "x"})


def test_texts_wrapped_in_objects_are_unwrapped() -> None:
    found = article(
        {
            "title": {"rendered": "حصاد &amp; مطر"},
            "content": {"rendered": "<p>هطل المطر.</p><p>وفرح الزراع.</p>", "protected": False},
            "link": "https://sahl.example/7",
            "author": 12,
        }
    )
    assert (found.title, found.body) == ("حصاد & مطر", ("هطل المطر.", "وفرح الزراع."))
    assert (found.url, found.authors) == ("https://sahl.example/7", ())


def test_a_source_that_is_an_object_is_the_outlet() -> None:
    found = article({"title": "حصاد", "source": {"id": None, "name": "السهل"}})
    assert (found.outlet, found.source) == ("السهل", None)


def test_a_source_that_is_text_is_a_credit() -> None:
    found = article({"title": "حصاد", "source": "وكالة السهل"})
    assert (found.outlet, found.source) == (None, "وكالة السهل")


def test_an_object_without_a_text_is_still_refused() -> None:
    with pytest.raises(InputError, match="title must be text"):
        article({"title": {"rendered": 5}})


def test_numbers_of_other_tables_are_left_out() -> None:
    found = article({"title": {"rendered": "حصاد"}, "tags": [4, 9], "categories": [1]})
    assert found.tags == ()


def test_numbers_are_no_tags_of_the_form_itself() -> None:
    with pytest.raises(InputError, match="tags must hold only texts"):
        article({"title": "حصاد", "tags": [4, 9]})


def test_a_document_of_a_search_server_is_what_it_holds() -> None:
    found = article({"_index": "n", "_source": {"title": "حصاد", "text": "هطل المطر."}})
    assert (found.title, found.body) == ("حصاد", ("هطل المطر.",))
