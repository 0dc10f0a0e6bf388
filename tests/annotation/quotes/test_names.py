"""Which of the names an article offers is meant, on names of our own."""

from __future__ import annotations

import pytest

from rawi.annotation.quotes.names import Known, Mention, fuller
from rawi.arabic import fold


def name(text: str, entity: int = 1, titled: bool = False) -> Known:
    key = tuple(fold(text).split())
    return Known(key, Mention(0, len(key), 0), titled, False, entity)


@pytest.mark.parametrize(
    ("said", "offered", "whole"),
    [
        ("منصور", ["كريتا منصور"], "كريتا منصور"),
        ("منصور", ["كريتا منصور", "سعد كريتا منصور"], "سعد كريتا منصور"),
        ("منصور", ["كريتا منصور", "سعد منصور"], "منصور"),
        ("منصور", ["وزير منصور"], "منصور"),
        ("منصور", ["عائلة منصور"], "منصور"),
        ("منصور", ["منصور الوادي"], "منصور"),
        ("الوزير", ["كريتا الوزير"], "الوزير"),
        ("سعد منصور", ["كريتا سعد منصور"], "سعد منصور"),
    ],
)
def test_a_last_name_alone_is_that_of_the_longest_name_that_ends_so(
    said: str, offered: list[str], whole: str
) -> None:
    found = fuller(name(said), [name(said), *map(name, offered)])
    assert found.key == name(whole).key


@pytest.mark.parametrize(("entity", "titled", "taken"), [(0, True, 2), (0, False, 1), (2, True, 1)])
def test_what_is_no_person_takes_nobodys_last_name(entity: int, titled: bool, taken: int) -> None:
    other = name("سعد منصور", entity, titled)
    assert len(fuller(name("منصور"), [other]).key) == taken
