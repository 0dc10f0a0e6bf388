"""How pages that are no article are made and judged, on one whose answer is known."""

from __future__ import annotations

import pytest

from eval.non_articles import ARTICLE, Case, Judged, cases, share_right
from rawi.model import Article, Page, Rejection

NONE = Case("none", "https://a.example/", "", ("error", "empty"))
SOME = Case("some", "https://a.example/", "", (ARTICLE,), says="الميناء", cut=True)


def article(text: str, truncated: bool) -> Page:
    return Page(articles=(Article(id="1", body=(text,), truncated=truncated),))


@pytest.mark.parametrize(
    ("case", "page", "right"),
    [
        (NONE, Page(rejected=Rejection(kind="empty", reason="")), True),
        (NONE, Page(rejected=Rejection(kind="listing", reason="")), False),
        (NONE, article("الميناء", True), False),
        (SOME, article("خطة الميناء", True), True),
        (SOME, article("خطة الميناء", False), False),
        (SOME, article("خطة", True), False),
        (SOME, Page(rejected=Rejection(kind="empty", reason="")), False),
    ],
)
def test_what_is_right(case: Case, page: Page, right: bool) -> None:
    assert Judged(case, page).right is right


def test_shares_are_taken_of_one_kind_of_page() -> None:
    refused = Page(rejected=Rejection(kind="error", reason=""))
    found = [Judged(NONE, refused), Judged(NONE, Page()), Judged(SOME, refused)]
    assert (share_right(found, articles=False), share_right(found, articles=True)) == (0.5, 0.0)


def test_sets_are_filled_and_named_once() -> None:
    every = [*cases("a"), *cases("b"), *cases("c")]
    assert len({case.name for case in every}) == len(every)
    assert not [case.name for case in every if "{headline}" in case.html or "%wp" in case.html]
    assert [sum(c.kinds != (ARTICLE,) for c in cases(name)) for name in "abc"] == [61, 30, 20]
