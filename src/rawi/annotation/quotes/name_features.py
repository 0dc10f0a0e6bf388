"""What speaks for each of the names an article offers, when a statement's speaker is sought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from rawi.annotation.quotes.names import (
    Asked,
    Key,
    Known,
    Mention,
    Story,
    feminine,
    free,
    head_kind,
    keys,
)
from rawi.annotation.quotes.places import Places
from rawi.annotation.quotes.reading import Part

TITLE_REACH = 8
"""Words before a name among which its title is read."""
_PLACES = 8
"""Places of a name that are looked at; as trained."""


class Seen(NamedTuple):
    """One name in the text: the first words of all its places, and what stands before them."""

    places: list[int]
    bare: list[str]
    titles: set[str]
    """The words shortly before its first places."""
    starts: tuple[Key, ...]
    """What it begins with."""
    ends: tuple[Key, ...]
    """What it ends with."""


class Found(NamedTuple):
    """A text to look names up in."""

    part: Part
    ends: dict[str, list[int]]
    """Word to where it stands."""
    seen: dict[Key, Seen]
    free: list[str]
    """Its words as ``names.free`` has them."""


class Meant(NamedTuple):
    """What a mention says: its words, those of the name in it, and whether it holds one."""

    own: Key
    core: Key
    whole: list[str]
    heart: list[str]
    wholes: set[str]
    hearts: set[str]
    person: bool
    organisation: bool


def index(p: Places, part: Part) -> Found:
    """A text of the reading to look names up in."""
    ends: dict[str, list[int]] = {}
    keys = [w.key for w in p.reading.words[part.begin : part.end]]
    for n, key in enumerate(keys, part.begin):
        ends.setdefault(key, []).append(n)
    return Found(part, ends, {}, [free(key) for key in keys])


def occurrences(p: Places, found: Found, key: Key) -> list[int]:
    """The first words of all places where the whole name stands."""
    n = len(key)
    words = p.reading.words
    return [
        last - n + 1
        for last in found.ends.get(key[-1], ())
        if last - n + 1 >= found.part.begin
        and all(words[last - n + 1 + i].key == k for i, k in enumerate(key))
    ]


def seen(p: Places, found: Found, key: Key) -> Seen:
    """The places of a name, looked up once."""
    known = found.seen.get(key)
    if known is None:
        places = occurrences(p, found, key)
        titles = {word for place in places[:_PLACES] for word in _before(p, found, place)}
        inner = range(1, len(key))
        starts, ends = tuple(key[:n] for n in inner), tuple(key[n:] for n in inner)
        known = found.seen[key] = Seen(places, [free(k) for k in key], titles, starts, ends)
    return known


def _before(p: Places, found: Found, place: int) -> list[str]:
    begin = found.part.begin
    low = max(p.reading.lists.first[place], place - TITLE_REACH)
    return found.free[low - begin : place - begin]


def meant(p: Places, mention: Mention | None) -> Meant:
    if mention is None:
        return Meant((), (), [], [], set(), set(), False, False)
    own, core = keys(p, mention.begin, mention.end), keys(p, mention.core, mention.end)
    whole, heart = [free(k) for k in own], [free(k) for k in core]
    held = p.entities[mention.begin : mention.end]
    person, organisation = held[:, 0].any(), held[:, 1].any()
    return Meant(own, core, whole, heart, set(whole), set(heart), bool(person), bool(organisation))


class Rivals(NamedTuple):
    """How the names of one list stand to each other."""

    heads: Counter[str]
    """First word of a name, without the article -> how many names of more words begin so."""
    latest: int
    """The last place, before the statement, of a fuller name with the head of the mention."""
    begun: Counter[Key]
    """Name -> how many longer ones begin with it."""
    ended: Counter[Key]
    named: frozenset[Key]
    """Those that are named things."""


def rivals(p: Places, found: Found, asked: Asked, said: Meant, pool: Sequence[Known]) -> Rivals:
    """How the names that a list offers for a mention stand to each other."""
    places = [seen(p, found, known.key) for known in pool]
    longer, head = len(said.own), said.whole[:1]
    fuller = (
        _last_before(place, known, asked.place)
        for known, place in zip(pool, places, strict=True)
        if len(place.bare) > longer and place.bare[:1] == head
    )
    return Rivals(
        Counter(place.bare[0] for place in places if len(place.bare) > 1),
        max(fuller, default=-1),
        Counter(chain.from_iterable(place.starts for place in places)),
        Counter(chain.from_iterable(place.ends for place in places)),
        frozenset(known.key for known in pool if known.entity),
    )


def _last_before(place: Seen, known: Known, at: int) -> int:
    own = (n for n in (*place.places, *(b for b, _ in known.spans)) if n < at)
    return max(own, default=-1)


class _Facts(NamedTuple):
    """What all names of one question share."""

    said: Meant
    surest: float
    longest: dict[str, int]
    """Last word of a name -> how many words the longest on the list has."""
    at: int
    """The word that is asked at, inside the text."""
    gender: int
    """Of the cue; see ``feminine``."""
    history: tuple[int, bool]
    """How far back the last statement is, and whether it is in the same paragraph."""
    rivals: Rivals


def rows(
    p: Places, found: Found, asked: Asked, pool: Sequence[Known], story: Story
) -> list[list[float]]:
    """One row a name of the pool."""
    longest: dict[str, int] = {}
    for k in pool:
        longest[k.key[-1]] = max(len(k.key), longest.get(k.key[-1], 0))
    surest = max((sure for _, sure in asked.options.values()), default=0.0)
    at = min(asked.place, found.part.end - 1)
    said = meant(p, asked.mention)
    last = _last(p, at, asked, story)
    among = rivals(p, found, asked, said, pool)
    facts = _Facts(said, surest, longest, at, feminine(asked.cue), last, among)
    return [_row(p, found, asked, k, story, facts) for k in pool]


def _last(p: Places, at: int, asked: Asked, story: Story) -> tuple[int, bool]:
    if not story.places:
        return 400, False
    last, paragraph = story.places[-1], p.reading.lists.paragraph
    return asked.place - last, paragraph[last] == paragraph[at]


def _row(
    p: Places, found: Found, asked: Asked, known: Known, story: Story, facts: _Facts
) -> list[float]:
    own = facts.said.own[:1]
    key = known.key
    place = seen(p, found, key)
    return [
        *_likeness(facts.said, key, place),
        *_places(p, asked, place.places, facts.at, found.part.begin),
        *_introduced(facts.said, found, place.places[:_PLACES]),
        *_history(key, story, facts),
        asked.options[key][1] if key in asked.options else 0.0,
        facts.surest,
        known.titled,
        known.spoke,
        *_as_entity(p, asked, known, facts.at, found.part.begin),
        facts.longest[key[-1]] - len(key),
        bool(own) and own[0].startswith("ال"),
        key[0].startswith("ال"),
        *_among(facts, known, place, asked.place),
    ]


def _among(facts: _Facts, known: Known, place: Seen, at: int) -> list[float]:
    """How the name stands to the others of the list."""
    among, key = facts.rivals, known.key
    latest, own = among.latest, facts.said.own
    return [
        head_kind(own[0]) if own else -1,
        bool(own) and own[0].endswith(("ون", "ين", "ات", "ان")),
        head_kind(key[0]),
        among.heads[place.bare[0]] - (len(key) > 1),
        latest >= 0,
        latest >= 0 and _last_before(place, known, at) == latest,
        among.begun[key],
        among.ended[key],
        not among.named.isdisjoint(place.starts),
        not among.named.isdisjoint(place.ends),
    ]


def _likeness(said: Meant, name: Key, place: Seen) -> list[float]:
    """How name and mention agree, word by word."""
    _, core, whole, heart, wholes, hearts, _, _ = said
    bare = place.bare
    bares = set(bare)
    shared = len(hearts & bares)
    return [
        not said.own,
        bool(said.own) and name == said.own,
        bool(said.own) and name == core,
        bool(core) and len(name) >= len(core) and name[-len(core) :] == core,
        bool(heart) and bare[: len(heart)] == heart,
        bool(heart) and bare[:1] == whole[:1],
        shared / (len(heart) or 1),
        shared / len(name),
        len(wholes & bares) / (len(whole) or 1),
        len(wholes & place.titles) / (len(whole) or 1),
        len(name),
        len(said.own),
        len(core),
    ]


def _introduced(said: Meant, found: Found, places: Sequence[int]) -> list[float]:
    """Whether the mention as a whole stands as a title right before the name, and whether it
    holds a person or an organisation itself."""
    count, begin = len(said.whole), found.part.begin
    if not count:
        return [0, 0, 0, 0]
    before = [found.free[max(n - begin - count, 0) : n - begin] for n in places]
    return [
        said.whole in before,
        any(title[:1] == said.whole[:1] for title in before),
        said.person,
        said.organisation,
    ]


def _places(p: Places, asked: Asked, places: Sequence[int], at: int, begin: int) -> list[float]:
    """Where the name stands in the article and how near to the statement."""
    sentence, paragraph, _ = p.reading.lists
    low = min(places, default=begin + 999) - begin
    before = max((place for place in places if place < asked.place), default=-1)
    if before < 0:
        return [len(places), low, 400, False, 30]
    return [
        len(places),
        low,
        min(asked.place - before, 300),
        sentence[before] == sentence[at],
        paragraph[at] - paragraph[before],
    ]


def _history(name: Key, story: Story, facts: _Facts) -> list[float]:
    """Whether the name spoke before, and whether its verbs agreed with this one."""
    gender = facts.gender
    agreed = story.agreed.get(name, [])
    return [
        bool(story.spoken) and story.spoken[-1] == name,
        len(story.spoken) > 1 and story.spoken[-2] == name,
        name in story.agreed,
        *facts.history,
        gender,
        feminine(name[0]) == 1,
        2 * agreed.count(gender) - len(agreed),
    ]


def _held(mention: Mention | None, known: Known) -> tuple[bool, bool, bool]:
    """Whether the entity stands in the mention, ends it, and is its name from the core on."""
    if mention is None or not known.spans:
        return False, False, False
    inside = [s for s in known.spans if s[0] < mention.end and s[1] > mention.begin]
    ends = any(e == mention.end for _, e in inside)
    return bool(inside), ends, any(b == mention.core for b, _ in inside)


def _as_entity(p: Places, asked: Asked, known: Known, at: int, begin: int) -> list[float]:
    """What is known of it as a named thing, and where it stands as one."""
    mention, spans = asked.mention, known.spans
    before = [b for b, _ in spans if b < asked.place]
    first = p.reading.lists.first[at]
    return [
        known.entity,
        known.entity == 4 and spans[0][0] >= (mention.begin if mention else begin),
        *_held(mention, known),
        len(spans),
        max(before, default=begin - 400) - asked.place,
        any(first <= b for b in before),
    ]
