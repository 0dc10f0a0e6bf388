"""Where one article ends and the next begins.

The labels of the model are weighed once more against what stands between the
paragraphs: a headline, a time, a byline, the boilerplate that ends an article;
and against the words that paragraphs share.
"""

from __future__ import annotations

from collections.abc import Sequence

from rawi.extract.dumps import attributions, boilerplate, restore
from rawi.extract.dumps.boilerplate_kinds import STARTS
from rawi.extract.dumps.labels import BODY, CAPTION, LEAD, OTHER, SUBHEAD, TITLE
from rawi.extract.dumps.neighbours import headline_like, is_body, label_of
from rawi.extract.dumps.register import is_placed
from rawi.extract.dumps.row_headlines import Candidate, chances_of
from rawi.extract.dumps.segment import PARAGRAPH, Segment
from rawi.extract.dumps.self_description import drop_described

_NEAR = 4
"""Paragraphs before and after that are compared with a headline or a lead."""
_SURE = 0.85
"""What the model finds so likely to be a paragraph, and a lead, counts for a new article."""
_BEHIND, _NAMES = 6, 2
"""A paragraph with so many rare words of so many before it goes on with them."""
_SAID = 0.4
"""This share of its stems a headline has in common with its lead."""
_STRONG, _WEAK = 3, 2
"""What a headline, a time or tags count for a new article; less than this is none."""
_HEADS, _HEADS_ON_PAGE, _SUBHEADS = 0.3, 0.9, 0.1
"""From this chance on a line heads another article, where hardly anything but articles
stands, and on a page with boilerplate; under the last it is a subhead."""
_PARAGRAPH = 0.8
"""What follows a headline on a page with boilerplate is a paragraph with this chance."""
_PLAIN = 0.2
"""Of segments at most so many are boilerplate where only articles were written down."""
_ENOUGH = 6
"""So many stems must a sentence have for it to be asked what they share."""


def settled(found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float]) -> list[str]:
    """The labels after weighing: leads only where an article begins.

    ``chances`` holds for each segment the probability that it is a paragraph.
    """
    labels = prepared(found, labels, chances)
    _weigh_leads(found, labels, chances)
    boilerplate.drop_far(found, labels)
    boilerplate.drop_doubted(found, labels, chances)
    boilerplate.drop_foreign(found, labels)
    boilerplate.name_doubted_leads(found, labels, chances)
    restore.name_subheads(found, labels, chances)
    _name_headlines(found, labels)
    return labels


def prepared(
    found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float]
) -> list[str]:
    """The labels when boilerplate is out and paragraphs are back, before leads are weighed."""
    labels = list(labels)
    boilerplate.name_captions(found, labels)
    boilerplate.drop_boilerplate(found, labels)
    boilerplate.drop_strays(found, labels)
    boilerplate.drop_headlines(found, labels, chances)
    _mark_subheads(found, labels)
    restore.restore_first(found, labels)
    restore.restore_cut(found, labels, chances)
    restore.restore_questions(found, labels)
    restore.restore_fragments(found, labels)
    restore.restore_links(found, labels, chances)
    drop_described(found, labels, OTHER)
    return labels


def _mark_subheads(found: Sequence[Segment], labels: list[str]) -> None:
    """A short phrase glued to the sentence after it is a subhead."""
    for i, segment in enumerate(found[:-1]):
        following = found[i + 1]
        if (
            labels[i] == BODY
            and following.line == segment.line
            and not following.spaced
            and len(segment.text) <= 60
            and segment.text[-1:].isalpha()
            and is_body(labels[i + 1])
        ):
            labels[i] = SUBHEAD


def _weigh_leads(found: Sequence[Segment], labels: list[str], chances: Sequence[float]) -> None:
    headed, parts = _headlines(found, labels, chances)
    begun = {_head_article(labels, one) for one in headed}
    body = [i for i, label in enumerate(labels) if is_body(label)]
    for n in range(1, len(body)):
        last, here = body[n - 1], body[n]
        if here in begun:
            continue
        tied = _tied(found, body, n)
        evidence = _evidence(found, labels, last, here)
        if evidence > 0 and tied:
            evidence -= _STRONG
        evidence -= _STRONG * (here in parts)
        if labels[here] == LEAD:
            evidence += _parting(found, labels, body, n, chances[here] >= _SURE and not tied)
            labels[here] = _kept(found, body, n, evidence)
        else:
            labels[here] = _begun(found, body, n, evidence)


def _headlines(
    found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float]
) -> tuple[list[Candidate], set[int]]:
    """What heads further articles, one line a paragraph; the paragraphs under mere subheads."""
    plain = labels.count(OTHER) <= _PLAIN * len(labels)
    heads: dict[int, tuple[float, Candidate]] = {}
    parts = set()
    for one, likely in chances_of(found, labels, chances).items():
        head, lead = one
        sure = likely >= _HEADS_ON_PAGE and chances[lead] >= _PARAGRAPH
        if sure or (plain and likely >= _HEADS):
            heads[lead] = max((likely, one), heads.get(lead, (likely, one)))
        elif likely < _SUBHEADS and (plain or (head + 1 == lead and is_body(labels[head - 1]))):
            parts.add(lead)
    return [one for _, one in heads.values()], parts


def _head_article(labels: list[str], one: Candidate) -> int:
    """Names a headline and what begins behind it; gives the place of the first paragraph."""
    head, lead = one
    labels[head] = TITLE
    first = next(i for i in range(head + 1, lead + 1) if is_body(labels[i]))
    labels[first] = LEAD
    for i in range(first + 1, lead + 1):
        labels[i] = BODY if is_body(labels[i]) else labels[i]
    return first


def _begun(found: Sequence[Segment], body: Sequence[int], n: int, evidence: int) -> str:
    """What a further paragraph is in the light of the evidence."""
    begins = evidence >= 2 * _STRONG or (evidence >= 1 and _headed(found, body, n))
    return LEAD if begins else BODY


def _kept(found: Sequence[Segment], body: Sequence[int], n: int, evidence: int) -> str:
    """What a first paragraph is in the light of the evidence."""
    weak = evidence < _WEAK or (evidence < _STRONG and not _turns(found, body, n))
    return BODY if weak else LEAD


def _name_headlines(found: Sequence[Segment], labels: list[str]) -> None:
    """What stands right before a lead as a headline does is its headline if there is no other."""
    last = 0
    for i, label in enumerate(labels):
        if is_body(label):
            before = found[i - 1] if i > last else None
            untitled = label == LEAD and TITLE not in labels[last:i]
            if before and untitled and labels[i - 1] == OTHER and _heads(before):
                labels[i - 1] = TITLE
            last = i + 1


def _heads(segment: Segment) -> bool:
    bare = segment.alone and not segment.marker and not segment.closed
    return bare and headline_like(segment) and label_of(segment) is None


def _evidence(found: Sequence[Segment], labels: Sequence[str], last: int, here: int) -> int:
    """How much speaks for an article beginning at ``here``."""
    if last + 1 == here:
        return 0
    gap = found[last + 1 : here]
    called = labels[last + 1 : here]
    points = _STRONG * is_placed(found[here].folded) - _STRONG * found[here].goes_on
    titled = (label == TITLE and headline_like(s) for s, label in zip(gap, called, strict=True))
    dated = (_dates(s) and label != CAPTION for s, label in zip(gap, called, strict=True))
    points += _STRONG * any(titled) + _STRONG * any(dated)
    points += _label_points(gap)
    points += any(STARTS["byline"].match(s.folded) and len(s.text) < 60 for s in gap)
    return points + any(map(_is_plain_boilerplate, gap))


def _dates(segment: Segment) -> bool:
    return segment.dated and len(segment.text) < PARAGRAPH


def _label_points(gap: Sequence[Segment]) -> int:
    """What labels between two paragraphs say: those of tags and sources end an article."""
    kinds = [kind for segment in gap if (kind := label_of(segment)) is not None]
    ends = any(kind.kind in ("tags", "source") for kind in kinds)
    return _STRONG * ends + any(kind.alone for kind in kinds)


def _is_plain_boilerplate(segment: Segment) -> bool:
    short = len(segment.text) < PARAGRAPH
    return short and segment.covered > 0.8 and label_of(segment) is None


def _headed(found: Sequence[Segment], body: Sequence[int], n: int) -> bool:
    """Whether a label alone on its line and a headline stand before the n-th paragraph.

    The headline must be about what follows rather than about what precedes.
    """
    if found[body[n]].goes_on:
        return False
    for i in range(body[n - 1] + 1, body[n] - 1):
        label = label_of(found[i])
        head = found[i + 1]
        if label and label.alone and label.kind == "also" and headline_like(head):
            own = head.stems
            after = _share(own, found, body[n : n + _NEAR])
            before = _share(own, found, body[max(0, n - _NEAR) : n])
            others = [j for j in range(i + 2, body[n]) if headline_like(found[j])]
            lead = own & found[body[n]].stems
            says_it = len(lead) >= 3 and len(lead) >= _SAID * len(own)
            return (says_it or (after >= 0.5 and after > before)) and not others
    return False


def _share(own: frozenset[str], found: Sequence[Segment], places: Sequence[int]) -> float:
    there = frozenset().union(*(found[i].stems for i in places))
    return len(own & there) / max(1, len(own))


def _parts(segment: Segment, label: str) -> bool:
    """Whether what stands between paragraphs could part two articles."""
    if label == CAPTION or attributions.is_credit(segment.text):
        return False
    return label_of(segment) is not None or headline_like(segment) or segment.dated


def _parting(
    found: Sequence[Segment], labels: Sequence[str], body: Sequence[int], n: int, sure: bool
) -> int:
    """What speaks for a first paragraph once something before it could part two articles."""
    last, here = body[n - 1], body[n]
    if not any(map(_parts, found[last + 1 : here], labels[last + 1 : here])):
        return 0
    surely = sure and not found[here].goes_on
    return _WEAK * surely + _STRONG * _apart(found, body, n)


def _apart(found: Sequence[Segment], body: Sequence[int], n: int) -> bool:
    """Whether the n-th paragraph shares nothing with those before it."""
    segment = found[body[n]]
    before = frozenset().union(*(found[i].stems for i in body[max(0, n - 2 * _BEHIND) : n]))
    return len(segment.stems) >= _ENOUGH and len(segment.stems & before) < 2 and not segment.goes_on


def _tied(found: Sequence[Segment], body: Sequence[int], n: int) -> bool:
    """Whether the n-th paragraph, set apart, speaks of the names of those before it."""
    if body[n] - body[n - 1] == 1:
        return False
    before = frozenset().union(*(found[i].rare for i in body[max(0, n - _BEHIND) : n]))
    return len(before & found[body[n]].rare) >= _NAMES


def _turns(found: Sequence[Segment], body: Sequence[int], n: int) -> bool:
    """Whether the paragraphs from the n-th on share few words with those before."""
    before, after = _around(found, body, n)
    return len(before & after) < 0.25 * min(len(before), len(after))


def _around(
    found: Sequence[Segment], body: Sequence[int], n: int
) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of a few paragraphs before the n-th, and from it on."""
    before = frozenset().union(*(found[i].stems for i in body[max(0, n - _NEAR) : n]))
    return before, frozenset().union(*(found[i].stems for i in body[n : n + _NEAR]))
