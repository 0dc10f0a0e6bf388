"""What can be told of a word by itself; the model weighs each trait by its place."""

from __future__ import annotations

from typing import NamedTuple

from rawi.annotation.entities.lexicon import Lexicon
from rawi.annotation.entities.particles import split
from rawi.arabic import fold

_MARKS = "()[]«»\"“”',،.:؛!؟?-–"
_MOST_LETTERS, _MOST_DIGITS = 9, 4
"""Longer words and numbers count as so long: the model was trained on these traits."""
_UNKNOWN = ("?",)
NATION = "gn"
"""The trait of adjectives of nations; see ``training.entities.gazetteers``."""


class Form(NamedTuple):
    """A word as the model sees it."""

    stem: str
    particles: str
    shape: str
    """Letters (``a``), Latin letters, digits, or a mark (``p``)."""
    traits: tuple[str, ...]


def asked(form: Form) -> Form:
    """``form`` with those of its traits alone that rules ask for: the rest is weighed once."""
    return form._replace(traits=(NATION,) if NATION in form.traits else ())


def _shape(word: str) -> str:
    first = word[0]
    if "ء" <= first <= "ي":
        return "a"
    if first.isdigit():
        return f"d{min(len(word), _MOST_DIGITS)}"
    if first.isascii() and first.isalpha():
        return "LU" if word.isupper() else "Lu" if first.isupper() else "Ll"
    return "a" if first.isalpha() else "p"


def _by_letters(stem: str) -> tuple[str, ...]:
    ends = (
        f"z1={stem[-1:]}",
        f"z2={stem[-2:]}",
        f"z3={stem[-3:]}",
        f"p2={stem[:2]}",
        f"p3={stem[:3]}",
        f"n{min(len(stem), _MOST_LETTERS)}",
    )
    return (*ends, "al") if stem[:2] == "ال" else ends


def form(word: str, known: Lexicon) -> Form:
    """Stem, particles and traits of a word, a number or a mark as written."""
    key = fold(word) or word
    if not key.isalpha():
        key = key.strip(_MARKS) or key
    shape = _shape(key)
    if shape[0] == "d":
        key = "0" * min(len(key), _MOST_DIGITS)
    particles, stem = split(key, known.words) if shape == "a" else ("", key)
    told = known.words.get(stem, _UNKNOWN)
    traits = (f"s={stem}", f"c={particles}", f"S={shape}", *told, *_by_letters(stem))
    return Form(stem, particles, shape, traits)
