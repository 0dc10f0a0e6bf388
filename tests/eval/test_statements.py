"""The scorer of statements told again: known answers."""

import msgspec
import pytest

from eval.abilities.statements import held, precision_recall, proposed, says
from eval.statement_pairs import Pair, marked
from rawi.arabic import tokens
from rawi.model import Quote
from rawi.relate.statements import SameRules, Saying, saying

ONE = "البلدية ستغرس ألف شجرة زيتون على ضفة النهر قبل الشتاء"
TWO = "المجلس سيدرس ميزانية المدارس الجديدة في جلسة الخميس المقبل"


def said(text: str) -> Saying | None:
    quote = Quote(kind="direct", text=text, cue="", start=0, end=len(text), speaker_name="هند")
    return saying(0, quote, tokens(text))


def pair(one: str, other: str, same: bool) -> Pair:
    return Pair(said(one), said(other), 1.0, same, False, False, 1)


def test_precision_and_recall_count_what_was_said() -> None:
    found = [(True, True), (True, False), (False, True), (False, False), (True, True)]
    assert precision_recall(found) == (2 / 3, 2 / 3)


def test_equal_statements_are_one_and_others_are_two() -> None:
    rules = SameRules()
    assert says(pair(ONE, ONE, True), rules)
    assert not says(pair(ONE, TWO, False), rules)


def test_a_statement_too_short_is_never_one() -> None:
    assert not says(pair(ONE, "نعم", True), SameRules())


def test_the_baseline_asks_for_the_shorter_in_the_longer() -> None:
    assert held(pair(ONE, f"{ONE} {TWO}", True))
    assert not held(pair(ONE, TWO, False))


def test_the_share_proposed_is_of_those_that_are_one() -> None:
    assert proposed([pair(ONE, ONE, True), pair(ONE, TWO, True)]) == 0.5


def test_the_set_is_large_enough_and_of_many_days() -> None:
    rows = [row for row in marked() if row.grade != "?"]
    assert len(rows) >= 150
    assert len({row.first.article[-8:] for row in rows}) == 30
    assert {row.grade for row in rows} == {"0", "1"}


@pytest.mark.parametrize("row", marked()[:5])
def test_a_row_names_two_articles(row: msgspec.Struct) -> None:
    assert row.first.article != row.second.article  # type: ignore[attr-defined]
