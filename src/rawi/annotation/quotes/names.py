"""Whose a statement is: the names an article offers for a mention, and what speaks for each.

A name is offered by the mention itself, by other mentions, by places in the text where the
same words carry more of the name, and by the statements before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rawi.annotation.quotes.places import Places, entity_words
from rawi.annotation.quotes.reading import Part
from rawi.annotation.quotes.words import times_seen
from rawi.arabic import fold
from rawi.model import Entity

Key = tuple[str, ...]
_MARKS = '"«»“”„‟'


DOCUMENTS = frozenset(
    [
        "تقرير",
        "بيان",
        "دراسة",
        "استطلاع",
        "تحقيق",
        "إحصاءات",
        "أرقام",
        "بيانات",
        "رسالة",
        "تقارير",
        "نعي",
    ]
)


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BETWEEN = _set(
    """
    صادر صادره صدر صدرت عن من صحفي صحافي رسمي مشترك جديد اصدره اصدرته نشره نشرته
    """
)
_ORGANS = _set(
    """
    منظمه مجلس وزاره شركه صحيفه جريده وكاله قناه حكومه لجنه هيءه حركه جماعه نادي فريق اتحاد
    رابطه مركز معهد مرصد مكتب جامعه شبكه مءسسه برلمان بنك مصرف محكمه نيابه شرطه جيش حزب
    تحالف بعثه سفاره رءاسه صندوق مجموعه موقع جمعيه نقابه كتله اداره مصلحه داءره قياده مفوضيه
    """
)
_OFFICES = _set(
    """
    وزير وزيره رءيس رءيسه متحدث متحدثه ناطق مدير مديره ملك امير زعيم قاءد سفير سفيره مبعوث
    ناءب ناءبه امين مدرب لاعب نجم نجمه كاتب كاتبه باحث باحثه خبير خبيره محلل محامي قاضي
    محافظ عضو جنرال لواء عميد عقيد مسءول مسءوله مستشار مستشاره مرشح مخرج ممثل ممثله فنان
    فنانه بابا شيخ
    """
)


AROUND = _set(
    """
    مكتب محامي محاميه محامو حمله فريق عاءله اسره والد والده شقيق شقيقه زوجه زوج ابن
    ابنه حكومه اداره نجل متحدث متحدثه مصدر مصادر مقربون مساعد مساعدو انصار حزب تقرير
    بيان دراسه
    """
)
"""Who speaks for a person or is near one: the mention names them, not the person."""


class Mention(NamedTuple):
    """Words of the text that stand for someone: ``begin`` to ``end``, the name from ``core``."""

    begin: int
    end: int
    core: int


_DOCUMENT_KEYS = frozenset(map(fold, DOCUMENTS))


class Known(NamedTuple):
    """One name the article offers."""

    key: Key
    mention: Mention
    """Where it stands, the name from ``core``."""
    titled: bool
    """Whether words stand before the name that are no part of it."""
    spoke: bool
    """Whether it comes from a speaker's mention, not from the text alone."""
    entity: int = 0
    """1 for a person, 2 for an organisation, 3 for another named thing found as an entity, 4
    for a document with its issuer, 5 for an outlet as ``outlets`` reads it."""
    spans: tuple[tuple[int, int], ...] = ()
    """Words of the text that the entity stands at, or the issuer of a document."""
    text: str = ""
    """How it is written, where it stands nowhere as a whole."""


class Guess(NamedTuple):
    """A mention and how likely it is that of the speaker."""

    mention: Mention
    sure: float


class Asked(NamedTuple):
    """A statement whose speaker is to be named."""

    place: int
    """The word its cue begins with, or its first word."""
    cue: str
    mention: Mention | None
    """The likeliest."""
    options: dict[Key, tuple[Mention, float]]
    """What its mentions name, and how likely each is."""


@lru_cache(maxsize=50_000)
def free(word: str) -> str:
    """``word`` without the particle of للـ, and without the article."""
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def head_kind(word: str) -> int:
    """What a bare head stands for: 1 an organ, 2 who holds an office, 3 a document, 0 unknown."""
    head = free(word)
    if head in _ORGANS:
        return 1
    return 2 if head in _OFFICES else 3 * (head in _DOCUMENT_KEYS)


def keys(p: Places, begin: int, end: int) -> Key:
    return tuple(w.key for w in p.reading.words[begin:end])


def feminine(word: str) -> int:
    """1 for a feminine verb or participle, 2 for a plural, 0 otherwise."""
    if word.endswith(("وا", "ون", "ين")):
        return 2
    return int(word.endswith(("ت", "ه", "ته")) or word.startswith("ت"))


class Story(NamedTuple):
    """What is known when a statement's turn comes: earlier speakers, and how their cues agreed."""

    spoken: list[Key]
    places: list[int]
    agreed: dict[Key, list[int]]


def _issuer(p: Places, mention: Mention) -> int:
    """The word behind what stands between a document and its issuer (بيان صادر عن)."""
    begin = mention.begin + 1
    while begin < mention.end and p.reading.words[begin].key in _BETWEEN:
        begin += 1
    return begin


def composed(p: Places, text: str, mention: Mention, issuers: Sequence[Known]) -> list[Known]:
    """A document with its issuer (بيان وزارة الصحة), for a mention that is one."""
    words = p.reading.words
    head = words[mention.begin].text.removeprefix("ال")
    if head not in DOCUMENTS:
        return []
    found = []
    for begin in sorted({mention.begin + 2, _issuer(p, mention)}):
        if begin < mention.end:
            rest = mention._replace(begin=begin, core=begin)
            issuers = [*issuers, Known(keys(p, begin, rest.end), rest, False, False)]
    for issuer in issuers:
        name = written(p, text, issuer)
        if name.partition(" ")[0] not in DOCUMENTS:
            place = (issuer.mention.core, issuer.mention.end)
            said = f"{head} {name}"
            key = (words[mention.begin].key.removeprefix("ال"), *issuer.key)
            found.append(Known(key, mention, False, False, 4, (place,), said))
    return found


def fuller(who: Known, names: Sequence[Known]) -> Known:
    """For a person's last name alone the longest name of a person among ``names`` that ends so;
    where two are as long, what was given."""
    if len(who.key) > 1 or who.entity > 1 or who.key[0].startswith("ال"):
        return who
    longer = [k for k in names if len(k.key) > 1 and k.key[-1] == who.key[0] and _is_person(k)]
    most = max((len(k.key) for k in longer), default=0)
    longest = [k for k in longer if len(k.key) == most]
    return longest[0] if len(longest) == 1 else who


def _is_person(known: Known) -> bool:
    """Whether it is known as a person's name, or stands behind a title and looks like one."""
    first = known.key[0]
    named = known.entity == 1 or (known.entity == 0 and known.titled)
    return named and not (head_kind(first) or first in AROUND or first.startswith("ال"))


def written(p: Places, text: str, known: Known) -> str:
    """The name as the article writes it, with its quotation marks in pairs."""
    if known.text:
        return known.text
    words = p.reading.words
    start, end = words[known.mention.core].start, words[known.mention.end - 1].end
    said = text[start:end]
    if sum(said.count(m) for m in _MARKS) % 2:
        if text[end : end + 1] in _MARKS and end < len(text):
            end += 1
        elif text[start - 1 : start] in _MARKS and start:
            start -= 1
    if sum(text[start:end].count(c) for c in "()") == 1 and text[end : end + 1] == ")":
        end += 1
    return _without_particles(text[start:end])


def _without_particles(name: str) -> str:
    """A name without the ل joined to it, and to the issuer of a document."""
    first, space, rest = name.partition(" ")
    if first.startswith("لل") and len(first) > 4:
        first = f"ا{first[1:]}"
    elif first.startswith("ل") and rest and _free_form(first[1:]):
        first = first[1:]
    if rest.startswith("لل") and first in DOCUMENTS:
        rest = f"ا{rest[1:]}"
    elif rest.startswith("ل") and first in DOCUMENTS and not rest.startswith("لا"):
        rest = rest[1:]
    return f"{first}{space}{rest}"


def _free_form(word: str) -> bool:
    """Whether a word is known much better than with a ل before it, which begins no given name."""
    if f"ل{word}" in _GIVEN:
        return False
    key = fold(word)
    return times_seen(key) > 2 * times_seen(f"ل{key}")


_GIVEN = frozenset(["ليلى", "لمى", "لبنى", "ليان", "لجين", "لمعي"])
"""Given names that would be a common word without their ل, as they are written: folded they would
be taken for another word behind a preposition, as لأمين for لامين."""
_KINDS = {"person": 1, "organisation": 2}


def known_of(p: Places, part: Part, entities: Sequence[Entity]) -> list[Known]:
    """The names of entities, each with the words it stands at; the fullest place is its own."""
    by_name: dict[str, list[tuple[int, int, int]]] = {}
    for e, begin, end in entity_words(p.reading, part, entities):
        by_name.setdefault(e.name, []).append((begin, end, _KINDS.get(e.kind, 3)))
    found = []
    for spans in by_name.values():
        begin, end, kind = max(spans, key=lambda s: (s[1] - s[0], -s[0]))
        places = tuple((b, e) for b, e, _ in spans)
        mention = Mention(begin, end, begin)
        found.append(Known(keys(p, begin, end), mention, False, False, kind, places))
    return found


def outlets_of(p: Places, spans: Iterable[tuple[int, int]]) -> list[Known]:
    """The names of outlets that stand at these words, each with all its places."""
    places: dict[Key, list[tuple[int, int]]] = {}
    for begin, end in spans:
        places.setdefault(keys(p, begin, end), []).append((begin, end))
    return [
        Known(key, Mention(*own[0], own[0][0]), False, False, 5, tuple(own))
        for key, own in places.items()
    ]
