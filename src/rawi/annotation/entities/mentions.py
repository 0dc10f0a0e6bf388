"""Labels of words to mentions: where a name begins behind its particles, and its words."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
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
_PARTICLES = "وفبلك"
_DASHES = "-–—"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u00ad\u0640"
"""What may stand behind a name's last letter and is not part of it."""
_LEAST = 3
"""Letters that a stem must have more of for its first to be taken as a particle of a list."""


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
    if kind == "PER":
        last = next((n for n in range(1, last) if _dash(units, n)), last)
    while first < last and not _is_word(types[first]):
        first += 1
    while last > first and not _is_word(types[last - 1]):
        last -= 1
    if first == last:
        return None
    start = units[first].start + begins(units[first].text, types[first].form.particles)
    written = units[last - 1].text
    end = units[last - 1].end - len(written) + len(written.rstrip(_INVISIBLE))
    stems = tuple(t.form.stem for t in types[first:last] if _is_word(t))
    return Mention(_KINDS[kind], start, end, stems)


def _dash(units: Sequence[Unit], at: int) -> bool:
    """Whether a dash between spaces stands there: no name of a person holds one."""
    return units[at].text in _DASHES and units[at].start > units[at - 1].end


def arabic(types: Sequence[Type]) -> bool:
    """Whether a sentence has no fewer Arabic words than Latin ones: code and English have none."""
    shapes = [known.form.shape[0] for known in types]
    return shapes.count("a") >= shapes.count("L")


def _is_word(known: Type) -> bool:
    return known.form.shape[0] in _WORD


def parted(mentions: Sequence[Mention], known: Container[str]) -> list[Mention]:
    """Particles off unknown words that begin another name here without them.

    What words are ``known`` to be whole is left as it is.
    """
    begun = {one.stems[0] for one in mentions}
    return [_parted(one) if _hides(one.stems[0], begun, known) else one for one in mentions]


def _hides(stem: str, begun: Container[str], known: Container[str]) -> bool:
    return stem[0] in _PARTICLES and len(stem) > _LEAST and stem not in known and stem[1:] in begun


def _parted(one: Mention) -> Mention:
    first, *rest = one.stems
    return one._replace(start=one.start + 1, stems=(first[1:], *rest))
