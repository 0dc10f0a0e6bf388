"""speaker: and entity: take every spelling of a name, alone and in quotation marks."""

import pytest

from rawi.model import Article, Entity, Notes, Quote
from rawi.search import Entry, Held, TantivyIndex
from rawi.search.words import spellings_to_index

SPEAKER = "أنغيلا الميركل"


@pytest.fixture(scope="module")
def index() -> TantivyIndex:
    made = TantivyIndex()
    quote = Quote(kind="direct", text="x", cue="قالت", start=0, end=1, speaker_name=SPEAKER)
    entity = Entity(kind="person", text="غوغلي", name="سالم غوغلي", start=0, end=1)
    notes = Notes(quotes=(quote,), entities=(entity,))
    article = Article(id="a", title="خبر", body=("نص الخبر.",))
    made.update([Entry(article, notes=notes)], (), Held(1, "mark"))
    return made


@pytest.mark.parametrize(
    "query",
    [
        "speaker:ميركل",
        "speaker:الميركيل",
        'speaker:"أنجيلا ميركل"',
        'speaker:"انغيلا الميركل"',
        "entity:جوجلي",
        'entity:"سالم جوجلي"',
    ],
)
def test_a_name_is_found_in_all_its_spellings(index: TantivyIndex, query: str) -> None:
    assert index.search(query).total == 1


@pytest.mark.parametrize("query", ["speaker:سالم", 'speaker:"ميركل أنغيلا"', "entity:ميركل"])
def test_other_names_and_other_fields_are_not(index: TantivyIndex, query: str) -> None:
    assert index.search(query).total == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("ميركل", "ميركيل"), ("أنغيلا", "أنجيلا"), ("الوادي", "وادي"), ("#ماكرون", "ماكرون")],
)
def test_spellings_of_a_name_are_held_as_one(one: str, other: str) -> None:
    assert spellings_to_index(one) == spellings_to_index(other)
