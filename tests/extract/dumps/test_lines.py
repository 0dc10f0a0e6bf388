"""Lines that a fixed width broke, and sentences that were torn at links."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.extract.dumps.lines import mended, unwrapped

SENTENCE = (
    "افتتح رئيس البلدية سالم الوادي جسرا جديدا فوق مجرى السيل بعد عام من العمل المتواصل على "
    "ضفتيه وقال إن الجسر يحتمل ضعف ما كان يحتمله الجسر القديم وإن كلفته لم تزد على التقدير"
)
WORDS = SENTENCE.split()
PARAGRAPHS = [" ".join((*WORDS[n:], *WORDS[:n])) + "." for n in (0, 5, 9, 14)]


@pytest.mark.parametrize("width", [44, 60, 72, 80, 100, 132])
@pytest.mark.parametrize("indent", ["", "   "])
def test_paragraphs_come_back_at_any_width(width: int, indent: str) -> None:
    wrapped = "\n\n".join(
        textwrap.fill(p, width, initial_indent=indent, subsequent_indent=indent) for p in PARAGRAPHS
    )
    assert [line.strip() for line in unwrapped(wrapped).split("\n\n")] == PARAGRAPHS


def test_a_long_address_among_wrapped_lines_changes_nothing() -> None:
    wrapped = "\n\n".join(textwrap.fill(p, 70) for p in PARAGRAPHS)
    text = f"{wrapped}\n\nhttps://press.example/{'a' * 300}\n"
    assert unwrapped(text).split("\n\n")[: len(PARAGRAPHS)] == PARAGRAPHS


def test_items_of_a_list_stay_lines_of_their_own() -> None:
    items = "\n".join(f"  * {' '.join(WORDS[n : n + 11])}" for n in range(6))
    text = "\n\n".join([*(textwrap.fill(p, 70) for p in PARAGRAPHS), items])
    assert unwrapped(text).count("\n  * ") == 6


def test_a_word_broken_at_its_hyphen_is_whole_again() -> None:
    body = " ".join(["the bridge of the valley was opened after a year of work"] * 6)
    wrapped = textwrap.fill(f"{body[:63]} well-known and {body}.", 70)
    assert "well-known" in unwrapped(wrapped)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join).flatmap(
    lambda line: st.lists(st.just(line), min_size=1, max_size=30)))  # fmt: skip
@settings(max_examples=50)
def test_menus_are_not_wrapped_text(lines: list[str]) -> None:
    menu = "\n".join(f"{line}." for line in lines)
    assert unwrapped(menu) == menu


def test_whole_paragraphs_stay_as_they_are() -> None:
    text = "\n".join(PARAGRAPHS)
    assert unwrapped(text) == text


def test_a_sentence_torn_at_its_links_is_put_together() -> None:
    text = "افتتح \nالوادي\n جسرا في \nالسنديان\n، وقال \nالوادي\n: إنه \nمتين\n.\nسطر آخر"
    whole = "افتتح الوادي جسرا في السنديان، وقال الوادي: إنه متين.\nسطر آخر"
    assert mended(text) == whole


def test_lines_that_end_in_a_space_stay_apart_where_nothing_is_torn() -> None:
    text = "الرئيسية \nمحليات \nرياضة \nاتصل بنا"
    assert mended(text) == text
