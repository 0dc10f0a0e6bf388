"""Whose a statement is: the names an article offers for a mention, and what speaks for each.

A name is offered by the mention itself, by other mentions, by places in the text where the
same words carry more of the name, and by the statements before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rawi.annotation.quotes.places import Floats, Places, entity_words
from rawi.annotation.quotes.words import table
from rawi.arabic import fold
from rawi.model import Entity

Key = tuple[str, ...]
TITLE_REACH = 8
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


class Mention(NamedTuple):
    """Words of the text that stand for someone: ``begin`` to ``end``, the name from ``core``."""

    begin: int
    end: int
    core: int


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
    for a document with its issuer."""
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


def free(word: str) -> str:
    """``word`` without the particle of للـ, and without the article."""
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


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


def _last_before(places: Sequence[int], at: int) -> int:
    return max((x for x in places if x < at), default=-1)


class Found(NamedTuple):
    """Where the names' last words stand, to be looked up often."""

    ends: dict[str, list[int]]


def index(p: Places) -> Found:
    ends: dict[str, list[int]] = {}
    for n, w in enumerate(p.reading.words):
        ends.setdefault(w.key, []).append(n)
    return Found(ends)


def occurrences(p: Places, found: Found, key: Key) -> list[int]:
    """The first words of all places where the whole name stands."""
    n = len(key)
    words = p.reading.words
    return [
        last - n + 1
        for last in found.ends.get(key[-1], ())
        if last - n + 1 >= 0 and all(words[last - n + 1 + i].key == k for i, k in enumerate(key))
    ]


def _held(mention: Mention | None, known: Known) -> tuple[bool, bool, bool]:
    """Whether the entity stands in the mention, ends it, and is its name from the core on."""
    if mention is None:
        return False, False, False
    inside = [s for s in known.spans if s[0] < mention.end and s[1] > mention.begin]
    ends = any(e == mention.end for _, e in inside)
    return bool(inside), ends, any(b == mention.core for b, _ in inside)


def features(
    p: Places, found: Found, asked: Asked, known: Known, story: Story, rivals: Sequence[Known]
) -> list[float]:
    """What speaks for ``known`` being the speaker of ``asked``."""
    places = occurrences(p, found, known.key)
    longest = max((len(k.key) for k in rivals if k.key[-1] == known.key[-1]), default=0)
    own = p.reading.words[asked.mention.begin].key if asked.mention else ""
    return [
        *_likeness(p, asked.mention, known, _titles(p, places)),
        *_places(p, asked, places),
        *_introduced(p, asked.mention, places),
        *_history(p, asked, known.key, story),
        asked.options[known.key][1] if known.key in asked.options else 0.0,
        max((sure for _, sure in asked.options.values()), default=0.0),
        known.titled,
        known.spoke,
        *_as_entity(p, asked, known),
        longest - len(known.key),
        own.startswith("ال"),
        known.key[0].startswith("ال"),
    ]


def _likeness(p: Places, mention: Mention | None, known: Known, titles: set[str]) -> list[float]:
    """How name and mention agree, word by word."""
    name = known.key
    own = keys(p, mention.begin, mention.end) if mention else ()
    core = keys(p, mention.core, mention.end) if mention else ()
    bare, whole, heart = ([free(k) for k in one] for one in (name, own, core))
    shared = len(set(heart) & set(bare))
    return [
        not mention,
        mention is not None and name == own,
        mention is not None and name == core,
        bool(core) and len(name) >= len(core) and name[-len(core) :] == core,
        bool(heart) and bare[: len(heart)] == heart,
        bool(heart) and bare[:1] == whole[:1],
        shared / (len(heart) or 1),
        shared / len(name),
        len(set(whole) & set(bare)) / (len(whole) or 1),
        len(set(whole) & titles) / (len(whole) or 1),
        len(name),
        len(own),
        len(core),
    ]


def _introduced(p: Places, mention: Mention | None, places: Sequence[int]) -> list[float]:
    """Whether the mention as a whole stands as a title right before the name, and whether it
    holds a person or an organisation itself."""
    if mention is None:
        return [0, 0, 0, 0]
    words = p.reading.words
    whole = [free(w.key) for w in words[mention.begin : mention.end]]
    before = [
        [free(w.key) for w in words[max(place - len(whole), 0) : place]] for place in places[:8]
    ]
    held = p.entities[mention.begin : mention.end]
    return [
        any(title == whole for title in before),
        any(title[:1] == whole[:1] for title in before),
        bool(held[:, 0].any()),
        bool(held[:, 1].any()),
    ]


def _places(p: Places, asked: Asked, places: Sequence[int]) -> list[float]:
    """Where the name stands in the article and how near to the statement."""
    r = p.reading
    at = min(asked.place, len(r.words) - 1)
    before = _last_before(places, asked.place)
    return [
        len(places),
        min(places, default=999),
        min(asked.place - before, 300) if before >= 0 else 400,
        before >= 0 and r.sentence[before] == r.sentence[at],
        r.paragraph[at] - r.paragraph[before] if before >= 0 else 30,
    ]


def _history(p: Places, asked: Asked, name: Key, story: Story) -> list[float]:
    """Whether the name spoke before, and whether its verbs agreed with this one."""
    r = p.reading
    at = min(asked.place, len(r.words) - 1)
    gender = feminine(asked.cue)
    agreed = story.agreed.get(name, [])
    return [
        bool(story.spoken) and story.spoken[-1] == name,
        len(story.spoken) > 1 and story.spoken[-2] == name,
        name in story.agreed,
        asked.place - story.places[-1] if story.places else 400,
        bool(story.places) and r.paragraph[story.places[-1]] == r.paragraph[at],
        gender,
        feminine(name[0]) == 1,
        sum(g == gender for g in agreed) - sum(g != gender for g in agreed),
    ]


def _as_entity(p: Places, asked: Asked, known: Known) -> list[float]:
    """What is known of it as a named thing, and where it stands as one."""
    mention = asked.mention
    at = min(asked.place, len(p.reading.words) - 1)
    return [
        known.entity,
        known.entity == 4 and known.spans[0][0] >= (mention.begin if mention else 0),
        *_held(mention, known),
        len(known.spans),
        max((b for b, _ in known.spans if b < asked.place), default=-400) - asked.place,
        any(p.reading.first[at] <= b < asked.place for b, _ in known.spans),
    ]


def _titles(p: Places, places: Sequence[int]) -> set[str]:
    """The words shortly before the name, wherever it stands, without marks between."""
    found: set[str] = set()
    for place in places[:8]:
        low = max(int(p.reading.first[place]), place - TITLE_REACH)
        found.update(free(w.key) for w in p.reading.words[low:place])
    return found


def composed(p: Places, mention: Mention, issuers: Sequence[Known]) -> list[Known]:
    """A document with its issuer (بيان وزارة الصحة), for a mention that is one."""
    words = p.reading.words
    head = words[mention.begin].text.removeprefix("ال")
    if head not in DOCUMENTS:
        return []
    found = []
    if mention.end - mention.begin > 2:
        rest = mention._replace(begin=mention.begin + 2, core=mention.begin + 2)
        issuers = [*issuers, Known(keys(p, rest.core, rest.end), rest, False, False)]
    for issuer in issuers:
        name = written(p, issuer)
        if name.partition(" ")[0] not in DOCUMENTS:
            place = (issuer.mention.core, issuer.mention.end)
            text = f"{head} {name}"
            key = (words[mention.begin].key.removeprefix("ال"), *issuer.key)
            found.append(Known(key, mention, False, False, 4, (place,), text))
    return found


def rows(p: Places, found: Found, asked: Asked, pool: Sequence[Known], story: Story) -> Floats:
    """One row a name of the pool."""
    return np.array([features(p, found, asked, k, story, pool) for k in pool], np.float32)


def written(p: Places, known: Known) -> str:
    """The name as the article writes it, with its quotation marks in pairs."""
    if known.text:
        return known.text
    words, text = p.reading.words, p.reading.text
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
    """Whether a word is known much better than with a ل before it."""
    key = fold(word)
    return table().get(key, (0,))[0] > 2 * table().get(f"ل{key}", (0,))[0]


_KINDS = {"person": 1, "organisation": 2}


def known_of(p: Places, entities: Sequence[Entity]) -> list[Known]:
    """The names of entities, each with the words it stands at; the fullest place is its own."""
    by_name: dict[str, list[tuple[int, int, int]]] = {}
    for e, (begin, end) in zip(entities, entity_words(p.reading, entities), strict=True):
        if end:
            by_name.setdefault(e.name, []).append((begin, end, _KINDS.get(e.kind, 3)))
    found = []
    for spans in by_name.values():
        begin, end, kind = max(spans, key=lambda s: (s[1] - s[0], -s[0]))
        places = tuple((b, e) for b, e, _ in spans)
        mention = Mention(begin, end, begin)
        found.append(Known(keys(p, begin, end), mention, False, False, kind, places))
    return found
