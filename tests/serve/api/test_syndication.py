import json

import feedparser
import msgspec
from hypothesis import given
from hypothesis import strategies as st

from rawi.serve.api.syndication import Entry, Feed, atom, json_feed

ENTRY = Entry(
    id="urn:rawi:article:1",
    title="<script>فيضان</script> & ريح",
    link="http://127.0.0.1/article/1",
    original="https://press.example/1",
    published="2026-03-12",
    updated="2026-03-12T09:00:00+03:00",
    summary="سطر <b>واحد</b>",
    authors=("وكالة الساحل",),
)


def feed(*entries: Entry) -> Feed:
    return Feed(title="راوٍ", page="http://h/", address="http://h/feeds/home.atom", entries=entries)


def test_atom_reads_back_as_written() -> None:
    read = feedparser.parse(atom(feed(ENTRY)))
    (entry,) = read.entries
    assert not read.bozo
    assert (entry.id, entry.link, entry.author) == (ENTRY.id, ENTRY.link, "وكالة الساحل")
    assert entry.updated == ENTRY.updated
    assert entry.title_detail.type == "text/plain"


def test_an_entry_in_another_language_says_so() -> None:
    english = msgspec.structs.replace(ENTRY, language="en")
    first, second = feedparser.parse(atom(feed(ENTRY, english))).entries
    assert (first.title_detail.language, second.title_detail.language) == ("ar", "en")


def test_text_in_atom_is_never_markup() -> None:
    document = atom(feed(ENTRY)).decode()
    assert "<script" not in document
    assert "&lt;script&gt;" in document


@given(st.text())
def test_any_text_makes_a_well_formed_feed(raw: str) -> None:
    entry = Entry(id="1", title=raw, link="http://h/1", summary=raw, text=raw)
    assert not feedparser.parse(atom(feed(entry))).bozo


def test_json_feed_has_what_the_format_demands() -> None:
    read = json.loads(json_feed(feed(ENTRY)))
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    item = read["items"][0]
    assert item["id"] == ENTRY.id
    assert item["external_url"] == ENTRY.original
    assert item["date_published"] == "2026-03-12T00:00:00+00:00"
    assert item["content_text"]
