"""Every page of the fictional press is a golden page: what is read is what was written."""

from datetime import UTC, datetime
from functools import cache

import pytest

from rawi.demo import load
from rawi.demo.pages import article_page
from rawi.demo.press import Printed
from rawi.extract import read
from rawi.model import Article, Page

OPENED = datetime(2025, 5, 8, 12, 0, tzinfo=UTC)
BASE = "http://press.example"
IN_PRINT = load().in_print(OPENED, OPENED)
GLUED = [p.report.id for p in IN_PRINT if "second_article" in p.outlet.boilerplate]


@cache
def page_of(report_id: str) -> tuple[Printed, Page]:
    printed = next(p for p in IN_PRINT if p.report.id == report_id)
    html = article_page(printed, IN_PRINT, BASE)
    encoded = html.encode(printed.outlet.encoding, errors="xmlcharrefreplace")
    return printed, read(encoded, url=BASE + printed.path, collected=OPENED.isoformat())


@pytest.fixture(params=[p.report.id for p in IN_PRINT])
def pair(request: pytest.FixtureRequest) -> tuple[Printed, Article]:
    printed, page = page_of(request.param)
    assert page.rejected is None
    return printed, page.articles[0]


def test_body(pair: tuple[Printed, Article]) -> None:
    printed, article = pair
    assert article.body == printed.paragraphs


def test_title_and_subheads(pair: tuple[Printed, Article]) -> None:
    printed, article = pair
    assert article.title == printed.report.title
    assert article.subheads == printed.subheads


def test_authors(pair: tuple[Printed, Article]) -> None:
    printed, article = pair
    assert article.authors == printed.report.authors


def test_published(pair: tuple[Printed, Article]) -> None:
    printed, article = pair
    assert article.published is not None
    assert article.published[:16] == printed.published.isoformat()[:16]


def test_caption(pair: tuple[Printed, Article]) -> None:
    printed, article = pair
    found = [(c.text, c.credit) for c in article.captions]
    assert found == ([printed.caption] if printed.caption else [])


def test_source(pair: tuple[Printed, Article]) -> None:
    printed, article = pair
    if printed.report.credit:
        assert article.source == printed.report.credit


@pytest.mark.parametrize("report_id", GLUED)
def test_an_article_glued_on_is_an_article_of_its_own(report_id: str) -> None:
    printed, page = page_of(report_id)
    glued = next(p for p in IN_PRINT if p.outlet == printed.outlet and p is not printed)
    assert [a.title for a in page.articles] == [printed.report.title, glued.report.title]
    assert page.articles[1].body == glued.paragraphs


@pytest.mark.parametrize("report_id", GLUED)
def test_headlines_of_lists_are_kept_apart(report_id: str) -> None:
    printed, page = page_of(report_id)
    titles = {p.report.title for p in IN_PRINT}
    assert set(page.similar) < titles - {printed.report.title}
    assert len(page.articles[0].related) == 3
    assert len(page.articles[1].related) == 2
