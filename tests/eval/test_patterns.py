"""Patterns that are not linear are found, and none of ours is one."""

from __future__ import annotations

import re

import pytest

from eval.patterns import Found, patterns, slow


@pytest.mark.parametrize(
    "pattern",
    [
        r"<[^>]*>",
        r"\s+$",
        rb"<!\[CDATA\[(.*?)\]\]>(?s:x)",
        r"\w+@",
    ],
)
def test_what_is_not_linear_is_found(pattern: str | bytes) -> None:
    assert next(slow(Found("x", re.compile(pattern), False), 12_000), None)


@pytest.mark.parametrize("pattern", [r"<[^<>]*+>", r"a|b", r"(?<![a-z])[a-z]{1,20}@", rb"\d{4}"])
def test_what_is_linear_is_not(pattern: str | bytes) -> None:
    assert not list(slow(Found("x", re.compile(pattern), False), 12_000))


def test_a_pattern_that_is_asked_at_one_place_is_tried_there() -> None:
    assert not list(slow(Found("x", re.compile(r"\s+x"), True), 12_000))


def test_the_patterns_of_the_rooms_are_found() -> None:
    names = {found.name for found in patterns()}
    assert len(names) > 150
    assert {"collect.feed_guard._TAG", "urls._TRACKING", "extract.html.guard._TAGS"} <= names


RAW = ("collect.", "ingest.plain_text.", "extract.html.guard.", "extract.encoding.", "urls.")
"""Rooms whose patterns meet bytes as they were received, of any length."""


def test_patterns_over_raw_bytes_are_linear() -> None:
    raw = [found for found in patterns() if found.name.startswith(RAW)]
    assert len(raw) > 40
    assert [words for found in raw for words in slow(found, 8_000)] == []
