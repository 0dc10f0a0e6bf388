"""Dumps in other scripts: their articles, on lines or on one, among boilerplate or in a row."""

import pytest

from rawi.extract.dumps.dump_page import read_dump
from rawi.extract.dumps.other_scripts import is_other_script, web_judged
from rawi.extract.dumps.segment import ends_sentence
from rawi.extract.dumps.segmentation import segments

MENU = ("Home", "News", "Sport", "Contact us", "Log in", "Subscribe to our newsletter", "Search")
FOOT = ("Share this article", "Facebook", "Related articles", "Terms of use", "Privacy policy")
TITLE = "Old lighthouse to open in June"
NEWS = (
    "The harbour board of Stonehaven said on Monday that the old lighthouse will be open to the "
    "public from June, after a repair that took four years and cost twice what was planned.",
    "Visitors will climb 140 steps to a gallery from which the whole bay can be seen, the board "
    "said in a statement, and a small museum will show the lamp that burned there until 1961.",
    "Local fishermen had asked for the light to be kept, but the board said that boats no longer "
    "need it and that the money would be better spent on the pier.",
)
PAGE = "\n".join((*MENU, TITLE, *NEWS, *FOOT))


def test_an_article_among_boilerplate_is_found() -> None:
    (article,) = read_dump(PAGE).articles
    assert article.body == NEWS
    assert article.title == TITLE


@pytest.mark.parametrize(
    ("text", "other"),
    [(PAGE, True), ("افتتح رئيس البلدية جسرا جديدا.\nHome\nShare", False), ("1\n2\n3", False)],
)
def test_the_script_is_told_by_all_segments(text: str, other: bool) -> None:
    assert is_other_script(segments(text)) is other


@pytest.mark.parametrize(
    "text",
    [
        "a,b,c\n1,2,3\n4,5,6\n",
        "name,age,city\nJohn,3,Paris\nMary,5,Rome\n",
        "# Title\n\n- one\n- two\n",
        "Milk\nEggs\nBread\nButter\nCheese\n",
        "Hello world.",
        "Dear John,\n\nI am writing to you about the house.\n\nYours,\nMary\n",
        "今天天气很好。\n\n我们去公园。",
    ],
)
def test_what_holds_no_paragraph_is_no_article(text: str) -> None:
    page = read_dump(text)
    assert page.articles == ()
    assert page.rejected is not None
    assert page.rejected.kind == "no_article"


def test_a_sentence_alone_is_an_article() -> None:
    text = "The minister opened the new school today, he said."
    (article,) = read_dump(text).articles
    assert article.body == (text,)


OTHER = (
    "Teachers in the valley of Arden have ended a strike of nine days after the county promised to "
    "hire forty assistants and to mend the roofs of six schools before the winter comes.",
    "The union called the agreement a beginning, and said that its members will vote on it by the "
    "end of the month; lessons are to begin again on Thursday morning.",
)


def test_a_dump_of_text_alone_is_one_article() -> None:
    (article,) = read_dump("\n\n".join(("Old lighthouse to open in June", *NEWS))).articles
    assert article.body == NEWS
    assert article.title == TITLE


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n***\n\n"])
def test_articles_in_a_row_are_parted(gap: str) -> None:
    rows = (
        ("Old lighthouse to open in June", *NEWS),
        ("Teachers of Arden end their strike", *OTHER),
    )
    found = read_dump(gap.join("\n\n".join(row) for row in rows)).articles
    assert [article.body for article in found] == [NEWS, OTHER]
    assert [article.title for article in found] == [row[0] for row in rows]


def test_pages_behind_each_other_are_parted() -> None:
    second = "\n".join((*MENU, "Teachers of Arden end their strike", *OTHER, *FOOT))
    assert [article.body for article in read_dump(f"{PAGE}\n{second}").articles] == [NEWS, OTHER]


@pytest.mark.parametrize("gap", [" ", ""])
def test_a_page_on_one_line_is_read(gap: str) -> None:
    (article,) = read_dump(gap.join(PAGE.splitlines())).articles
    told = " ".join(article.body)
    assert all(paragraph in told for paragraph in NEWS)
    assert not any(phrase in told for phrase in ("newsletter", "Privacy policy", "Log in"))


def test_what_stands_twice_is_text_once() -> None:
    _, labels = web_judged(segments("\n".join((*MENU, *NEWS, *MENU, *NEWS, *FOOT))))
    assert sum(label in "LB" for label in labels) == len(NEWS)


@pytest.mark.parametrize(
    "text", ["橋が開通した。", "“橋が開通した。”", "पुल खुल गया।", "橋は開くか？"]
)
def test_sentences_end_in_the_stops_of_their_script(text: str) -> None:
    assert ends_sentence(text)
