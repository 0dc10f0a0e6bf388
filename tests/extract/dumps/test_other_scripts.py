"""Dumps in Latin script: one article, told by a model of its own."""

import pytest

from rawi.extract.dumps.dump_page import read_dump
from rawi.extract.dumps.other_scripts import is_other_script, one_article
from rawi.extract.dumps.segment import ends_sentence
from rawi.extract.dumps.segmentation import segments

MENU = ("Home", "News", "Sport", "Contact us", "Log in", "Subscribe to our newsletter", "Search")
FOOT = ("Share this article", "Facebook", "Related articles", "Terms of use", "Privacy policy")
NEWS = (
    "The harbour board of Stonehaven said on Monday that the old lighthouse will be open to the "
    "public from June, after a repair that took four years and cost twice what was planned.",
    "Visitors will climb 140 steps to a gallery from which the whole bay can be seen, the board "
    "said in a statement, and a small museum will show the lamp that burned there until 1961.",
    "Local fishermen had asked for the light to be kept, but the board said that boats no longer "
    "need it and that the money would be better spent on the pier.",
)
PAGE = "\n".join((*MENU, "Old lighthouse to open in June", *NEWS, *FOOT))


def test_an_article_among_boilerplate_is_found() -> None:
    (article,) = read_dump(PAGE).articles
    assert article.body == NEWS
    assert article.title == "Old lighthouse to open in June"


@pytest.mark.parametrize(
    ("text", "other"),
    [(PAGE, True), ("افتتح رئيس البلدية جسرا جديدا.\nHome\nShare", False), ("1\n2\n3", False)],
)
def test_the_script_is_told_by_all_segments(text: str, other: bool) -> None:
    assert is_other_script(segments(text)) is other


def test_a_dump_of_text_alone_is_left_to_what_parts_articles() -> None:
    assert one_article(segments("\n".join(NEWS))) is None


def test_what_stands_twice_is_text_once() -> None:
    labels = one_article(segments("\n".join((*MENU, *NEWS, *MENU, *NEWS, *FOOT))))
    assert labels is not None
    assert sum(label in "LB" for label in labels) == len(NEWS)


@pytest.mark.parametrize(
    "text", ["橋が開通した。", "“橋が開通した。”", "पुल खुल गया।", "橋は開くか？"]
)
def test_sentences_end_in_the_stops_of_their_script(text: str) -> None:
    assert ends_sentence(text)
