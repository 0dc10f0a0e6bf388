"""The scan before the parse: each limit at its last value and one beyond, what is lifted out."""

from __future__ import annotations

import pytest

from rawi.extract.html.guard import MAX_DEPTH, MAX_SIZE, Scan, scanned, too_large
from rawi.model import Rejection


def scan(html: str) -> Scan:
    found = scanned(html)
    assert isinstance(found, Scan)
    return found


def test_the_largest_size_is_read_and_one_more_is_not() -> None:
    assert too_large(MAX_SIZE) is None
    refused = too_large(MAX_SIZE + 1)
    assert refused is not None
    assert refused.kind == "too_large"


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<div>" * MAX_DEPTH + "<br>", True),
        ("<div>" * (MAX_DEPTH + 1), False),
        ("<div><br>" * MAX_DEPTH, True),
        ("<div><br>" * (MAX_DEPTH + 1), False),
        ("<DIV>" * (MAX_DEPTH + 1), False),
        # a closing tag closes up to its own opener, one without an opener closes nothing
        ("<div><b><i></div>" * MAX_DEPTH, True),
        ("<p><div></b>" * (MAX_DEPTH + 1), False),
        ("<div><b></b>" * MAX_DEPTH + "<b>", False),
        ("<div>" * MAX_DEPTH + "</div><div>" * 3_000, True),
        ("<div>" * (MAX_DEPTH + 1) + "</div>" * (MAX_DEPTH + 1) + "<br>" * 3_000, False),
    ],
    ids=range(10),
)
def test_nesting_up_to_the_limit_is_read(html: str, read: bool) -> None:
    assert isinstance(scanned(html), Scan) == read


@pytest.mark.parametrize(
    ("strays", "counted"), [(1_000, True), (1_001, False), (3_999, False), (4_000, True)]
)
def test_depth_is_counted_of_many_tags_or_many_unclosed(strays: int, counted: bool) -> None:
    """2,001 deep, so that it is refused exactly where depth is counted."""
    found = scanned("<div>" * (MAX_DEPTH + 1) + "</x>" * strays)
    assert isinstance(found, Rejection) == counted


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("a<!-- x > y -->b", "ab"),
        ("a<!-- b", "a"),
        ("a<script>x</script>b<style>y</style>c", "abc"),
        ("a<SCRIPT>x</script>b", "ab"),
        ("a<script>x</SCRIPT>b", "ab"),
        ("a<script>x</script\n>b", "ab"),
        ("a<script>x</script", "a"),
        ("a<script>x", "a"),
        ("a<svg><path/></svg>b<svg>c", "ab<svg>c"),
        ("a<template>b<svg>c</svg>d", "a<template>bd"),
        ("a<scripty>b", "a<scripty>b"),
        ("a<script>1</script>b<script>2", "ab"),
        ("a<svg>b<svg>c<!-- d -->e", "a<svg>b<svg>ce"),
    ],
)
def test_what_nobody_sees_is_lifted_out(html: str, shown: str) -> None:
    assert scan(html).html.decode() == shown


def test_structured_data_is_kept_apart() -> None:
    html = (
        '<script type="application/ld+json">{"a": 1}</script>x<script>y</script>'
        "<script TYPE=application/LD+JSON >{}</script>"
    )
    assert scan(html) == Scan(b"x", ('{"a": 1}', "{}"))


@pytest.mark.parametrize(("before", "seen"), [(174, True), (175, False)])
def test_a_type_is_looked_for_near_the_name(before: int, seen: bool) -> None:
    html = f"<script {'x' * before} type=application/ld+json>1</script>"
    assert bool(scan(html).data) == seen
