"""Which of the segments labelled as paragraphs are none: captions, menus, links, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rawi.extract.dumps import attributions
from rawi.extract.dumps.labels import BODY, CAPTION, LEAD, OTHER, TITLE
from rawi.extract.dumps.neighbours import HEADLINE, articles, asks, is_body, label_of, paragraphs
from rawi.extract.dumps.register import addressed, introduces, is_placed
from rawi.extract.dumps.segment import PARAGRAPH, Segment

_CAPTION = 160
"""A caption that only its credit tells is shorter than this, in code points."""
_HEAD = 6
"""So many segments before its first paragraph the headline and time of an article stand."""
_SURE = 0.8
"""What the model is so sure of to be a lead is one, full stop or not."""
_LIKELY = 0.5
"""A paragraph of an article among others is at least so likely."""
_FEW = 4
"""In an article of fewer paragraphs, what they share says little."""
_SCATTERED = 8
"""An article is not spread so thin that so many segments stand for one of its paragraphs."""
_FAR = 30
"""After so many segments of boilerplate, what has no headline no longer goes on with an article."""
_COVERED = 0.8
"""From this share of letters covered by boilerplate on, a segment is nothing else."""
_ENOUGH = 6
"""So many stems must a sentence have for it to be asked what they share."""
_DOTTED = 0.8
"""On a page where this share of paragraphs ends in a full stop, one that does not is odd."""
_SPEECH = re.compile(r":\s?[\"“«]")
"""Somebody is quoted: boilerplate quotes nobody."""
_ANNOUNCES = re.compile(r"(?:[^\W\d_]+ ){1,3}[^\W\d_]+ ?:")
_PAUSE = re.compile('[.،,؛;:!؟?"“«»…]')
_BREATH = 200
"""Sentences pause more often than once in so many code points."""
_QUOTED = re.compile('["“«]')
_CAPTION_LABEL = re.compile(r"(?:التعليق علي الصوره|تعليق الصوره|image caption)\W*")


def name_captions(found: Sequence[Segment], labels: list[str]) -> None:
    """What a label calls a caption, and what a photo credit follows, is one."""
    for i, segment in enumerate(found):
        before = found[i - 1] if i else None
        credited = is_body(labels[i]) and _is_credited(segment, found[i + 1 : i + 2])
        if credited or _is_caption(segment, before, labels[i]):
            labels[i] = CAPTION
        elif labels[i] == CAPTION and attributions.is_stamp(segment.text):
            labels[i] = OTHER


def _is_credited(segment: Segment, following: Sequence[Segment]) -> bool:
    """Whether a short sentence is followed, on its line, by a photo credit."""
    return (
        len(segment.text) < _CAPTION
        and not segment.goes_on
        and any(p.line == segment.line and attributions.is_credit(p.text) for p in following)
    )


def _is_caption(segment: Segment, before: Segment | None, label: str) -> bool:
    if len(segment.text) >= 250:
        return False
    if before and _CAPTION_LABEL.fullmatch(before.folded):
        return True
    return label in (TITLE, OTHER) and attributions.caption(segment.text)[1] is not None


def drop_boilerplate(found: Sequence[Segment], labels: list[str]) -> None:
    """What known boilerplate covers is no paragraph; what a label names on its line no headline."""
    menus = _menus(found)
    for i, segment in enumerate(found):
        titled = labels[i] == TITLE or (is_body(labels[i]) and not segment.closed)
        named = titled and i > 0 and _is_named(segment, found[i - 1])
        is_menu = segment.line in menus and segment.text.count(",") + segment.text.count("،") < 2
        if named or (is_body(labels[i]) and (is_menu or segment.covered >= _COVERED)):
            labels[i] = OTHER


def _is_named(segment: Segment, before: Segment) -> bool:
    """Whether a label on the same line says what the segment is."""
    return before.line == segment.line and label_of(before) is not None


def _menus(found: Sequence[Segment]) -> set[int]:
    """Long lines on which hardly anything pauses as sentences do."""
    pauses: dict[int, int] = {}
    for segment in found:
        if not segment.alone and segment.line_length > _BREATH:
            pauses[segment.line] = pauses.get(segment.line, 0) + len(_PAUSE.findall(segment.text))
    long = {segment.line: segment.line_length for segment in found if segment.line in pauses}
    return {line for line, length in long.items() if (pauses[line] + 1) * _BREATH < length}


def drop_strays(found: Sequence[Segment], labels: list[str]) -> None:
    """Sentences on a long line that is otherwise boilerplate are boilerplate.

    So are a few bare words after the last full stop of a paragraph.
    """
    total = sum(len(segment.text) for segment in found)
    within = [i for i, s in enumerate(found) if is_body(labels[i]) and not s.alone]
    sizes: Counter[int] = Counter()
    for i in within:
        sizes[found[i].line] += len(found[i].text)
    for i in within:
        line, length = found[i].line, found[i].line_length
        needed = 2 if length < total / 2 else 6
        if needed * sizes[line] < length or _is_stray(found, i):
            labels[i] = OTHER


def _is_stray(found: Sequence[Segment], i: int) -> bool:
    """Whether it is a few bare words after a full stop on the same line."""
    before, segment = found[i - 1], found[i]
    behind = i > 0 and before.line == segment.line and before.closed
    return behind and not segment.closed and segment.folded.count(" ") < 3


def drop_headlines(found: Sequence[Segment], labels: list[str], chances: Sequence[float]) -> None:
    """Lines of links that pass for paragraphs: without full stop where all others have one."""
    body = [i for i, label in enumerate(labels) if is_body(label)]
    strayed = _strayed(found, labels, body)
    likely = [i for i in body if chances[i] >= _LIKELY and i not in strayed]
    if not _are_dotted([found[i] for i in likely]):
        return
    for i, following in zip(body, [*body[1:], -1], strict=True):
        if i in strayed and chances[i] < _LIKELY:
            labels[i] = OTHER
        if _reads_as_link(found[i]) and (labels[i] != LEAD or chances[i] < _SURE):
            after = labels[following] if following >= 0 else OTHER
            labels[i] = _of_link(found[i], found[following], labels[i], after, i in strayed)


def _are_dotted(paragraphs: Sequence[Segment]) -> bool:
    """Whether the long ones among them end in full stops, nearly all."""
    long = [segment for segment in paragraphs if len(segment.text) >= PARAGRAPH]
    return bool(long) and sum(s.closed for s in long) >= _DOTTED * len(long)


def _of_link(segment: Segment, following: Segment, label: str, after: str, strayed: bool) -> str:
    """What a paragraph that reads as a link is, by the label of the one after it."""
    if after == LEAD:
        return TITLE if len(segment.stems & following.stems) >= 2 else label
    return OTHER if strayed or (after == BODY and not _goes_on_alone(segment)) else label


def _reads_as_link(segment: Segment) -> bool:
    return segment.alone and len(segment.text) <= HEADLINE[1] and not segment.closed


def _goes_on_alone(segment: Segment) -> bool:
    return segment.goes_on and not _ANNOUNCES.match(segment.folded)


def _strayed(found: Sequence[Segment], labels: Sequence[str], body: Sequence[int]) -> set[int]:
    """Which paragraphs stand behind a label, or far behind the last that does not stray."""
    strayed = set()
    last = -1
    for i in body:
        announced = i > 0 and label_of(found[i - 1]) is not None
        if labels[i] != LEAD and (announced or i - last > _HEAD):
            strayed.add(i)
        if i not in strayed or (found[i].closed and announced):
            last = i
    return strayed


def drop_doubted(found: Sequence[Segment], labels: list[str], chances: Sequence[float]) -> None:
    """Among articles, one without headline of which no paragraph is likely is none.

    Nor is a lone, doubted paragraph far behind the others, nor what lists scatter.
    """
    last = 0
    bodies = [paragraphs(labels, *span) for span in articles(labels)]
    likely = [max(chances[i] for i in own) >= _LIKELY for own in bodies]
    for own, is_likely in zip(bodies, likely, strict=True):
        lone = len(own) == 1 and 0 < last < own[0] - _FAR and chances[own[0]] < _SURE
        doubted = not is_likely and not _is_headed(found, labels, last, own[0])
        scattered = own[-1] - own[0] >= _SCATTERED * len(own)
        last = own[-1] + 1
        if (lone or doubted or scattered) and any(likely) and len(bodies) > 1:
            for i in own:
                labels[i] = OTHER


def _is_headed(found: Sequence[Segment], labels: Sequence[str], last: int, lead: int) -> bool:
    """Whether a headline of its own, a time or its place tells that an article begins."""
    stems = found[lead].stems
    return is_placed(found[lead].folded) or any(
        found[i].dated or (labels[i] == TITLE and found[i].stems & stems)
        for i in range(max(last, lead - _HEAD), lead)
    )


def name_doubted_leads(
    found: Sequence[Segment], labels: list[str], chances: Sequence[float]
) -> None:
    """A doubted line without full stop that begins a long article is its headline."""
    for start, end in articles(labels):
        own = paragraphs(labels, start, end)
        first = found[own[0]]
        bare = first.alone and not first.closed and len(first.text) <= HEADLINE[1]
        if len(own) > _FEW and bare and chances[own[0]] < _LIKELY:
            labels[own[0]] = TITLE
            labels[own[1]] = LEAD


def drop_far(found: Sequence[Segment], labels: list[str]) -> None:
    """Of what lists and links part, an article keeps the greater: the rest is none of it."""
    for start, end in articles(labels):
        parts: list[list[int]] = [[]]
        for i in paragraphs(labels, start, end):
            if parts[-1] and i - parts[-1][-1] > _FAR:
                parts.append([])
            parts[-1].append(i)
        if len(parts) > 1:
            kept = max(parts, key=lambda part: _mass(found, part))
            for i in (i for part in parts if part is not kept for i in part):
                labels[i] = OTHER
            labels[kept[0]] = LEAD


def _mass(found: Sequence[Segment], part: Sequence[int]) -> int:
    """How much of a part are whole sentences, in code points."""
    return sum(len(found[i].text) for i in part if found[i].sentence)


def drop_foreign(found: Sequence[Segment], labels: list[str]) -> None:
    """Sentences that share no matter with their article are boilerplate.

    Of real paragraphs of news, one in two hundred shares fewer than two stems
    with the rest of its article; of notes on cookies, letters and comments,
    three in four do (docs/decisions/0040).
    """
    for start, end in articles(labels):
        own = paragraphs(labels, start, end)
        seen = Counter(stem for i in own for stem in found[i].stems)
        for last, i in pairwise(own):
            shared = sum(seen[stem] > 1 for stem in found[i].stems)
            apart = i - last > 1
            answers = not apart and asks(found[last])
            if answers or shared >= (4 if apart else 2):
                continue
            if _foreign(found[i], len(own), shared):
                labels[i] = OTHER


def _foreign(segment: Segment, paragraphs: int, shared: int) -> bool:
    """Whether a paragraph that shares nothing with its article is none of it."""
    quoted = _QUOTED.search(segment.text)
    if not quoted and addressed(segment.folded):
        return True
    if not quoted and not segment.goes_on and introduces(segment.folded):
        return True
    of_its_own = segment.goes_on or _SPEECH.search(segment.text)
    many = paragraphs >= _FEW and len(segment.stems) >= _ENOUGH
    return shared < 2 and many and not of_its_own
