"""One name for all mentions of a thing in an article.

The name is the fullest form that the article gives: a surname stands for the
person named in full before or after it, an acronym for the name that it stands
beside in brackets, a spelling for the one most used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rawi.annotation.entities.mentions import Mention
from rawi.arabic.names import name_key, plain_name

Keys = tuple[str, ...]
_STATES = frozenset({"مملكه", "جمهوريه", "الجمهوريه", "دوله", "سلطنه"})
"""Class words before a country: the name is shorter without them."""
_REGIONS = frozenset({"قطاع", "هضبه"})
"""Class words before a place, with which its name is fuller; a governorate is not its town."""
_ORGANS = frozenset(
    {"شرطه", "حكومه", "جيش", "قوات", "حركه", "منظمه", "وزاره", "مجلس", "منتخب", "رءاسه", "نواب"}
)
"""Class words of an organ that is not what it belongs to: شرطة حماس."""
_CLASSES = frozenset({"تنظيم", "جماعه", "شركه", "صحيفه", "قناه", "نادي", "شبكه"})
"""Class words before a name that is one by itself."""
_HEADS = {"place": _STATES, "organisation": _CLASSES}


@lru_cache(maxsize=50_000)
def _key(stem: str) -> str:
    return name_key(stem.removeprefix("ال") if len(stem) > 4 else stem)


def _keys(mention: Mention) -> Keys:
    return _of_stems(mention.stems, mention.kind)


@lru_cache(maxsize=20_000)
def _of_stems(stems: tuple[str, ...], kind: str) -> Keys:
    if len(stems) > 1 and stems[0] in _HEADS.get(kind, ()):
        stems = stems[1:]
    return tuple(_key(stem) for stem in stems)


def _within(short: Keys, full: Keys) -> bool:
    """Whether the words of one stand in the other in their order."""
    rest = iter(full)
    return all(key in rest for key in short)


def _place_fits(short: Mention, full: Mention) -> bool:
    """قطاع before غزة, adjectives behind الضفة; البحرين is no short خليج البحرين."""
    size = len(short.stems)
    if full.stems[0] in _REGIONS and full.stems[1:] == short.stems:
        return True
    more = full.stems[size:]
    return full.stems[:size] == short.stems and all(s.startswith("ال") for s in more)


def _fits(short: Mention, full: Mention) -> bool:
    """Whether a shorter name may stand for the fuller one."""
    few, many = _keys(short), _keys(full)
    size = len(few)
    if size >= len(many):
        return False
    if short.kind == "person":
        return _within(few, many) and "بن" not in many[: -size or None]
    if short.kind == "place":
        return _place_fits(short, full)
    behind = many[-size:] == few and len(many) == size + 1
    return many[:size] == few or (behind and full.stems[0] not in _ORGANS)


def _acronyms(text: str, mentions: Sequence[Mention]) -> dict[Keys, Keys]:
    """Short name -> full name, where one stands in brackets behind the other."""
    found: dict[Keys, Keys] = {}
    for one, other in pairwise(mentions):
        between = text[one.end : other.start].strip().replace('"', "").replace("«", "")
        if between != "(" or one.kind != other.kind or one.kind == "place":
            continue
        if text[other.end : other.end + 2].strip('"» ')[:1] != ")":
            continue
        short, full = sorted((_keys(one), _keys(other)), key=len)
        found[short] = full
    return found


def _fullest(groups: Mapping[Keys, Sequence[Mention]]) -> dict[Keys, Keys]:
    """For each short name the fuller one it stands for: the one most mentioned."""
    found: dict[Keys, Keys] = {}
    for short, group in groups.items():
        fuller = [full for full, others in groups.items() if _fits(group[0], others[0])]
        if fuller:
            found[short] = max(fuller, key=lambda f: (_ends(short, f), len(groups[f]), len(f)))
    return found


def _ends(short: Keys, full: Keys) -> bool:
    """Whether the short name is how the full one ends, as a surname is."""
    return full[-len(short) :] == short


def _written(text: str, mention: Mention) -> str:
    """The mention as a name: with the article that لل swallowed, without marks of hashtags."""
    written = text[mention.start : mention.end]
    if mention.stems[0].startswith("ال") and written[0] == "ل":
        written = f"ا{written}"
    return plain_name(written.replace('"', "").replace("»", ""))


def _best(text: str, group: Sequence[Mention]) -> str:
    """The form most used, without a class word if it is found so; of two the first."""
    heads = _HEADS.get(group[0].kind, ())
    plain = [m for m in group if m.stems[0] not in heads] or group
    return Counter(_written(text, m) for m in plain).most_common(1)[0][0]


def _root(key: Keys, toward: Mapping[Keys, Keys]) -> Keys:
    """The end of the chain of fuller names."""
    passed = {key}
    while (further := toward.get(key)) is not None and further not in passed:
        key = further
        passed.add(key)
    return key


def names(text: str, mentions: Sequence[Mention]) -> list[str]:
    """One name a mention, in their order; ``mentions`` are in the order of the text."""
    named: dict[Mention, str] = {}
    short = _acronyms(text, mentions)
    for kind in dict.fromkeys(m.kind for m in mentions):
        groups: dict[Keys, list[Mention]] = {}
        for mention in mentions:
            if mention.kind == kind:
                groups.setdefault(_keys(mention), []).append(mention)
        toward = _fullest(groups) | {s: f for s, f in short.items() if f in groups}
        for key, group in groups.items():
            name = _best(text, groups[_root(key, toward)])
            named.update(dict.fromkeys(group, name))
    return [named[mention] for mention in mentions]
