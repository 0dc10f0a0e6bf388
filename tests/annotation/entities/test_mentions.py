"""Labels to names in the text."""

import pytest

from rawi.annotation.entities.lexicon import Lexicon
from rawi.annotation.entities.mentions import Mention, begins, mention, parted, spans
from rawi.annotation.entities.model import LABELS, Type
from rawi.annotation.entities.traits import form
from rawi.annotation.entities.units import Unit

LEXICON = Lexicon({"حمص": (), "رامي": ()}, {})
_NUMBER = {label: n for n, label in enumerate(LABELS)}


def read(*labels: str) -> list[tuple[int, int, str]]:
    return list(spans([_NUMBER[label] for label in labels]))


def test_a_span_ends_where_the_next_begins() -> None:
    assert read("B-PER", "I-PER", "B-PER") == [(0, 2, "PER"), (2, 3, "PER")]


def test_a_span_ends_where_the_kind_changes() -> None:
    assert read("B-PER", "I-ORG", "O") == [(0, 1, "PER"), (1, 2, "ORG")]


def test_a_span_may_end_the_sentence() -> None:
    assert read("O", "B-LOC", "I-LOC") == [(1, 3, "LOC")]


def test_no_label_no_span() -> None:
    assert read("O", "O") == []


@pytest.mark.parametrize(
    ("text", "particles", "offset"),
    [
        ("بيروت", "", 0),
        ("ببيروت", "ب", 1),
        ("وَبيروت", "و", 2),
        ("لـبيروت", "ل", 2),
        ("للأمم", "لل", 1),
        ("وللأمم", "ولل", 2),
        ("ولبيروت", "ول", 2),
    ],
)
def test_where_a_name_begins_behind_its_particles(text: str, particles: str, offset: int) -> None:
    assert begins(text, particles) == offset


def person(*stems: str, start: int = 0) -> Mention:
    return Mention("person", start, start + 9, stems)


def test_an_unknown_word_that_begins_another_name_loses_its_particle() -> None:
    found = parted([person("بوغلان"), person("لبوغلان", start=20)], LEXICON.words)
    assert found[1] == Mention("person", 21, 29, ("بوغلان",))


def test_a_known_word_keeps_its_letters() -> None:
    two = [person("حمص"), person("لحمص", start=20)]
    assert parted(two, {"لحمص"}) == two


def test_what_cannot_be_seen_behind_a_name_is_outside() -> None:
    units = [Unit("فيليب\u200b", 3, 9)]
    found = mention(units, [Type(form("فيليب", Lexicon({}, {})), 0)], "PER")
    assert found is not None
    assert (found.start, found.end) == (3, 8)


def test_marks_alone_are_no_name() -> None:
    assert mention([Unit("-", 0, 1)], [Type(form("-", Lexicon({}, {})), 0)], "PER") is None
