"""Keywords, credits and dates of articles written for these tests."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rawi.annotation import annotate
from rawi.annotation.background import background, rarity
from rawi.annotation.credits import credits_of
from rawi.model import Article

FLOOD = Article(
    id="flood",
    outlet="sahel.example",
    title="فيضان نهر الزرقاء يغمر قرية العامرية",
    body=(
        "غمرت مياه نهر الزرقاء قرية العامرية فجر الأحد بعد أمطار غزيرة استمرت يومين.",
        "وقال رئيس بلدية العامرية إن نهر الزرقاء ارتفع ثلاثة أمتار، وإن فرق الإنقاذ أجلت السكان.",
        "وبحسب وكالة رويترز فإن فرق الإنقاذ وصلت إلى قرية العامرية بالقوارب.",
    ),
    tags=("نهر الزرقاء",),
    published="2024-03-10T09:00:00+00:00",
)


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_can_be_annotated(title: str, body: str) -> None:
    article = Article(id="x", title=title, body=tuple(body.split("\n")))
    assert len(annotate(article).keywords) <= 8


def test_dates_are_resolved_against_publication() -> None:
    article = Article(
        id="1", body=("وقع الحادث في 5 مارس 2024 قرب الميناء.",), published="2024-03-10"
    )
    (date,) = annotate(article).dates
    assert date.value == "2024-03-05"
    assert article.text[date.start : date.end] == date.text


def test_names_and_keywords_are_in_plain_letters() -> None:
    """What is imported stays as it is; what is told of it is what readers would type."""
    shaped = "ال\ufecc\ufe8e\ufee3\ufeae\ufef3\ufe94"
    body = tuple(line.replace("العامرية", shaped) for line in FLOOD.body)
    plain, found = (annotate(Article(id="1", title="فيضان", body=b)) for b in (FLOOD.body, body))
    assert shaped in " ".join(e.text for e in found.entities)
    assert [e.name for e in found.entities] == [e.name for e in plain.entities]
    assert [q.speaker_name for q in found.quotes] == [q.speaker_name for q in plain.quotes]
    assert [k.text for k in found.keywords] == [k.text for k in plain.keywords]


def credit(body: str, **more: object) -> list[tuple[str, str]]:
    article = Article(id="1", body=tuple(body.split("\n")), **more)  # type: ignore[arg-type]
    return [(c.name, c.role) for c in credits_of(article)]


def test_an_agency_in_the_author_line_is_wire() -> None:
    assert credit("نص", authors=("بيروت - أ ف ب",)) == [("وكالة فرانس برس", "wire")]


def test_an_agency_that_reported_a_fact_is_cited() -> None:
    assert credit("ونقلت رويترز عن مصدر أن السفينة أبحرت.") == [("رويترز", "cited")]


def test_a_wire_is_not_cited_again() -> None:
    found = credit("وقالت رويترز إن السفينة أبحرت.", authors=("رويترز",))
    assert found == [("رويترز", "wire")]


def test_an_agency_alone_at_the_end_is_wire() -> None:
    assert credit("أبحرت السفينة صباحا.\n(رويترز)") == [("رويترز", "wire")]


def test_a_newspaper_that_is_only_the_subject_is_no_credit() -> None:
    assert credit("افتتح الوزير مبنى نيويورك تايمز الجديد.") == []


def test_the_own_outlet_is_no_credit() -> None:
    assert credit("وذكرت سكاي نيوز عربية أن السفينة أبحرت.", outlet="skynewsarabia.com") == []


def test_the_text_of_a_credit_stands_in_its_field() -> None:
    (found,) = credits_of(FLOOD)
    assert found.text in FLOOD.text


def test_a_common_word_is_less_rare_than_an_unknown_one() -> None:
    assert rarity("في") < 0.5 < rarity("كلمةلاوجودلها")
    assert background().articles > 10_000
