"""Training who said it: cue of a statement, mention, name in the mention, name in the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from eval.quote_gold import words
from rawi.annotation.quotes import attribution as at
from rawi.annotation.quotes.attribution import Statement
from rawi.annotation.quotes.name_features import index, rows
from rawi.annotation.quotes.names import Guess, Known, Story, written
from rawi.annotation.quotes.places import Floats
from rawi.annotation.quotes.speakers import (
    Taught,
    asked_of,
    likely,
    longer,
    mentions,
    pool,
    shortlist,
    take_down,
    window,
)
from rawi.forest import Forest
from training.quotes.cases import Case
from training.quotes.fitting import Fitted, Labels, Names, trees, unseen

FLOOR = 0.004
WHO: dict[str, Any] = {
    "rounds": 200,
    "learning_rate": 0.05,
    "min_data_in_leaf": 5,
    "lambda_l2": 20.0,
}


class Part(NamedTuple):
    """The candidates of one question."""

    names: Names
    rows: Floats
    labels: Labels
    group: int


def judge(parts: Sequence[Part], floor: float = FLOOR) -> Fitted:
    names, labels = (np.concatenate([p[n] for p in parts]) for n in (0, 2))
    seen = np.concatenate([p.rows for p in parts])
    group = np.repeat([p.group for p in parts], [len(p.labels) for p in parts])
    weights, sure = unseen(names, labels, group)
    kept = sure >= floor
    return Fitted(weights, trees(np.column_stack([sure, seen])[kept], labels[kept]), floor)


def cue_model(cases: Sequence[Case], cue: Sequence[Floats]) -> Forest:
    seen, labels = [], []
    for c, scores in zip(cases, cue, strict=True):
        asked = [Statement(s.start, s.end) for s in c.statements]
        places = [at.cue_candidates(c.places, scores, a) for a in asked]
        if any(len(one) for one in places):
            seen.append(at.cue_rows(c.places, scores, at.pairs(asked, places)))
            for s, one in zip(c.statements, places, strict=True):
                labels.append((one >= s.cue) & (one < s.cue_end))
    return trees(np.concatenate(seen), np.concatenate(labels))


def begin_part(c: Case, cue: Floats, group: int) -> Part:
    said = [s for s in c.statements if s.cue >= 0]
    asked = [Statement(s.start, s.end, s.cue) for s in said]
    places = [at.mention_candidates(c.places, a) for a in asked]
    found = at.pairs(asked, places)
    labels = [one == s.mention[0] for s, one in zip(said, places, strict=True)]
    names, seen = at.mention_names(c.places, found), at.mention_rows(c.places, cue, found)
    return Part(names, seen, np.concatenate(labels), group)


def end_part(c: Case, cue: Floats, group: int) -> Part:
    said = [s for s in c.statements if s.cue >= 0 and s.mention[0] >= 0]
    asked = [Statement(s.start, s.end, s.cue) for s in said]
    begins = [s.mention[0] for s in said]
    places = [at.mention_ends(c.places, a, b) for a, b in zip(asked, begins, strict=True)]
    found = at.pairs(asked, places, begins)
    labels = [one == s.mention[1] for s, one in zip(said, places, strict=True)]
    names, seen = at.mention_end_names(c.places, found), at.mention_end_rows(c.places, cue, found)
    return Part(names, seen, np.concatenate(labels), group)


def mention_judges(
    cases: Sequence[Case], cue: Sequence[Floats], groups: Sequence[int]
) -> tuple[Fitted, Fitted, Fitted]:
    """Where a mention begins, where it ends, where the name in it begins."""
    room = list(zip(cases, cue, groups, strict=True))
    begins = [begin_part(*one) for one in room if any(s.cue >= 0 for s in one[0].statements)]
    meant = [
        one for one in room if any(s.cue >= 0 and s.mention[0] >= 0 for s in one[0].statements)
    ]
    return judge(begins), judge([end_part(*one) for one in meant]), name_judge(cases, groups)


def shared_tail(one: Sequence[str], two: Sequence[str]) -> int:
    n = 0
    while n < min(len(one), len(two)) and one[-1 - n] == two[-1 - n]:
        n += 1
    return n


def name_spans(c: Case) -> list[tuple[int, int, int]]:
    """(begin, end, first word of the name) of mentions, and of full names anywhere in the text."""
    p = c.places
    found = {}
    keys = [w.key for w in p.reading.words]
    for s in c.statements:
        name = words(s.quote.speaker_name)
        b, e = s.mention
        if b >= 0 and (n := shared_tail(keys[b:e], name)):
            found[b, e] = e - n
        if len(name) > 1:
            for end in range(len(name), len(keys) + 1):
                if keys[end - 1] == name[-1] and tuple(keys[end - len(name) : end]) == name:
                    begin = window(p, end)
                    if begin <= end - len(name):
                        found[begin, end] = end - len(name)
    return [(b, e, n) for (b, e), n in found.items()]


def name_judge(cases: Sequence[Case], groups: Sequence[int]) -> Fitted:
    parts = []
    for c, group in zip(cases, groups, strict=True):
        spans = name_spans(c)
        if spans:
            found, counts = at.tails([(b, e) for b, e, _ in spans])
            first = np.repeat([n for _, _, n in spans], counts)
            names, seen = at.name_names(c.places, found), at.name_rows(c.places, found)
            parts.append(Part(names, seen, found.at == first, group))
    return judge(parts)


def guessed(c: Case, cue: Floats, taught: Taught) -> list[list[Guess]]:
    """The mentions of a case's statements as the judges find them."""
    said = [Statement(s.start, s.end, s.cue) for s in c.statements]
    return mentions(c.places, cue, said, taught)


def who_rows(
    c: Case, cue: Floats, taught: Taught, known: Sequence[Known]
) -> tuple[list[Floats], list[Labels]]:
    """For each statement the names on its list, and which is right; earlier ones are as marked."""
    p = c.places
    found = index(p, c.part)
    text = c.part.text
    guesses = guessed(c, cue, taught)
    said = likely(guesses)
    offered = pool(p, said, longer(p, [(found, said)], taught.name)[0], known)
    story = Story([], [], {})
    seen, labels = [], []
    for s, few_guesses in zip(c.statements, guesses, strict=True):
        asked = asked_of(p, Statement(s.start, s.end, s.cue), few_guesses)
        few = shortlist(p, text, asked, offered, story)
        right = words(s.quote.speaker_name)
        if few:
            seen.append(np.array(rows(p, found, asked, few, story), np.float32))
            labels.append(np.array([words(written(p, text, k)) == right for k in few]))
        true = next((k for k in [*few, *offered] if words(written(p, text, k)) == right), None)
        if true is not None:
            take_down(story, asked, true, offered)
    return seen, labels


def fit(
    cases: Sequence[Case],
    cue: Sequence[Floats],
    groups: Sequence[int],
    known: Sequence[Sequence[Known]],
) -> tuple[dict[str, Fitted], dict[str, Forest]]:
    """The judges and trees by the names under which they are stored.

    Names are learned from mentions as judges found them that did not see the article.
    """
    seen, labels = [], []
    halves = [c.fold % 2 for c in cases]
    for half in (0, 1):
        others = [n for n, h in enumerate(halves) if h != half]
        taught = mention_judges(
            [cases[n] for n in others], [cue[n] for n in others], [groups[n] for n in others]
        )
        ready = Taught(*(j.ready() for j in taught))
        for n in (n for n, h in enumerate(halves) if h == half):
            a, b = who_rows(cases[n], cue[n], ready, known[n])
            seen += a
            labels += b
    who = trees(np.concatenate(seen), np.concatenate(labels), **WHO)
    mention, end, name = mention_judges(cases, cue, groups)
    forests = {"which_cue": cue_model(cases, cue), "who": who}
    return {"mention": mention, "mention_end": end, "name": name}, forests
