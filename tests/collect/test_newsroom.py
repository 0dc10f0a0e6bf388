"""Collection into a newsroom: rounds, health, versions, commands."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

import rawi
from rawi.cli.main import app
from rawi.collect.schedule import run_forever
from rawi.errors import NotFoundError
from rawi.newsroom import Newsroom

from .conftest import QUICK, Reply, Site, feed, outlet, page

TITLES = ("افتتاح الرصيف الجديد في الميناء", "مهرجان التمور يبدأ في الواحة")


@pytest.fixture
def news(tmp_path: Path):  # type: ignore[no-untyped-def]
    with rawi.open(tmp_path / "news.db") as opened:
        yield opened


def press(site: Site) -> None:
    site.routes["/feed"] = feed(site, ("/1", TITLES[0]), ("/2", TITLES[1]))
    site.routes |= {"/1": page(TITLES[0]), "/2": page(TITLES[1], "<p>نص آخر عن الواحة.</p>" * 9)}


def test_a_round_stores_articles_with_provenance(site: Site, news: Newsroom) -> None:
    press(site)
    news.add_outlet(outlet(site, "/feed"))
    report = news.collect(QUICK)
    assert (report.added, report.errors, news.count()) == (2, {}, 2)
    stored = [a for s in news.stories() for a in s.articles]
    assert {a.outlet for a in stored} == {"marfa"}
    assert {a.url for a in stored} == {f"{site.url}/1", f"{site.url}/2"}


def test_a_silent_edit_becomes_a_version(site: Site, news: Newsroom) -> None:
    press(site)
    news.add_outlet(outlet(site, "/feed"))
    news.collect(QUICK)
    aged(news, 4000)
    site.routes["/1"] = page(TITLES[0], "<p>عدلت الإدارة بيانها وقالت إن الافتتاح غدا.</p>" * 5)
    report = news.collect(QUICK)
    assert (report.added, report.versions, news.count()) == (0, 1, 2)
    edited = next(a for s in news.stories() for a in s.articles if a.url == f"{site.url}/1")
    assert len(news.versions(edited.id)) == 1


def aged(news: Newsroom, seconds: float) -> None:
    """Let time pass since the pages were looked at."""
    (state,) = news.outlet_states().values()
    seen = {k: msgspec.structs.replace(v, at=v.at - seconds) for k, v in state.seen.items()}
    news.save_outlet_states([msgspec.structs.replace(state, seen=seen)])


def test_an_article_keeps_its_id_under_its_new_address(site: Site, news: Newsroom) -> None:
    press(site)
    news.add_outlet(outlet(site, "/feed"))
    news.collect(QUICK)
    site.routes["/feed"] = feed(site, ("/new/1", TITLES[0]), ("/new/2", TITLES[1]))
    site.routes |= {"/new/1": page(TITLES[0]), "/new/2": page(TITLES[1])}
    assert [v.moved for v in news.collect(QUICK).visits] == [2]
    aged(news, 4000)  # now the pages are looked at again, at their new addresses
    news.collect(QUICK)
    assert "/new/1" in site.paths()
    assert news.count() == 2


def test_rebuild_gives_the_same_articles(site: Site, news: Newsroom) -> None:
    press(site)
    news.add_outlet(outlet(site, "/feed"))
    news.collect(QUICK)
    before = [a for s in news.stories() for a in s.articles]
    news.rebuild()
    assert [a for s in news.stories() for a in s.articles] == before


def test_health_tells_the_error(site: Site, news: Newsroom) -> None:
    news.add_outlet(outlet(site, "/feed"))
    news.collect(QUICK)
    assert "404" in (news.health()["marfa"].last_error or "")


def test_paused_outlets_rest_and_removed_ones_are_gone(site: Site, news: Newsroom) -> None:
    press(site)
    news.add_outlet(outlet(site, "/feed"))
    news.pause_outlet("marfa")
    assert news.collect(QUICK).visits == ()
    news.pause_outlet("marfa", False)
    assert news.collect(QUICK).added == 2
    news.remove_outlet("marfa")
    assert (news.collect(QUICK).visits, news.count(), news.health()) == ((), 2, {})
    with pytest.raises(NotFoundError):
        news.remove_outlet("marfa")


def test_date_in_the_future_is_kept_as_text(site: Site, news: Newsroom) -> None:
    press(site)
    late = site.routes["/feed"].body.replace("2024 09", "2094 09")  # type: ignore[union-attr]
    site.routes["/feed"] = Reply(late)
    news.add_outlet(outlet(site, "/feed"))
    news.collect(QUICK)
    for story in news.stories():
        for article in story.articles:
            assert article.published is None
            assert "2094" in article.unread["published"]
            assert datetime.fromisoformat(article.collected or "") <= datetime.now(UTC)


def test_the_watch_brings_in_what_appears(site: Site, news: Newsroom) -> None:
    press(site)
    news.add_outlet(outlet(site, "/feed"))
    stop = threading.Event()
    thread = threading.Thread(target=run_forever, args=(news, stop, QUICK))
    thread.start()
    until = time.monotonic() + 8
    while news.count() < 2 and time.monotonic() < until:
        time.sleep(0.05)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert news.count() == 2


def run(*args: str) -> str:
    done = CliRunner().invoke(app, list(args))
    assert done.exit_code == 0, done.output
    return done.stdout


def test_commands(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press(site)
    site.routes["/rss"] = site.routes["/feed"]
    monkeypatch.setenv("RAWI_NEWSROOM", str(tmp_path / "n.db"))
    monkeypatch.setenv("RAWI_COLLECT_DELAY", "0")
    added = json.loads(run("outlets", "add", site.url, "--allow-private", "--json"))
    assert added["feeds"] == [f"{site.url}/feed"]
    assert json.loads(run("collect", "--json"))["added"] == 2
    (listed,) = json.loads(run("outlets", "list", "--json"))
    assert listed["health"].get("last_error") is None
    run("outlets", "pause", added["id"])
    run("outlets", "export", str(tmp_path / "o.opml"))
    run("outlets", "remove", added["id"])
    run("outlets", "import", str(tmp_path / "o.opml"))
    assert f"{site.url}/feed".encode() in (tmp_path / "o.opml").read_bytes()
    assert "added" in run("outlets", "catalogue", "--country", "eg", "--add")
