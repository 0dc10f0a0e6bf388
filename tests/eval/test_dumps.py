"""How dumps are scored, on pages whose score is known."""

from __future__ import annotations

import pytest

from eval.abilities.dumps import Tally, body_f1, count, f1, leaks, matched, stripped
from rawi.model import Article, Page

GOLD = {"body": ["فتحت البلدية الجسر", "عاد الباعة"], "subheads": ["على الضفة"]}


def page(*bodies: str) -> Page:
    return Page(articles=tuple(Article(id=body, body=(body,)) for body in bodies))


def test_bags_of_words_are_compared() -> None:
    assert f1("أ ب ب ج", "ب ب ب د") == 0.5
    assert f1("أ &amp; ب", "ب أ\u200b") == 1.0
    assert f1("", "أ") == 0.0


def test_subheads_may_stand_in_the_body_or_not() -> None:
    plain = Article(id="1", body=("فتحت البلدية الجسر", "عاد الباعة"))
    within = Article(id="2", body=("فتحت البلدية الجسر", "على الضفة", "عاد الباعة"))
    assert body_f1(GOLD, plain) == body_f1(GOLD, within) == 1.0


def test_each_article_is_matched_once() -> None:
    golds = [{"body": ["أ ب ج د"]}, {"body": ["أ ب"]}, {"body": ["و"]}]
    assert matched(golds, page("أ ب ج د")) == [1.0, 0.0, 0.0]
    assert matched(golds, page("أ ب", "أ ب ج د")) == [1.0, 1.0, 0.0]


def test_noise_counts_where_it_is_in_a_body_and_not_in_the_golds_own() -> None:
    gold = {"articles": [{"body": ["أ اشترك ب"]}], "noise": ["اشترك", "إعلان", "تابعنا"]}
    assert leaks(gold, page("أ اشترك ب إعلان")) == ["إعلان"]


def test_figures_of_what_was_counted() -> None:
    tally = Tally()
    gold = {"articles": [{"body": ["أ ب"]}, {"body": ["ج د"]}], "noise": ["إعلان", "تابعنا"]}
    count(tally, gold, page("أ ب", "إعلان", "ص"))
    count(tally, {"articles": [{"body": ["س"]}]}, page("س"))
    right, body, noise = tally.figures("own")
    assert (right.value, body.value, noise.value) == (0.5, pytest.approx(2 / 3), 0.5)
    assert noise.lower


def test_tags_are_stripped_in_three_ways() -> None:
    html = "<head><title>ع</title></head><body><script>س</script><p>أ</p><p>ب&amp;</p></body>"
    assert stripped(html) == ["أ\nب&", "أ ب&", "أ\nب&"]
