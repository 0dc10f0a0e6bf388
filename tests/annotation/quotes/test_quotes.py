"""Who says what, on sentences of our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.annotation.entities import entities_of
from rawi.annotation.quotes import quotes_of, quotes_of_all
from rawi.annotation.quotes.names import Known, Mention
from rawi.annotation.quotes.places import places
from rawi.annotation.quotes.reading import read
from rawi.annotation.quotes.shown import name_of
from rawi.model import Article, Quote


def found(*body: str) -> tuple[Quote, ...]:
    return quotes_of(Article(id="a", body=body))


def only(*body: str) -> Quote:
    quotes = found(*body)
    assert len(quotes) == 1, quotes
    return quotes[0]


DIRECT = 'وقال وزير النقل سامر الحداد: "سنفتح الجسر الجديد أمام السيارات قبل نهاية العام".'
INDIRECT = "وأكدت وزارة الصحة أن عدد المصابين انخفض إلى النصف خلال الأسبوع الماضي."
MIXED = 'وأوضح مدير المرفأ أن حركة السفن "عادت إلى طبيعتها" منذ صباح أمس.'


def test_a_quotation_after_a_colon_is_direct_and_without_its_marks() -> None:
    quote = only(DIRECT)
    assert quote.kind == "direct"
    assert quote.text == "سنفتح الجسر الجديد أمام السيارات قبل نهاية العام"


def test_a_clause_after_that_is_indirect() -> None:
    quote = only(INDIRECT)
    assert (quote.kind, quote.cue) == ("indirect", "أكدت")
    assert quote.text == "عدد المصابين انخفض إلى النصف خلال الأسبوع الماضي"


def test_a_clause_with_quoted_words_is_mixed_and_keeps_their_marks() -> None:
    quote = only(MIXED)
    assert quote.kind == "mixed"
    assert '"عادت إلى طبيعتها"' in quote.text


def test_the_cue_stands_without_what_is_joined_to_it() -> None:
    assert only(DIRECT).cue == "قال"
    assert only(MIXED).cue == "أوضح"


def test_the_name_stands_without_the_title() -> None:
    quote = only(DIRECT)
    assert quote.speaker == "وزير النقل سامر الحداد"
    assert quote.speaker_name == "سامر الحداد"


def test_an_institution_speaks_under_its_own_name() -> None:
    assert only(INDIRECT).speaker_name == "وزارة الصحة"


def test_a_verb_without_a_subject_goes_to_the_speaker_before() -> None:
    first, second = found(DIRECT, 'وأضاف: "الأعمال الأخيرة تنتهي في الخريف".')
    assert second.speaker == ""
    assert second.speaker_name == first.speaker_name == "سامر الحداد"


def test_a_surname_becomes_the_full_name() -> None:
    *_, last = found(DIRECT, "وذكر الحداد أن الكلفة لن تزيد على ما أعلن في الربيع.")
    assert last.speaker == "الحداد"
    assert last.speaker_name == "سامر الحداد"


def test_what_was_told_to_an_agency_came_through_it() -> None:
    quote = only("وقال متحدث باسم البلدية لوكالة رويترز إن الحريق أخمد قبل الفجر ولم يصب أحد.")
    assert "رويترز" in quote.via


@pytest.mark.parametrize(
    "text",
    [
        "",
        "انطلقت صباح اليوم مباريات الدوري في أربع مدن وسط حضور كبير.",
        "وصل القطار إلى المحطة متأخرا ساعتين بسبب الأمطار.",
        "The minister said that the bridge would open soon.",
        '"',
        '"""":::',
        "قال",
        "أن أن أن أن",
    ],
)
def test_text_without_a_statement_has_none(text: str) -> None:
    assert found(text) == ()


def test_persian_text_has_none() -> None:
    article = Article(id="a", body=("وزیر گفت که این پل به زودی باز می‌شود و مردم خوشحال هستند",))
    assert quotes_of(article) == ()


_WORDS = st.sampled_from(
    ["قال", "وأضاف", "أن", "إنه", "الوزير", "بحسب", '"', "«", "»", ":", "،", ".", "\n", "المدينة",
     "رويترز", "لصحيفة", "(", ")", "5", "كبيرة", "مشيرا", "إلى", "“", "”", "د", "نقلت", "عن"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=60), st.sampled_from([" ", ""]))
def test_offsets_are_exact_and_statements_do_not_overlap(words: list[str], space: str) -> None:
    text = space.join(words)
    article = Article(id="a", body=tuple(text.split("\n")))
    end = 0
    for quote in quotes_of(article):
        assert quote.start >= end
        assert article.text[quote.start : quote.end] == quote.text != ""
        end = quote.end


def test_the_same_text_gives_the_same_quotes() -> None:
    assert found(DIRECT, INDIRECT, MIXED) == found(DIRECT, INDIRECT, MIXED)


_TEXT = st.lists(_WORDS, max_size=40).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(_TEXT, st.sampled_from([DIRECT, INDIRECT, MIXED])), max_size=5))
def test_articles_together_hold_what_each_holds_alone(texts: list[str]) -> None:
    articles = [Article(id="a", body=tuple(text.split("\n"))) for text in texts]
    named = [entities_of(article) for article in articles]
    alone = [quotes_of(*one) for one in zip(articles, named, strict=True)]
    assert quotes_of_all(articles, named) == alone


@pytest.mark.parametrize(
    ("mentioned", "name"),
    [
        ("الباحثة هند الوادي", "هند الوادي"),
        ("العميد الدكتور سامر الحداد", "سامر الحداد"),
        ("المدير العام", "المدير العام"),
        ("صحيفة المرفأ على موقعها", "صحيفة المرفأ"),
        ("سعاد #المنصوري", "سعاد المنصوري"),
    ],
)
def test_a_name_is_shown_without_titles_and_what_is_told_behind_it(
    mentioned: str, name: str
) -> None:
    assert shown(mentioned, mentioned) == name


def test_a_particle_goes_where_the_text_has_the_name_free() -> None:
    assert shown("لكريتا الوادي", "وصلت كريتا الوادي. قال مقرب لكريتا الوادي") == "كريتا الوادي"
    assert shown("لكريتا الوادي", "قال مقرب لكريتا الوادي") == "لكريتا الوادي"


def shown(name: str, text: str) -> str:
    """The name as people read it, at its last place in the text."""
    reading = read([text])
    size = len(read([name]).words)
    end = next(
        n
        for n in range(len(reading.words), 0, -1)
        if text[reading.words[n - size].start : reading.words[n - 1].end] == name
    )
    mention = Mention(end - size, end, end - size)
    return name_of(places(reading, [()]), text, Known((), mention, False, True))


@pytest.mark.parametrize("name", ["ليلى الشامي", "لمى الخطيب", "لميس سالم"])
def test_a_given_name_keeps_the_letter_that_it_begins_with(name: str) -> None:
    said = only(f"وقالت الوزيرة {name} إن الجسر الجديد سيفتح أمام السيارات قبل نهاية العام.")
    assert said.speaker_name == name
