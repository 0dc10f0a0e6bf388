"""A newsroom filled with the fictional press, and clients that read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any, cast

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

import rawi
from rawi.demo import load
from rawi.model import Article, Caption, Outlet
from rawi.newsroom import Newsroom
from rawi.serve.app import attach, compiled, create_app
from rawi.serve.options import ServeOptions
from rawi.serve.reader import Reader

OPENED = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
NOW = OPENED + timedelta(minutes=20)
LOCAL = "http://127.0.0.1"


def press_articles() -> list[Article]:
    """Everything in print at ``NOW``, oldest first."""
    return [
        Article(
            id=p.report.id,
            url=f"https://press.example{p.path}",
            outlet=p.outlet.id,
            title=p.report.title,
            body=tuple(b.removeprefix("## ") for b in p.blocks),
            subheads=p.subheads,
            authors=p.report.authors,
            section=p.report.section,
            tags=p.tags,
            language="ar",
            captions=(Caption(text=p.caption[0], credit=p.caption[1]),) if p.caption else (),
            published=p.published.isoformat(),
            published_precision="minute",
            collected=NOW.isoformat(),
            evidence={"published": "feed: pubDate", "authors": "meta author"},
        )
        for p in reversed(load().in_print(OPENED, NOW))
    ]


def press_outlets() -> list[Outlet]:
    countries = ("eg", "lb", "sa")
    return [
        Outlet(
            id=o.id,
            name=o.name,
            url="https://press.example/",
            country=countries[n % 3],
            ownership=o.ownership,
        )
        for n, o in enumerate(load().outlets)
    ]


def fill(newsroom: Newsroom) -> None:
    for outlet in press_outlets():
        newsroom.add_outlet(outlet)
    newsroom.add(press_articles())


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """The press, read only: tests that change something open their own."""
    with rawi.open(tmp_path_factory.mktemp("press") / "news.db") as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small newsroom that nobody holds open, to be copied."""
    folder = tmp_path_factory.mktemp("small")
    with rawi.open(folder / "news.db") as opened:
        for outlet in press_outlets():
            opened.add_outlet(outlet)
        opened.add(press_articles()[:12])
    return folder


@pytest.fixture
def room(small: Path, tmp_path: Path) -> Iterator[Newsroom]:
    """A small newsroom of this test alone."""
    copytree(small, tmp_path, dirs_exist_ok=True)
    with rawi.open(tmp_path / "news.db") as opened:
        yield opened


_IDLE: list[Litestar] = []
"""Compiled routes that nobody uses now: a quarter of a second each."""


class Visit(TestClient):
    """A client whose routes are another's once it is over."""

    def __exit__(self, *told: Any) -> None:
        super().__exit__(*told)
        _IDLE.append(cast(Litestar, self.app))


def client_of(newsroom: Newsroom, options: ServeOptions | None = None) -> TestClient:
    routes = _IDLE.pop() if _IDLE else compiled()
    reader = Reader(newsroom, options or ServeOptions(), lambda: NOW)
    return Visit(attach(routes, reader), base_url=LOCAL)


@pytest.fixture(scope="session")
def reader(newsroom: Newsroom) -> Litestar:
    """The press, as it is read by anybody."""
    return create_app(newsroom, clock=lambda: NOW)


@pytest.fixture
def client(reader: Litestar) -> Iterator[TestClient]:
    """Somebody who comes for the first time."""
    with TestClient(reader, base_url=LOCAL) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tests.serve.browsing import CHROMIUM, FLAGS, REQUIRED

    if not CHROMIUM and not REQUIRED:
        pytest.skip("no chromium found")
    assert CHROMIUM, "RAWI_REQUIRE_BROWSER=1, and no chromium was found"
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def site(newsroom: Newsroom) -> Iterator[str]:
    """The press, served."""
    from tests.serve.browsing import serving

    with serving(newsroom) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide tab of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
