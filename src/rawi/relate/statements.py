"""The same statement in several articles: trimmed, reworded, translated differently.

Which statements may be one is told by keys that they share (``keys``): pairs of their
rarest words, and the speaker with each of them. A logistic regression over what the two
have in common decides (``chance``); decision 0120 says how it was chosen and measured.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise
from math import exp, log1p
from types import MappingProxyType
from typing import NamedTuple
from zlib import crc32

import msgspec

from rawi.annotation.agencies import is_medium
from rawi.annotation.background import rarity
from rawi.annotation.quotes import speaker_key
from rawi.arabic import Token, name_key, tokens
from rawi.model import Article, Entity, Notes, Quote, QuoteKind
from rawi.relate.offices import offices

DAYS = 3
"""Statements further apart are not compared: the same words are another occasion."""
_PAIRED, _SPOKEN = 4, 6
"""Rarest words of which each two are a key; and which are one with the speaker. Of 296 pairs
that are one, .93 share a key; with 6 and 6 it is .98, of twice as many candidates."""
_LEAST = 4
"""Content words that a statement must have: fewer are set phrases more often than statements."""
_PRECISE = 20
"""Steps of rarity, so that it fits a byte."""
_SAME_WORDS, _MANY = 0.7, 6
"""Share of pairs of neighbouring words, and content words, from which on two statements are
compared though their speakers have nothing in common: either attributes it wrongly."""
_ONE_SPEAKER = 0.5
"""Share of the rarer of two names, by rarity, that the other must hold to be perhaps its."""


class Word(msgspec.Struct, frozen=True, array_like=True):
    """A content word of a statement."""

    lemma: int
    """CRC-32."""
    root: int
    """CRC-32 of its consonants."""
    weight: int
    """How rare it is in the news at large, in steps of ``_PRECISE`` to one."""
    topical: int
    """The same, less where its own article has it again and again: what the article is about
    tells little about which of its statements this is."""
    plain: bool
    """Whether it is part of no name."""


class Saying(msgspec.Struct, frozen=True, array_like=True):
    """A statement as it is compared; goes through msgpack unchanged."""

    place: int
    """Among the quotes of its article."""
    kind: QuoteKind
    chance: float
    speaker: str
    """``speaker_key`` of the name, empty where nobody is known."""
    called: dict[int, float]
    """Words of name and mention, hashed by sound, with their rarity."""
    words: tuple[Word, ...]
    numbers: frozenset[int]
    names: frozenset[int]
    """Names of entities that it holds, hashed."""
    office: dict[int, float] = {}
    """Of a person: words of the office in which the article introduces it, as ``called``."""
    medium: bool = False
    """Whether the speaker is an agency or outlet: another article may lay it to whom it quotes."""


class About(NamedTuple):
    """What the whole article tells of its statements."""

    times: Mapping[str, int] = MappingProxyType({})
    """How often each lemma stands in it."""
    offices: Mapping[str, Sequence[Token]] = MappingProxyType({})
    """Name of a person who speaks -> the words of the office that it stands behind."""


_ALONE = About()


class SameRules(msgspec.Struct, frozen=True, kw_only=True):
    """When two statements are one: a logistic regression, made by ``training.statements``."""

    base: float = -3.059
    weights: tuple[float, ...] = (
        2.567,
        2.224,
        3.0,
        0.218,
        -0.819,
        -5.277,
        -0.686,
        2.983,
        1.22,
        -0.871,
        -0.535,
        -0.555,
    )
    """Of ``TRAITS``."""
    least: float = 0.815
    """From that chance on they are one: of those said to be, .97 are (decisions 0120, 0205)."""


TRAITS = (
    "neighbours",
    "speaker",
    "longer",
    "rarest",
    "opening",
    "figures",
    "named",
    "plain",
    "sure",
    "hours",
    "beginning",
    "medium",
)
"""Share of the shorter's pairs of neighbouring words that the longer has; share of the
speaker's name that both have; share of the longer's weight in the shorter; the rarest common
word; words at the longer's beginning that the shorter lacks (logarithm); numbers of either
that the other lacks; share of the names that both hold; share of the shorter's weight outside
names that the longer has in any form; how sure both are statements; hours between them
(logarithm); words at the shorter's beginning that the longer lacks (logarithm); whether either
speaker is an agency or outlet."""


def _hash(text: str) -> int:
    return crc32(text.encode())


_WEAK = str.maketrans("", "", "اويءىهة")


@cache
def _root(lemma: str) -> int:
    """Of the consonants alone: مقتل and قتل, إخلاء and أخلى are one."""
    bare = lemma.translate(_WEAK)
    if len(bare) > 3 and bare[0] in "متن":
        bare = bare[1:]
    return _hash(bare if len(bare) > 1 else lemma)


def _content(token: Token) -> bool:
    return not token.stop and (len(token.lemma) > 1 or token.kind == "number")


def _word(token: Token, times: int, plain: bool) -> Word:
    rare = rarity(token.lemma) * _PRECISE
    topical = rare / (1 + log1p(max(times - 1, 0)))
    return Word(_hash(token.lemma), _root(token.lemma), round(rare), round(topical), plain)


@cache
def _sound(lemma: str) -> int:
    return _hash(name_key(lemma))


def _called(quote: Quote) -> dict[int, float]:
    return _weighed(t for name in (quote.speaker_name, quote.speaker) for t in tokens(name))


def _weighed(found: Iterable[Token]) -> dict[int, float]:
    return {_sound(t.lemma): round(rarity(t.lemma), 2) for t in found if not t.stop}


def saying(
    place: int,
    quote: Quote,
    words: Sequence[Token],
    entities: Sequence[Entity] = (),
    about: About = _ALONE,
) -> Saying | None:
    """One quote as it is compared; None where it is too short to tell anything.

    ``words``: its tokens, with their offsets in the article.
    """
    found = [t for t in words if _content(t)]
    if len({t.lemma for t in found}) < _LEAST:
        return None
    held = [e for e in entities if quote.start <= e.start and e.end <= quote.end]
    inside = {at for e in held for at in range(e.start, e.end)}
    return Saying(
        place=place,
        kind=quote.kind,
        chance=round(quote.chance, 3),
        speaker=speaker_key(quote.speaker_name),
        called=_called(quote),
        words=tuple(_word(t, about.times.get(t.lemma, 1), t.end - 1 not in inside) for t in found),
        numbers=frozenset(_hash(t.key) for t in found if t.kind == "number"),
        names=frozenset(_hash(speaker_key(e.name)) for e in held),
        office=_weighed(about.offices.get(quote.speaker_name, ())),
        medium=is_medium(quote.speaker_name),
    )


def sayings(
    article: Article, notes: Notes, words: Sequence[Token] | None = None
) -> tuple[Saying, ...]:
    """The statements of an article that can be compared with those of others.

    ``words``: the tokens of its text, where they are known.
    """
    if not notes.quotes:
        return ()
    words = tokens(article.text) if words is None else words
    times = Counter(t.lemma for t in [*tokens(article.title or ""), *words])
    speakers = {quote.speaker_name for quote in notes.quotes}
    about = About(times, offices(article.text, words, notes.entities, speakers))
    begins = [t.start for t in words]
    made = []
    for place, quote in enumerate(notes.quotes):
        own = words[bisect_left(begins, quote.start) : bisect_left(begins, quote.end)]
        made.append(saying(place, quote, own, notes.entities, about))
    return tuple(one for one in made if one is not None)


def keys(one: Saying) -> frozenset[int]:
    """What another telling of the statement most likely has too: 63-bit numbers."""
    rare = {w.lemma: w.weight for w in one.words}
    ranked = sorted(rare, key=lambda lemma: (-rare[lemma], lemma))
    made = {_joined(*sorted(two)) for two in combinations(ranked[:_PAIRED], 2)}
    if one.speaker:
        last = _hash(one.speaker.rpartition(" ")[2])
        made |= {_joined(last, lemma, 1) for lemma in ranked[:_SPOKEN]}
    return frozenset(made)


def _joined(one: int, other: int, kind: int = 0) -> int:
    return ((one * 0x9E3779B1 + other * 0x85EBCA77 + kind) * 0x9E3779B97F4A7C15 >> 1) & (
        1 << 63
    ) - 1


def _of_names(one: Saying, other: Saying) -> float:
    """Share of the rarer name's words, by rarity, that both have."""
    return _of_words(one.called, other.called)


def _of_words(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    least = min(sum(one.values()), sum(other.values()))
    return sum(w for word, w in one.items() if word in other) / (least or 1.0)


def _in_office(one: Saying, other: Saying) -> bool:
    """Whether one alone is a person in office, and the other is called as that office is: the
    spokeswoman and her ministry, a president and his name."""
    if bool(one.office) == bool(other.office):
        return False
    person, rest = (one, other) if one.office else (other, one)
    return _of_words(person.office, rest.called) >= _ONE_SPEAKER


def _one_speaker(one: Saying, other: Saying, shared: float) -> bool:
    """Whether one speaker may have said both: one name holds the other, is that of the other's
    office, or passes on what others say; or one is not known."""
    if not (one.speaker and other.speaker) or one.medium or other.medium:
        return True
    first, second = set(one.speaker.split()), set(other.speaker.split())
    last = one.speaker.rpartition(" ")[2] == other.speaker.rpartition(" ")[2]
    if last or first <= second or second <= first or shared >= _ONE_SPEAKER:
        return True
    return _in_office(one, other)


class _Side(msgspec.Struct, frozen=True):
    """One of two statements, with what is asked of it."""

    said: Saying
    words: tuple[Word, ...]
    weights: dict[int, int]
    topical: dict[int, int]
    roots: frozenset[int]


def _side(one: Saying) -> _Side:
    weights = {w.lemma: w.weight for w in one.words}
    topical = {w.lemma: w.topical for w in one.words}
    return _Side(one, one.words, weights, topical, frozenset(w.root for w in one.words))


def _neighbours(short: _Side, long: _Side) -> float:
    """Share of the shorter's pairs of neighbouring words that stand so in the longer, one
    word between them allowed."""
    roots = [w.root for w in long.words]
    there = {*pairwise(roots), *zip(roots, roots[2:], strict=False)}
    own = list(pairwise(w.root for w in short.words))
    return sum(two in there for two in own) / (len(own) or 1)


def _opening(words: Iterable[Word], other: _Side) -> int:
    """Words at the beginning that the other has not."""
    for count, word in enumerate(words):
        if word.lemma in other.weights or word.root in other.roots:
            return count
    return 0


def _size(side: _Side) -> tuple[int, int, list[int]]:
    """What there is of it; the words themselves where that is equal."""
    words = [w.lemma for w in side.words]
    return sum(side.weights.values()), len(words), words


def _plain(short: _Side, long: _Side) -> float:
    """Share of the shorter's weight outside names that the longer has in any form."""
    weights = [(w.weight, w.root in long.roots) for w in short.words if w.plain]
    return sum(w for w, there in weights if there) / (sum(w for w, _ in weights) or 1.0)


def traits(one: Saying, other: Saying, hours: float) -> tuple[float, ...] | None:
    """``TRAITS`` of two statements told so many hours apart; None: they cannot be one."""
    short, long = sorted((_side(one), _side(other)), key=_size)
    shared = _of_names(one, other)
    neighbours = _neighbours(short, long)
    same_words = neighbours >= _SAME_WORDS and len(short.words) >= _MANY
    if not same_words and not _one_speaker(one, other, shared):
        return None
    both = {w: (t + long.topical[w]) / 2 for w, t in short.topical.items() if w in long.topical}
    own, rest = short.said, long.said
    return (
        neighbours,
        shared,
        sum(both.values()) / (sum(long.topical.values()) or 1.0),
        max(both.values(), default=0.0) / _PRECISE,
        log1p(_opening(long.words, short)),
        float(bool(one.numbers - other.numbers) and bool(other.numbers - one.numbers)),
        len(own.names & rest.names) / (len(own.names) or 1),
        _plain(short, long),
        min(one.chance, other.chance),
        log1p(abs(hours)),
        log1p(_opening(short.words, long)),
        float(one.medium or other.medium),
    )


def chance(one: Saying, other: Saying, hours: float, rules: SameRules) -> float:
    """How likely two statements, told so many hours apart, are one, 0 to 1."""
    found = traits(one, other, hours)
    if found is None or abs(hours) > DAYS * 24:
        return 0.0
    told = rules.base + sum(w * t for w, t in zip(rules.weights, found, strict=True))
    return 1 / (1 + exp(-told))
