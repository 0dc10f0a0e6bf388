"""Labels mended by the rules of Arabic and of the marking."""

import pytest

from rawi.annotation.entities.lexicon import Lexicon
from rawi.annotation.entities.model import LABELS, Type
from rawi.annotation.entities.rules import mended
from rawi.annotation.entities.traits import form
from rawi.annotation.entities.units import sentences

_KNOWN = Lexicon(
    {"حمص": (), "رامي": (), "الليبيه": ("gn",), "الليبي": ("gn",), "الشماليه": ("gn",)}, {}
)


def after(text: str, labels: str) -> str:
    """The labels of a sentence when the rules have gone over them."""
    units = next(sentences(text))
    types = [Type(form(unit.text, _KNOWN), 0) for unit in units]
    numbers = [LABELS.index(label) for label in labels.split()]
    return " ".join(LABELS[n] for n in mended(numbers, units, types))


@pytest.mark.parametrize(
    ("text", "labels", "mended"),
    [
        ("داود أوغلو", "B-PER B-PER", "B-PER I-PER"),
        ("محافظة حمص", "O B-LOC", "B-LOC I-LOC"),
        ("منتخب غينيا بيساو", "O B-LOC I-LOC", "B-ORG I-ORG I-ORG"),
        ("قوات النماء", "O B-ORG", "B-ORG I-ORG"),
        ("معاهدة النماء", "O B-MIS", "B-MIS I-MIS"),
        ("كيم سون-ها", "B-PER I-PER O O", "B-PER I-PER I-PER I-PER"),
        ("هيئة النفط الليبية", "B-ORG I-ORG O", "B-ORG I-ORG I-ORG"),
        ("بلدة درنة الليبية", "O B-LOC I-LOC", "O B-LOC O"),
        ("7300 ريال", "O B-ORG", "O O"),
        ("وزير الثقافة الليبي", "O B-ORG I-ORG", "O O O"),
        ("ولي العهد", "O B-LOC", "O O"),
        ("المدينة", "B-LOC", "O"),
        ("الدولار", "B-MIS", "O"),
        ("الدينار الليبي", "B-PER I-PER", "O O"),
    ],
)
def test_what_the_rules_change(text: str, labels: str, mended: str) -> None:
    assert after(text, labels) == mended


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("سامي ورامي", "B-PER B-PER"),
        ("مدينة حمص", "O B-LOC"),
        ("حركة النماء", "O B-ORG"),
        ("مطار بحمص", "O B-LOC"),
        ("سون - ها", "B-PER O O"),
        ("حزب الله الليبي", "B-ORG I-ORG O"),
        ("النصر الليبي", "B-ORG O"),
        ("كوريا الشمالية", "B-LOC I-LOC"),
        ("الصحراء الليبية", "B-LOC I-LOC"),
        ("7 حركة النماء", "O B-ORG I-ORG"),
        ("وزارة الثقافة الليبية", "B-ORG I-ORG I-ORG"),
        ("المدينة المنورة", "B-LOC I-LOC"),
        ("ريال مدريد", "B-ORG I-ORG"),
    ],
)
def test_what_the_rules_leave(text: str, labels: str) -> None:
    assert after(text, labels) == labels
