"""Labels of words to mentions: where a name begins behind its particles, and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rawi.annotation.entities.model import LABELS, Type
from rawi.annotation.entities.units import Unit
from rawi.arabic import fold
from rawi.model import EntityKind

_KINDS: dict[str, EntityKind] = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "MIS": "other",
}
_MERGED = "لل"
_WORD = frozenset("adL")


class Mention(NamedTuple):
    """A name where it stands; offsets are code points of the text."""

    kind: EntityKind
    start: int
    end: int
    stems: tuple[str, ...]
    """Its words, folded and without particles; marks left out."""


def spans(labels: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """First word, the word behind the last, and the kind's code, for labels as numbers."""
    start, kind = -1, ""
    for at, number in enumerate([*labels, 0]):
        label = LABELS[number]
        if start >= 0 and (label[0] != "I" or label[2:] != kind):
            yield start, at, kind
            start = -1
        if start < 0 and label != "O":
            start, kind = at, label[2:]


def begins(text: str, particles: str) -> int:
    """How many code points of a word as written its particles take.

    The second lam of لل is the article's and stays; vowel signs go with their letter.
    """
    letters = len(particles) - particles.endswith(_MERGED)
    at = 0
    while at < len(text) and (letters or not fold(text[at])):
        letters -= bool(fold(text[at]))
        at += 1
    return at


def mention(units: Sequence[Unit], types: Sequence[Type], kind: str) -> Mention | None:
    """The name that these words make; None where they are marks alone."""
    first, last = 0, len(units)
    while first < last and not _is_word(types[first]):
        first += 1
    while last > first and not _is_word(types[last - 1]):
        last -= 1
    if first == last:
        return None
    start = units[first].start + begins(units[first].text, types[first].form.particles)
    end = units[last - 1].end
    stems = tuple(t.form.stem for t in types[first:last] if _is_word(t))
    return Mention(_KINDS[kind], start, end, stems)


def _is_word(known: Type) -> bool:
    return known.form.shape[0] in _WORD
