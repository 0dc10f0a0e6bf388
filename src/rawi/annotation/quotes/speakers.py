"""Statements with their cues, the mentions of their speakers and the speakers' names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from rawi.annotation.quotes import attribution as at
from rawi.annotation.quotes.attribution import Statement
from rawi.annotation.quotes.judge import Answering, Judge, alive, in_step
from rawi.annotation.quotes.name_features import Found, index, rows
from rawi.annotation.quotes.names import (
    AROUND,
    Asked,
    Guess,
    Key,
    Known,
    Mention,
    Story,
    composed,
    feminine,
    free,
    fuller,
    keys,
)
from rawi.annotation.quotes.places import Floats, Hashes, Ints, Places
from rawi.annotation.quotes.reading import DASH
from rawi.annotation.quotes.trimming import trimmed
from rawi.forest import Ready, answers

_PLACES = 4
"""Places of a last name that are looked at for more of the name."""
_CUE = 0.2
"""Chance from which on the likeliest cue around a statement is taken for it. Chosen by reading,
not measured."""
_MENTION = 0.1
"""Chance from which on a beginning of a mention is followed up: low, later judges decide."""
_OTHER = 0.08
"""The same of its end, and of the beginning of the name in it."""
_GUESSES = 5
"""Readings of a mention that are kept: several instead of one brought names in one outlet from
.63 to .67."""
_GOOD = 0.3
"""Chance from which on a further reading offers its name to other statements. Chosen by reading,
not measured."""
_POOL = 40
"""Names that are weighed for one statement."""
_NEAR = 80
"""Words before a statement in which a person or organisation is near it. Chosen by reading, not
measured."""
_ISSUERS = 5
"""Last names that may issue what a mention calls only a statement or report."""


class Taught(NamedTuple):
    """What the finding of mentions was taught."""

    mention: Judge
    mention_end: Judge
    name: Judge


class Voices(NamedTuple):
    """What the finding of speakers was taught."""

    cue: Ready
    mentions: Taught
    who: Ready


class Spoken(NamedTuple):
    """A statement, its cue and mention, and who said it."""

    statement: Statement
    mention: Mention | None
    who: Known | None
    sure: float
    """How likely the name is right, 0 to 1."""


def judged(judge: Judge, names: Hashes, ask: Callable[[Ints], Floats]) -> Floats:
    """How sure the judge is of each candidate; the trees are asked of those left."""
    left, weighed = alive(judge, names)
    found = np.zeros(len(names), np.float32)
    if len(left):
        seen = np.column_stack([weighed, ask(left.astype(np.int32))])
        found[left] = answers(judge.forest, seen)
    return found


def best(sure: Floats, counts: Sequence[int]) -> list[tuple[int, float]]:
    """Of each run of candidates the place of the surest, and how sure it is; -1 of none."""
    found, begun = [], 0
    for count in counts:
        part = sure[begun : begun + count]
        place = int(part.argmax()) if count else -1
        found.append((begun + place, float(part[place])) if count else (-1, 0.0))
        begun += count
    return found


def with_cues(p: Places, cue: Floats, spans: Sequence[Statement], model: Ready) -> list[Statement]:
    """Each statement with the likeliest cue around it."""
    candidates = [at.cue_candidates(p, cue, s) for s in spans]
    c = at.pairs(spans, candidates)
    if not len(c.at):
        return list(spans)
    sure = answers(model, at.cue_rows(p, cue, c))
    likeliest = best(sure, [len(one) for one in candidates])
    return [
        s._replace(cue=int(c.at[place])) if value >= _CUE else s
        for s, (place, value) in zip(spans, likeliest, strict=True)
    ]


def several(sure: Floats, counts: Sequence[int], least: float) -> list[list[tuple[int, float]]]:
    """Of each run of candidates the surest two, as far as they are sure enough, best first."""
    found, begun = [], 0
    for count in counts:
        part = sure[begun : begun + count]
        order = [int(n) for n in np.argsort(-part, kind="stable")[:2] if part[n] >= least]
        found.append([(begun + n, float(part[n])) for n in order])
        begun += count
    return found


def mentions(
    p: Places, cue: Floats, said: Sequence[Statement], taught: Taught
) -> list[list[Guess]]:
    """For each statement the words that may name its speaker, likeliest first."""
    begins = _begins(p, cue, said, taught.mention)
    asked = [(n, b, v) for n, few in enumerate(begins) for b, v in few]
    ends = _ends(p, cue, [(said[n], b) for n, b, _ in asked], taught.mention_end)
    spans = []
    for (n, b, v), few in zip(asked, ends, strict=True):
        for e, w in few:
            begin, end = trimmed(p, b, e)
            if begin < end:
                spans.append((n, begin, end, v * w))
    cores = name_begins(p, [(b, e) for _, b, e, _ in spans], taught.name)
    found: list[dict[Mention, float]] = [{} for _ in said]
    for (n, b, e, v), few in zip(spans, cores, strict=True):
        for core, w in few:
            mention = _mention(p, b, e, core)
            found[n][mention] = max(found[n].get(mention, 0.0), v * w)
    return [[Guess(*g) for g in sorted(few.items(), key=_surest)[:_GUESSES]] for few in found]


def _surest(guess: tuple[Mention, float]) -> tuple[float, Mention]:
    return -guess[1], guess[0]


def _mention(p: Places, begin: int, end: int, core: int) -> Mention:
    """A mention; a person's name that ends it is the name, but for those around a person."""
    if p.entities[end - 1, 0] and p.entities[end - 1, 4]:
        first = next((n for n in range(end - 1, begin - 1, -1) if p.entities[n, 3]), -1)
        if first >= 0 and p.reading.words[begin].key not in AROUND:
            core = first
    return Mention(begin, end, core)


Few = list[tuple[int, float]]


def _begins(p: Places, cue: Floats, said: Sequence[Statement], judge: Judge) -> list[Few]:
    none = np.zeros(0, np.int32)
    candidates = [at.mention_candidates(p, s) if s.cue >= 0 else none for s in said]
    c = at.pairs(said, candidates)
    if not len(c.at):
        return [[] for _ in said]
    sure = judged(
        judge, at.mention_names(p, c), lambda left: at.mention_rows(p, cue, at.kept(c, left))
    )
    likeliest = several(sure, [len(one) for one in candidates], _MENTION)
    return [[(int(c.at[place]), value) for place, value in few] for few in likeliest]


def _ends(
    p: Places, cue: Floats, asked: Sequence[tuple[Statement, int]], judge: Judge
) -> list[Few]:
    if not asked:
        return []
    candidates = [at.mention_ends(p, s, b) for s, b in asked]
    c = at.pairs([s for s, _ in asked], candidates, [b for _, b in asked])
    sure = judged(
        judge,
        at.mention_end_names(p, c),
        lambda left: at.mention_end_rows(p, cue, at.kept(c, left)),
    )
    likeliest = several(sure, [len(one) for one in candidates], _OTHER)
    return [[(int(c.at[place]), value) for place, value in few] for few in likeliest]


def name_begins(p: Places, spans: Sequence[tuple[int, int]], judge: Judge) -> list[Few]:
    """For each stretch that ends with a name the words with which the name may begin."""
    if not spans:
        return []
    t, counts = at.tails(spans)
    sure = judged(
        judge,
        at.name_names(p, t),
        lambda left: at.name_rows(p, at.Tails(*(part[left] for part in t))),
    )
    likeliest = several(sure, counts, _OTHER)
    return [[(int(t.at[place]), value) for place, value in few] for few in likeliest]


def window(p: Places, end: int) -> int:
    """Where the words before ``end`` begin that no mark parts from it."""
    r = p.reading
    low = max(int(r.first[end - 1]), end - at.NAME_MOST, 0)
    for place in range(end - 1, low, -1):
        if int(r.gaps[place]) & ~DASH:
            return place
    return low


def longer(
    p: Places, texts: Sequence[tuple[Found, Sequence[Mention]]], judge: Judge
) -> list[list[Mention]]:
    """For each text, with the mentions in it, the places where the last word of a name stands
    with more of the name.
    """
    spans = [(n, b, e) for n, text in enumerate(texts) for b, e in _tails(p, *text)]
    begins = name_begins(p, [(b, e) for _, b, e in spans], judge)
    more: list[list[Mention]] = [[] for _ in texts]
    for (n, begin, end), few in zip(spans, begins, strict=True):
        core = few[0][0] if few else end - 1
        if end - core > 1:
            more[n].append(Mention(begin, end, core))
    return more


def _tails(p: Places, found: Found, said: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    last = {p.reading.words[m.end - 1].key for m in said if m.end - m.core <= 2}
    for key in sorted(last):
        for end in found.ends[key][:_PLACES]:
            begin = window(p, end + 1)
            if end > begin:
                yield begin, end + 1


def pool(
    p: Places, said: Sequence[Mention], more: Sequence[Mention], known: Sequence[Known]
) -> list[Known]:
    """The names the article offers, each once, speakers before the rest."""
    offered: dict[Key, Known] = {k.key: k for k in known}
    for mention in said:
        titled = mention.core > mention.begin
        whole = mention._replace(core=mention.begin)
        for m in [mention] if p.entities[mention.core, 0] and titled else [mention, whole]:
            key = keys(p, m.core, m.end)
            named = Known(key, m, titled and m.core == mention.core, True)
            old = offered.get(key)
            if old is None or not old.spoke:
                offered[key] = named._replace(entity=old.entity, spans=old.spans) if old else named
    for mention in more:
        key = keys(p, mention.core, mention.end)
        offered.setdefault(key, Known(key, mention, mention.core > mention.begin, False))
    return list(offered.values())


def shortlist(
    p: Places, text: str, asked: Asked, offered: Sequence[Known], story: Story
) -> list[Known]:
    """The names that share a word with the mention or its title, and the last speakers."""
    recent = set(story.spoken[-6:])
    mention = asked.mention
    if mention is None:
        return _unmentioned(asked.place, offered, recent)
    own = {free(w) for key in asked.options for w in key}
    found = [k for k in offered if k.key in recent or _fits(k, own)]
    issuers = [
        k for k in offered if k.key in recent or (k.entity in (2, 5) and _near(k, asked.place))
    ]
    others = _own(asked, {k.key for k in found[:_POOL]})
    return found[:_POOL] + others + composed(p, text, mention, issuers[-_ISSUERS:])


def _unmentioned(place: int, offered: Sequence[Known], recent: set[Key]) -> list[Known]:
    """The names offered to a statement that mentions none: the last speakers, persons near."""
    near = [k for k in offered if k.entity == 1 and _near(k, place)]
    return ([k for k in offered if k.key in recent and k not in near] + near)[-_POOL:]


def _fits(known: Known, own: set[str]) -> bool:
    """Whether it is a person, as far as is seen, or shares a word with the mentions."""
    return known.titled or known.entity == 1 or any(free(w) in own for w in known.key)


def _own(asked: Asked, but: set[Key]) -> list[Known]:
    """What the statement's own mentions name, where it is not on the list already."""
    return [
        Known(key, mention, False, True)
        for key, (mention, _) in asked.options.items()
        if key not in but
    ]


def _near(known: Known, place: int) -> bool:
    return any(-_NEAR < begin - place < 0 for begin, _ in known.spans)


def take_down(story: Story, asked: Asked, who: Known, offered: list[Known]) -> None:
    """Note who spoke, and offer a name that was put together to later statements."""
    story.spoken.append(who.key)
    story.places.append(asked.place)
    if asked.mention is not None:
        story.agreed.setdefault(who.key, []).append(feminine(asked.cue))
    if all(k.key != who.key for k in offered):
        offered.append(who)


def asked_of(p: Places, s: Statement, guesses: Sequence[Guess]) -> Asked:
    cue = p.reading.words[s.cue].key if s.cue >= 0 else ""
    options: dict[Key, tuple[Mention, float]] = {}
    for mention, sure in guesses:
        for core, share in ((mention.core, 1.0), (mention.begin, 0.5)):
            key = keys(p, core, mention.end)
            if key not in options or options[key][1] < sure * share:
                options[key] = mention._replace(core=core), sure * share
    best_guess = guesses[0].mention if guesses else None
    return Asked(s.cue if s.cue >= 0 else s.start, cue, best_guess, options)


def likely(guesses: Sequence[Sequence[Guess]]) -> list[Mention]:
    """The mentions that offer names to all statements: each likeliest, others if likely."""
    return [g.mention for few in guesses for n, g in enumerate(few) if n == 0 or g.sure >= _GOOD]


def speakers(
    p: Places,
    cue: Floats,
    spans: Sequence[Sequence[Statement]],
    voices: Voices,
    known: Sequence[Sequence[Known]],
) -> list[list[Spoken]]:
    """Who said each statement of each text; ``known`` are names found by other means."""
    said = with_cues(p, cue, [s for few in spans for s in few], voices.cue)
    guessed = iter(zip(said, mentions(p, cue, said, voices.mentions), strict=True))
    asked = [[next(guessed) for _ in few] for few in spans]
    found = [index(p, part) for part in p.reading.parts]
    meant = [likely([guesses for _, guesses in few]) for few in asked]
    more = longer(p, [*zip(found, meant, strict=True)], voices.mentions.name)
    offered = [pool(p, *one) for one in zip(meant, more, known, strict=True)]
    return in_step([_named(p, *one) for one in zip(found, asked, offered, strict=True)], voices.who)


def _named(
    p: Places, found: Found, said: Sequence[tuple[Statement, list[Guess]]], offered: list[Known]
) -> Answering[list[Spoken]]:
    """One statement after another, each seeing who spoke before."""
    story = Story([], [], {})
    spoken = []
    for s, guesses in said:
        asked = asked_of(p, s, guesses)
        mention = asked.mention
        names = shortlist(p, found.part.text, asked, offered, story)
        if not names:
            spoken.append(Spoken(s, mention, None, 0.0))
            continue
        sure = yield rows(p, found, asked, names, story)
        best_name = int(sure.argmax())
        who = fuller(names[best_name], names)
        take_down(story, asked, who, offered)
        spoken.append(Spoken(s, mention, who, float(sure[best_name])))
    return spoken
