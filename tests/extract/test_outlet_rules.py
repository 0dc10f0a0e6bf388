"""Rules for single outlets: each has its page, is needed, and ends when it is said to."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from rawi.extract import outlet_rules, read
from rawi.extract.outlet_rules import NO_RULE, Rule, rule_for, rules

PAGES = Path(__file__).resolve().parent.parent / "pages"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.domain)
def test_a_page_is_read_rightly_only_with_its_rule(rule: Rule) -> None:
    gold = json.loads((PAGES / f"{rule.page}.json").read_text(encoding="utf-8"))
    data = (PAGES / f"{rule.page}.html").read_bytes()

    def wrong(url: str | None) -> set[str]:
        found = json.loads(msgspec.json.encode(read(data, url).articles[0]))
        return {field for field in gold if found.get(field) != gold[field]} - {"url"}

    assert not wrong(gold["url"])
    assert wrong(None)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.domain)
def test_a_rule_says_why_and_since_when(rule: Rule) -> None:
    assert rule.why
    assert rule.seen > date(2010, 1, 1)


def test_a_rule_holds_for_hosts_under_its_domain() -> None:
    assert rule_for("https://www.bbc.com/arabic/x").domain == "bbc.com"


def test_a_rule_does_not_hold_for_a_host_that_ends_alike() -> None:
    assert rule_for("https://notbbc.com/arabic/x") is NO_RULE


@pytest.mark.parametrize(
    ("collected", "holds"), [("2020-05-31T10:00:00Z", True), ("2020-06-01", False), (None, False)]
)
def test_a_rule_that_ended_holds_for_pages_fetched_before(
    monkeypatch: pytest.MonkeyPatch, collected: str | None, holds: bool
) -> None:
    ended = Rule(domain="paper.example", until=date(2020, 5, 31), name="الورق")
    monkeypatch.setattr(outlet_rules, "_by_domain", lambda: {"paper.example": [ended]})
    assert (rule_for("https://paper.example/1", collected) is ended) is holds


def test_boxes_inside_a_box_that_is_left_out_go_with_it() -> None:
    html = (PAGES / "outlet_bbc_podcast.html").read_text(encoding="utf-8")
    box = '<div aria-labelledby="podcast-promo">'
    nested = html.replace("<section", f"{box * 50}<section").replace(
        "</section>", "</section>" + "</div>" * 50
    )
    url = "https://www.bbc.com/arabic/articles/x"
    assert read(nested, url).articles[0].body == read(html, url).articles[0].body
