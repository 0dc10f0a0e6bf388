"""Which phrases are looked at, and how they are counted."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.annotation.keywords.candidates import LONGEST, candidates, read
from rawi.annotation.keywords.choice import forms_of, lemmas_of
from rawi.annotation.keywords.features import NAMES, features
from rawi.annotation.keywords.tags import key_of
from rawi.model import Article, Entity


def phrases(*body: str, entities: tuple[Entity, ...] = ()) -> set[str]:
    text = read(Article(id="1", body=body), entities)
    found = candidates(text)
    return {form for g in range(len(found.keys)) for form in forms_of(text, found, g)}


def test_nothing_stands_across_a_comma() -> None:
    assert "مدينة حلب" not in phrases("زار مدينة، حلب")


def test_a_stop_word_stands_inside_and_never_at_an_end() -> None:
    found = phrases("الوضع في حلب")
    assert "الوضع في حلب" in found
    assert {"الوضع في", "في حلب", "في"}.isdisjoint(found)


def test_a_number_ends_a_phrase_and_never_begins_one() -> None:
    found = phrases("كأس العالم 2018 انتهت")
    assert "كأس العالم 2018" in found
    assert not any(form.startswith("2018") for form in found)


def test_seven_words_are_the_most() -> None:
    words = "منظمة الصحة العالمية التابعة الأمم المتحدة جنيف سويسرا"
    found = phrases(words)
    assert " ".join(words.split()[:LONGEST]) in found
    assert words not in found


def test_a_name_is_looked_at_even_where_its_words_look_like_verbs() -> None:
    body = "التقى يزيد يعيش الصحفيين"
    named = Entity(kind="person", text="يزيد يعيش", name="يزيد يعيش", start=6, end=15)
    assert "يزيد يعيش" in phrases(body, entities=(named,))


def test_occurrences_with_the_same_lemmas_are_one() -> None:
    text = read(Article(id="1", body=("الصواريخ الباليستية. صواريخ باليستية.",)))
    found = candidates(text)
    both = [
        g for g in range(len(found.keys)) if found.times[g] == 2 and found.size[found.first[g]] == 2
    ]
    (group,) = both
    assert found.keys[group] == key_of(lemmas_of(text, found, group))


@settings(deadline=None)
@given(st.lists(st.text("ابتسلم ،.قريه", max_size=60), max_size=3))
def test_features_are_finite_and_one_row_a_candidate(body: list[str]) -> None:
    text = read(Article(id="1", body=tuple(body)))
    if not text.tokens:
        return
    found = candidates(text)
    rows = features(text, found)
    assert rows.shape == (len(found.keys), len(NAMES))
    assert np.isfinite(rows).all()


def test_a_whole_name_is_told_from_a_part_of_one() -> None:
    body = "وصل محمد صلاح إلى ليفربول. وصل صلاح وحده."
    entities = (
        Entity(kind="person", text="محمد صلاح", name="محمد صلاح", start=4, end=13),
        Entity(kind="person", text="صلاح", name="محمد صلاح", start=31, end=35),
    )
    text = read(Article(id="1", body=(body,)), entities)
    found = candidates(text)
    rows = features(text, found)
    shown = {form: g for g in range(len(found.keys)) for form in forms_of(text, found, g)}
    person, cut = NAMES.index("person"), NAMES.index("cut")
    assert rows[shown["محمد صلاح"], person] == 1
    assert rows[shown["محمد"], cut] == 1
    assert rows[shown["صلاح"], cut] == 0.5


def test_a_particle_that_the_name_leaves_outside_is_not_shown() -> None:
    named = Entity(kind="place", text="غرناطة", name="غرناطة", start=6, end=12)
    assert "غرناطة" in phrases("سافر بغرناطة", entities=(named,))


def test_a_name_that_was_cut_wrongly_never_begins_on_a_stop_word() -> None:
    named = Entity(kind="person", text="على يزيد", name="على يزيد", start=0, end=8)
    assert phrases("على يزيد", entities=(named,)) == {"يزيد"}


def test_a_hashtag_is_read_as_words() -> None:
    assert "منظمة الصحة العالمية" in phrases("نشرت #منظمة_الصحة_العالمية أرقاماً")
