"""What the rules of Arabic and of the marking make of labels, whatever the model weighed.

The rules follow the guide of the gold: adjectives of an organ are inside its name,
governorates, features and facilities keep the word that says what they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from rawi.annotation.entities.model import LABELS, Type
from rawi.annotation.entities.traits import NATION
from rawi.annotation.entities.units import Unit
from rawi.arabic import fold

_PERSON, _ORGAN, _PLACE = (LABELS.index(f"B-{kind}") for kind in ("PER", "ORG", "LOC"))
_OTHER = LABELS.index("B-MIS")
_FEATURES = frozenset(
    fold(
        "محافظة ولاية مقاطعة إمارة منطقة إقليم قضاء مملكة جمهورية سلطنة دولة جزيرة جزر "
        "خليج بحر بحيرة نهر مضيق قناة جبل جبال وادي صحراء هضبة سهل حقل ميناء مطار قاعدة "
        "معبر مخيم ميدان ساحة شارع طريق جسر ملعب استاد متحف قصر قلعة مسجد جامع كنيسة سجن"
    ).split()
)
"""Words for regions, features and facilities; مدينة and قرية stay outside."""
_ORGANS = frozenset(
    fold("وزارة قوات حكومة جيش شرطة بلدية سفارة جامعة منتخب محكمة نقابة جمعية رئاسة برلمان").split()
)
"""Words for organs, before a place or before the rest of their name."""
_EVENTS = frozenset(
    fold("دوري كأس بطولة قانون معاهدة اتفاقية مهرجان جائزة معركة عيد مونديال").split()
)
"""Words for events, works and laws, before the rest of their name."""
_DIRECTIONS = frozenset(fold("الشمالية الجنوبية الشرقية الغربية الوسطى الاتحادية").split())
_GOD = "الله"
_OFFICES = frozenset(fold("وزير وزيرة وزراء ولي").split())
"""Before what an office is over: no organ is named in وزير الثقافة السعودي."""
_CURRENCIES = frozenset(
    fold("دولار يورو ين جنيه ريال درهم دينار ليرة يوان روبل فرنك شيكل روبية بيزو").split()
)
"""Which the guide marks as little as other measures; ريال مدريد goes on otherwise."""
_BEGINS = (_PERSON, _ORGAN, _PLACE, _OTHER)
_POINTING = frozenset(fold("المدينة المنظمة الوزارة الحكومة الشركة النادي المنتخب").split())
"""Bare nouns that point back; المدينة alone is rarely that of the Prophet."""


def mended(labels: list[int], units: Sequence[Unit], types: Sequence[Type]) -> list[int]:
    """``labels`` with the rules applied, from the first word to the last."""
    for at in range(1, len(labels)):
        if labels[at] or labels[at - 1]:
            _begun(labels, types, at)
            _behind(labels, units, types, at)
    for at, label in enumerate(labels):
        if label in _BEGINS and _no_name(labels, types, at):
            _relabel(labels, at, 0)
    return labels


def _no_name(labels: Sequence[int], types: Sequence[Type], at: int) -> bool:
    """Whether an office's field, a currency, or a bare noun that points back is begun here."""
    stem = types[at].form.stem
    if labels[at] in (_ORGAN, _PLACE) and at and types[at - 1].form.stem in _OFFICES:
        return True
    alone = at + 1 == len(labels) or labels[at + 1] != labels[at] + 1
    if stem.removeprefix("ال") in _CURRENCIES:
        return alone or _national(types[at + 1])
    return alone and stem in _POINTING and labels[at] in (_ORGAN, _PLACE)


def _relabel(labels: list[int], at: int, label: int) -> None:
    """Give all words of the name that is begun here one label."""
    inside = labels[at] + 1
    labels[at] = label
    while at + 1 < len(labels) and labels[at + 1] == inside:
        at += 1
        labels[at] = label


def _of(label: int, begin: int) -> bool:
    return label in (begin, begin + 1)


def _begun(labels: list[int], types: Sequence[Type], at: int) -> None:
    """Two persons side by side are one, for only و parts two; class words join their place."""
    stem, particles, *_ = types[at].form
    if particles or stem[0] in "وف":
        return
    before = labels[at - 1]
    if labels[at] == _PERSON and _of(before, _PERSON):
        labels[at] = _PERSON + 1
    elif not before and (kind := _headed(labels[at], types[at - 1].form.stem)):
        _relabel(labels, at, kind + 1)
        labels[at - 1] = kind
    elif labels[at] in (_ORGAN, _OTHER) and types[at - 1].form.shape[0] == "d":
        alone = at + 1 == len(labels) or labels[at + 1] != labels[at] + 1
        labels[at] = 0 if alone else labels[at]  # a unit or a currency behind a number


def _headed(label: int, head: str) -> int:
    """The kind that a name has with the class word before it; 0 where that stays outside."""
    if label == _PLACE and head in _FEATURES:
        return _PLACE
    if label in (_PLACE, _ORGAN) and head in _ORGANS:
        return _ORGAN
    return _OTHER if label == _OTHER and head in _EVENTS else 0


def _behind(labels: list[int], units: Sequence[Unit], types: Sequence[Type], at: int) -> None:
    """Adjectives of nations are in an organ's name, not in a place's; hyphens join persons."""
    before = labels[at - 1]
    if _national(types[at]):
        definite = types[at - 1].form.stem.startswith("ال") and types[at].form.stem.startswith("ال")
        if definite and before == _ORGAN + 1 and not labels[at]:
            labels[at] = 0 if types[at - 1].form.stem == _GOD else _ORGAN + 1
        elif not definite and labels[at] == _PLACE + 1 and _last(labels, at):
            labels[at] = 0
    elif _of(before, _PERSON) and units[at].text in "-_" and _tight(units, at):
        labels[at] = labels[at + 1] = _PERSON + 1


def _national(known: Type) -> bool:
    """Whether a word is an adjective of a nation without a particle."""
    stem, particles, _, traits = known.form
    return NATION in traits and not particles and stem not in _DIRECTIONS


def _last(labels: Sequence[int], at: int) -> bool:
    return at + 1 == len(labels) or labels[at + 1] != labels[at]


def _tight(units: Sequence[Unit], at: int) -> bool:
    """Whether a mark stands between two words without a space."""
    inside = at + 1 < len(units) and units[at - 1].end == units[at].start
    return inside and units[at].end == units[at + 1].start and units[at + 1].text.isalpha()
