"""What of very long dumps is read, at the bounds."""

from rawi.extract.dumps.lines import thinned
from rawi.extract.dumps.markup import sound

LONG = "كتب المراسل أن الجسر فتح أمام السيارات صباح اليوم بعد عامين."


def test_a_run_of_short_lines_keeps_its_ends() -> None:
    run = [f"سطر قصير رقم {n}" for n in range(2_001)]
    text = "\n".join([LONG, *run, LONG])
    assert thinned(text) == "\n".join([LONG, *run[:1_000], *run[1_001:], LONG])


def test_a_run_at_the_bound_stays() -> None:
    text = "\n".join([LONG, *(f"سطر قصير رقم {n}" for n in range(2_000)), LONG])
    assert thinned(text) == text


def test_a_short_text_is_left_alone() -> None:
    assert thinned("سطر\n" * 10) == "سطر\n" * 10


def test_what_is_said_again_and_again_is_read_once() -> None:
    assert len(sound("اقرأ أيضا " * 30_000)) < 20_000


def test_varied_text_is_read_whole() -> None:
    text = "".join(f"{chr(0x627 + n % 28)}{n * n % 9973} " for n in range(8_000))
    assert len(sound(text)) == len(text)


def test_a_million_blanks_between_two_words() -> None:
    assert len(sound("كلمة" + " " * 1_000_000 + "كلمة")) < 200
