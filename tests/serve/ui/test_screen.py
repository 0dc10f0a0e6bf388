"""What lists are narrowed by and sections are called, in words of the interface."""

from datetime import UTC, datetime

import pytest

from rawi.model import Outlet
from rawi.serve.options import Preferences, ServeOptions
from rawi.serve.ui.screen import Screen


def screen(language: str) -> Screen:
    outlets = {"mna": Outlet(id="mna", name="أنباء المرفأ")}
    preferences = Preferences(language=language)
    return Screen(preferences, ServeOptions(), outlets, datetime(2026, 3, 2, tzinfo=UTC), None)


@pytest.mark.parametrize(
    ("language", "section", "shown"),
    [
        ("ar", "middleEast", "عربي ودولي (middleEast)"),
        ("ar", "رياضة", "رياضة"),
        ("ar", "qwzx", "qwzx"),
        ("en", "middleEast", "middleEast"),
    ],
)
def test_a_word_of_software_stands_behind_its_topic(
    language: str, section: str, shown: str
) -> None:
    assert screen(language).section(section) == shown


def test_what_narrows_a_list_is_said_in_words() -> None:
    asked = {"q": "سد", "until": "2026-03-01", "topic": "sport", "outlet": "mna", "muted": "1"}
    assert screen("ar").narrowed(asked) == "إلى يوم ١ مارس ٢٠٢٦، رياضة، أنباء المرفأ"
    assert screen("ar").narrowed({"q": "سد", "since": None}) == ""
    assert screen("ar").narrowed({"since": "any day"}) == "من يوم any day"
