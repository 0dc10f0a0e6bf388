"""A place and an outlet are no author."""

import pytest

from rawi.annotation.bylines import writers


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("أبوظبي - سكاي نيوز عربية", ()),
        ("سكاي نيوز عربية - أبوظبي", ()),
        ("دبي – العربية.نت", ()),
        ("لندن - د ب أ", ()),
        ("واشنطن (أ ف ب)", ()),
        ("سكاي نيوز عربية", ()),
        ("الرياض - هند الوادي", ("هند الوادي",)),
        ("هند الوادي - الرياض", ("هند الوادي",)),
        ("هند الوادي - رويترز", ("هند الوادي",)),
        ("هند الوادي", ("هند الوادي",)),
        ("دمشق", ("دمشق",)),
        ("", ()),
    ],
)
def test_places_and_outlets_are_no_people(line: str, people: tuple[str, ...]) -> None:
    assert writers([line] if line else []) == people


def test_a_name_stands_once() -> None:
    assert writers(["الرياض - هند الوادي", "هند الوادي"]) == ("هند الوادي",)
