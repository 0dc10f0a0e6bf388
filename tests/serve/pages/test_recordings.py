"""Sound and film of articles: played in the page, passed on in feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import feedparser
import pytest
from litestar.testing import TestClient

import rawi
from rawi.model import Article, Enclosure
from rawi.serve.pages.views import files
from tests.serve.conftest import client_of

SOUND = Enclosure(url="https://cdn.example/9.mp3", type="audio/mpeg", length=12_340_000)
FILM = Enclosure(url="https://cdn.example/9.mp4", type="video/mp4")
PAPER = Enclosure(url="https://cdn.example/9.pdf", type="application/pdf", length=5_000)
Opened = Callable[..., TestClient]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """A reader with one article that encloses what is given."""
    with rawi.open(tmp_path / "one.db") as room:

        def of(*enclosures: Enclosure) -> TestClient:
            room.add([Article(id="a", title="حلقة عن الملاحة", enclosures=enclosures)])
            return client_of(room)

        yield of


def test_a_recording_is_played_linked_and_told(opened: Opened) -> None:
    page = opened(SOUND).get("/article/a").text
    assert '<audio controls preload="none" src="https://cdn.example/9.mp3"' in page
    assert 'href="https://cdn.example/9.mp3"' in page
    assert "١٢٫٣ ميغابايت" in page
    assert "cdn.example</bdi>" in page


def test_several_are_numbered_each_with_its_player(opened: Opened) -> None:
    page = opened(SOUND, FILM, PAPER).get("/article/a").text
    assert (page.count("<audio "), page.count("<video "), page.count("<figure")) == (1, 1, 3)
    assert 'application/pdf</bdi> <span class="how">٥ كيلوبايت' in page
    assert 'aria-label="تسجيل مصوّر ٢"' in page


def test_what_is_no_web_address_is_not_played(opened: Opened) -> None:
    client = opened(Enclosure(url="javascript:alert(1)", type="audio/mpeg"))
    assert "javascript:" not in client.get("/article/a").text
    assert "javascript:" not in client.get("/feeds/search.atom?q=الملاحة").text


@pytest.mark.parametrize(
    ("url", "kind", "played"),
    [
        ("https://h.example/a.MP3", None, "audio"),
        ("https://h.example/a.webm", "application/octet-stream", "video"),
        ("https://h.example/a.mp3?k=1", None, "audio"),
        ("https://h.example/a.mp3", "application/pdf", "file"),
        ("https://h.example/a.mp3", "text/html", "file"),
        ("https://h.example/a.zip", None, "file"),
        ("https://h.example/mp3", None, "file"),
    ],
)
def test_an_untyped_file_is_known_by_its_ending(url: str, kind: str | None, played: str) -> None:
    (found,) = files(Article(id="a", enclosures=(Enclosure(url=url, type=kind),)))
    assert found.kind == played


def test_only_pages_of_articles_may_play(opened: Opened) -> None:
    client = opened(SOUND)
    policies = [client.get(p).headers["content-security-policy"] for p in ("/article/a", "/")]
    assert ["media-src" in policy for policy in policies] == [True, False]
    kept = client.get("/article/a")
    assert "media-src http: https:" in kept.headers["content-security-policy"]


def test_feeds_pass_recordings_on(opened: Opened) -> None:
    client = opened(SOUND, Enclosure(url="https://cdn.example/none"))
    (entry,) = feedparser.parse(client.get("/feeds/search.atom?q=الملاحة").content).entries
    assert [(e.href, e.get("type"), e.get("length")) for e in entry.enclosures] == [
        (SOUND.url, "audio/mpeg", "12340000"),
        ("https://cdn.example/none", "application/octet-stream", None),
    ]
    (item,) = client.get("/feeds/search.json?q=الملاحة").json()["items"]
    assert item["attachments"] == [
        {"url": SOUND.url, "mime_type": "audio/mpeg", "size_in_bytes": 12_340_000},
        {"url": "https://cdn.example/none", "mime_type": "application/octet-stream"},
    ]
