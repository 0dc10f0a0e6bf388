"""One name for all mentions of a thing."""

import pytest

from rawi.annotation.entities.mentions import Mention
from rawi.annotation.entities.naming import names
from rawi.arabic import fold
from rawi.model import EntityKind


def named(text: str, *found: tuple[EntityKind, str]) -> list[str]:
    """Names of mentions, given in the order of the text."""
    made, at = [], 0
    for kind, written in found:
        start = text.index(written, at)
        at = start + len(written)
        whole = f"ا{written}" if written.startswith("لأ") else written
        stems = tuple(fold(whole).replace("_", " ").replace("«", "").split())
        made.append(Mention(kind, start, at, stems))
    return names(text, made)


PERSON: EntityKind = "person"
ORGANISATION: EntityKind = "organisation"
PLACE: EntityKind = "place"


def test_a_surname_is_the_person_named_in_full() -> None:
    text = "وصل سامر الحلبي. ثم قال الحلبي"
    assert named(text, (PERSON, "سامر الحلبي"), (PERSON, "الحلبي")) == ["سامر الحلبي"] * 2


def test_a_surname_before_the_full_name_too() -> None:
    text = "قال ترمب إن دونالد ترامب"
    assert named(text, (PERSON, "ترمب"), (PERSON, "دونالد ترامب")) == ["دونالد ترامب"] * 2


def test_of_two_persons_of_a_surname_the_one_more_mentioned() -> None:
    text = "ماجد القاضي وعمر القاضي وماجد القاضي والقاضي"
    found = named(
        text,
        (PERSON, "ماجد القاضي"),
        (PERSON, "عمر القاضي"),
        (PERSON, "ماجد القاضي"),
        (PERSON, "القاضي"),
    )
    assert found[3] == "ماجد القاضي"
    assert found[1] == "عمر القاضي"


def test_marks_of_hashtags_are_no_part_of_a_name() -> None:
    assert named("قال سامر #الحلبي", (PERSON, "سامر #الحلبي")) == ["سامر الحلبي"]


def test_a_father_is_not_his_son() -> None:
    text = "ناصر بن راشد ابن راشد"
    assert named(text, (PERSON, "ناصر بن راشد"), (PERSON, "راشد"))[1] == "راشد"


def test_an_acronym_in_brackets_is_its_full_form() -> None:
    text = "الهيئة العربية للمياه (عمياه) قالت عمياه"
    found = named(
        text,
        (ORGANISATION, "الهيئة العربية للمياه"),
        (ORGANISATION, "عمياه"),
        (ORGANISATION, "عمياه"),
    )
    assert set(found) == {"الهيئة العربية للمياه"}


def test_the_place_in_brackets_is_where_the_other_lies() -> None:
    assert named("صيدا (لبنان)", (PLACE, "صيدا"), (PLACE, "لبنان")) == ["صيدا", "لبنان"]


def test_the_article_swallowed_by_a_preposition_returns() -> None:
    assert named("للأردن", (PLACE, "لأردن")) == ["الأردن"]


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("مملكة البحرين والبحرين", ("مملكة البحرين", "البحرين"), "البحرين"),
        ("قطاع غزة في غزة", ("قطاع غزة", "غزة"), "قطاع غزة"),
        ("الضفة الغربية ثم الضفة", ("الضفة الغربية", "الضفة"), "الضفة الغربية"),
    ],
)
def test_places_by_a_shorter_and_a_longer_form(
    text: str, found: tuple[str, str], name: str
) -> None:
    assert named(text, *((PLACE, one) for one in found)) == [name, name]


def test_a_gulf_is_not_the_country_that_it_is_called_after() -> None:
    text = "خليج البحرين قبالة البحرين"
    assert named(text, (PLACE, "خليج البحرين"), (PLACE, "البحرين"))[1] == "البحرين"


def test_the_police_of_a_party_is_not_the_party() -> None:
    text = "شرطة النماء وحزب النماء والنماء"
    assert named(text, (ORGANISATION, "شرطة النماء"), (ORGANISATION, "النماء"))[1] == "النماء"


def test_kinds_do_not_mix() -> None:
    text = "مدرسة سعاد وسعاد"
    assert named(text, (ORGANISATION, "مدرسة سعاد"), (PERSON, "سعاد"))[1] == "سعاد"


def test_underscores_of_a_hashtag_are_spaces() -> None:
    assert named("نهر_النيل", (PLACE, "نهر_النيل")) == ["نهر النيل"]
