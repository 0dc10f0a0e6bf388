"""What programs put around lines: taken off where it is regular, left where it is not."""

import textwrap
import time

import pytest

from rawi.extract.dumps.dump_page import read_dump
from rawi.extract.dumps.margins import unframed, whole_words
from tests.extract.dumps.test_other_scripts import NEWS, TITLE

ARABIC = (
    "افتتح رئيس البلدية سالم الوادي صباح الخميس جسرا جديدا فوق مجرى السيل بعد عام من العمل، وحضر "
    "الافتتاح عدد من أهالي القرى المجاورة.",
    "وقال الوادي إن الجسر يحتمل ضعف ما كان يحتمله الجسر القديم، وإن كلفته لم تزد على التقدير الذي "
    "أقره المجلس في الربيع الماضي، وإن البلدية ستبدأ في الخريف تعبيد الطريق المؤدي إليه.",
    "وقال مزارعون من القرى المجاورة إنهم كانوا يقطعون المسافة إلى السوق في ساعة كاملة كلما فاض "
    "السيل، وإن أولادهم كانوا يتغيبون عن المدرسة أياما في كل شتاء.",
)


def wrapped(texts: tuple[str, ...], width: int = 66) -> list[str]:
    return "\n\n".join(textwrap.fill(text, width) for text in texts).split("\n")


def body(text: str) -> tuple[str, ...]:
    (article,) = read_dump(text).articles
    return article.body


@pytest.mark.parametrize("texts", [NEWS, ARABIC])
@pytest.mark.parametrize("mark", ["> ", ">> ", ">"])
def test_a_quotation_in_a_mail_is_read(texts: tuple[str, ...], mark: str) -> None:
    lines = [f"{mark}{line}".rstrip() for line in (TITLE, "", *wrapped(texts))]
    assert body("\n".join(["On 3 May 2018, Nora wrote:", *lines])) == texts


def test_a_list_behind_angle_brackets_keeps_them() -> None:
    text = "\n".join(["> Home", "> News", "> Sport", "> Weather", "> Contact", "> Log in"])
    assert unframed(text) == text


def test_four_quoted_lines_are_left() -> None:
    text = "> a\n>\n> b\n> c"
    assert unframed(text) == text
    assert unframed(f"{text}\n> d") == "a\n\nb\nc\nd"


@pytest.mark.parametrize("texts", [NEWS + NEWS[:1], ARABIC])
@pytest.mark.parametrize("step", [1, 5])
@pytest.mark.parametrize("blank", [True, False])
def test_numbered_lines_are_read(texts: tuple[str, ...], step: int, blank: bool) -> None:
    """Every line or every fifth, with empty ones counted or not."""
    lines, number = [], 0
    for line in wrapped(tuple(f"{text} {text}" for text in texts), 40):
        number += bool(line) or blank
        shown = number if line and number % step == 0 else ""
        lines.append(f"{shown:>4}  {line}".rstrip())
    told = " ".join(body("\n".join(lines)))
    assert all(f"{text} {text}" in told for text in texts[1:])


@pytest.mark.parametrize(("lines", "kept"), [(20, True), (21, False)])
def test_a_short_count_is_a_list(lines: int, kept: bool) -> None:
    text = "\n".join(f"{n} Headline of an article" for n in range(1, lines + 1))
    assert (unframed(text) == text) is kept


def test_numbers_out_of_step_stay() -> None:
    text = "\n".join(f"{n * n} people came to the meeting" for n in range(1, 40))
    assert unframed(text) == text


@pytest.mark.parametrize("feed", ["\f", ""])
@pytest.mark.parametrize("number", ["{}", "- {} -", "Page {} of 3", "صفحة {}"])
def test_a_sentence_goes_on_over_the_head_of_a_page(feed: str, number: str) -> None:
    lines = wrapped(NEWS)
    pages = [lines[:2], lines[2:6], lines[6:]]
    parts = [
        "\n".join(["Coast Weekly - No. 214", *page, number.format(n)])
        for n, page in enumerate(pages, 1)
    ]
    assert body(f"\n{feed}".join(parts)) == NEWS


def test_numbers_of_a_list_between_headlines_stay() -> None:
    text = "\n".join(f"{n}\nHeadline {'abc'[n - 1]}" for n in range(1, 4))
    assert unframed(text) == text


def test_a_column_of_numbers_stays() -> None:
    text = "\n".join(map(str, range(1, 30)))
    assert unframed(text) == text


def test_what_begins_differently_on_each_page_is_text() -> None:
    assert unframed("one\n1\n\ftwo\n2\n\fthree\n3") == "one\ntwo\nthree"


@pytest.mark.parametrize("text", ["1\n" * 200_000, "a" * 500_000 + "-\n", "> \n" * 200_000])
def test_long_texts_take_time_in_proportion(text: str) -> None:
    begun = time.process_time()
    unframed(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "stamp",
    [
        "12/03/2018, 14:05 - {}: ",
        "[12.03.18, 14:05:33] {}: ",
        "3/12/18, 2:05 PM - {}: ",
        "2018-03-12, 14:05 - {}: ",
    ],
)
def test_messages_of_a_chat_are_read(stamp: str) -> None:
    text = f"{stamp.format('Nora')}{TITLE}\n\n" + "\n".join(NEWS)
    text += f"\n{stamp.format('Coast Weekly')}<Media omitted>"
    assert body(text) == NEWS


def test_a_sentence_with_a_time_is_no_message() -> None:
    text = "On 12/03/2018, 14:05 was the time: nobody came."
    assert unframed(text) == text


TORN = (
    "The light-\nhouse and the galle-\nry are old. The lighthouse and its gallery are re-\npaired."
)


def test_broken_words_are_whole_again() -> None:
    whole = whole_words(unframed(TORN).replace("\n", " "))
    assert whole == (
        "The lighthouse and the gallery are old. The lighthouse and its gallery are repaired."
    )


def test_compounds_keep_their_hyphens() -> None:
    text = TORN + " A well-known man, well-\nknown here. A sea side and a sea-\nside of old."
    assert "well-\nknown" in unframed(text)
    assert "sea-\nside" in unframed(text)


def test_two_hyphens_are_left() -> None:
    text = "The light-\nhouse and its galle-\nry. The lighthouse, the gallery."
    assert unframed(text) == text
