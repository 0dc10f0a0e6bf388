"""How extraction is scored, on texts and metadata whose score is known."""

from __future__ import annotations

from typing import Any

import pytest

from eval.abilities.extraction import FIELDS, Found, candidates, fold_of, set_of
from eval.shingles import Share, better, compared, mean
from rawi.model import Article
from training.pages import GoldPage

RIGHT = {name: right for name, _, right, _ in FIELDS}


def page(name: str = "a", *, arabic: bool = False, **gold: Any) -> GoldPage:
    return GoldPage(name, "", gold, arabic)


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        ("a b c d e", "a b c d e", Share(1.0, 1.0)),
        ("a b c d", "a b c d e", Share(1.0, 0.5)),
        ("a b c d x y z w", "a b c d", Share(0.2, 1.0)),
        ("a b", "a b", Share(1.0, 1.0)),
        ("", "", Share(1.0, 1.0)),
        ("", "a", Share(0.0, 0.0)),
    ],
)
def test_shingles_of_four_words_are_compared(found: str, gold: str, expected: Share) -> None:
    assert compared(found, gold) == expected


def test_f1_is_that_of_the_mean_precision_and_the_mean_recall() -> None:
    assert mean([Share(1.0, 0.0), Share(0.0, 1.0)]).f1 == 0.5
    assert mean([]).f1 == 0.0


def test_the_best_pair_of_readings_counts() -> None:
    assert better(["x", "a b c d"], ["y", "a b c d"]) == Share(1.0, 1.0)


def test_a_subhead_that_is_a_paragraph_is_told_once() -> None:
    article = Article(id="1", body=("a", "b"), subheads=("b", "c"), standfirst="s")
    assert candidates(article) == ("a\nb", "s\na\nb\nc")


def test_sets_of_pages() -> None:
    pages = [page(arabic=True), page(), page(country="de"), page(country="jp")]
    assert [set_of(one) for one in pages] == ["arabic", "english", "world", "unspaced"]


def test_pages_of_a_site_fall_into_one_fold() -> None:
    addresses = ("https://a.example.com/1", "https://b.example.com/2?x")
    assert len({fold_of(page(url=url)) for url in addresses}) == 1


@pytest.mark.parametrize(
    ("field", "gold", "found", "expected"),
    [
        ("title", {"title": "A Bridge, Opened"}, "a bridge opened", True),
        ("title", {"title": "A", "title_alt": ["B"]}, "B", True),
        ("title", {"title": "A"}, None, False),
        ("date", {"published": "2025-05-06"}, "2025-05-06T10:00+00:00", True),
        ("date", {"published": "2025-05-06T10:00"}, "2025-05-06", False),
        ("date", {"published": "2025-05-06", "published_ok": ["2025-05"]}, "2025-05-09", True),
        ("authors", {"authors": ["Al Bo", "Cy De"]}, ("Cy De", "Al Bo"), True),
        ("authors", {"authors": ["Al Bo"]}, ("Al Bo", "Cy De"), False),
    ],
)
def test_metadata_is_right(field: str, gold: dict[str, Any], found: Any, expected: bool) -> None:
    at = {"title": "title", "date": "published", "authors": "authors"}[field]
    assert RIGHT[field](Found(page(**gold), **{at: found})) is expected
