"""How feeds are scored, on feeds of our own."""

from __future__ import annotations

import pytest

from eval.abilities.feeds import agreed, expected_json, expected_xml, shown

RSS = (
    "<rss version='2.0'><channel><title>الوادي</title><link>https://a.example/</link>"
    "<item><title>فتح &amp;amp; جسر</title><link>https://a.example/1</link></item>"
    "<item><title> عاد   الباعة </title><link>https://a.example/2</link></item>"
    "</channel></rss>"
).encode()
TITLES = ["فتح & جسر", "عاد الباعة"]


@pytest.mark.parametrize(
    ("title", "markup", "expected"),
    [
        ("<b>فتح</b> جسر", True, "فتح جسر"),
        ("<b>فتح</b>", False, "<b>فتح</b>"),
        ("أ &amp;amp; ب\n ج", False, "أ & ب ج"),
        (None, False, ""),
    ],
)
def test_titles_are_compared_as_seen(title: str | None, markup: bool, expected: str) -> None:
    assert shown(title, markup) == expected


def test_what_is_right_of_a_feed() -> None:
    assert expected_xml(RSS) == TITLES
    assert expected_xml(RSS[:-9]) is None
    assert expected_xml(b"<rss version='2.0'><channel></channel></rss>") is None


def test_what_is_right_of_a_json_feed() -> None:
    assert expected_json('{"items": [{"title": "جسر"}, {}]}'.encode()) == ["جسر", ""]
    assert expected_json(b'{"items": 3}') is None
    assert expected_json(b"{") is None


def test_number_and_titles_must_agree() -> None:
    assert agreed(RSS, TITLES)
    assert not agreed(RSS, TITLES[:1])
    assert not agreed(RSS, TITLES[::-1])
    assert not agreed(b"no feed", [])
