"""What speaks for each of the names an article offers, when a statement's speaker is sought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rawi.annotation.quotes.names import Asked, Key, Known, Mention, Story, feminine, free, keys
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


class Found(NamedTuple):
    """A text to look names up in."""

    part: Part
    ends: dict[str, list[int]]
    """Word to where it stands."""
    seen: dict[Key, Seen]


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
    ends: dict[str, list[int]] = {}
    for n, w in enumerate(p.reading.words[part.begin : part.end], part.begin):
        ends.setdefault(w.key, []).append(n)
    return Found(part, ends, {})


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
    if key not in found.seen:
        places = occurrences(p, found, key)
        titles = {word for place in places[:_PLACES] for word in _before(p, place)}
        found.seen[key] = Seen(places, [free(k) for k in key], titles)
    return found.seen[key]


def _before(p: Places, place: int) -> list[str]:
    low = max(int(p.reading.first[place]), place - TITLE_REACH)
    return [free(w.key) for w in p.reading.words[low:place]]


def meant(p: Places, mention: Mention | None) -> Meant:
    if mention is None:
        return Meant((), (), [], [], set(), set(), False, False)
    own, core = keys(p, mention.begin, mention.end), keys(p, mention.core, mention.end)
    whole, heart = [free(k) for k in own], [free(k) for k in core]
    held = p.entities[mention.begin : mention.end]
    person, organisation = held[:, 0].any(), held[:, 1].any()
    return Meant(own, core, whole, heart, set(whole), set(heart), bool(person), bool(organisation))


def rows(
    p: Places, found: Found, asked: Asked, pool: Sequence[Known], story: Story
) -> list[list[float]]:
    """One row a name of the pool."""
    said = meant(p, asked.mention)
    longest: dict[str, int] = {}
    for k in pool:
        longest[k.key[-1]] = max(len(k.key), longest.get(k.key[-1], 0))
    surest = max((sure for _, sure in asked.options.values()), default=0.0)
    facts = _Facts(said, surest, longest, found.part.begin)
    return [_row(p, asked, k, story, seen(p, found, k.key), facts) for k in pool]


class _Facts(NamedTuple):
    """What all names of one question share."""

    said: Meant
    surest: float
    longest: dict[str, int]
    """Last word of a name -> how many words the longest on the list has."""
    begin: int
    """The first word of the text."""


def _row(
    p: Places, asked: Asked, known: Known, story: Story, place: Seen, facts: _Facts
) -> list[float]:
    own = facts.said.own[:1]
    return [
        *_likeness(facts.said, known.key, place),
        *_places(p, asked, place.places, facts.begin),
        *_introduced(p, facts.said, place.places[:_PLACES]),
        *_history(p, asked, known.key, story),
        asked.options[known.key][1] if known.key in asked.options else 0.0,
        facts.surest,
        known.titled,
        known.spoke,
        *_as_entity(p, asked, known, facts.begin),
        facts.longest[known.key[-1]] - len(known.key),
        bool(own) and own[0].startswith("ال"),
        known.key[0].startswith("ال"),
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


def _introduced(p: Places, said: Meant, places: Sequence[int]) -> list[float]:
    """Whether the mention as a whole stands as a title right before the name, and whether it
    holds a person or an organisation itself."""
    count, words = len(said.whole), p.reading.words
    if not count:
        return [0, 0, 0, 0]
    before = [[free(w.key) for w in words[max(n - count, 0) : n]] for n in places]
    return [
        said.whole in before,
        any(title[:1] == said.whole[:1] for title in before),
        said.person,
        said.organisation,
    ]


def _places(p: Places, asked: Asked, places: Sequence[int], begin: int) -> list[float]:
    """Where the name stands in the article and how near to the statement."""
    r = p.reading
    at = min(asked.place, len(r.words) - 1)
    before = max((place for place in places if place < asked.place), default=-1)
    return [
        len(places),
        min(places, default=begin + 999) - begin,
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


def _held(mention: Mention | None, known: Known) -> tuple[bool, bool, bool]:
    """Whether the entity stands in the mention, ends it, and is its name from the core on."""
    if mention is None:
        return False, False, False
    inside = [s for s in known.spans if s[0] < mention.end and s[1] > mention.begin]
    ends = any(e == mention.end for _, e in inside)
    return bool(inside), ends, any(b == mention.core for b, _ in inside)


def _as_entity(p: Places, asked: Asked, known: Known, begin: int) -> list[float]:
    """What is known of it as a named thing, and where it stands as one."""
    mention = asked.mention
    at = min(asked.place, len(p.reading.words) - 1)
    return [
        known.entity,
        known.entity == 4 and known.spans[0][0] >= (mention.begin if mention else begin),
        *_held(mention, known),
        len(known.spans),
        max((b for b, _ in known.spans if b < asked.place), default=begin - 400) - asked.place,
        any(p.reading.first[at] <= b < asked.place for b, _ in known.spans),
    ]
