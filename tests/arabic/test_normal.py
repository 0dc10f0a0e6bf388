"""Normalisation: levels, offsets, idempotence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic import Level, as_seen, fold, normalise

ARABIC = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC),
        st.sampled_from("\u200f\u202b\u0301é İ1a"),
    )
)
TEXTS = st.one_of(st.text(), ARABIC)
LEVELS = st.sampled_from(list(Level))


@given(TEXTS, LEVELS)
def test_normalisation_is_idempotent(text: str, level: Level) -> None:
    once = normalise(text, level).text
    assert normalise(once, level).text == once


@given(TEXTS)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ARABIC)
def test_folding_is_the_last_level(text: str) -> None:
    assert fold(text) == normalise(text).text


@given(TEXTS, LEVELS)
def test_offsets_rise_from_start_to_end(text: str, level: Level) -> None:
    found = normalise(text, level)
    places = [found.offset(i) for i in range(len(found.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert places[-1] == len(text)


@given(TEXTS, LEVELS, st.integers(0, 50))
def test_a_prefix_comes_from_the_originals_prefix(text: str, level: Level, at: int) -> None:
    found = normalise(text, level)
    edge = found.offset(at)
    assert found.text.startswith(normalise(text[:edge], level).text)


@pytest.mark.parametrize(
    ("level", "before", "after"),
    [
        (Level.FORMS, "ﻻ", "لا"),
        (Level.CONTROLS, "أ\u200fب", "أب"),
        (Level.TATWEEL, "كتـــاب", "كتاب"),
        (Level.MARKS, "مُحَمَّدٌ", "محمد"),
        (Level.DIGITS, "١٢٫٥ و۳۴", "12.5 و34"),
        (Level.ALEF, "أإآٱ", "اااا"),
        (Level.YA, "مستشفى", "مستشفي"),
        (Level.TA_MARBUTA, "مدرسة", "مدرسه"),
        (Level.HAMZA, "مسؤول مسئول", "مسءول مسءول"),
        (Level.CASE, "Rawi", "rawi"),
    ],
)
def test_each_level_does_its_own(level: Level, before: str, after: str) -> None:
    assert normalise(before, level).text == after
    if level > Level.FORMS:
        assert normalise(before, Level(level - 1)).text != after


def test_offset_points_behind_what_was_removed() -> None:
    found = normalise("كـــتَاب", Level.MARKS)
    assert found.text == "كتاب"
    assert [found.offset(i) for i in range(5)] == [0, 4, 6, 7, 8]


def test_letters_of_one_ligature_share_its_place() -> None:
    assert [normalise("ﻻ").offset(i) for i in range(3)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ا\u200bل\u00adبي\u200eت\u061c", "البيت"),
        ("\ufee3\ufeb4\ufe98\ufeb8\ufed4\ufef0", "مستشفى"),
        ("\ufefb يزال", "لا يزال"),
        ("\ufb58\ufe8e\ufea9\ufeb7\ufe8e\ufbff", "پادشای"),
        ("شكرا\ufe70", "شكرا\u064b"),
        ("\ufdf2 \ufdfa", "\ufdf2 \ufdfa"),
        ("می\u200cرود", "می\u200cرود"),
        ("plain, ½ and ﬁ", "plain, ½ and ﬁ"),
    ],
)
def test_what_readers_see(text: str, seen: str) -> None:
    assert as_seen(text) == seen


@given(st.text("\ufe70\ufe8e\ufefb\ufb58\ufdf2\u200b\u200cاب1 \u0651"))
def test_what_readers_see_is_seen_so_again(text: str) -> None:
    assert as_seen(as_seen(text)) == as_seen(text)
