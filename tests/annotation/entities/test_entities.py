"""What the shipped model finds in texts of our own writing."""

from itertools import pairwise

import pytest

import rawi
from rawi.annotation.entities import entities_of
from rawi.annotation.entities.places import country_of
from rawi.model import Article, Entity

TEXT = (
    "التقى وزير الخارجية المصري سامح شكري في بيروت رئيس الحكومة اللبنانية سعد الحريري.\n"
    "وقال شكري إن الأمم المتحدة ستعقد اجتماعا في نيويورك، وأضاف أن مصر ولبنان يدعمان ذلك."
)


def article(*paragraphs: str, language: str | None = "ar") -> Article:
    return Article(id="a", body=paragraphs, language=language)


@pytest.fixture(scope="module")
def found() -> dict[str, Entity]:
    return {e.text: e for e in rawi.annotate(article(*TEXT.split("\n"))).entities}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("سامح شكري", "person"),
        ("سعد الحريري", "person"),
        ("الأمم المتحدة", "organisation"),
        ("بيروت", "place"),
        ("نيويورك", "place"),
    ],
)
def test_names_and_their_kinds(found: dict[str, Entity], text: str, kind: str) -> None:
    assert found[text].kind == kind


def test_a_particle_is_outside_the_name(found: dict[str, Entity]) -> None:
    assert "لبنان" in found
    assert "ولبنان" not in found


def test_a_surname_has_the_full_name(found: dict[str, Entity]) -> None:
    assert found["شكري"].name == "سامح شكري"


def test_a_place_has_its_country(found: dict[str, Entity]) -> None:
    assert found["بيروت"].country == "lb"
    assert found["سامح شكري"].country is None


def test_offsets_are_into_the_text() -> None:
    one = article(*TEXT.split("\n"))
    for entity in entities_of(one):
        assert one.text[entity.start : entity.end] == entity.text


def test_entities_stand_in_order_and_apart() -> None:
    found = entities_of(article(*TEXT.split("\n")))
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_same_text_gives_the_same_again() -> None:
    one = article(*TEXT.split("\n"))
    assert entities_of(one) == entities_of(one)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_other_languages_have_none(language: str) -> None:
    assert entities_of(article(TEXT, language=language)) == ()


def test_an_empty_text_has_none() -> None:
    assert entities_of(article()) == ()
    assert entities_of(article("")) == ()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("دمشق", "sy"),
        ("السعودية", "sa"),
        ("محافظة حلب", "sy"),
        ("بريطانيا", "gb"),
        ("مدينة الخيال البعيد", None),
        ("", None),
    ],
)
def test_the_country_of_a_place(name: str, country: str | None) -> None:
    assert country_of(name) == country


def test_lines_of_code_and_of_other_scripts_name_nothing() -> None:
    code = "function vote(data) { return data.Margin; } // Barack Obama"
    assert entities_of(article(code)) == ()


def test_a_dash_ends_the_name_of_a_person() -> None:
    found = entities_of(article("قال الملك عبدالله الثاني – حفظه الله – إن الأمر يسير."))
    assert all("–" not in entity.text for entity in found)
