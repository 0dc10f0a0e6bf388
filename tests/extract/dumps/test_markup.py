"""What converters leave in a text is taken out before it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi import read
from rawi.extract.dumps.markup import sound, unescaped, unmarked
from tests.timing import seconds, within

PLAIN = "افتتحت البلدية الجسر الجديد فوق مجرى السيل بعد عام من العمل."


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("افتتح [الجسر](https://press.example/a_(b)) اليوم", "افتتح الجسر اليوم"),
        ("افتتح [الجسر](/a/b 'عنوان') اليوم [هنا](../c.html)", "افتتح الجسر اليوم هنا"),
        ("قبل ![صورة الجسر](https://press.example/1.jpg) بعد", "قبل  بعد"),
        ("[![صورة](/1.jpg)](https://press.example/)النص", "النص"),
        ("# عنوان كبير\n\n**قال** الرئيس", "عنوان كبير\n\nقال الرئيس"),
        ("**قال** _الرئيس_ في snake_case_name", "قال الرئيس في snake_case_name"),
        ("**قال** إن 3 \\* 4\\. صحيح", "قال إن 3 * 4. صحيح"),
        ("رأي [الكاتب][1] هنا\n\n   [1]: https://press.example/a", "رأي الكاتب هنا\n\n"),
        ("اقرأ المزيد\nhttps://press.example/a%20b?x=1\nتتمة", "اقرأ المزيد\n\nتتمة"),
        ("العدد [12] من المجلة (2018) صدر", "العدد [12] من المجلة (2018) صدر"),
        ("أكد في [تغريدة] أن الجسر * مفتوح", "أكد في [تغريدة] أن الجسر * مفتوح"),
    ],
)
def test_links_and_emphasis_go_and_words_stay(text: str, clean: str) -> None:
    assert unmarked(text) == clean


def test_numbers_of_links_go_with_their_list() -> None:
    text = (
        "   [1]الرئيسية\n   افتتح [2]الجسر (BUTTON) اليوم\n\nReferences\n\n"
        "   1. https://press.example/\n   2. file:///a/b\n   3. mailto:desk@press.example\n"
    )
    assert sound(text).split() == ["الرئيسية", "افتتح", "الجسر", "اليوم"]


def test_numbers_in_brackets_stay_where_no_list_of_addresses_is() -> None:
    assert sound("قال [1]الكاتب إن") == "قال [1]الكاتب إن"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("ك\u00adل\u200bمة\u200f", "كلمة"),
        ("\ufedb\ufee0\ufee4\ufe94", "كلمة"),
        ("سطر\r\nآخر\rثالث", "سطر\nآخر\nثالث"),
        ("\ufeffعنوان\u00a0طويل", "عنوان طويل"),
    ],
)
def test_one_way_to_write_a_text(text: str, clean: str) -> None:
    assert sound(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("قال &quot;نعم&quot; و&amp;amp; &#1575;", 'قال "نعم" و& ا'),
        ("AT&T; و R&D", "AT&T; و R&D"),
        ("&nosuch; &#9999999;", "&nosuch; &#9999999;"),
    ],
)
def test_entities_are_the_characters_they_stand_for(text: str, clean: str) -> None:
    assert unescaped(text) == clean


def test_entities_leave_the_article() -> None:
    (article,) = read(
        f"جسر &quot;السنديان&quot; يفتح\n\n{PLAIN}\n\n{PLAIN} &quot;نعم&quot;."
    ).articles
    assert "&quot;" not in f"{article.title}{article.text}"


@given(st.text(alphabet="ابتdeg .،\n", max_size=200))
def test_text_without_markup_stays(text: str) -> None:
    assert unmarked(sound(text)) == text


@pytest.mark.parametrize(
    "unit",
    ["[a](", "![", "[[", "](/", "**", "_a", "&amp", "> ", "# ", "|-", "(BUTTON", "[1]", "1. a:",
     "[a](/(", "<http://", "\\", "\n1. https:/", ";base64,[a/"],
)  # fmt: skip
def test_the_worst_input_takes_linear_time(unit: str) -> None:
    def taken(size: int) -> float:
        text = unit * (size // len(unit))
        return seconds(lambda: unmarked(sound(text)))

    assert taken(400_000) < 2.0 + 40 * taken(20_000)


@pytest.mark.parametrize(
    ("run", "left"),
    [
        (" " * 199, " " * 199),
        (" " * 200, " " * 100),
        ("\n" * 200, "\n\n"),
        (" \n" * 5_000, "\n\n"),
        ("-" * 199, "-" * 199),
        ("-" * 200, "-" * 100),
        ("ـ" * 5_000, "ـ" * 100),
        ("ن" * 5_000, "ن" * 5_000),
    ],
)
def test_what_stands_there_without_end_is_cut(run: str, left: str) -> None:
    assert sound(f"نص{run}نص") == f"نص{left}نص"


@pytest.mark.parametrize("unit", [" ", "\n", "-", "ـ", " ---", "A.A.", "# ", "| "])
def test_a_dump_full_of_one_thing_takes_no_time(unit: str) -> None:
    with within(3):
        read(f"{PLAIN}\n{PLAIN} {unit * (20_000 // len(unit))} {PLAIN}\n{PLAIN}")


def test_an_address_broken_at_a_hyphen_is_a_target() -> None:
    assert unmarked("قال [الوزير](https://a.example/one-\ntwo-\nthree) أمس") == "قال الوزير أمس"
