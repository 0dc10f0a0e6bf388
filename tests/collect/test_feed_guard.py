"""What is cut from feeds before a parser sees them: at each limit and one beyond."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rawi.collect.feed_guard import (
    DEEPEST,
    LOOSE,
    authors_alone,
    cut_items,
    cut_names,
    cut_noise,
    cut_spaces,
    depth,
    entity_bomb,
    without_gaps,
)
from rawi.collect.feeds import parse_feed
from rawi.ingest.records import Feed
from rawi.model import Rejection
from tests.timing import within

NOW = datetime(2026, 11, 29, tzinfo=UTC)
ENTITY = b'<!ENTITY a "b">'


@pytest.mark.parametrize(
    ("data", "bomb"),
    [
        (ENTITY * 300, False),
        (ENTITY * 301, True),
        (b"<!DOCTYPE x>" + ENTITY * 299, False),
        (b"<!DOCTYPE x>" + ENTITY * 300, True),
        (b'<!ENTITY a "&b;&b;">', True),
        (b"<!ENTITY a '" + b"x" * 2_000 + b"&b;'>", True),
        (b'<!ENTITY a SYSTEM "file:///etc/passwd">', True),
        (b'<!ENTITY a PUBLIC "x" "y">', True),
        (b'<!ENTITY a "systematic">', False),
    ],
    ids=range(9),
)
def test_entities_of_entities_from_outside_and_without_end(data: bytes, bomb: bool) -> None:
    assert entity_bomb(data) == bomb


@pytest.mark.parametrize(
    ("data", "deep"),
    [
        (b"<a><b><c></c></b></a>", 3),
        (b"</x></x><a></a>", 1),
        (b"<a><br><br><br></a>", 1),
        (b"<a><b/><b/></a>", 1),
        (b"<a><!-- <b><b> --><c></c></a>", 2),
        (b"<a><![CDATA[<b><b>]]><c><d></d></c></a>", 3),
        (b"<a></a><a><b>", 2),
        (b"x", 0),
    ],
)
def test_depth_as_far_as_tags_tell(data: bytes, deep: int) -> None:
    assert depth(data) == deep


@pytest.mark.parametrize(("deep", "refused"), [(DEEPEST, False), (DEEPEST + 1, True)])
def test_the_deepest_nesting_is_read_and_one_more_is_not(deep: int, refused: bool) -> None:
    inside = b"<b>" * (deep - 1) + b"</b>" * (deep - 1)
    found = parse_feed(b"<rss>" + inside + b"</rss>", now=NOW)
    assert ("deep" in getattr(found, "reason", "")) == refused


def test_items_beyond_the_limit_are_cut_and_the_rest_closed() -> None:
    items = [f"<item>{n}</item>" for n in range(3)]
    whole = f"<rss>{''.join(items)}</rss>".encode()
    assert cut_items(whole, 3) == (whole, None)
    cut, note = cut_items(whole, 2)
    assert cut == f"<rss>{items[0]}{items[1]}</rss>".encode()
    assert note == "3 items, the first 2 were read"


def test_names_inside_names_are_cut_once() -> None:
    long = b"<author><name>" + b"a" * 5_000 + b"</name></author>"
    assert cut_names(long) == b"<author><name>" + b"a" * 1_994 + b"</name></author>"
    open_end = b"<link>" + b"a" * 5_000
    assert cut_names(open_end) == open_end[:2_006]
    cdata = b"<author><![CDATA[" + b"a" * 5_000 + b"]]></author>"
    assert cut_names(cdata) == cdata[:2_008] + b"]]></author>"


def test_gaps_become_one_line_end() -> None:
    assert without_gaps(b"a" + b" " * 63 + b"b") == b"a" + b" " * 63 + b"b"
    assert without_gaps(b"a" + b" \t\r\n" * 16 + b"b") == b"a\nb"


@pytest.mark.parametrize(
    ("tags", "text", "whole"),
    [(8_206, b"", True), (8_207, b"", False), (8_300, b"x" * 4_000, True), (9_000, b"", False)],
)
def test_a_crowd_of_tags_is_cut_where_a_document_is_broken(
    tags: int, text: bytes, whole: bool
) -> None:
    broken = text + b"<" * tags
    cut, note = cut_noise(broken)
    assert (cut == broken) == whole
    assert (note is None) == whole
    assert broken.startswith(cut)


def test_a_crowd_of_tags_that_is_sound_is_read() -> None:
    sound = b"<a>" + b"<b/>" * 20_000 + b"</a>"
    assert cut_noise(sound) == (sound, None)


def test_a_big_broken_document_is_read_to_its_limit() -> None:
    at, beyond = b"<a>" + b"x" * (LOOSE - 3), b"<a>" + b"x" * (LOOSE - 2)
    assert cut_noise(at) == (at, None)
    assert cut_noise(beyond) == (at, f"not well-formed, the first {LOOSE:,} bytes were read")
    assert cut_noise(beyond + b"</a>") == (beyond + b"</a>", None)


@pytest.mark.parametrize(
    ("name", "length", "kept"),
    [
        ("xmlns:x", 300, True),
        ("xmlns:x", 301, False),
        ("xmlns", 301, False),
        ("xml:base", 301, False),
        ("xml:lang", 9_000, True),
    ],
)
def test_addresses_of_namespaces_have_a_length(name: str, length: int, kept: bool) -> None:
    value = "http://" + "a" * (length - 7)
    data = f'<rss {name}="{value}" version="2.0">'.encode()
    expected = data if kept else f'<rss {name}="" version="2.0">'.encode()
    assert cut_spaces(data) == expected


def test_bases_that_add_up_are_few() -> None:
    joined, whole = b"<a xml:base='b/'>", b"<a xml:base='http://a.example/'>"
    assert cut_spaces(joined * 10 + whole) == joined * 10 + whole
    assert cut_spaces(joined * 11 + whole) == joined * 10 + b"<a xml:base=''>" + whole
    assert cut_spaces(b"<a base=" + b'"x' * 9) == b"<a base=" + b'"x' * 9


@pytest.mark.parametrize("name", ["xmlns:x", "xml:base", "base"])
def test_what_each_element_is_joined_to_takes_no_time(name: str) -> None:
    inside = "<x:b/>" * 4_000
    body = f"<rss {name}='http://x.example/{'a' * 60_000}'><channel>{inside}</channel></rss>"
    with within(1):
        feed = parse_feed(body.encode(), now=NOW, url="https://a.example/f")
    assert isinstance(feed, Feed)


def test_addresses_are_taken_out_of_authors_alone() -> None:
    data = b"<author>desk@a.example (x)</author><title>b@c.example</title>"
    assert authors_alone(data) == b"<author> (x)</author><title>b@c.example</title>"
    cdata = b"<dc:creator> <![CDATA[x@a.example, y]]></dc:creator>"
    assert authors_alone(cdata) == b"<dc:creator> <![CDATA[, y]]></dc:creator>"


def test_a_bomb_is_no_feed() -> None:
    found = parse_feed(ENTITY * 301 + b"<rss/>", now=NOW)
    assert isinstance(found, Rejection)
    assert "entities" in found.reason
