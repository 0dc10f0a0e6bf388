"""Items of one feed at one address: articles of their own where keys and titles differ."""

from __future__ import annotations

from pathlib import Path

import pytest

import rawi
from rawi.newsroom import Newsroom, NewsroomOptions

from .conftest import Reply, Site, collected, outlet, page

PLACE = "/podcast"


def item(title: str, key: str, link: str = PLACE) -> str:
    return (
        f"<item><title>{title}</title><link>{{url}}{link}</link>"
        f"<guid isPermaLink='false'>{key}</guid><description>عن {title} في الوادي</description>"
        "</item>"
    )


def serve(site: Site, *items: str) -> None:
    body = "".join(items).replace("{url}", site.url)
    site.routes["/feed"] = Reply(f"<rss version='2.0'><channel>{body}</channel></rss>")


def news(tmp_path: Path) -> Newsroom:
    return rawi.open(tmp_path / "news.db", options=NewsroomOptions(workers=1))


NAMES = ("المطر", "القمح", "الجسر", "الميناء")
FOUR = [item(f"حلقة {name}", f"ep-{n}") for n, name in enumerate(NAMES)]


@pytest.mark.parametrize("there", [False, True])
def test_four_keys_at_one_address_are_four_articles(
    site: Site, tmp_path: Path, there: bool
) -> None:
    if there:
        site.routes[PLACE] = page("كل الحلقات")
    serve(site, *FOUR)
    with news(tmp_path) as room:
        found = collected(outlet(site, "/feed"))
        assert room.add(found.captures).added == 4
        assert {a.title for a in room.articles()} == {
            "حلقة المطر",
            "حلقة القمح",
            "حلقة الجسر",
            "حلقة الميناء",
        }
        again = collected(outlet(site, "/feed"), states={"marfa": found.state})
        assert not again.captures


def test_one_that_comes_later_is_an_article_too(site: Site, tmp_path: Path) -> None:
    serve(site, *FOUR[:2])
    with news(tmp_path) as room:
        first = collected(outlet(site, "/feed"))
        serve(site, FOUR[2])
        later = collected(outlet(site, "/feed"), states={"marfa": first.state})
        assert room.add([*first.captures, *later.captures]).added == 3


def test_an_edit_is_a_version_of_its_own_article(site: Site, tmp_path: Path) -> None:
    serve(site, *FOUR)
    with news(tmp_path) as room:
        first = collected(outlet(site, "/feed"))
        room.add(first.captures)
        serve(site, item("حلقة المطر بعد التصحيح", "ep-0"), *FOUR[1:])
        counts = room.add(collected(outlet(site, "/feed"), states={"marfa": first.state}).captures)
        assert (counts.added, counts.versions) == (0, 1)


@pytest.mark.parametrize(
    "pair",
    [
        (item("خبر واحد", "k1"), item("خبر واحد", "k2")),
        (item("خبر قديم", "k1"), item("خبر جديد", "k1")),
    ],
)
def test_one_title_or_one_key_is_one_article(site: Site, pair: tuple[str, str]) -> None:
    serve(site, *pair)
    assert len(collected(outlet(site, "/feed")).captures) == 1
