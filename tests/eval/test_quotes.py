"""How quotations are scored, on statements of our own."""

from __future__ import annotations

import pytest

from eval.abilities.quotes import SeedMark
from eval.quote_gold import Tally, matches
from rawi.model import Quote

TEXT = "قال عمر إن الجسر الجديد فوق مجرى السيل قريب وقالت ليلى إن السوق يعود"
BRIDGE = TEXT[TEXT.index("الجسر") : TEXT.index(" وقالت")]
MARKET = "السوق يعود"


def quote(part: str, **given: str) -> Quote:
    start = TEXT.index(part)
    made = {"kind": "indirect", "cue": "قال", "speaker_name": "عمر"} | given
    return Quote(text=part, start=start, end=start + len(part), **made)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (BRIDGE, True),
        ("الجسر الجديد فوق مجرى السيل", True),  # five of six words
        ("الجسر الجديد فوق مجرى", False),  # four of six
    ],
)
def test_seven_tenths_of_the_words_match(part: str, found: bool) -> None:
    assert bool(matches(TEXT, [quote(BRIDGE)], [quote(part)])) is found


def test_a_statement_is_used_once_by_the_best() -> None:
    gold, less = quote(BRIDGE), quote("الجسر الجديد فوق مجرى السيل")
    assert matches(TEXT, [gold], [less, gold]) == [(gold, gold)]


def test_counts_of_what_matched() -> None:
    gold = [quote(BRIDGE, via="صحيفة التل"), quote(MARKET, speaker_name="ليلى")]
    said = [quote(BRIDGE, speaker_name="عُمر", kind="direct"), quote("قال عمر")]
    tally = Tally()
    tally.add(TEXT, gold, said)
    assert (tally.f1, tally.precision, tally.recall) == (0.5, 0.5, 0.5)
    assert (tally.name_share, tally.kind_share, tally.via_f1) == (1.0, 0.0, 0.0)


def test_ways_are_scored_over_matched_statements() -> None:
    tally = Tally()
    tally.add(TEXT, [quote(BRIDGE, via="صحيفة التل")], [quote(BRIDGE, via="صحيفة التل")])
    tally.add(TEXT, [quote(MARKET)], [quote(MARKET, via="تويتر")])
    assert tally.via_f1 == pytest.approx(2 / 3)


def test_a_mark_of_a_text_that_changed_is_refused() -> None:
    mark = SeedMark(0, 0, 3, "0" * 16, "direct", "", "")
    with pytest.raises(ValueError, match="reads differently at 0"):
        mark.quote(TEXT)
