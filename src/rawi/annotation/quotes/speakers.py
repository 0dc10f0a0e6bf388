"""Statements with their cues, the mentions of their speakers and the speakers' names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from rawi.annotation.quotes import attribution as at
from rawi.annotation.quotes.attribution import Statement
from rawi.annotation.quotes.judge import Judge, alive
from rawi.annotation.quotes.names import (
    Asked,
    Found,
    Key,
    Known,
    Mention,
    Story,
    composed,
    feminine,
    free,
    index,
    keys,
    rows,
)
from rawi.annotation.quotes.places import Floats, Hashes, Ints, Places
from rawi.annotation.quotes.reading import DASH
from rawi.forest import Ready, answers

_PLACES = 4
_CUE = 0.2
_MENTION = 0.2
_POOL = 40
_NEAR = 80
_ISSUERS = 5


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


def mentions(
    p: Places, cue: Floats, said: Sequence[Statement], taught: Taught
) -> list[Mention | None]:
    """The words that name the speaker of each statement, where its sentence has any."""
    begins = _begins(p, cue, said, taught.mention)
    asked = [(s, b) for s, b in zip(said, begins, strict=True) if b >= 0]
    spans = _ends(p, cue, asked, taught.mention_end)
    cores = name_begins(p, spans, taught.name)
    found = iter([Mention(b, e, c) for (b, e), c in zip(spans, cores, strict=True)])
    return [next(found) if b >= 0 else None for b in begins]


def _begins(p: Places, cue: Floats, said: Sequence[Statement], judge: Judge) -> list[int]:
    none = np.zeros(0, np.int32)
    candidates = [at.mention_candidates(p, s) if s.cue >= 0 else none for s in said]
    c = at.pairs(said, candidates)
    if not len(c.at):
        return [-1] * len(said)
    sure = judged(
        judge, at.mention_names(p, c), lambda left: at.mention_rows(p, cue, at.kept(c, left))
    )
    likeliest = best(sure, [len(one) for one in candidates])
    return [int(c.at[place]) if value >= _MENTION else -1 for place, value in likeliest]


def _ends(
    p: Places, cue: Floats, asked: Sequence[tuple[Statement, int]], judge: Judge
) -> list[tuple[int, int]]:
    if not asked:
        return []
    candidates = [at.mention_ends(p, s, b) for s, b in asked]
    c = at.pairs([s for s, _ in asked], candidates, [b for _, b in asked])
    sure = judged(
        judge,
        at.mention_end_names(p, c),
        lambda left: at.mention_end_rows(p, cue, at.kept(c, left)),
    )
    likeliest = best(sure, [len(one) for one in candidates])
    return [(b, int(c.at[place])) for (_, b), (place, _) in zip(asked, likeliest, strict=True)]


def name_begins(p: Places, spans: Sequence[tuple[int, int]], judge: Judge) -> list[int]:
    """For each stretch of words that ends with a name, the word with which the name begins."""
    if not spans:
        return []
    t, counts = at.tails(spans)
    sure = judged(
        judge,
        at.name_names(p, t),
        lambda left: at.name_rows(p, at.Tails(*(part[left] for part in t))),
    )
    return [int(t.at[place]) for place, _ in best(sure, counts)]


def window(p: Places, end: int) -> int:
    """Where the words before ``end`` begin that no mark parts from it."""
    r = p.reading
    low = max(int(r.first[end - 1]), end - at.NAME_MOST, 0)
    for place in range(end - 1, low, -1):
        if int(r.gaps[place]) & ~DASH:
            return place
    return low


def longer(p: Places, found: Found, said: Sequence[Mention | None], judge: Judge) -> list[Mention]:
    """Places in the text where the last word of a name stands with more of the name."""
    last = {p.reading.words[m.end - 1].key for m in said if m is not None and m.end - m.core <= 2}
    places = [n + 1 for key in sorted(last) for n in found.ends[key][:_PLACES]]
    spans = [(window(p, end), end) for end in places]
    spans = [(b, e) for b, e in spans if e - b > 1]
    begins = name_begins(p, spans, judge)
    return [Mention(b, e, c) for (b, e), c in zip(spans, begins, strict=True) if e - c > 1]


def pool(
    p: Places, said: Sequence[Mention | None], more: Sequence[Mention], known: Sequence[Known]
) -> list[Known]:
    """The names the article offers, each once, speakers before the rest."""
    offered: dict[Key, Known] = {k.key: k for k in known}
    for mention in said:
        if mention is None:
            continue
        titled = mention.core > mention.begin
        for m in (mention, mention._replace(core=mention.begin)):
            key = keys(p, m.core, m.end)
            named = Known(key, m, titled and m.core == mention.core, True)
            old = offered.get(key)
            if old is None or not old.spoke:
                offered[key] = named._replace(entity=old.entity, spans=old.spans) if old else named
    for mention in more:
        key = keys(p, mention.core, mention.end)
        offered.setdefault(key, Known(key, mention, mention.core > mention.begin, False))
    return list(offered.values())


def shortlist(p: Places, asked: Asked, offered: Sequence[Known], story: Story) -> list[Known]:
    """The names that share a word with the mention or its title, and the last speakers."""
    recent = set(story.spoken[-6:])
    mention = asked.mention
    if mention is None:
        near = [k for k in offered if k.entity == 1 and _near(k, asked.place)]
        return ([k for k in offered if k.key in recent and k not in near] + near)[-_POOL:]
    own = {free(k) for k in keys(p, mention.begin, mention.end)}
    found = [
        k for k in offered
        if k.key in recent or k.titled or k.entity == 1 or own & {free(w) for w in k.key}
    ]  # fmt: skip
    issuers = [k for k in offered if k.key in recent or (k.entity == 2 and _near(k, asked.place))]
    return found[:_POOL] + composed(p, mention, issuers[-_ISSUERS:])


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


def asked_of(p: Places, s: Statement, mention: Mention | None) -> Asked:
    cue = p.reading.words[s.cue].key if s.cue >= 0 else ""
    return Asked(s.cue if s.cue >= 0 else s.start, cue, mention)


def speakers(
    p: Places, cue: Floats, spans: Sequence[Statement], voices: Voices, known: Sequence[Known] = ()
) -> list[Spoken]:
    """Who said each statement; ``known`` are names found in the text by other means."""
    found = index(p)
    said = with_cues(p, cue, spans, voices.cue)
    meant = mentions(p, cue, said, voices.mentions)
    offered = pool(p, meant, longer(p, found, meant, voices.mentions.name), known)
    return _named(p, found, list(zip(said, meant, strict=True)), offered, voices.who)


def _named(
    p: Places,
    found: Found,
    said: Sequence[tuple[Statement, Mention | None]],
    offered: list[Known],
    model: Ready,
) -> list[Spoken]:
    """One statement after another, each seeing who spoke before."""
    story = Story([], [], {})
    spoken = []
    for s, mention in said:
        asked = asked_of(p, s, mention)
        names = shortlist(p, asked, offered, story)
        if not names:
            spoken.append(Spoken(s, mention, None, 0.0))
            continue
        sure = answers(model, rows(p, found, asked, names, story))
        best_name = int(sure.argmax())
        take_down(story, asked, names[best_name], offered)
        spoken.append(Spoken(s, mention, names[best_name], float(sure[best_name])))
    return spoken
