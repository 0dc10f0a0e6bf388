"""Sources read in processes: the same as here; absurd ones cost themselves alone."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from rawi.collect import reader
from rawi.collect.feed_guard import LONGEST_NAME, cut_names, depth
from rawi.collect.feeds import parse_feed
from rawi.collect.reader import Readers, Source, read
from rawi.ingest.records import Feed, Fetched
from rawi.model import Rejection
from tests.timing import within

NOW = datetime(2026, 11, 29, tzinfo=UTC)


def source(body: str | bytes) -> Source:
    data = body.encode() if isinstance(body, str) else body
    return Source(reply=Fetched(url="https://a.example/feed", status=200, body=data), now=NOW)


def rss(inside: str) -> str:
    return f"<rss version='2.0'><channel><title>ت</title><item>{inside}</item></channel></rss>"


@pytest.mark.parametrize(
    "body", [rss("<title>خبر</title><link>https://a.example/1</link>"), "", "{}", "<html></html>"]
)
def test_a_process_reads_what_is_read_here(body: str) -> None:
    assert reader.readers().read(source(body)) == read(source(body))


def test_a_feed_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_SECONDS", 0.0)
    monkeypatch.setattr(reader, "_BYTES_A_SECOND", 1e12)
    mine = Readers()
    long = rss("</item><item>".join(["<title>خبر</title>"] * 4_000))
    found = mine.read(source(long))
    assert isinstance(found, Rejection)
    assert found.kind == "timeout"
    monkeypatch.undo()
    assert isinstance(mine.read(source(rss("<title>خبر</title>"))), Feed)
    mine.close()


def test_a_process_that_is_killed_costs_one_source() -> None:
    mine = Readers()
    mine.read(source(rss("")))
    for process in mine._made:
        os.kill(process._process.pid, 9)
    found = [mine.read(source(rss("<title>خبر</title>"))) for _ in range(4)]
    kinds = [f.kind for f in found if isinstance(f, Rejection)]
    assert kinds == ["fatal"]
    mine.close()


N = 12_000
ABSURD = {
    "author": "a." * N,
    "author ": "a@" * N,
    "author  ": "<![CDATA[" + "a.b@" * N + "]]>",
    "dc:creator": "(" * N,
    "managingEditor": "a@b.c (" * N,
    "title": "&amp;" * N,
    "pubDate": "1 " * N,
    "pubDate ": "1:" * N,
    "link": "http://" * N,
    "guid": "#" * N,
    "category": "," * N,
    "description": "&lt;b&gt;" * N,
    "description ": "&lt;!--" * N,
    "itunes:duration": "1:" * N,
}


@pytest.mark.parametrize("field", ABSURD)
@pytest.mark.parametrize("closed", [True, False])
def test_an_absurd_field_takes_no_time(field: str, closed: bool) -> None:
    name = field.strip()
    end = f"</{name}>" if closed else ""
    body = rss(f"<title>خبر</title><{name}>{ABSURD[field]}{end}<link>https://a.example/1</link>")
    with within(0.5 * (1 + len(body) / 100_000)):
        parse_feed(body.encode(), now=NOW)


@pytest.mark.parametrize(
    "body",
    [
        "<rss><" + "a" * 1_000_000,
        "<rss>" + "<a" * 400_000,
        "<rss>" + "<a " * 400_000,
        "<!---->" * 580 + "<x",
        "<!--" * 200_000,
        "<![CDATA[" * 100_000,
        '<!ENTITY "' * 20_000,
        "<item>" * 100_000,
        "<!--" + "\n" * 200_000 + "--><rss>",
        "<!--" + "\n " * 200_000 + "--><rss>",
        "\n<!DOCTYPE" * 20_000,
        "<rss>" + "\n <!ENTITY x" * 20_000,
        "</item>" * 100_000,
        "<author>" * 100_000,
        "&" * 300_000,
        "<a b='" * 50_000,
    ],
    ids=lambda body: f"{body[:6]}..{body[-6:]}",
)
def test_markup_that_never_ends_is_read_in_linear_time(body: str) -> None:
    with within(0.5 * (1 + len(body) / 100_000)):
        parse_feed(body.encode(), now=NOW)


def test_names_are_cut_at_their_limit_and_nothing_else() -> None:
    at = f"<author>{'a' * LONGEST_NAME}</author><title>{'b' * 9000}</title>".encode()
    beyond = f"<author>{'a' * (LONGEST_NAME + 1)}</author><title>x</title>".encode()
    assert cut_names(at) == at
    assert cut_names(beyond) == at.split(b"</author>")[0] + b"</author><title>x</title>"
    cdata = b"<dc:creator><![CDATA[" + b"a" * 9000 + b"]]></dc:creator>"
    assert cut_names(cdata).endswith(b"a]]></dc:creator>")


def test_depth_counts_what_is_closed() -> None:
    assert depth(b"<a><b></b><c/></a>") == 2
    assert depth(b"<a><![CDATA[<b><b>]]><!--<b>--></a>") == 1
