"""What lists are narrowed by and sections are called, in words of the interface."""

import re
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from rawi.model import Brief, Headline, Outlet
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


TROUBLES = (
    "https://a.example/feed: the server answered with status 404",
    "https://a.example/feed: its robots.txt cannot be had: no connection within 10 s; "
    "https://a.example/rss: its robots.txt cannot be had: status 500",
    "pages that could not be had: 3 (the server answered with status 403)",
    "pages that could not be had: 2 (its robots.txt cannot be had: 10.0.0.7 is on this machine "
    "or a private network)",
    "none of its 40 addresses looks like that of an article",
    "the visit was ended after 300 s",
    "the name a.example is not known",
    "the compressed body is cut off",
    "reading it took longer than 9 s",
    "no feed in this OPML file: syntax error: line 1, column 0",
)


@pytest.mark.parametrize("said", TROUBLES)
def test_what_went_wrong_is_said_without_a_word_of_english(said: str) -> None:
    told = re.sub(r"https?://\S+|robots\.txt|OPML", "", screen("ar").trouble(said))
    assert not re.search("[A-Za-z]", told)
    assert screen("en").trouble(said).count("status") == said.count("status")


def test_several_troubles_stand_behind_their_addresses() -> None:
    told = screen("ar").trouble(TROUBLES[1])
    assert "\u2066https://a.example/rss\u2069: في الخادم عطل (500)" in told.split(" · ")


def test_countries_to_choose_from_are_in_the_order_of_their_names() -> None:
    found = screen("en").countries("jp")
    assert {"jp", "eg"} < set(found)
    assert [screen("en").country(code) for code in found[:2]] == ["Algeria", "Bahrain"]


def test_a_story_has_the_picture_of_the_first_report_that_has_one() -> None:
    plain, pictured = Headline(id="a"), Headline(id="b", image="https://a.example/b.jpg")
    story = Brief(id="s", headline="خبر", lead="", first=plain, leading=plain, others=(pictured,))
    ui = Screen(Preferences(), ServeOptions(full_text=True), {}, datetime.now(UTC), None)
    assert ui.story_picture(story, "card") == "/image/b?size=card"
    assert ui.story_picture(replace(story, others=()), "card") is None
    leading = replace(story, leading=replace(plain, image="http://a.example/a.jpg"))
    assert ui.story_picture(leading, "lead") == "/image/a?size=lead"


@pytest.mark.parametrize(
    ("path", "entry"),
    [("/follow", "/outlets"), ("/outlet/a", "/outlets"), ("/people", "/settings"), ("/", "")],
)
def test_a_page_belongs_to_an_entry_of_the_menu(path: str, entry: str) -> None:
    assert screen("ar").under(path) == entry


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        ("en", 'dir="ltr" lang="en"'),
        ("ar", 'dir="rtl"'),
        ("fa-IR", 'dir="rtl" lang="fa-IR"'),
        (None, 'dir="auto"'),
        ('x" onload="', 'dir="ltr"'),
    ],
)
def test_a_text_in_another_language_says_so(language: str | None, attributes: str) -> None:
    assert screen("ar").way(language) == attributes
