"""Where one article ends and the next begins, and which paragraphs are none.

The labels of the model are weighed once more against what stands between the
paragraphs: a headline, a time, a byline, the furniture that ends an article;
and against the words that paragraphs share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rawi.extract.dumps import meta
from rawi.extract.dumps.labels import BODY, CAPTION, LEAD, OTHER, SUBHEAD, TITLE
from rawi.extract.dumps.phrases import STARTS
from rawi.extract.dumps.piece import PARAGRAPH, Piece
from rawi.extract.dumps.voice import addressed, introduces, is_dateline

_NEAR = 4
_BEHIND, _NAMES = 6, 2
"""A paragraph with so many rare words of so many before it goes on with them."""
_CAPTION = 160
"""A caption that only its credit tells is shorter than this, in code points."""
_HEAD = 6
"""So many pieces before its first paragraph the headline and time of an article stand."""
_SURE = 0.8
"""What the model is so sure of to be a lead is one, full stop or not."""
_LIKELY = 0.5
"""A paragraph of an article among others is at least so likely."""
_POSSIBLE = 0.03
"""What the model holds for less likely than this is no paragraph, whatever it begins with."""
_QUESTION = 160
"""A question of an interview is at most so long, in code points."""
_FEW = 4
"""In an article of fewer paragraphs, what they share says little."""
_STRONG, _WEAK = 3, 2
"""What a headline, a time or tags count for a new article; less than this is none."""
_FAR = 30
"""After so many pieces of furniture, what has no headline no longer goes on with an article."""
_COVERED = 0.8
"""From this share of letters covered by furniture on, a piece is nothing else."""
_ENOUGH = 6
"""So many stems must a sentence have for it to be asked what they share."""
_DOTTED = 0.8
"""On a page where this share of paragraphs ends in a full stop, one that does not is odd."""
_HEADLINE = (15, 180)
"""Length of a headline, in code points."""


_SPEECH = re.compile(r":\s?[\"“«]")
"""Somebody is quoted: furniture quotes nobody."""
_ANNOUNCES = re.compile(r"(?:[^\W\d_]+ ){1,3}[^\W\d_]+ ?:")
_PAUSE = re.compile("[.،,؛;:!؟?\"“«»…]")
_BREATH = 200
"""Sentences pause more often than once in so many code points."""
_QUOTED = re.compile("[\"“«]")
_ANY_LABEL = re.compile(r"(?=.{3,30}$)[^\W\d_]+(?: [^\W\d_]+){0,3} ?:")
"""A line of up to four words that ends in a colon announces something."""


@dataclass(frozen=True, slots=True)
class Label:
    """A piece of furniture that says what follows it."""

    kind: str
    alone: bool


def label_of(piece: Piece) -> Label | None:
    """What a label piece announces: also, list, tags, source; None if it is no label."""
    if len(piece.folded) > 40:
        return None
    bare = piece.folded.rstrip(" :：|-–.…»«")
    for kind in ("tags", "source", "also", "list"):
        found = STARTS[kind].match(bare)
        if found and found.end() >= len(bare) > 1:
            return Label(kind, piece.alone)
    if piece.alone and _ANY_LABEL.fullmatch(piece.folded):
        return Label("also", alone=True)
    return None


def headline_like(piece: Piece) -> bool:
    """Whether a piece could be the headline of an article."""
    low, high = _HEADLINE
    return (
        low <= len(piece.text) <= high
        and len(piece.text.split()) >= 3
        and not piece.dated
        and piece.covered < 0.6
    )


def settled(
    found: Sequence[Piece], labels: Sequence[str], chances: Sequence[float]
) -> list[str]:
    """The labels after weighing: leads only where an article begins.

    ``chances`` holds for each piece the probability that it is a paragraph.
    """
    labels = list(labels)
    _name_captions(found, labels)
    _drop_furniture(found, labels)
    _drop_strays(found, labels)
    _drop_headlines(found, labels, chances)
    _mark_subheads(found, labels)
    _restore_first(found, labels)
    _restore_cut(found, labels, chances)
    _restore_questions(found, labels)
    _restore_fragments(found, labels)
    _weigh_leads(found, labels)
    _drop_doubted(found, labels, chances)
    _drop_far(found, labels)
    _drop_foreign(found, labels)
    _name_headlines(found, labels)
    return labels


def is_body(label: str) -> bool:
    return label in (LEAD, BODY)


_CAPTION_LABEL = re.compile(r"(?:التعليق علي الصوره|تعليق الصوره|image caption)\W*")


def _name_captions(found: Sequence[Piece], labels: list[str]) -> None:
    """What a label calls a caption, and what a photo credit follows, is one."""
    for i, piece in enumerate(found):
        before = found[i - 1] if i else None
        credited = is_body(labels[i]) and _is_credited(piece, found[i + 1 : i + 2])
        if credited or _is_caption(piece, before, labels[i]):
            labels[i] = CAPTION
        elif labels[i] == CAPTION and meta.is_stamp(piece.text):
            labels[i] = OTHER


def _is_credited(piece: Piece, following: Sequence[Piece]) -> bool:
    """Whether a short sentence is followed, on its line, by a photo credit."""
    return (
        len(piece.text) < _CAPTION
        and not piece.goes_on
        and any(p.line == piece.line and meta.is_credit(p.text) for p in following)
    )


def _is_caption(piece: Piece, before: Piece | None, label: str) -> bool:
    if len(piece.text) >= 250:
        return False
    if before and _CAPTION_LABEL.fullmatch(before.folded):
        return True
    return label in (TITLE, OTHER) and meta.caption(piece.text)[1] is not None


def _drop_furniture(found: Sequence[Piece], labels: list[str]) -> None:
    """What known furniture covers is no paragraph; what a label names on its line no headline."""
    menus = _menus(found)
    for i, piece in enumerate(found):
        titled = labels[i] == TITLE or (is_body(labels[i]) and not piece.closed)
        named = (
            titled
            and i > 0
            and found[i - 1].line == piece.line
            and label_of(found[i - 1]) is not None
        )
        is_menu = piece.line in menus and piece.text.count(",") + piece.text.count("،") < 2
        if named or (is_body(labels[i]) and (is_menu or piece.covered >= _COVERED)):
            labels[i] = OTHER


def _menus(found: Sequence[Piece]) -> set[int]:
    """Long lines on which hardly anything pauses as sentences do."""
    pauses: dict[int, int] = {}
    for piece in found:
        if piece.line_length > _BREATH:
            pauses[piece.line] = pauses.get(piece.line, 0) + len(_PAUSE.findall(piece.text))
    long = {piece.line: piece.line_length for piece in found if piece.line in pauses}
    return {line for line, length in long.items() if (pauses[line] + 1) * _BREATH < length}


def _drop_strays(found: Sequence[Piece], labels: list[str]) -> None:
    """Sentences on a long line that is otherwise furniture are furniture.

    So are a few bare words after the last full stop of a paragraph.
    """
    total = sum(len(piece.text) for piece in found)
    sizes: dict[int, int] = {}
    for piece, label in zip(found, labels, strict=True):
        if not piece.alone and is_body(label):
            sizes[piece.line] = sizes.get(piece.line, 0) + len(piece.text)
    for i, piece in enumerate(found):
        if not is_body(labels[i]) or piece.alone:
            continue
        tail = i > 0 and found[i - 1].line == piece.line and found[i - 1].closed
        stray = tail and not piece.closed and piece.folded.count(" ") < 3
        needed = 2 if piece.line_length < total / 2 else 6
        lost = needed * sizes[piece.line] < piece.line_length
        if stray or lost:
            labels[i] = OTHER


def _mark_subheads(found: Sequence[Piece], labels: list[str]) -> None:
    """A short phrase glued to the sentence after it is a subhead."""
    for i, piece in enumerate(found[:-1]):
        following = found[i + 1]
        if (
            labels[i] == BODY
            and following.line == piece.line
            and not following.spaced
            and len(piece.text) <= 60
            and piece.text[-1:].isalpha()
            and is_body(labels[i + 1])
        ):
            labels[i] = SUBHEAD


def _asks(piece: Piece) -> bool:
    """Whether a piece is a question and nothing else."""
    return piece.alone and len(piece.text) <= _QUESTION and piece.text[-1] in "؟?"


def _restore_questions(found: Sequence[Piece], labels: list[str]) -> None:
    """Where paragraphs answer questions, a question between two paragraphs is one of them."""
    asked = sum(is_body(label) and _asks(piece) for piece, label in zip(found, labels, strict=True))
    if asked < 2:
        return
    for i in range(1, len(found) - 1):
        between = is_body(labels[i - 1]) and is_body(labels[i + 1])
        if between and not is_body(labels[i]) and _asks(found[i]) and not found[i].marker:
            labels[i] = BODY


def _restore_fragments(found: Sequence[Piece], labels: list[str]) -> None:
    """What a guessed break cut out of a sentence between two paragraphs goes back into it."""
    for i in range(1, len(found) - 1):
        before, piece = found[i - 1], found[i]
        within = is_body(labels[i - 1]) and is_body(labels[i + 1]) and not is_body(labels[i])
        if within and piece.guessed and found[i + 1].guessed and not before.closed:
            if piece.covered < 0.5 and label_of(piece) is None:
                labels[i] = BODY


def _restore_cut(found: Sequence[Piece], labels: list[str], chances: Sequence[float]) -> None:
    """What stands near a paragraph and goes on with it is body, cut off or not."""
    for i in range(1, len(found)):
        piece = found[i]
        least = 20 if is_body(labels[i - 1]) else 60
        if (
            labels[i] in (OTHER, CAPTION)
            and any(is_body(label) for label in labels[max(0, i - 3) : i])
            and piece.alone
            and len(piece.text) >= least
            and piece.goes_on
            and not piece.marker
            and piece.covered < 0.5
            and chances[i] >= _POSSIBLE
        ):
            labels[i] = BODY


def _drop_headlines(found: Sequence[Piece], labels: list[str], chances: Sequence[float]) -> None:
    """Lines of links that pass for paragraphs: without full stop where all others have one."""
    body = [i for i, label in enumerate(labels) if is_body(label)]
    long = [i for i in body if len(found[i].text) >= PARAGRAPH]
    dotted = sum(found[i].closed for i in long)
    if not long or dotted < _DOTTED * len(long):
        return
    for i, following in zip(body, [*body[1:], -1], strict=True):
        piece = found[i]
        followed = following >= 0 and labels[following] == BODY
        announced = i > 0 and label_of(found[i - 1]) is not None
        odd = piece.alone and len(piece.text) <= _HEADLINE[1] and not piece.closed
        if not odd or (labels[i] == LEAD and chances[i] >= _SURE):
            continue
        if following >= 0 and labels[following] == LEAD:
            if len(piece.stems & found[following].stems) >= 2:
                labels[i] = TITLE
        elif followed and (not piece.goes_on or _ANNOUNCES.match(piece.folded)):
            labels[i] = OTHER
        elif announced and not followed:
            labels[i] = OTHER


def _restore_first(found: Sequence[Piece], labels: list[str]) -> None:
    """A full paragraph right before a first body paragraph that is no lead is the lead."""
    first = next((i for i, label in enumerate(labels) if is_body(label)), None)
    if first is not None and labels[first] == BODY:
        before = _paragraph_before(found, first)
        labels[first if before is None else before] = LEAD


def _paragraph_before(found: Sequence[Piece], i: int) -> int | None:
    own = found[i].stems
    for j in range(i - 1, max(-1, i - 4), -1):
        if len(found[j].text) >= PARAGRAPH and found[j].closed:
            return j if len(own & found[j].stems) >= 2 else None
    return None


def _weigh_leads(found: Sequence[Piece], labels: list[str]) -> None:
    body = [i for i, label in enumerate(labels) if is_body(label)]
    for n in range(1, len(body)):
        last, here = body[n - 1], body[n]
        evidence = _evidence(found, labels, last, here) - _STRONG * _tied(found, body, n)
        if labels[here] == LEAD and _apart(found, body, n):
            evidence += _STRONG * any(_parts(found[i], labels[i]) for i in range(last + 1, here))
        if labels[here] == LEAD:
            if evidence < _WEAK or (evidence < _STRONG and not _turns(found, body, n)):
                labels[here] = BODY
        elif evidence >= 2 * _STRONG or (evidence >= 1 and _headed(found, body, n)):
            labels[here] = LEAD


def _drop_doubted(
    found: Sequence[Piece], labels: list[str], chances: Sequence[float]
) -> None:
    """Among articles, one without headline of which no paragraph is likely is none."""
    last = 0
    bodies = [[i for i in range(*span) if is_body(labels[i])] for span in _articles(labels)]
    likely = [max(chances[i] for i in own) >= _LIKELY for own in bodies]
    for own, is_likely in zip(bodies, likely, strict=True):
        gap = range(max(last, own[0] - _HEAD), own[0])
        lead = found[own[0]].stems
        headed = any(
            found[i].dated or (labels[i] == TITLE and found[i].stems & lead) for i in gap
        )
        last = own[-1] + 1
        headed = headed or is_dateline(found[own[0]].text)
        if not is_likely and not headed and any(likely):
            for i in own:
                labels[i] = OTHER


def _drop_far(found: Sequence[Piece], labels: list[str]) -> None:
    """Of what lists and links part, an article keeps the greater: the rest is none of it."""
    for start, end in _articles(labels):
        parts: list[list[int]] = [[]]
        for i in (i for i in range(start, end) if is_body(labels[i])):
            if parts[-1] and i - parts[-1][-1] > _FAR:
                parts.append([])
            parts[-1].append(i)
        if len(parts) > 1:
            kept = max(parts, key=lambda part: _mass(found, part))
            for i in (i for part in parts if part is not kept for i in part):
                labels[i] = OTHER
            labels[kept[0]] = LEAD


def _mass(found: Sequence[Piece], part: Sequence[int]) -> int:
    """How much of a part are whole sentences, in code points."""
    return sum(len(found[i].text) for i in part if found[i].sentence)


def _name_headlines(found: Sequence[Piece], labels: list[str]) -> None:
    """What stands right before a lead as a headline does is its headline if there is no other."""
    last = 0
    for i, label in enumerate(labels):
        if is_body(label):
            before = found[i - 1] if i > last else None
            untitled = label == LEAD and TITLE not in labels[last:i]
            if before and untitled and labels[i - 1] == OTHER and _heads(before):
                labels[i - 1] = TITLE
            last = i + 1


def _heads(piece: Piece) -> bool:
    bare = piece.alone and not piece.marker and not piece.closed
    return bare and headline_like(piece) and label_of(piece) is None


def _drop_foreign(found: Sequence[Piece], labels: list[str]) -> None:
    """Sentences that share no matter with their article are furniture.

    Of real paragraphs of news, one in two hundred shares fewer than two stems
    with the rest of its article; of notes on cookies, letters and comments,
    three in four do (docs/decisions/0040).
    """
    for start, end in _articles(labels):
        own = [i for i in range(start, end) if is_body(labels[i])]
        seen = Counter(stem for i in own for stem in found[i].stems)
        for last, i in pairwise(own):
            shared = sum(seen[stem] > 1 for stem in found[i].stems)
            apart = i - last > 1
            answers = not apart and _asks(found[last])
            if answers or shared >= (4 if apart else 2):
                continue
            if _foreign(found[i], len(own), shared):
                labels[i] = OTHER


def _foreign(piece: Piece, paragraphs: int, shared: int) -> bool:
    """Whether a paragraph that shares nothing with its article is none of it."""
    quoted = _QUOTED.search(piece.text)
    if not quoted and addressed(piece.folded):
        return True
    if not quoted and not piece.goes_on and introduces(piece.folded):
        return True
    own_voice = piece.goes_on or _SPEECH.search(piece.text)
    many = paragraphs >= _FEW and len(piece.stems) >= _ENOUGH
    return shared < 2 and many and not own_voice


def _articles(labels: Sequence[str]) -> list[tuple[int, int]]:
    starts = [i for i, label in enumerate(labels) if label == LEAD]
    return list(pairwise([*starts, len(labels)]))


def _evidence(found: Sequence[Piece], labels: Sequence[str], last: int, here: int) -> int:
    """How much speaks for an article beginning at ``here``."""
    gap = range(last + 1, here)
    if last + 1 == here:
        return 0
    points = -_STRONG if found[here].goes_on else 0
    kinds = [label_of(found[i]) for i in gap]
    points += _STRONG * any(labels[i] == TITLE and headline_like(found[i]) for i in gap)
    points += _STRONG * any(
        len(found[i].text) < PARAGRAPH and found[i].dated and labels[i] != CAPTION for i in gap
    )
    points += _STRONG * any(k is not None and k.kind in ("tags", "source") for k in kinds)
    points += any(k is not None and k.alone for k in kinds)
    points += any(STARTS["byline"].match(found[i].folded) and len(found[i].text) < 60 for i in gap)
    points += any(
        len(found[i].text) < PARAGRAPH and found[i].covered > 0.8 and label_of(found[i]) is None
        for i in gap
    )
    return points


def _headed(found: Sequence[Piece], body: Sequence[int], n: int) -> bool:
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
            return after >= 0.5 and after > before and not others
    return False


def _share(own: frozenset[str], found: Sequence[Piece], places: Sequence[int]) -> float:
    there = frozenset().union(*(found[i].stems for i in places))
    return len(own & there) / max(1, len(own))


def _parts(piece: Piece, label: str) -> bool:
    """Whether what stands between paragraphs could part two articles."""
    return label != CAPTION and (label_of(piece) is not None or headline_like(piece))


def _apart(found: Sequence[Piece], body: Sequence[int], n: int) -> bool:
    """Whether the n-th paragraph shares nothing with those before it."""
    piece = found[body[n]]
    before = frozenset().union(*(found[i].stems for i in body[max(0, n - 2 * _BEHIND) : n]))
    return len(piece.stems) >= _ENOUGH and len(piece.stems & before) < 2 and not piece.goes_on


def _tied(found: Sequence[Piece], body: Sequence[int], n: int) -> bool:
    """Whether the n-th paragraph speaks of the names of those before it."""
    before = frozenset().union(*(found[i].rare for i in body[max(0, n - _BEHIND) : n]))
    return len(before & found[body[n]].rare) >= _NAMES


def _turns(found: Sequence[Piece], body: Sequence[int], n: int) -> bool:
    """Whether the paragraphs from the n-th on share few words with those before."""
    before = frozenset().union(*(found[i].stems for i in body[max(0, n - _NEAR) : n]))
    after = frozenset().union(*(found[i].stems for i in body[n : n + _NEAR]))
    return len(before & after) < 0.25 * min(len(before), len(after))
