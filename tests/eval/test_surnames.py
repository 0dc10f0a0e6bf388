"""The scorer of surnames: known answers."""

from collections import Counter

from eval.abilities.surnames import Case, cases, shares

FULL, OTHER = "سامر حداد", "ليلى حداد"


def test_shares_count_what_is_named_and_what_could_be() -> None:
    found = [
        Case(FULL, Counter({FULL: 5})),
        Case("", Counter({OTHER: 3})),
        Case(FULL, Counter({FULL: 2})),
        Case("", Counter({FULL: 2, OTHER: 2})),
    ]
    assert shares(found) == (0.5, 0.5)


def test_the_set_holds_what_was_read() -> None:
    found = cases()
    assert len(found) >= 100
    assert all(not case.meant or case.meant in case.told for case in found)
